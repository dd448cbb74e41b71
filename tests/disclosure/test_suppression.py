"""Which cells are hidden."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.disclosure import Hidden, Table, protect
from participation.disclosure.bounds import bounds
from participation.disclosure.suppression import hidden_cells, primary
from tests.disclosure.attack import crossed, least_and_greatest, small_cells

COUNTS = st.one_of(st.integers(0, 12), st.integers(0, 60))


def one_line(*parts: int, answers: bool = False) -> Table:
    """A total with parts 0, 1, 2 …"""
    table = Table({(place,): count for place, count in enumerate(parts)})
    table.add_line(("all",), [(place,) for place in range(len(parts))], answers=answers)
    return table


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ((20, 30, 40), set()),
        ((0, 30, 40), set()),
        ((3, 30, 40), {0, 1}),  # a single hidden part is the total minus the rest
        ((3, 3, 40), {0, 1}),
        ((2, 3, 40), {0, 1, 2}),  # two small parts whose sum is small
        ((5, 1, 0, 8, 40), {0, 1}),
        ((4, 5), {0, 1}),  # nothing is broken down below ten
        ((0, 9), {0, 1}),
    ],
)
def test_one_line(parts: tuple[int, ...], hidden: set[object]) -> None:
    assert hidden_cells(one_line(*parts)) == {(name,) for name in hidden}


def test_an_empty_line_hides_nothing() -> None:
    assert not hidden_cells(one_line(0, 0))


@pytest.mark.parametrize("parts", [(30, 0), (0, 30)])
def test_everybody_the_same_is_hidden_where_it_is_about_answers(parts: tuple[int, int]) -> None:
    assert hidden_cells(one_line(*parts, answers=True)) == {(0,), (1,)}
    assert not hidden_cells(one_line(*parts))


def test_a_filter_whose_complement_is_small_is_hidden() -> None:
    table = Table({("in care",): 40, ("everybody else",): 3})
    table.add_line(("all",), [("in care",), ("everybody else",)])
    assert ("in care",) in hidden_cells(table)


def test_linked_tables_are_protected_as_one() -> None:
    """A quarter that is hidden in its own table stays hidden beside a table of the year."""
    table = one_line(30, 40)
    table.counts.update({("q1",): 66, ("q2",): 4})
    table.add_line(("all",), [("q1",), ("q2",)])
    assert isinstance(protect(table)["q1",], Hidden)


def test_hidden_bases_add_up_to_a_base() -> None:
    table = Table()
    for place, replies in enumerate((3, 4, 25, 40)):
        table.add((place, "positive"), replies)
        table.add_line((place, "replies"), [(place, "positive"), (place, "other")], answers=True)
    table.add_line(("all",), [(place, "replies") for place in range(4)])
    assert (2, "replies") in hidden_cells(table)
    assert (3, "replies") not in hidden_cells(table)


def test_a_cell_that_joins_two_hidden_blocks_is_not_left_to_reckoning() -> None:
    """Each line hides two or more with a sum that is not small, and rows minus columns would still give the 3 away."""
    blocks = {(row, column) for rows, columns in (("ab", "uv"), ("cd", "wx")) for row in rows for column in columns}
    counts = {(row, column): 4 if (row, column) in blocks else 20 for row in "abcd" for column in "uvwx"}
    table = crossed("t", counts | {("b", "w"): 3})
    shown = {key: count for key, count in table.counts.items() if key not in hidden_cells(table)}
    low, high = bounds(table.lines, shown)["t", "b", "w"]
    assert high - low >= 5


def crossed_tables(rows: int = 3, columns: int = 3) -> st.SearchStrategy[Table]:
    """Tables of any counts with all their margins."""
    cells = [(f"r{row}", f"c{column}") for row in range(rows) for column in range(columns)]
    counts = st.lists(COUNTS, min_size=len(cells), max_size=len(cells))
    return counts.map(lambda numbers: crossed("t", dict(zip(cells, numbers, strict=True))))


def answers_by_place(places: int = 4) -> st.SearchStrategy[Table]:
    """Positive and other answers by place, as the litmus page has them: rows are answers."""

    def build(numbers: list[tuple[int, int]]) -> Table:
        table = Table()
        for place, (positive, other) in enumerate(numbers):
            table.add((place, "positive"), positive)
            table.add((place, "other"), other)
            table.add_line((place, "replies"), [(place, "positive"), (place, "other")], answers=True)
        for what in ("positive", "other", "replies"):
            table.add_line(("all", what), [(place, what) for place in range(places)])
        table.add_line(("all", "replies"), [("all", "positive"), ("all", "other")], answers=True)
        return table

    return st.lists(st.tuples(COUNTS, COUNTS), min_size=places, max_size=places).map(build)


TABLES = st.one_of(crossed_tables(), crossed_tables(2, 4), answers_by_place(), answers_by_place(2))


@given(TABLES)
def test_what_is_confidential_is_hidden(table: Table) -> None:
    hidden = hidden_cells(table)
    assert set(primary(table)) <= hidden
    assert not [key for key, count in table.counts.items() if 1 <= count <= 5 and key not in hidden]


@given(TABLES)
def test_every_line_hides_none_or_at_least_two_and_their_sum_is_not_small(table: Table) -> None:
    hidden = hidden_cells(table)
    for line in table.lines:
        cells = [cell for cell in (line.total, *line.parts) if cell in hidden]
        assert len(cells) != 1
        if cells and line.total not in hidden:
            assert not 1 <= sum(table.counts[cell] for cell in cells) <= 5


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_a_reader_who_tries_every_table_that_fits_recovers_nothing_small(table: Table) -> None:
    """Against the true counts of everything shown, which is more than a reader gets: shown figures are rounded."""
    hidden = hidden_cells(table)
    known = {k: n for k, n in table.counts.items() if k not in hidden}
    for key in small_cells(table, hidden):
        low, high = least_and_greatest(table.lines, known, key)
        assert high - low >= 4, (key, low, high)
        assert high > 5, "a reader could be sure that it is small"


@given(TABLES)
def test_a_release_shows_multiples_of_five_and_nothing_of_what_is_hidden(table: Table) -> None:
    release, hidden = protect(table), hidden_cells(table)
    for key in table.counts:
        figure = release[key]
        assert isinstance(figure, Hidden) == (key in hidden)
        assert isinstance(figure, Hidden) or figure.value % 5 == 0
