"""Small numbers: what may be shown of tables of counts. Pure (practice.md, "Small numbers").

A `Table` holds true counts and the sums that a reader could form. `protect` makes a `Release` of it for people who may
not read the responses themselves, `in_full` one for those who may. A release gives out figures: `Shown` has a number,
`Hidden` has none, so that nothing downstream can print what was hidden.
"""

from participation.disclosure.figures import EXPLAINED, NOTHING, Figure, Hidden, Marker, Shown, plain
from participation.disclosure.release import Release, in_full, protect
from participation.disclosure.rounding import percentage
from participation.disclosure.suppression import BASE, SMALL
from participation.disclosure.tables import Key, Line, Table

__all__ = [
    "BASE",
    "EXPLAINED",
    "NOTHING",
    "SMALL",
    "Figure",
    "Hidden",
    "Key",
    "Line",
    "Marker",
    "Release",
    "Shown",
    "Table",
    "in_full",
    "percentage",
    "plain",
    "protect",
]
