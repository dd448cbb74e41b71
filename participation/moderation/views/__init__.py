"""The inbox, and the page where one response is read, decided and answered."""

from participation.moderation.views import answering, deciding, inbox, knowing, made, reading  # noqa: F401 - their routes
from participation.moderation.views.base import blueprint

__all__ = ["blueprint"]
