"""Taking words out: whatever is taken out, in whatever order, nothing of it is left."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from participation.moderation.rules import (
    REPLACEMENTS,
    Kind,
    Redaction,
    RedactionError,
    RedactionReason,
    Span,
    as_published,
    pieces,
    put_back,
    spans_of_words,
    take_out,
    whole,
    words,
)

FAMILY = "👩‍👩‍👧‍👦"
THUMB = "👍🏽"
ARABIC = "قالت سارة إنَّها تعيش في شارع النهر"
SIGNS = [*"abc .,!'\n\t", "é", "e\u0301", "أ", "\u064f", "\u200f", "\u202e", "\u0a15\u0a3f", FAMILY, THUMB]
ALPHABET = st.sampled_from(SIGNS)
TEXTS = st.lists(ALPHABET, min_size=1, max_size=40).map("".join)
REASONS = st.sampled_from(RedactionReason)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Redaction]]:
    text = draw(TEXTS)
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda span: span[0] < span[1])
    return text, [Redaction(*draw(ends), draw(REASONS)) for _ in range(draw(st.integers(0, 6)))]


def all_taken_out(text: str, chosen: list[Redaction]) -> tuple[Redaction, ...]:
    redactions: tuple[Redaction, ...] = ()
    for each in chosen:
        redactions = take_out(text, redactions, each)
    return redactions


def hidden(redactions: tuple[Redaction, ...]) -> set[int]:
    return {place for each in redactions for place in range(each.start, each.end)}


@given(texts_with_spans())
def test_no_code_point_that_was_taken_out_is_published(given: tuple[str, list[Redaction]]) -> None:
    text, chosen = given
    redactions = all_taken_out(text, chosen)
    places = {place for each in chosen for place in range(each.start, each.end)}
    assert places <= hidden(redactions)
    # The same redactions on a text of distinct signs show exactly which places come through.
    signs = "".join(chr(0xE000 + place) for place in range(len(text)))
    shown = as_published(signs, redactions)
    assert {ord(sign) - 0xE000 for sign in shown if sign >= "\ue000"} == set(range(len(text))) - hidden(redactions)


@given(texts_with_spans())
def test_redactions_stand_apart_in_order_and_within_the_text(given: tuple[str, list[Redaction]]) -> None:
    text, chosen = given
    redactions = all_taken_out(text, chosen)
    edges = [edge for each in redactions for edge in (each.start, each.end)]
    assert edges == sorted(edges)
    assert all(0 <= each.start < each.end <= len(text) for each in redactions)


@given(texts_with_spans())
def test_the_published_text_is_the_original_but_for_the_brackets(given: tuple[str, list[Redaction]]) -> None:
    text, chosen = given
    redactions = all_taken_out(text, chosen)
    published = as_published(text, redactions)
    kept = len(text) - len(hidden(redactions))
    assert len(published) == kept + sum(len(REPLACEMENTS[each.reason]) for each in redactions)


@given(texts_with_spans())
def test_putting_back_undoes_one_and_leaves_the_others(given: tuple[str, list[Redaction]]) -> None:
    text, chosen = given
    redactions = all_taken_out(text, chosen)
    for each in redactions:
        assert put_back(redactions, Span(each.start, each.end)) == tuple(r for r in redactions if r != each)
    with pytest.raises(RedactionError):
        put_back(redactions, Span(0, 0))


@given(texts_with_spans())
def test_no_letter_keeps_its_accent_and_no_emoji_is_cut(given: tuple[str, list[Redaction]]) -> None:
    text, chosen = given
    for each in all_taken_out(text, chosen):
        following = text[each.end : each.end + 1]
        assert not (following and unicodedata.category(following).startswith("M"))
        assert "\u200d" not in (following, text[each.end - 1] if following else "")
        assert whole(text, each.start, each.end) == (each.start, each.end)


@pytest.mark.parametrize(
    ("text", "taken", "published"),
    [
        ("my worker Sam is kind", "Sam", "my worker [name] is kind"),
        (f"hi {FAMILY} there", "👩", "hi [name] there"),
        (f"{THUMB}ok", "👍", "[name]ok"),
        ("cafe\u0301 now", "e", "caf[name] now"),
        (ARABIC, "سارة", ARABIC.replace("سارة", "[name]")),
        ("i <3 Tom but <he hits me>", "Tom", "i <3 [name] but <he hits me>"),
    ],
)
def test_places_are_code_points(text: str, taken: str, published: str) -> None:
    start = text.index(taken)
    redactions = take_out(text, (), Redaction(start, start + len(taken), RedactionReason.NAME))
    assert as_published(text, redactions) == published


def test_taking_out_more_round_what_is_out_becomes_one() -> None:
    once = take_out("Ann and Bo", (), Redaction(0, 3, RedactionReason.NAME))
    assert take_out("Ann and Bo", once, Redaction(2, 10, RedactionReason.OTHER_PERSON)) == (
        Redaction(0, 10, RedactionReason.OTHER_PERSON),
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 0), (3, 2), (0, 99)])
def test_places_outside_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(RedactionError):
        take_out("words", (), Redaction(start, end, RedactionReason.NAME))


@given(TEXTS)
def test_every_sign_but_space_and_punctuation_can_be_chosen(text: str) -> None:
    covered = {place for start, end in words(text) for place in range(start, end)}
    left = {sign for place, sign in enumerate(text) if place not in covered}
    assert all(sign.isspace() or unicodedata.category(sign).startswith("P") for sign in left)


@pytest.mark.parametrize(
    ("chosen", "taken"),
    [([2], ["Sam"]), ([2, 3], ["Sam, Jo"]), ([0, 2], ["My", "Sam"]), ([3, 3], ["Jo"]), ([], [])],
)
def test_words_that_follow_one_another_are_one_stretch(chosen: list[int], taken: list[str]) -> None:
    text = "My friends Sam, Jo!"
    assert [text[start:end] for start, end in spans_of_words(text, chosen)] == taken


@pytest.mark.parametrize("place", [-1, 4])
def test_a_word_that_is_not_there_is_refused(place: int) -> None:
    with pytest.raises(RedactionError):
        spans_of_words("My friends Sam, Jo!", [place])


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
@example("a b", [(0, 99), (99, 100)])
def test_the_pieces_of_a_page_are_exactly_the_words(text: str, spans: list[tuple[int, int]]) -> None:
    found = pieces(text, [(Span(*span), Kind.FLAGGED) for span in spans])
    assert "".join(piece.text for piece in found) == text


def test_pieces_say_which_marks_and_which_word_they_are() -> None:
    found = pieces("he hits me", [(Span(0, 7), Kind.FLAGGED), (Span(3, 10), Kind.PERSONAL)])
    assert [(piece.text, piece.word, sorted(piece.kinds)) for piece in found] == [
        ("he", 0, ["flagged"]),
        (" ", None, ["flagged"]),
        ("hits", 1, ["flagged", "personal"]),
        (" ", None, ["personal"]),
        ("me", 2, ["personal"]),
    ]
