"""What a reader can work out about hidden numbers from the shown ones: the attack that a release must withstand.

Each hidden count is as small and as large as the lines together allow, found by the simplex method in whole numbers and
fractions, so that nothing is rounded. For tables of rows by columns these bounds are exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from participation.disclosure.tables import Key, Line

Range = tuple[float, float]
Number = int | Fraction


def bounds(lines: Iterable[Line], known: Mapping[Key, int]) -> dict[Key, Range]:
    """The least and greatest whole number that each unknown cell of these lines can be; infinite without a bound."""
    lines = tuple(lines)
    cells = dict.fromkeys(cell for line in lines for cell in (line.total, *line.parts) if cell not in known)
    places = {cell: place for place, cell in enumerate(cells)}
    reader = _Reader(len(places), [_equation(line, places, known) for line in lines])
    return {cell: (math.ceil(reader.least(place)), _floored(reader.greatest(place))) for cell, place in places.items()}


def _equation(line: Line, places: Mapping[Key, int], known: Mapping[Key, int]) -> list[Number]:
    """A line as factors of the unknown cells, and what they add up to, which is never below none."""
    row: list[Number] = [0] * (len(places) + 1)
    for cell, factor in ((line.total, -1), *((part, 1) for part in line.parts)):
        if cell in known:
            row[-1] -= factor * known[cell]
        else:
            row[places[cell]] += factor
    return [-number for number in row] if row[-1] < 0 else row


def _floored(number: Number | None) -> float:
    return math.inf if number is None else math.floor(number)


class _Reader:
    """One table of counts that fits, kept as a simplex tableau and moved to where a cell is least or greatest.

    Each row says what one solved cell is: its last number, less the factors of the cells that are none for now.
    """

    def __init__(self, cells: int, equations: Iterable[list[Number]]) -> None:
        self._cells = range(cells)
        self._solved: list[tuple[int, list[Number]]] = []
        for equation in equations:
            self._take_in(equation)

    def _take_in(self, row: list[Number]) -> None:
        """Find a table that fits this equation too: drive what is still missing from it to none."""
        for cell, solved in self._solved:
            row = _less(row, row[cell], solved)
        missing = len(self._cells)
        row = [-number for number in row] if row[-1] < 0 else row
        self._solved.append((missing, row))
        while True:
            row = self._row(missing) or []
            entering = next((cell for cell in self._cells if row and row[cell] > 0), None)
            if not row or not row[-1] or entering is None:
                break
            self._enter(entering)
        if row:
            entering = next((cell for cell in self._cells if row[cell]), None)
            if entering is None:
                self._solved = [each for each in self._solved if each[0] != missing]
            else:
                self._pivot(entering, missing)

    def least(self, cell: int) -> Number:
        """The least that this cell can be."""
        while row := self._row(cell):
            entering = next((other for other in self._cells if other != cell and row[other] > 0), None)
            if entering is None:
                return row[-1]
            self._enter(entering)
        return 0

    def greatest(self, cell: int) -> Number | None:
        """The greatest that this cell can be; None when nothing bounds it."""
        while True:
            row = self._row(cell)
            falling = cell if row is None else next((each for each in self._cells if row[each] < 0), None)
            if falling is None:
                return row[-1] if row else None
            if not self._enter(falling):
                return None

    def _row(self, cell: int) -> list[Number] | None:
        return next((row for solved, row in self._solved if solved == cell), None)

    def _enter(self, cell: int) -> bool:
        """Raise a cell from none until another one reaches none and takes its place; False when nothing stops it.

        Ties go to the first cell (Bland's rule), so that this never runs in a circle.
        """
        stops = [(Fraction(row[-1]) / row[cell], solved) for solved, row in self._solved if row[cell] > 0]
        if stops:
            self._pivot(cell, min(stops)[1])
        return bool(stops)

    def _pivot(self, entering: int, leaving: int) -> None:
        pivot = next(row for solved, row in self._solved if solved == leaving)
        pivot = [_over(number, pivot[entering]) for number in pivot]
        self._solved = [
            (entering, pivot) if solved == leaving else (solved, _less(row, row[entering], pivot))
            for solved, row in self._solved
        ]


def _less(row: list[Number], factor: Number, other: Sequence[Number]) -> list[Number]:
    return [a - factor * b for a, b in zip(row, other, strict=True)] if factor else row


def _over(number: Number, divisor: Number) -> Number:
    """Exact, and a plain whole number where it is one, as it nearly always is."""
    found = Fraction(number) / divisor
    return found.numerator if found.denominator == 1 else found
