"""What counts as an answer."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.surveys.rules import (
    AnswerError,
    AnswerProblem,
    AnswerState,
    AnswerValue,
    Leaning,
    Question,
    check_answer,
    leaning,
    parse_number,
    raises_to,
)

CHOICES = [
    {"value": "a", "label": "A", "positive": True},
    {"value": "b", "label": "B"},
    {"value": "c", "label": "C", "positive": False},
]


def question(kind: str, **more: Any) -> Question:
    usual: dict[str, Any] = {"options": CHOICES} if kind.endswith("_choice") or kind.endswith("choices") else {}
    ends = {"low": "Worst", "high": "Best"} if kind == "scale" else {}
    return Question.model_validate({"key": "q", "kind": kind, "title": "T", **usual, **ends, **more})


GOOD = [
    ("one_choice", ["a"], "a", ()),
    ("faces", ["good"], "good", ()),
    ("yes_no_not_sure", ["no"], "no", ()),
    ("many_choices", ["c", "a", "a"], "", ("a", "c")),
    ("scale", ["0"], "0", ()),
    ("scale", ["١٠"], "10", ()),
    ("number", ["-3,5"], "-3.5", ()),
    ("number", ["1,234,567"], "1234567", ()),
    ("short_text", ["  hi  "], "  hi  ", ()),
    ("long_text", ["i <3 my mum but <he hits me>"], "i <3 my mum but <he hits me>", ()),
    ("long_text", ["a\x00b"], "ab", ()),
    ("long_text", ["\U0001f600 مرحبا hi"], "\U0001f600 مرحبا hi", ()),
]


@pytest.mark.parametrize(("kind", "raw", "value", "values"), GOOD)
def test_an_answer_is_kept_as_it_was_meant(kind: str, raw: list[str], value: str, values: tuple[str, ...]) -> None:
    found = check_answer(question(kind), raw)
    assert (found.state, found.value, found.values) == (AnswerState.ANSWERED, value, values)


BAD = [
    ("one_choice", ["z"], AnswerProblem.UNKNOWN_CHOICE),
    ("one_choice", ["a", "b"], AnswerProblem.CHOOSE_ONE),
    ("many_choices", ["a", "z"], AnswerProblem.UNKNOWN_CHOICE),
    ("scale", ["11"], AnswerProblem.OUT_OF_RANGE),
    ("scale", ["7.5"], AnswerProblem.NOT_A_NUMBER),
    ("scale", ["seven"], AnswerProblem.NOT_A_NUMBER),
    ("number", ["9" * 40], AnswerProblem.NOT_A_NUMBER),
    ("short_text", ["x" * 201], AnswerProblem.TOO_LONG),
]


@pytest.mark.parametrize(("kind", "raw", "problem"), BAD)
def test_what_is_no_answer_is_refused_with_its_reason(kind: str, raw: list[str], problem: AnswerProblem) -> None:
    with pytest.raises(AnswerError) as caught:
        check_answer(question(kind), raw)
    assert caught.value.code is problem


WANTED = [
    ("short_text", AnswerProblem.WRITE_SOMETHING),
    ("number", AnswerProblem.NOT_A_NUMBER),
    ("many_choices", AnswerProblem.CHOOSE_SOME),
    ("one_choice", AnswerProblem.CHOOSE_ONE),
]


@pytest.mark.parametrize(("kind", "problem"), WANTED)
def test_a_required_question_says_what_it_wants(kind: str, problem: AnswerProblem) -> None:
    with pytest.raises(AnswerError) as caught:
        check_answer(question(kind, required=True), [])
    assert caught.value.code is problem


@pytest.mark.parametrize("nothing", [[], [""], [" \n"], ["\u200b\u2060"], ["\x00"]])
def test_nothing_said_is_skipped(nothing: list[str]) -> None:
    assert check_answer(question("long_text"), nothing).state is AnswerState.SKIPPED


def test_words_beside_not_sure_are_kept_and_beside_skip_are_not() -> None:
    asked = question("long_text", allow_not_sure=True)
    assert check_answer(asked, ["help"], AnswerState.NOT_SURE).value == "help"
    assert check_answer(asked, ["help"], AnswerState.SKIPPED).state is AnswerState.SKIPPED


def test_a_button_that_is_not_offered_is_refused() -> None:
    with pytest.raises(AnswerError) as caught:
        check_answer(question("long_text"), [], AnswerState.NOT_APPLICABLE)
    assert caught.value.code is AnswerProblem.NOT_OFFERED


@given(st.text())
def test_words_are_kept_exactly_but_for_what_no_store_takes(text: str) -> None:
    found = check_answer(question("long_text", max_length=20_000), [text])
    if found.is_answered:
        assert found.value == "".join(c for c in text if c != "\x00" and not "\ud800" <= c <= "\udfff")


@given(st.lists(st.text(max_size=20), max_size=4), st.sampled_from(AnswerState))
def test_whatever_is_sent_there_is_an_answer_or_a_reason(raw: list[str], state: AnswerState) -> None:
    for kind in ("one_choice", "many_choices", "scale", "number", "short_text", "faces", "yes_no_not_sure"):
        with suppress(AnswerError):
            found = check_answer(question(kind), raw, state)
            assert found.is_answered == bool(found.value or found.values)


@given(st.integers(-(10**12), 10**12))
def test_a_number_is_read_in_any_scripts_digits(number: int) -> None:
    arabic = str(number).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert parse_number(str(number)) == parse_number(arabic) == number


LEANINGS = [
    ("a", Leaning.POSITIVE),
    ("b", Leaning.MIDDLE),
    ("c", Leaning.NEGATIVE),
]


@pytest.mark.parametrize(("value", "expected"), LEANINGS)
def test_an_answer_leans_as_its_choice_says(value: str, expected: Leaning) -> None:
    assert leaning(question("one_choice"), AnswerValue(state=AnswerState.ANSWERED, value=value)) is expected


@pytest.mark.parametrize("state", [AnswerState.SKIPPED, AnswerState.NOT_SURE, AnswerState.NOT_APPLICABLE])
def test_what_is_not_answered_counts_as_what_it_is(state: AnswerState) -> None:
    assert leaning(question("one_choice"), AnswerValue(state=state)).value == state.value


def test_only_a_negative_answer_to_a_safety_statement_raises() -> None:
    safe = question("faces", safety=True)
    said = {value: AnswerValue(state=AnswerState.ANSWERED, value=value) for value in ("really_bad", "good")}
    worst = safe.options[-1].value
    assert raises_to(safe, AnswerValue(state=AnswerState.ANSWERED, value=worst)) == "soon"
    assert not raises_to(safe, said["good"])
    assert not raises_to(question("faces"), AnswerValue(state=AnswerState.ANSWERED, value=worst))
