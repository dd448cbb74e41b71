"""Quarters of a calendar year: the only length of time that is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("January to March", "April to June", "July to September", "October to December")


@dataclass(frozen=True, order=True)
class Quarter:
    """January to March is the first."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Quarter | None:
        """From `2026-Q3`; None for anything else."""
        found = re.fullmatch(r"([12]\d{3})-Q([1-4])", text, re.IGNORECASE | re.ASCII)
        return cls(int(found[1]), int(found[2])) if found else None

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        """`July to September 2026`."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    @property
    def months(self) -> str:
        """`July to September`."""
        return MONTHS[self.number - 1]

    @property
    def starts(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        return self.next.starts - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The quarter after."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        """The quarter before."""
        return Quarter(self.year - (self.number == 1), (self.number + 2) % 4 + 1)

    @property
    def year_before(self) -> Quarter:
        """The same months a year before."""
        return Quarter(self.year - 1, self.number)

    def is_over(self, today: date) -> bool:
        """Whether nothing more can come in for it."""
        return self.ends < today


def quarters_between(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Every quarter from the first to the last, both included."""
    found = []
    while first <= last:
        found.append(first)
        first = first.next
    return tuple(found)
