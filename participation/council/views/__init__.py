"""The council's page: its words, hours, colour, helplines, localities and services, changed without code."""

from participation.council.views import lists, settings  # noqa: F401 - their routes
from participation.council.views.base import blueprint
from participation.council.views.said import council, hours, hours_now

__all__ = ["blueprint", "council", "hours", "hours_now"]
