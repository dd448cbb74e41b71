"""The pages of every survey: page, check, send, receipt, pause."""

from participation.intake.views import doors, pausing, receipt, uploads, worry  # noqa: F401 - their routes
from participation.intake.views.pausing import resume
from participation.intake.views.visiting import blueprint, directory

__all__ = ["blueprint", "directory", "resume"]
