"""The council's colour can be read in light and in dark, or is refused with what to change."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.council.rules import SettingError, contrast, palette
from participation.council.rules.colours import DARK, INK_ON_DARK, INK_ON_LIGHT, LIGHT
from participation.kernel.settings import files

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(colours)
def test_what_is_taken_can_be_read_everywhere(colour: str) -> None:
    try:
        found = palette(colour)
    except SettingError as error:
        better = re.search(r"such as (#[0-9a-f]{6})", str(error))
        assert better is not None
        found = palette(better[1])
    assert min(contrast(found.light, ground) for ground in (*LIGHT, found.light_tint)) >= 4.5
    assert min(contrast(found.dark, ground) for ground in (*DARK, found.dark_tint)) >= 4.5
    assert contrast(INK_ON_LIGHT, found.light_tint) >= 7
    assert contrast(INK_ON_DARK, found.dark_tint) >= 7


def test_the_grounds_are_those_of_the_stylesheet() -> None:
    """The arithmetic is worth nothing on other grounds."""
    css = (files("static") / "young.css").read_text("utf-8")
    blocks = {name: re.findall(rf"--{name}: (#[0-9a-f]{{3,6}})", css) for name in ("ground", "paper", "ink")}
    assert {LIGHT[0], DARK[0]} <= set(blocks["ground"])
    assert {LIGHT[1], DARK[1]} <= set(blocks["paper"])
    assert {INK_ON_LIGHT, INK_ON_DARK} <= set(blocks["ink"])


@pytest.mark.parametrize("typed", ["#4A36B5", "4a36b5", " #4a36b5 "])
def test_a_colour_as_people_type_it(typed: str) -> None:
    assert palette(typed).light == "#4a36b5"


@pytest.mark.parametrize("typed", ["blue", "#12345", "#1234567", "rgb(0,0,0)", "#4a36b5;}", "", "١٢٣"])
def test_what_is_no_colour(typed: str) -> None:
    with pytest.raises(SettingError, match="such as #4a36b5"):
        palette(typed)
