"""When somebody reads messages: by the day of the week, without the closed days, in the council's time. Pure."""

import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from participation.council.rules.places import SettingError
from participation.kernel.clock import LONDON

SATURDAY = 5
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LOOK_AHEAD = 100  # days; more closed days than that in a row are no opening at all


class Opening(BaseModel):
    """From when to when somebody reads on a day, in London's time."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    opens: time
    closes: time

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("The end of the reading time must be later than its beginning.")
        return self

    @classmethod
    def typed(cls, opens: str, closes: str) -> Self | None:
        """The hours of a day as somebody typed them, none where both are empty; raises SettingError."""
        if not opens.strip() and not closes.strip():
            return None
        begin, end = _time(opens), _time(closes)
        if begin >= end:
            raise SettingError("Enter an end that is later than the beginning.")
        return cls(opens=begin, closes=end)


def _time(typed: str) -> time:
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d)(?::00)?)?", typed.strip(), re.ASCII)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else time.fromisoformat("")
    except ValueError:
        raise SettingError("Enter both times, such as 09:00 and 17:00, or leave both empty.") from None


def closed_days(typed: str) -> tuple[date, ...]:
    """The days that somebody typed, one a line, in order; raises SettingError."""
    return tuple(sorted({_day(line) for line in typed.splitlines() if line.strip()}))


def _day(line: str) -> date:
    for form in ("%d %B %Y", "%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(" ".join(line.split()), form).date()  # noqa: DTZ007 - a day has no zone
    raise SettingError(f"“{line.strip()[:40]}” is no day. Write one on each line, such as 25 December 2026.")


Week = tuple[Opening | None, ...]
OFFICE = Opening(opens=time(9), closes=time(17))
OFFICE_WEEK: Week = (OFFICE,) * 5 + (None, None)


@dataclass(frozen=True)
class Run:
    """Days of the week in a row with the same hours; 0 is Monday."""

    first: int
    last: int
    opening: Opening


def runs(week: Week) -> tuple[Run, ...]:
    """The week as a reader says it: Monday to Thursday, 9 to 5; Friday, 9 to 4."""
    grouped = groupby(enumerate(week), key=lambda day: day[1])
    days = ((opening, [number for number, _ in together]) for opening, together in grouped)
    return tuple(Run(found[0], found[-1], opening) for opening, found in days if opening)


@dataclass(frozen=True)
class Reading:
    """Whether somebody reads at a moment. `until` when they do, else when they are back, where that is known."""

    today: date
    until: time | None = None
    back_on: date | None = None
    back_at: time | None = None

    @property
    def now(self) -> bool:
        """Somebody is there to read."""
        return self.until is not None

    @property
    def days_away(self) -> int | None:
        """In how many days they are back; 0 is later today."""
        return (self.back_on - self.today).days if self.back_on else None


def reading_at(now: datetime, week: Week, closed: Collection[date]) -> Reading:
    """What is true at `now` (with a zone); the clock on the council's wall decides, summer and winter."""
    here = now.astimezone(LONDON)
    today, at = here.date(), here.time()
    opening = _opening(today, week, closed)
    if opening and opening.opens <= at < opening.closes:
        return Reading(today, until=opening.closes)
    for ahead in range(LOOK_AHEAD):
        day = today + timedelta(days=ahead)
        opening = _opening(day, week, closed)
        if opening and (ahead or at < opening.opens):
            return Reading(today, back_on=day, back_at=opening.opens)
    return Reading(today)


def _opening(day: date, week: Sequence[Opening | None], closed: Collection[date]) -> Opening | None:
    return None if day in closed else week[day.weekday()]


def working_days_after(day: date, days: int, closed: Collection[date] = ()) -> date:
    """The day so many working days (Monday to Friday, not closed) after `day`."""
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY and day not in closed
    return day
