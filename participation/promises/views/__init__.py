"""What changed, for young people; and the asks behind it, for staff."""

from participation.promises.views import editing, listing, public  # noqa: F401 - their routes
from participation.promises.views.base import blueprint

__all__ = ["blueprint"]
