"""The pages of every survey: page, check, send, receipt."""

from participation.intake.views import doors, receipt, uploads  # noqa: F401 - their routes
from participation.intake.views.visiting import blueprint, directory

__all__ = ["blueprint", "directory"]
