"""Themes with counts and trends, a few voices, and quotes."""

from typing import Any

import pytest

from participation.disclosure import Hidden, Shown
from participation.reports.rules.arithmetic import Verdict
from participation.reports.rules.places import ALL, Reader
from participation.reports.rules.voices import Card, Quotable, Spoken, Theme, cards
from participation.surveys.rules import Lens
from tests.reports.made import FIGURES, IN_FULL, QUARTER, view

LAST = QUARTER.previous
NAMES = ("Home", "Family time", "School", "The bus", "My worker", "Friends", "Food")
THEMES = [Theme(place, name, "") for place, name in enumerate(NAMES, start=1)]


def spoken(count: int, theme: int | None = 1, locality: int | None = 1, **other: Any) -> Spoken:
    """So many replies with a worry."""
    return Spoken(
        **{"quarter": QUARTER, "lens": Lens.WORRY, "imported": False, **other},
        theme=theme,
        locality=locality,
        count=count,
    )


def worries(
    rows: list[Spoken],
    reader: Reader = FIGURES,
    place: int | str = ALL,
    quotable: list[Quotable] | None = None,
    bands: dict[str, int] | None = None,
    *,
    over: bool = True,
) -> Card:
    """The card of worries."""
    return cards(rows, THEMES, quotable or [], bands or {}, view(place, reader=reader, over=over))[1]


def test_the_most_frequent_come_first_and_at_most_five() -> None:
    found = worries([spoken(10 * theme, theme) for theme in range(1, 8)], IN_FULL)
    assert [theme.name for theme in found.themes] == ["Food", "Friends", "My worker", "The bus", "School"]
    assert found.themes[0].replies == Shown(70)


def test_a_card_has_its_own_lens_only() -> None:
    assert not worries([spoken(30, lens=Lens.GOOD_THING)]).themes


def test_a_few_voices_are_named_without_count_or_place() -> None:
    rows = [spoken(30), spoken(3, 2)]
    found = worries(rows)
    assert ([theme.name for theme in found.themes], found.few) == (["Home"], ("Family time",))
    assert worries(rows, place=1).few == ()


def test_a_few_voices_are_named_for_those_who_read_everything_too() -> None:
    rows = [spoken(30 - theme, theme) for theme in range(1, 6)]
    assert worries([*rows, spoken(3, 6)], IN_FULL).few == ("Friends",)


def test_public_comments_count_and_are_told_apart() -> None:
    found = worries([spoken(30), spoken(25, imported=True, locality=None)])
    assert (found.themes[0].replies, found.themes[0].imported) == (Shown(55), Shown(25))
    assert worries([spoken(30)]).themes[0].imported is None


def test_one_imported_comment_is_hidden_with_what_would_give_it_away() -> None:
    found = worries([spoken(30), spoken(1, imported=True, locality=None)])
    assert (found.themes[0].replies, found.themes[0].imported) == (Shown(30), Hidden())


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [(60, 20, Verdict.BETTER), (20, 60, Verdict.WORSE), (40, 42, Verdict.CANT_TELL), (40, 3, Verdict.NOT_SHOWN)],
)
def test_trends(now: int, before: int, verdict: Verdict) -> None:
    """More often is neither good nor bad: the word is of frequency."""
    rows = [spoken(now), spoken(100, None), spoken(before, quarter=LAST), spoken(100, None, quarter=LAST)]
    assert worries(rows).themes[0].verdict is verdict


def test_public_comments_are_no_trend() -> None:
    rows = [spoken(30), spoken(100, None), spoken(30, quarter=LAST), spoken(100, None, quarter=LAST)]
    bulk = [spoken(90, imported=True, locality=None), spoken(90, None, imported=True, locality=None)]
    assert worries([*rows, *bulk]).themes[0].verdict is Verdict.CANT_TELL


def test_trends_wait_for_the_end_of_the_quarter() -> None:
    rows = [spoken(60), spoken(100, None), spoken(20, quarter=LAST), spoken(100, None, quarter=LAST)]
    assert worries(rows, IN_FULL, over=False).themes[0].verdict is Verdict.CANT_TELL


def quote(text: str = "Ask me first", theme: int = 1, age: str | None = "12_15") -> Quotable:
    """Words that may be shown."""
    return Quotable(text, Lens.WORRY, theme, age)


def test_a_quote_names_a_broad_band_that_has_ten_replies() -> None:
    [found] = worries([spoken(30)], quotable=[quote()], bands={"12 to 17": 10}).quotes
    assert (found.text, found.who) == ("Ask me first", "Aged 12 to 17")
    assert worries([spoken(30)], quotable=[quote()], bands={"12 to 17": 9}).quotes[0].who == "A young person"
    assert worries([spoken(30)], quotable=[quote(age=None)]).quotes[0].who == "A young person"


@pytest.mark.parametrize("rows", [[spoken(9)], [spoken(9), spoken(30, imported=True, locality=None)]])
def test_no_quote_from_fewer_than_ten(rows: list[Spoken]) -> None:
    assert not worries(rows, IN_FULL, quotable=[quote()]).quotes


def test_no_quote_where_it_would_name_a_place() -> None:
    assert not worries([spoken(30)], place=1, quotable=[quote()]).quotes
    assert worries([spoken(30)], IN_FULL, 1, [quote()]).quotes


def test_two_quotes_at_most_from_different_themes() -> None:
    rows = [spoken(30, theme) for theme in (1, 2, 3)]
    quotable = [quote("Same words", 1), quote("Same words", 2), quote("Later", 2), quote("More", 3)]
    assert [each.text for each in worries(rows, quotable=quotable).quotes] == ["Same words", "More"]
    assert [each.text for each in worries(rows[1:], quotable=[*quotable, quote("Last", 3)]).quotes] == [
        "Same words",
        "More",
    ]
