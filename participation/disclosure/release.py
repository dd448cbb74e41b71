"""What a reader gets of a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from participation.disclosure.figures import NOTHING, Figure, Hidden, Shown
from participation.disclosure.rounding import rounded
from participation.disclosure.suppression import hidden_cells
from participation.disclosure.tables import Key, Table


@dataclass(frozen=True)
class Release:
    """Figures by key; what the table did not count is [x]. `in_full` says that they are the true ones."""

    figures: Mapping[Key, Figure]
    in_full: bool

    def __getitem__(self, key: Key) -> Figure:
        return self.figures.get(key, NOTHING)


def protect(table: Table) -> Release:
    """For everybody who may not read the responses themselves, and for everything that leaves: small numbers hidden
    with what would give them away, the rest rounded to 5."""
    hidden = hidden_cells(table)
    return Release(
        {key: Hidden() if key in hidden else Shown(rounded(count)) for key, count in table.counts.items()},
        in_full=False,
    )


def in_full(table: Table) -> Release:
    """For whoever may read the responses themselves: true counts."""
    return Release({key: Shown(count) for key, count in table.counts.items()}, in_full=True)
