"""What can be worked out about hidden numbers, against trying them all."""

import math

from hypothesis import given
from hypothesis import strategies as st

from participation.disclosure.bounds import bounds
from participation.disclosure.tables import Line, crossed
from tests.disclosure.attack import least_and_greatest

ALL, A, B, C = ("all",), ("a",), ("b",), ("c",)


def test_a_single_hidden_part_is_recovered() -> None:
    assert bounds([Line(ALL, (A, B))], {ALL: (20, 20), B: (17, 17)})[A] == (3, 3)


def test_two_hidden_parts_share_what_is_left() -> None:
    assert bounds([Line(ALL, (A, B, C))], {ALL: (20, 20), C: (12, 12)})[A] == (0, 8)


def test_a_hidden_total_has_no_upper_bound() -> None:
    assert bounds([Line(ALL, (A, B))], {B: (12, 12)})[ALL] == (12, math.inf)


def test_rounded_figures_leave_room() -> None:
    assert bounds([Line(ALL, (A, B))], {ALL: (18, 22), B: (13, 17)})[A] == (1, 9)


def test_what_several_rows_minus_several_columns_leave_over_is_found() -> None:
    """Every line hides two or more, and yet the cell that joins two blocks is no secret."""
    counts = {(row, column): 20 for row in "abcd" for column in "uvwx"}
    hidden = {("t", row, column) for block in (("ab", "uv"), ("cd", "wx")) for row in block[0] for column in block[1]}
    bridge = ("t", "b", "w")
    table = crossed("t", counts)
    known = {k: (n, n) for k, n in table.counts.items() if k not in hidden | {bridge}}
    assert bounds(table.lines, known)[bridge] == (20, 20)


@given(st.lists(st.integers(0, 9), min_size=6, max_size=6), st.sets(st.integers(0, 5)), st.booleans())
def test_bounds_hold_every_table_that_fits(numbers: list[int], places: set[int], rounded: bool) -> None:
    cells = [(row, column) for row in "ab" for column in "xyz"]
    table = crossed("t", dict(zip(cells, numbers, strict=True)))
    hidden = {("t", *cells[place]) for place in places}
    slack = 2 if rounded else 0
    known = {k: (max(0, n - slack), n + slack) for k, n in table.counts.items() if k not in hidden}
    found = bounds(table.lines, known)
    for key in hidden:
        low, high = least_and_greatest(table.lines, known, key)
        assert found[key][0] <= low <= table.counts[key] <= high <= found[key][1]
        assert rounded or found[key] == (low, high)
