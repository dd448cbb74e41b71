"""Days and moments on staff pages: in words, in the council's time."""

from datetime import UTC, date, datetime

from participation.kernel.clock import LONDON


def calendar_day(day: date | str) -> str:
    """`3 March 2026`; takes an ISO day too."""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found.day} {found:%B %Y}"


def moment(at: datetime) -> str:
    """`3 March 2026, 14:05` in London; SQLite gives moments back without their zone, which is UTC."""
    here = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(LONDON)
    return f"{calendar_day(here)}, {here:%H:%M}"
