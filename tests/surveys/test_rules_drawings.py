"""Strokes: what is kept is what was drawn, what is no drawing is refused, the picture has only our own in it."""

import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.surveys.rules import AnswerError, AnswerProblem, drawing_svg, read_drawing, write_drawing
from participation.surveys.rules.drawings import BRUSHES, COLOURS, HEIGHT, MOST_BYTES, MOST_POINTS, MOST_STROKES, WIDTH
from participation.surveys.rules.drawings import Stroke as Line

POINTS = st.lists(st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT)), min_size=1, max_size=20)
FLAT = POINTS.map(lambda pairs: tuple(number for pair in pairs for number in pair))
STROKES = st.builds(Line, st.sampled_from(sorted(COLOURS)), st.sampled_from(sorted(BRUSHES)), FLAT)
DRAWINGS = st.lists(STROKES, max_size=20).map(tuple)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
ONLY_OURS = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" class="drawing" viewBox="0 0 1000 750" aria-hidden="true">'
    r'<rect width="1000" height="750" fill="#fffdf9"/><g fill="none" stroke-linecap="round" stroke-linejoin="round">'
    r'(<path stroke="#[0-9a-f]{6}" stroke-width="\d{1,2}" d="M\d{1,4} \d{1,3}L(\d{1,4} \d{1,3} ?)+"/>)*</g></svg>'
)


def drawing(strokes: Any, version: Any = 1, **more: Any) -> str:
    return json.dumps({"v": version, "strokes": strokes, **more})


def problem(text: str) -> AnswerProblem | None:
    try:
        read_drawing(text)
    except AnswerError as error:
        return error.code
    return None


@given(DRAWINGS)
def test_a_drawing_that_is_written_and_read_is_the_same(strokes: tuple[Line, ...]) -> None:
    assert read_drawing(write_drawing(strokes)) == strokes


@given(DRAWINGS)
def test_the_picture_has_nothing_in_it_but_our_own_colours_and_numbers(strokes: tuple[Line, ...]) -> None:
    svg = drawing_svg(strokes)
    assert ONLY_OURS.fullmatch(svg)
    assert svg.count("<path ") == len(strokes)


@given(ANYTHING)
def test_whatever_else_is_sent_is_refused_as_no_drawing(raw: Any) -> None:
    assert problem(json.dumps(raw)) is AnswerProblem.NOT_A_DRAWING


@given(st.lists(ANYTHING, min_size=1, max_size=3))
def test_strokes_of_any_other_form_are_refused(strokes: list[Any]) -> None:
    assert problem(drawing(strokes)) is AnswerProblem.NOT_A_DRAWING


@given(st.text(max_size=200))
def test_words_in_place_of_a_drawing_are_refused(text: str) -> None:
    assert problem(text) is AnswerProblem.NOT_A_DRAWING


@pytest.mark.parametrize(
    "points",
    [[], [1], [1, 2, 3], [-1, 5], [1001, 5], [5, 751], [1.5, 2], [True, 2], ["1", "2"], [None, 2], [[1, 2]], "12", 12],
)
def test_a_point_off_the_paper_or_no_point_at_all_is_refused(points: Any) -> None:
    assert problem(drawing([["blue", "thin", points]])) is AnswerProblem.NOT_A_DRAWING


@pytest.mark.parametrize(
    "stroke",
    [
        ["gold", "thin", [1, 2]],
        ["blue", "huge", [1, 2]],
        ["#fff", "thin", [1, 2]],
        ['red"/><script>', "thin", [1, 2]],
        [["blue"], "thin", [1, 2]],
        ["blue", {"a": 1}, [1, 2]],
        ["blue", "thin"],
        ["blue", "thin", [1, 2], 3],
        {"blue": 1, "thin": 2, "x": 3},
    ],
)
def test_a_colour_or_brush_that_is_not_ours_is_refused(stroke: Any) -> None:
    assert problem(drawing([stroke])) is AnswerProblem.NOT_A_DRAWING


@pytest.mark.parametrize("text", [drawing([], 2), drawing([], True), drawing([], 1, more=1), "[" * 100_000, "9" * 9999])
def test_another_version_or_more_than_a_drawing_is_refused(text: str) -> None:
    assert problem(text) is AnswerProblem.NOT_A_DRAWING


def line(points: int) -> list[Any]:
    return ["blue", "thin", [1, 2] * points]


@pytest.mark.parametrize(
    ("strokes", "expected"),
    [
        ([line(1)] * MOST_STROKES, None),
        ([line(1)] * (MOST_STROKES + 1), AnswerProblem.DRAWING_TOO_BIG),
        ([line(MOST_POINTS)], None),
        ([line(MOST_POINTS), line(1)], AnswerProblem.DRAWING_TOO_BIG),
    ],
    ids=["all strokes", "one stroke more", "all points", "one point more"],
)
def test_a_drawing_has_an_end(strokes: Iterable[Any], expected: AnswerProblem | None) -> None:
    assert problem(drawing(strokes)) is expected


def test_a_body_of_fifty_megabytes_is_not_even_read() -> None:
    assert problem(" " * 50_000_000) is AnswerProblem.DRAWING_TOO_BIG
    assert problem(" " * (MOST_BYTES - 2) + "[]") is AnswerProblem.NOT_A_DRAWING
