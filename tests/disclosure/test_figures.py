"""Hidden numbers cannot be printed, reckoned with or found in memory's text."""

import json

import pytest

from participation.disclosure import Hidden, Marker, Release, Shown, Table, protect
from participation.disclosure.figures import EXPLAINED, plain


def test_a_hidden_figure_prints_as_its_marker() -> None:
    assert str(Hidden()) == "[c]"
    assert f"{Hidden(Marker.LOW)}" == "[low]"
    assert [str(Shown(1234)), plain(Shown(1234)), plain(Hidden())] == ["1,234", 1234, "[c]"]


@pytest.mark.parametrize("misuse", [int, float, sum, json.dumps, lambda f: f + 1, lambda f: f < 3, lambda f: f"{f:d}"])
def test_a_hidden_figure_refuses_to_be_a_number(misuse: object) -> None:
    with pytest.raises(TypeError):
        misuse(Hidden())  # type: ignore[operator]


def test_a_hidden_figure_holds_nothing_but_its_marker() -> None:
    assert Hidden.__slots__ == ("marker",)


def test_the_text_of_a_table_holds_no_number() -> None:
    assert repr(Table({("secret",): 3})) == "Table()"


def test_a_release_says_that_what_was_not_counted_is_not_available() -> None:
    release: Release = protect(Table())
    assert str(release["nowhere",]) == "[x]"


def test_every_marker_is_explained() -> None:
    assert set(EXPLAINED) == set(Marker)
