"""Taking words out of a text. Places are Unicode code points of the original, end exclusive."""

import enum
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)


class RedactionReason(enum.StrEnum):
    """Why words are taken out; the young person is told it."""

    NAME = "name"
    PLACE = "place"
    SCHOOL = "school"
    CONTACT = "contact"
    OTHER_PERSON = "other_person"
    EVENT = "event"
    STRONG_LANGUAGE = "strong_language"


REPLACEMENTS: Mapping[RedactionReason, str] = {
    RedactionReason.NAME: "[name]",
    RedactionReason.PLACE: "[place]",
    RedactionReason.SCHOOL: "[school]",
    RedactionReason.CONTACT: "[contact detail]",
    RedactionReason.OTHER_PERSON: "[someone]",
    RedactionReason.EVENT: "[something that happened]",
    RedactionReason.STRONG_LANGUAGE: "[strong word]",
}
SUGGESTED: Mapping[str, RedactionReason] = {
    "NAME": RedactionReason.NAME,
    "PHONE": RedactionReason.CONTACT,
    "EMAIL": RedactionReason.CONTACT,
    "HANDLE": RedactionReason.CONTACT,
    "NHS": RedactionReason.CONTACT,
    "POSTCODE": RedactionReason.PLACE,
    "ADDRESS": RedactionReason.PLACE,
    "SCHOOL": RedactionReason.SCHOOL,
    "DOB": RedactionReason.EVENT,
}


class RedactionError(ValueError):
    """These places do not lie in the text, or nothing was chosen."""


class Span(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


@dataclass(frozen=True, order=True)
class Redaction:
    """Words that are taken out, and why."""

    start: int
    end: int
    reason: RedactionReason


def words(text: str) -> tuple[Span, ...]:
    """The words that can be chosen one by one: what stands between spaces, without the punctuation at its ends."""
    return tuple(_word(text, match.start(), match.end()) for match in re.finditer(r"\S+", text))


def _word(text: str, start: int, end: int) -> Span:
    first, last = start, end
    while first < end and unicodedata.category(text[first]).startswith("P"):
        first += 1
    while last > first and unicodedata.category(text[last - 1]).startswith("P"):
        last -= 1
    return Span(first, last) if first < last else Span(start, end)


def spans_of_words(text: str, chosen: Iterable[int]) -> tuple[Span, ...]:
    """The stretches that chosen words cover; words that follow one another are one stretch."""
    every = words(text)
    spans: list[Span] = []
    before = -2
    for place in sorted(set(chosen)):
        if not 0 <= place < len(every):
            raise RedactionError("These words are not in the text.")
        start = spans.pop().start if place == before + 1 else every[place].start
        spans.append(Span(start, every[place].end))
        before = place
    return tuple(spans)


def whole(text: str, start: int, end: int) -> Span:
    """The stretch widened so that no letter keeps half of its accents and no emoji is cut in two."""
    while start > 0 and _belongs(text, start):
        start -= 1
    while end < len(text) and _belongs(text, end):
        end += 1
    return Span(start, end)


def _belongs(text: str, place: int) -> bool:
    """Whether the code point at `place` is part of the character before it."""
    code = text[place]
    return unicodedata.category(code).startswith("M") or JOINER in (code, text[place - 1]) or ord(code) in SKIN_TONES


def take_out(text: str, redactions: Iterable[Redaction], new: Redaction) -> tuple[Redaction, ...]:
    """The redactions with one more; those that it touches become part of it, so that nothing hidden comes to light."""
    if not 0 <= new.start < new.end <= len(text):
        raise RedactionError("These words are not in the text.")
    start, end = whole(text, new.start, new.end)
    apart = [each for each in redactions if each.end <= start or end <= each.start]
    within = [each for each in redactions if each not in apart]
    start, end = min([start, *(each.start for each in within)]), max([end, *(each.end for each in within)])
    return tuple(sorted([*apart, Redaction(start, end, new.reason)]))


def put_back(redactions: Iterable[Redaction], place: Span) -> tuple[Redaction, ...]:
    """The redactions without the one at this place; raises RedactionError where there is none."""
    before = tuple(redactions)
    left = tuple(each for each in before if (each.start, each.end) != place)
    if left == before:
        raise RedactionError("These words are not taken out.")
    return left


def as_published(text: str, redactions: Iterable[Redaction]) -> str:
    """The text as others see it: the original with a neutral word in brackets for what was taken out."""
    return "".join(part for part, _ in published_parts(text, redactions))


def published_parts(text: str, redactions: Iterable[Redaction]) -> Iterator[tuple[str, RedactionReason | None]]:
    """The parts of the published text; those with a reason stand for words that were taken out."""
    place = 0
    for each in sorted(redactions):
        yield text[place : each.start], None
        yield REPLACEMENTS[each.reason], each.reason
        place = each.end
    yield text[place:], None


class Kind(enum.StrEnum):
    """Why a stretch of the original is marked on the page."""

    FLAGGED = "flagged"
    PERSONAL = "personal"
    TAKEN_OUT = "taken-out"


@dataclass(frozen=True)
class Piece:
    """A stretch of the original that is marked in one way; `word` is its place among the words, None between them."""

    text: str
    word: int | None
    kinds: frozenset[Kind]


def pieces(text: str, marks: Sequence[tuple[Span, Kind]]) -> tuple[Piece, ...]:
    """The text cut at every word and mark. Joined together, the pieces are exactly the text."""
    every = words(text)
    edges = {0, len(text), *(edge for span in every for edge in span)}
    edges |= {min(edge, len(text)) for span, _ in marks for edge in span}
    order = sorted(edges)
    found: list[Piece] = []
    word = 0
    for start, end in pairwise(order):
        while word < len(every) and every[word].end <= start:
            word += 1
        inside = word < len(every) and every[word].start <= start
        kinds = frozenset(kind for span, kind in marks if span.start <= start and end <= span.end)
        found.append(Piece(text[start:end], word if inside else None, kinds))
    return tuple(found)
