"""What is asked of the inbox, and by when a response must be opened, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from participation.council.rules import working_days_after
from participation.responses.rules import Handling, Urgency

NOT_SAID = 0
WORRY, NOT_TOLD, HOW_TO_ANSWER = "worry", "who_not_told", "how_answer"  # of the survey that ships for worries


class Place(NamedTuple):
    """Where a page of the inbox ended; the next begins after it."""

    urgency: int
    id: int

    @classmethod
    def parse(cls, written: str) -> Self | None:
        """The place that an address names (`2-1234`), None where it names none."""
        urgency, _, row = written.partition("-")
        return cls(int(urgency), int(row)) if urgency.isdecimal() and row.isdecimal() and len(written) < 20 else None

    def __str__(self) -> str:
        return f"{self.urgency}-{self.id}"


@dataclass(frozen=True)
class Wanted:
    """Which responses a reader wants to see. `locality` NOT_SAID is those that named none."""

    handling: Handling = Handling.UNREAD
    urgency: Urgency | None = None
    locality: int | None = None
    service: int | None = None
    survey: str | None = None
    second_look: bool = False
    message: bool = False


def due_on(
    received_on: date,
    read_on: date | None,
    message_on: date | None,
    *,
    imported: bool,
    closed: Collection[date] = (),
) -> date | None:
    """The last day to open it: the next working day after it, or its oldest unseen message, came.

    Every item has this limit, flagged or not (practice.md, "Safeguarding"). What was imported has none of its own.
    """
    since = message_on if read_on else received_on
    return working_days_after(since, 1, closed) if since and not (imported and not message_on) else None
