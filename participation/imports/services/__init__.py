"""Commands: bringing a file in, and what may be done with an import that is public already."""

from participation.imports.services.public import Coded, NotPublicError, approve_all, code_by_label, mark_public
from participation.imports.services.running import Report, import_responses

__all__ = [
    "Coded",
    "NotPublicError",
    "Report",
    "approve_all",
    "code_by_label",
    "import_responses",
    "mark_public",
]
