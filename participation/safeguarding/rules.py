"""When something should have been opened. Pure."""

from collections.abc import Collection
from datetime import date, timedelta

from participation.council.rules import working_days_after


def last_overdue_day(today: date, closed: Collection[date] = ()) -> date:
    """What came on this day or before it should have been opened: the next working day after it is over."""
    day = today - timedelta(days=1)
    while working_days_after(day, 1, closed) >= today:
        day -= timedelta(days=1)
    return day
