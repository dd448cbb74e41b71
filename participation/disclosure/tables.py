"""True counts, and the sums that tie them together, whatever table, filter or version a reader meets them in.

Cells are named by keys that are free to choose. A cell that is printed in two tables has one key, and that alone links
the tables: they are then protected as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

    def add_filter(self, total: Key, chosen: Key) -> None:
        """Tie in a filter that belongs to no full list, with its complement: all minus this filter is shown by both."""
        rest: Key = (*chosen, "everybody else")
        self.counts[rest] = self.counts[total] - self.counts[chosen]
        self.add_line(total, (chosen, rest))

    @property
    def bases(self) -> frozenset[Key]:
        """The cells that percentages are taken of."""
        return frozenset(line.total for line in self.lines if line.answers)


def crossed(name: str, counts: Mapping[tuple[str, str], int]) -> Table:
    """A table of rows by columns with all its margins; a margin is the key with `None` in that place."""
    table = Table({(name, *cell): count for cell, count in counts.items()})
    rows = tuple(dict.fromkeys(row for row, _ in counts))
    columns = tuple(dict.fromkeys(column for _, column in counts))
    for row in rows:
        table.add_line((name, row, None), [(name, row, column) for column in columns])
    for column in columns:
        table.add_line((name, None, column), [(name, row, column) for row in rows])
    table.add_line((name, None, None), [(name, row, None) for row in rows])
    table.add_line((name, None, None), [(name, None, column) for column in columns])
    return table
