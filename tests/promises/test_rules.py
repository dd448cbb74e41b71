"""What may be shown, in which words, and what is late."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.promises.rules import (
    OPEN,
    OWN_WORDS_IN_A_ROW,
    SHOWN_FROM,
    TRANSITIONS,
    Action,
    NotReadyError,
    Outcome,
    Status,
    Wording,
    after,
    best,
    is_overdue,
    length_of,
    missing_looks,
    own_words_in,
    shown_count,
)
from participation.surveys.rules import Look

DAY = date(2026, 3, 2)
WHOLE = Wording("", "You said", "We did")
ENGLISH = {("en", Look.STANDARD): WHOLE}
SOME = ("the", "last", "bus", "goes", "early", "and", "we", "walk", "home", "in", "rain")
WORDS = st.lists(st.sampled_from(SOME), max_size=30)


@pytest.mark.parametrize(("status", "action"), list(product(Status, Action)))
def test_only_what_the_table_says_can_be_done(status: Status, action: Action) -> None:
    if (status, action) in TRANSITIONS:
        assert after(status, action, ENGLISH) is TRANSITIONS[status, action]
    else:
        with pytest.raises(NotReadyError):
            after(status, action, ENGLISH)


@pytest.mark.parametrize("way", [("en", Look.YOUNGER), ("en", Look.EASY_READ), ("cy", Look.STANDARD), None])
def test_nothing_is_shown_that_cannot_be_read_in_plain_english(way: tuple[str, Look] | None) -> None:
    with pytest.raises(NotReadyError):
        after(Status.DRAFT, Action.PUBLISH, {way: WHOLE} if way else {})


def test_taking_down_needs_no_words() -> None:
    assert after(Status.PUBLISHED, Action.TAKE_DOWN, {}) is Status.TAKEN_DOWN


@pytest.mark.parametrize(("outcome", "days"), list(product(Outcome, (-1, 0, 1))))
def test_late_is_what_is_open_after_its_day(outcome: Outcome, days: int) -> None:
    assert is_overdue(outcome, DAY, DAY + timedelta(days=days)) is (outcome in OPEN and days > 0)


@pytest.mark.parametrize(
    ("language", "look", "written", "seen"),
    [
        ("en", "younger", "en younger, en standard", "en younger"),
        ("en", "younger", "en standard, en easy-read", "en standard"),
        ("en", "standard", "en standard, cy standard", "en standard"),
        ("cy", "easy-read", "en standard, en easy-read", "en easy-read"),
        ("cy", "easy-read", "en easy-read, en standard, cy standard", "cy standard"),
        ("cy", "younger", "en younger, en standard, cy easy-read", "en younger"),
        ("ar", "standard", "en standard, cy standard", "en standard"),
        ("cy", "standard", "cy standard", "cy standard"),
        ("en", "standard", "cy standard", None),
        ("en", "standard", "", None),
    ],
)
def test_a_visitor_reads_what_fits_best(language: str, look: str, written: str, seen: str | None) -> None:
    ways = [each.split() for each in written.split(", ") if each]
    found = best({(code, Look(way)): WHOLE for code, way in ways}, language, Look(look))
    assert (found and f"{found.language} {found.look}") == seen


def test_the_looks_that_are_missing_are_english_ones() -> None:
    assert missing_looks({**ENGLISH, ("cy", Look.YOUNGER): WHOLE}) == (Look.YOUNGER, Look.EASY_READ)


def test_few_presses_are_not_shown() -> None:
    assert [shown_count(presses) for presses in (0, SHOWN_FROM - 1, SHOWN_FROM, 200)] == [None, None, 10, 200]


@pytest.mark.parametrize(
    ("wording", "empty", "whole"),
    [
        (Wording(), True, False),
        (Wording("We asked"), False, False),
        (Wording("", "You said", ""), False, False),
        (Wording("", "", "We did"), False, False),
        (WHOLE, False, True),
    ],
)
def test_a_wording_is_whole_without_a_question(wording: Wording, empty: bool, whole: bool) -> None:
    assert (wording.is_empty, wording.is_whole) == (empty, whole)


@pytest.mark.parametrize(
    ("text", "words", "longest"),
    [
        ("", 0, 0),
        ("One. Two words! Three words here?", 6, 3),
        ("We can’t, and it’s half-past nine", 6, 6),
        ("A heading\nAnother line", 4, 2),
        ("الحافلة تذهب مبكرا. لماذا؟", 4, 3),
    ],
)
def test_words_are_counted_by_sentence(text: str, words: int, longest: int) -> None:
    length = length_of(text)
    assert (length.words, length.longest) == (words, longest)


SAID = "The last bus goes at seven, so I always miss the end."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SAID, True),
        ("They told us that the LAST bus – goes at seven so", True),
        ("“I always miss the end” and so I go", False),
        ("The last bus goes too early.", False),
        ("", False),
    ],
)
def test_own_words_are_found_however_they_are_written(text: str, found: bool) -> None:
    assert bool(own_words_in([text], [SAID])) is found


@given(WORDS, WORDS, WORDS)
def test_six_words_in_a_row_are_always_found_and_five_never(
    before: list[str], said: list[str], then: list[str]
) -> None:
    text, spoken = " ".join([*before, *said, *then]), " ".join(said)
    if len(said) >= OWN_WORDS_IN_A_ROW:
        assert own_words_in(["", text], [spoken])
    else:
        assert not own_words_in([text], [spoken])
