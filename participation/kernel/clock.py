"""The time. The council lives in Europe/London; exact times of responses are kept nowhere."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day in the council's time zone."""
    return now().astimezone(LONDON).date()


def coarse(moment: datetime, minutes: int = 15) -> datetime:
    """`moment` rounded up to a step of so many minutes, so that no exact time is kept."""
    step = timedelta(minutes=minutes)
    start = datetime(2000, 1, 1, tzinfo=UTC)
    return start + -((start - moment) // step) * step
