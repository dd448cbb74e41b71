"""What can be worked out about hidden numbers, against trying them all."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from participation.disclosure.bounds import bounds
from participation.disclosure.tables import Line, Table
from tests.disclosure.attack import crossed, least_and_greatest

ALL, A, B, C = ("all",), ("a",), ("b",), ("c",)


def test_a_single_hidden_part_is_recovered() -> None:
    assert bounds([Line(ALL, (A, B))], {ALL: 20, B: 17})[A] == (3, 3)


def test_two_hidden_parts_share_what_is_left() -> None:
    assert bounds([Line(ALL, (A, B, C))], {ALL: 20, C: 12})[A] == (0, 8)


def test_a_hidden_total_has_no_upper_bound() -> None:
    assert bounds([Line(ALL, (A, B))], {B: 12})[ALL] == (12, math.inf)


def test_what_several_rows_minus_several_columns_leave_over_is_found() -> None:
    """Every line hides two or more, and yet the cell that joins two blocks is no secret."""
    counts = {(row, column): 20 for row in "abcd" for column in "uvwx"}
    hidden = {("t", row, column) for block in (("ab", "uv"), ("cd", "wx")) for row in block[0] for column in block[1]}
    bridge = ("t", "b", "w")
    table = crossed("t", counts)
    known = {k: n for k, n in table.counts.items() if k not in hidden | {bridge}}
    assert bounds(table.lines, known)[bridge] == (20, 20)


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6), st.sets(st.integers(0, 11)))
def test_bounds_are_those_found_by_trying(numbers: list[int], places: set[int]) -> None:
    cells = [(row, column) for row in "ab" for column in "xyz"]
    table = crossed("t", dict(zip(cells, numbers, strict=True)))
    hidden = {key for place, key in enumerate(table.counts) if place in places}
    known = {key: count for key, count in table.counts.items() if key not in hidden}
    found = bounds(table.lines, known)
    for key in hidden:
        assert found[key] == least_and_greatest(table.lines, known, key)


def test_lines_that_cross_in_three_directions() -> None:
    """Here whole numbers may be tied more closely than the bounds say, never less."""
    table = Table({(a, b, c): a + 2 * b + 3 * c for a in range(2) for b in range(2) for c in range(2)})
    for one, other in ((0, 0), (0, 1), (1, 0), (1, 1)):
        table.add_line(("a", one, other), [(each, one, other) for each in range(2)])
        table.add_line(("b", one, other), [(one, each, other) for each in range(2)])
        table.add_line(("c", one, other), [(one, other, each) for each in range(2)])
    known = {key: count for key, count in table.counts.items() if isinstance(key[0], str)}
    for key, (low, high) in bounds(table.lines, known).items():
        assert low <= table.counts[key] <= high
