"""True counts, and the sums that tie them together, whatever table, filter or version a reader meets them in.

Cells are named by keys that are free to choose. A cell that is printed in two tables has one key, and that alone links
the tables: they are then protected as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Key = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """`total` is the sum of `parts`: a row, a column, a margin, or a filter and everything else.

    `answers`: the parts are what people answered. The total is then a base, and everybody in one part says something
    about each of them.
    """

    total: Key
    parts: tuple[Key, ...]
    answers: bool = False


@dataclass
class Table:
    """True counts by key. Its text says how many there are, never what they are."""

    counts: dict[Key, int] = field(default_factory=dict, repr=False)
    lines: list[Line] = field(default_factory=list, repr=False)

    def add(self, key: Key, count: int) -> None:
        """Put so many more into a cell."""
        self.counts[key] = self.counts.get(key, 0) + count

    def add_line(self, total: Key, parts: Iterable[Key], *, answers: bool = False) -> None:
        """Say that these cells add up to that one; a total that is not there yet is counted, a missing part is none."""
        line = Line(total, tuple(parts), answers)
        for part in line.parts:
            self.counts.setdefault(part, 0)
        sum_of_parts = sum(self.counts[part] for part in line.parts)
        if self.counts.setdefault(total, sum_of_parts) != sum_of_parts:
            raise ValueError(f"The parts of {total} do not add up to it.")
        self.lines.append(line)

    @property
    def bases(self) -> frozenset[Key]:
        """The cells that percentages are taken of."""
        return frozenset(line.total for line in self.lines if line.answers)
