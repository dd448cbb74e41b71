"""A reader who solves: exact bounds on hidden whole numbers, by trying, independent of how the program reckons."""

import math
from collections.abc import Mapping, Sequence

from participation.disclosure import Key, Line, Table

Ranges = dict[Key, tuple[float, float]]


def least_and_greatest(lines: Sequence[Line], known: Mapping[Key, int], key: Key) -> tuple[int, float]:
    """The least and greatest value of one cell in any table of whole numbers that agrees with what is known."""
    start = tightened(
        lines, {k: (known.get(k, 0), known.get(k, math.inf)) for line in lines for k in (line.total, *line.parts)}
    )
    assert start is not None
    low, high = start[key]
    while not _possible(lines, {**start, key: (low, low)}):
        low += 1
    if math.isinf(high):
        return int(low), high
    while not _possible(lines, {**start, key: (high, high)}):
        high -= 1
    return int(low), int(high)


def _possible(lines: Sequence[Line], ranges: Ranges) -> bool:
    """Whether whole numbers exist that fit. What has no upper bound is free to take up whatever is left."""
    found = tightened(lines, ranges)
    if found is None:
        return False
    open_cells = [key for key, (low, high) in found.items() if low < high]
    if not open_cells:
        return True
    key = min(open_cells, key=lambda cell: found[cell][1] - found[cell][0])
    low, high = found[key]
    top = low + 60 if math.isinf(high) else high
    return any(_possible(lines, {**found, key: (value, value)}) for value in range(int(low), int(top) + 1))


def tightened(lines: Sequence[Line], ranges: Ranges) -> Ranges | None:
    """Plain propagation over the printed lines; None when nothing fits."""
    ranges = dict(ranges)
    changed = True
    while changed:
        changed = False
        for line in lines:
            for key in (line.total, *line.parts):
                low, high = _allowed(line, ranges, key)
                narrowed = (max(low, ranges[key][0]), min(high, ranges[key][1]))
                if narrowed[0] > narrowed[1]:
                    return None
                changed |= narrowed != ranges[key]
                ranges[key] = narrowed
    return ranges


def _allowed(line: Line, ranges: Ranges, key: Key) -> tuple[float, float]:
    others = [ranges[part] for part in line.parts if part != key]
    low, high = sum(r[0] for r in others), sum(r[1] for r in others)
    if key == line.total:
        return low, high
    total = ranges[line.total]
    return total[0] - high, total[1] - low if math.isfinite(total[1]) else math.inf


def small_cells(table: Table, hidden: frozenset[Key]) -> list[Key]:
    """The hidden cells that are really small."""
    return [key for key in hidden if 1 <= table.counts[key] <= 5]


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
