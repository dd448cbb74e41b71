"""When something should have been opened or reviewed, and how a limit is said in words. Pure."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from participation.council.rules import working_days_after
from participation.council.rules.hours import Week
from participation.identity.rules import LONGEST_REASON, OpeningError, Standing, Step
from participation.kernel.clock import LONDON

# Who may not import identity takes its words from here.
__all__ = [
    "LONGEST_REASON",
    "OpeningError",
    "Standing",
    "Step",
    "day_words",
    "due_words",
    "last_overdue_day",
    "review_due",
    "seen_by",
    "seen_by_words",
]

SEEN_WITHIN = timedelta(hours=1)  # of reading time (practice.md, "Safeguarding": clocks)
LOOK_AHEAD = 100  # days; more closed days than that in a row are no opening at all


def last_overdue_day(today: date, closed: Collection[date] = ()) -> date:
    """What came on this day or before it should have been opened: the next working day after it is over."""
    day = today - timedelta(days=1)
    while working_days_after(day, 1, closed) >= today:
        day -= timedelta(days=1)
    return day


def review_due(opened_on: date, closed: Collection[date] = ()) -> date:
    """The last day to review what one person opened at once: the next working day."""
    return working_days_after(opened_on, 1, closed)


def seen_by(now: datetime, week: Week, closed: Collection[date] = ()) -> datetime:
    """When a working hour from `now` is over, in UTC: time counts only while somebody reads.

    Where nobody ever reads, it is an hour of the clock.
    """
    today, left = now.astimezone(LONDON).date(), SEEN_WITHIN
    for ahead in range(LOOK_AHEAD):
        day = today + timedelta(days=ahead)
        opening = None if day in closed else week[day.weekday()]
        if opening is None:
            continue
        opens, closes = (datetime.combine(day, at, LONDON).astimezone(UTC) for at in (opening.opens, opening.closes))
        begins = max(opens, now)
        if begins + left <= closes:
            return begins + left
        left -= max(closes - begins, timedelta(0))
    return now + SEEN_WITHIN


def day_words(day: date, today: date) -> str:
    """`Mon 23 Nov`, with the year where it is another one."""
    words = f"{day:%a} {day.day} {day:%b}"
    return words if day.year == today.year else f"{words} {day.year}"


def due_words(due: date | None, today: date) -> str:
    """By when it must be opened, in words; empty where nothing is due."""
    if due is None:
        return ""
    if due < today:
        return f"Overdue: was due {day_words(due, today)}"
    return "Due today" if due == today else f"Due by {day_words(due, today)}"


def seen_by_words(due_at: datetime, now: datetime) -> str:
    """By when a worry must be opened, as a time and, while it is near, in minutes; the council's clock decides."""
    due, here = due_at.astimezone(LONDON), now.astimezone(LONDON)
    when = f"{due:%H:%M}" if due.date() == here.date() else f"{day_words(due.date(), here.date())}, {due:%H:%M}"
    if due_at <= now:
        return f"Nobody opened it in time: was due {when}"
    minutes = -(-int((due_at - now).total_seconds()) // 60)
    left = f" ({minutes} minute{'' if minutes == 1 else 's'} left)" if minutes <= 120 else ""
    return f"Open by {when}{left}"
