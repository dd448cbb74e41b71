"""What holds for every text: places on the original words, the shape of the answer, linear time."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.screening import Urgency, screen
from participation.screening.rulebook import CATEGORIES

KINDS = {"NAME", "PHONE", "EMAIL", "POSTCODE", "ADDRESS", "SCHOOL", "HANDLE", "DOB", "NHS"}
WORDS = [
    "my step dad hits me",
    "i want to die",
    "kill myself",
    "our secret",
    "Priya",
    "07700 900123",
    "LS1 4DJ",
    "lol",
    "not",
]
SIGNS = [
    "\u200b",
    "\u0301",
    "\u202e",
    "🔪",
    "👩‍👧",
    "ｋ",
    "ى",
    "жду",
    ".",
    "\n",
    "'",
    "’",
    " ",
    "@",
    "0",
    "*",
    "in the film",
]
PIECES = st.sampled_from([*WORDS, *SIGNS])
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=24).map("".join), st.lists(PIECES, max_size=24).map(" ".join)
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from([None, "en", "cy", "ar", "xx"]))
def test_any_text_is_answered_with_places_inside_it(text: str, lang: str | None) -> None:
    found = screen(text, lang)
    assert 0 <= found.score <= 1
    assert found.risk == (found.urgency is not Urgency.NONE)
    assert found.risk == (found.score >= 0.5)
    assert set(found.categories) <= set(CATEGORIES)
    for each in (*found.reasons, *found.context):
        assert 0 <= each.start <= each.end <= len(text)
        assert each.phrase == text[each.start : each.end]
    ends = [(detail.start, detail.end) for detail in found.pii]
    assert all(0 <= start < end <= len(text) for start, end in ends)
    assert all(end <= later for (_, end), (later, _) in pairwise(ends))
    assert {detail.type for detail in found.pii} <= KINDS


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_the_answer_is_the_same_each_time(text: str) -> None:
    assert screen(text) == screen(text)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("😭😭 my step dad hits me with his belt", "step dad hits me"),
        ("mon café: my step dad h\u200bi\u200bt\u200bs me", "step dad h\u200bi\u200bt\u200bs me"),
        ("\u202eabc\u202c my step dad hits me", "step dad hits me"),
        ("my step dád hits me", "step dád hits me"),
        ("my ｓｔｅｐ dad hits me", "ｓｔｅｐ dad hits me"),
    ],
)
def test_the_phrase_is_the_young_persons_own(text: str, phrase: str) -> None:
    reasons = [reason for reason in screen(text).reasons if reason.rule == "abuse.hit-at-home"]
    assert [reason.phrase for reason in reasons] == [phrase]
    assert text[reasons[0].start : reasons[0].end] == phrase


@pytest.mark.parametrize("text", ["", " ", "\n", "😂", "ok", "7", "...", "\u200b"])
def test_next_to_nothing_is_no_risk(text: str) -> None:
    assert not screen(text).risk


@pytest.mark.parametrize("text", ["this is fucking rubbish", "what a load of sh1t", "f*ck this"])
def test_strong_language_is_marked_and_is_no_risk(text: str) -> None:
    assert screen(text).profanity
    assert not screen(text).risk


def test_the_same_words_again_and_again_are_one_reason_each() -> None:
    text = "my step dad hits me. " * 3
    assert [reason.rule for reason in screen(text).reasons].count("abuse.hit-at-home") == 1


def test_danger_at_the_end_of_a_very_long_text_is_seen() -> None:
    text = "we went to the park and had a nice time. " * 3000 + "i took a whole packet of paracetamol"
    assert screen(text).urgency is Urgency.IMMEDIATE


@pytest.mark.parametrize(
    "piece", ["he hits ", "a", "May ", "not ", "0 ", "a.b", "x@", "(at) ", "@a", "i w", "\u0301", "my dad hits me "]
)
def test_time_grows_with_the_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        started = time.process_time()
        screen(text)
        return time.process_time() - started

    screen(piece)
    small, large = (min(seconds(size) for _ in range(3)) for size in (20_000, 100_000))
    assert large < 12 * max(small, 0.02)
