"""What makes two names one, and the themes that a code book starts with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.themes.models import Theme
from participation.themes.rules import ThemeText, same_name, starter


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Family time", "family  TIME ", True),
        ("Straße", "STRASSE", True),
        ("Family time", "Family times", False),
    ],
)
def test_names_are_compared_as_people_read_them(one: str, other: str, same: bool) -> None:
    assert (same_name(one) == same_name(other)) is same


@given(st.text())
def test_comparing_names_is_stable(name: str) -> None:
    assert same_name(f"  {name}\n") == same_name(name)


def test_the_starter_has_about_fourteen_themes_with_names_of_their_own() -> None:
    assert len({same_name(theme.name) for theme in starter()}) == len(starter()) == 14


@pytest.mark.parametrize("theme", starter(), ids=lambda theme: theme.name)
def test_every_starter_theme_is_told_in_full_and_fits(theme: ThemeText) -> None:
    for column, text in theme.as_columns().items():
        assert 0 < len(text) <= Theme.__table__.c[column].type.length


def test_what_a_starter_theme_excludes_goes_to_a_theme_that_is_there() -> None:
    names = {theme.name for theme in starter()}
    named = [part.split("”")[0] for theme in starter() for part in theme.excludes.split("“")[1:]]
    assert named
    assert set(named) <= names
