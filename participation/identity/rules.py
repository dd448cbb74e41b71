"""Who may look at an identity, and how that comes about. Pure.

Two people open it with a reason; one does at once when someone may be in danger, and another reviews that by the end
of the next working day (practice.md, "Safeguarding").
"""

import enum
from collections.abc import Mapping
from datetime import date

from participation.access import Permission, Principal, allows


class Standing(enum.StrEnum):
    """Where one request to see an identity stands."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    IN_DANGER = "in_danger"
    REVIEWED = "reviewed"


class Step(enum.StrEnum):
    """What the second person does."""

    AGREE = "agree"
    REFUSE = "refuse"
    REVIEW = "review"


TRANSITIONS: Mapping[tuple[Standing, Step], Standing] = {
    (Standing.ASKED, Step.AGREE): Standing.AGREED,
    (Standing.ASKED, Step.REFUSE): Standing.REFUSED,
    (Standing.IN_DANGER, Step.REVIEW): Standing.REVIEWED,
}
WAITING = (Standing.ASKED, Standing.IN_DANGER)
NEEDS_WORDS = frozenset({Step.REFUSE, Step.REVIEW})
LONGEST_REASON = 1000


class OpeningError(Exception):
    """This cannot be done with an identity; the message says why."""


def after(by: Principal, standing: Standing, step: Step, asked_by: int) -> Standing:
    """Where this leads; raises OpeningError. Nobody agrees to or reviews what they asked for themselves."""
    if not allows(by, Permission.AGREE_IDENTITY):
        raise OpeningError("Only a safeguarding lead is the second person.")
    if by.staff_id == asked_by:
        raise OpeningError("You asked for this yourself, so somebody else has to look at it.")
    if (standing, step) not in TRANSITIONS:
        raise OpeningError("Somebody has dealt with this already.")
    return TRANSITIONS[standing, step]


def reason_given(reason: str) -> str:
    """The reason without the spaces round it; raises OpeningError where there is none, or too much of it."""
    said = reason.strip()
    if not said:
        raise OpeningError("Say why: it is kept with what you do here.")
    if len(said) > LONGEST_REASON:
        raise OpeningError(f"Keep the reason to {LONGEST_REASON} letters.")
    return said


def may_look(
    staff_id: int,
    standing: Standing,
    asked_by: int,
    asked_on: date,
    second_by: int | None,
    second_on: date | None,
    today: date,
) -> bool:
    """Whether this person sees the name and contact today: the two who opened it, on the day that it was opened.

    Who reviews what one person opened at once judges the reason and needs no name for it.
    """
    if standing in (Standing.IN_DANGER, Standing.REVIEWED):
        return staff_id == asked_by and today == asked_on
    return standing is Standing.AGREED and staff_id in (asked_by, second_by) and today == second_on
