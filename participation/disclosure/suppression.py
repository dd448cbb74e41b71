"""Which cells are hidden: the small ones, those that would give them away, and answers that everybody gave."""

from collections.abc import Iterator

from participation.disclosure.bounds import Range, bounds
from participation.disclosure.tables import Key, Line, Table

SMALL = 5  # 1 to 5 is confidential
BASE = 10  # nothing is broken down below this
SAFE_WIDTH = 5  # what is hidden stays at least as open as 1 to 5, and may always be more than small


def hidden_cells(table: Table) -> frozenset[Key]:
    """The cells to hide so that no reader of all the others can work out a small one (practice.md, "Small numbers")."""
    hidden = set(primary(table))
    guarded = frozenset(hidden)
    while True:
        _hide_partners(table, hidden)
        exposed = next((key for key in _exposed(table, hidden, guarded) if _hide_beside(table, hidden, key)), None)
        if exposed is None:
            return frozenset(hidden)


def primary(table: Table) -> Iterator[Key]:
    """Cells that are confidential in themselves."""
    for key, count in table.counts.items():
        if 0 < count < _floor(table, key):
            yield key
    for line in table.lines:
        if 0 < table.counts[line.total] < BASE or (line.answers and _everybody_the_same(table, line)):
            yield from line.parts


def _floor(table: Table, key: Key) -> int:
    """The least count, above none, that may be shown of this cell."""
    return BASE if key in table.bases else SMALL + 1


def _everybody_the_same(table: Table, line: Line) -> bool:
    """Group disclosure: all of these people are in one part, so each one's answer is known."""
    total = table.counts[line.total]
    return total > 0 and any(table.counts[part] == total for part in line.parts)


def _hide_partners(table: Table, hidden: set[Key]) -> None:
    """Hide more until every line hides none or at least two cells, and the hidden sum is not itself small."""
    waiting = True
    while waiting:
        waiting = False
        for line in table.lines:
            while _gives_away(table, hidden, line) and _hide_one_more(table, hidden, line):
                waiting = True


def _gives_away(table: Table, hidden: set[Key], line: Line) -> bool:
    parts = [part for part in line.parts if part in hidden]
    if line.total in hidden:
        return not parts
    if not parts:
        return False
    total = sum(table.counts[part] for part in parts)
    return len(parts) == 1 or 0 < total < max(_floor(table, part) for part in parts)


def _hide_one_more(table: Table, hidden: set[Key], line: Line) -> bool:
    """Hide the least part that is something, then an empty one, the total only when nothing else is left."""
    open_parts = [part for part in line.parts if part not in hidden]
    choice = min(open_parts, key=lambda part: _cost(table, part), default=line.total)
    if choice in hidden:
        return False
    hidden.add(choice)
    return True


def _cost(table: Table, key: Key) -> tuple[bool, int]:
    return table.counts[key] == 0, table.counts[key]


def _exposed(table: Table, hidden: set[Key], guarded: frozenset[Key]) -> list[Key]:
    """The confidential cells that a reader could still pin down too closely."""
    if not guarded:
        return []
    open_to = bounds(table.lines, {key: count for key, count in table.counts.items() if key not in hidden})
    return [key for key in guarded if key in open_to and not _wide_enough(open_to[key])]


def _wide_enough(span: Range) -> bool:
    low, high = span
    return high - low >= SAFE_WIDTH and high > SMALL


def _hide_beside(table: Table, hidden: set[Key], key: Key) -> bool:
    """Hide the cheapest open cell of a line that this cell is in, or, when those are all hidden, of any line."""
    beside = [line for line in table.lines if key in (line.total, *line.parts)]
    for lines in (beside, table.lines):
        open_cells = {cell for line in lines for cell in (*line.parts, line.total) if cell not in hidden}
        if open_cells:
            totals = {line.total for line in table.lines}
            hidden.add(min(open_cells, key=lambda cell: (cell in totals, *_cost(table, cell), str(cell))))
            return True
    return False
