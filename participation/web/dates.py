"""Days and moments on staff pages: in words, in the council's time."""

from datetime import date, datetime

from participation.kernel.clock import LONDON, aware


def calendar_day(day: date | str) -> str:
    """`3 March 2026`, of a day, of a moment, or of a day in ISO 8601."""
    found = date.fromisoformat(day) if isinstance(day, str) else _in_london(day) if isinstance(day, datetime) else day
    return f"{found.day} {found:%B %Y}"


def moment(at: datetime) -> str:
    """`3 March 2026, 14:05`."""
    return f"{calendar_day(at)}, {_in_london(at):%H:%M}"


def _in_london(at: datetime) -> datetime:
    return aware(at).astimezone(LONDON)
