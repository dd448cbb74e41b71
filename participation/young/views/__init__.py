"""The young people's pages that gather several features."""

from participation.young.views import home, pages, replies, wishes, words  # noqa: F401 - their routes
from participation.young.views.base import blueprint

__all__ = ["blueprint"]
