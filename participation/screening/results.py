"""What screening answers: plain frozen values, without any storage or web type."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Urgency(Enum):
    """How soon a trained person should look. Order matters: see ``rank``."""

    IMMEDIATE = "immediate"
    SOON = "soon"
    NONE = "none"

    @property
    def rank(self) -> int:
        """2 for immediate, 1 for soon, 0 for none."""
        return {"immediate": 2, "soon": 1, "none": 0}[self.value]


@dataclass(frozen=True, slots=True)
class Reason:
    """The child's own words that a rule matched: code points ``start`` to ``end`` (exclusive) of the original text."""

    start: int
    end: int
    phrase: str
    category: str
    rule: str


@dataclass(frozen=True, slots=True)
class ContextReason:
    """Why a match counts for less or more than it would alone, for example a figure of speech."""

    start: int
    end: int
    phrase: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class PersonalDetail:
    """A stretch of the original text that may identify somebody; ``type`` is NAME, PHONE, EMAIL and so on."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Screening:
    """The whole answer for one text. ``score`` (0 to 1) ranks texts, never children."""

    risk: bool
    score: float
    urgency: Urgency
    categories: tuple[str, ...]
    reasons: tuple[Reason, ...]
    pii: tuple[PersonalDetail, ...]
    profanity: bool
    context: tuple[ContextReason, ...]
