"""Counted answers made by hand, for what needs no database."""

from datetime import date
from typing import Any

from participation.kernel.quarters import Quarter
from participation.reports.rules.places import ALL, NOT_SAID, Named, Place, Reader, View
from participation.reports.rules.statements import Heard, Statement
from participation.responses.rules import Channel
from participation.surveys.rules import Leaning

NOW = date(2026, 8, 14)
TODAY = date(2026, 11, 20)
QUARTER = Quarter(2026, 3)
WHOLE = Named(ALL, "All localities")
PLACES = (Named(1, "North"), Named(2, "South"), Named(NOT_SAID, "Not said"))
SAFE = Statement("feel_safe", "I feel safe where I live.", "", safety=True)
FIGURES, IN_FULL = Reader(), Reader(in_full=True)


def view(place: Place = ALL, quarter: Quarter = QUARTER, reader: Reader = FIGURES, *, over: bool = True) -> View:
    """A page: a place, a quarter, a reader."""
    chosen = next(each for each in (WHOLE, *PLACES) if each.key == place)
    return View(quarter, chosen, PLACES, reader, over)


def heard(count: int, leaning: Leaning = Leaning.POSITIVE, locality: int | None = 1, **other: Any) -> Heard:
    """So many alike answers."""
    usual = {
        "statement": SAFE.id,
        "quarter": QUARTER,
        "service": None,
        "age_band": None,
        "channel": Channel.OWN_PHONE,
    }
    return Heard(leaning=leaning, locality=locality, count=count, **{**usual, **other})


def answers(positive: int, negative: int, locality: int | None = 1, **other: Any) -> list[Heard]:
    """Positive and negative answers of one place."""
    return [heard(positive, Leaning.POSITIVE, locality, **other), heard(negative, Leaning.NEGATIVE, locality, **other)]
