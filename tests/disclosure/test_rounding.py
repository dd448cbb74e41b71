"""Rounding to 5 and percentages of rounded counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.disclosure import Hidden, Shown
from participation.disclosure.rounding import percentage, rounded


@given(st.integers(0, 10_000))
def test_rounding_goes_to_the_nearest_five(count: int) -> None:
    assert rounded(count) % 5 == 0
    assert abs(rounded(count) - count) <= 2


@pytest.mark.parametrize(
    ("part", "base", "text"),
    [
        (Shown(0), Shown(40), "0"),
        (Shown(40), Shown(40), "100"),
        (Shown(1995), Shown(2000), "99"),
        (Shown(5), Shown(2000), "[low]"),
        (Shown(1), Shown(3), "33"),
        (Shown(1), Shown(8), "13"),
        (Shown(0), Shown(0), "[z]"),
        (Hidden(), Shown(40), "[c]"),
        (Shown(40), Hidden(), "[c]"),
        (Hidden(), Hidden(), "[c]"),
    ],
)
def test_percentages(part: object, base: object, text: str) -> None:
    assert str(percentage(part, base)) == text  # type: ignore[arg-type]
