"""Tables and the sums that tie their cells together."""

import pytest

from participation.disclosure.tables import Table
from tests.disclosure.attack import crossed


def test_a_total_is_the_sum_of_its_parts() -> None:
    table = Table()
    table.add(("north",), 12)
    table.add(("south",), 30)
    table.add_line(("all",), [("north",), ("south",), ("west",)])
    assert (table.counts["all",], table.counts["west",]) == (42, 0)
    assert not table.bases


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        Table({("all",): 5, ("north",): 4}).add_line(("all",), [("north",)])


def test_a_crossed_table_has_every_margin() -> None:
    table = crossed("t", {("a", "x"): 1, ("a", "y"): 2, ("b", "x"): 3, ("b", "y"): 4})
    assert table.counts["t", None, None] == 10
    assert [table.counts["t", None, c] for c in "xy"] == [4, 6]
    assert len(table.lines) == 6
