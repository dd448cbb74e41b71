"""The time. The council lives in Europe/London; exact times of responses are kept nowhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_START = datetime(2000, 1, 1, tzinfo=UTC)
_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _standing.get() or datetime.now(UTC)


def today() -> date:
    """The day in the council's time zone."""
    return now().astimezone(LONDON).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at a moment for what runs inside: the demo's made-up past is written so."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)


def aware(moment: datetime) -> datetime:
    """A moment of the database in UTC; SQLite gives it back without a zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def coarse(moment: datetime, minutes: int = 15) -> datetime:
    """`moment` rounded up to a step of so many minutes, so that no exact time is kept."""
    return _START + -((_START - moment) // timedelta(minutes=minutes)) * timedelta(minutes=minutes)


def coarse_now(minutes: int = 15) -> datetime:
    """This moment rounded down, for what is due at once."""
    return _START + (now() - _START) // timedelta(minutes=minutes) * timedelta(minutes=minutes)
