"""Names of people and schools: by lists of names and by what stands beside a word.

The lists and the words that tell a name stand in ``data/names``; a word that is also an everyday word (May, Will, Hope)
counts only with a sign beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from participation.screening.rulebook import DATA

SCHOOL_WORD = (
    "(?:primary|infants?|juniors?|high|secondary|grammar|academy|college|comprehensive|comp|university|uni|sixth form"
    "|school|nursery|prep|community|catholic|ce|rc|girls|boys|academies|special|preparatory|pru)"
)
SCHOOL_KIND = re.compile(rf"\b{SCHOOL_WORD}(?:\s{SCHOOL_WORD}){{0,3}}\b")
UNIVERSITY = re.compile(
    r"\b(?:the\s)?(?:university|uni|college|school)\sof\s(?:the\s)?[^\W\d_][\w'’-]{1,24}(?:\s[A-Z][\w'’-]{1,24})?"
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LONGEST_NAME = 4
LONGEST_SCHOOL = 80
SENTENCE_ENDS = frozenset(".!?\n:")

Found = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Words:
    """First names, names that are also words, surnames, words that are hardly ever a name, and signs of a name."""

    first: frozenset[str]
    unsure: frozenset[str]
    last: frozenset[str]
    everyday: frozenset[str]
    cues: dict[str, frozenset[str]]
    pairs: frozenset[tuple[str, ...]]
    sure_pairs: frozenset[tuple[str, ...]]


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists, read once."""
    folder = DATA / "names"
    cues = tomllib.loads((folder / "cues.toml").read_text(encoding="utf-8"))
    return Words(
        first=_word_list(folder / "first.txt"),
        unsure=_word_list(folder / "unsure.txt"),
        last=_word_list(folder / "surnames.txt"),
        everyday=_word_list(DATA / "en" / "everyday.txt"),
        cues={name: frozenset(text.split()) for name, text in cues.items()},
        pairs=_pairs(cues["pairs"]),
        sure_pairs=_pairs(cues["sure_pairs"]),
    )


def _pairs(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair.split()) for pair in text.split(","))


def _word_list(file: Path) -> frozenset[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def find_schools(folded: str, capital: set[int]) -> Iterable[Found]:
    """Schools by their kind and the proper words before it; ``capital`` has the places of capital letters."""
    yield from (
        (*found.span(), "SCHOOL") for found in UNIVERSITY.finditer(folded) if _proper(found[0], found.start(), capital)
    )
    for found in SCHOOL_KIND.finditer(folded):
        start = _school_start(folded, found.start(), capital)
        if start < found.start():
            yield start, found.end(), "SCHOOL"


def _proper(written: str, start: int, capital: set[int]) -> bool:
    last = start + written.rindex(" ") + 1
    return last in capital or written.rsplit(maxsplit=1)[-1] not in words().everyday


def _school_start(folded: str, end: int, capital: set[int]) -> int:
    """Where the name of a school begins: the proper words before its kind ("Larkrise" in "Larkrise Junior School")."""
    known = words()
    start = end
    for word in reversed(list(WORD.finditer(folded, max(0, end - LONGEST_SCHOOL), end))[-4:]):
        if folded[word.end() : start].strip(" .'") or start - word.end() > 2:
            break
        named = word.start() in capital or (word[0] not in known.everyday and word[0] not in known.cues["no_school"])
        if not named or (word[0] in known.everyday and not _inside_capitals(word, start, end, capital)):
            break
        start = word.start()
    return start


def _inside_capitals(word: re.Match[str], start: int, end: int, capital: set[int]) -> bool:
    """A capital on an everyday word counts only when it does not begin the sentence ("My School")."""
    return word.start() in capital and word.start() > 0 and (start in capital or start == end)


def find_people(folded: str, capital: set[int]) -> Iterable[Found]:
    """Names of people without their titles; ``capital`` has the places of capital letters."""
    tokens = list(WORD.finditer(folded))
    text = _Text(folded, tokens, [_bare(token[0]) for token in tokens], capital, words())
    place = 0
    while place < len(tokens):
        size = text.name_length(place)
        if size:
            last = tokens[place + size - 1]
            yield tokens[place].start(), last.start() + len(text.plain[place + size - 1]), "NAME"
        place += max(1, size)


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a text, each also without a possessive ``'s``, and where the capitals stand."""

    folded: str
    tokens: list[re.Match[str]]
    plain: list[str]
    capital: set[int]
    known: Words

    def name_length(self, place: int) -> int:
        """How many words from ``place`` on are one name; 0 when none."""
        if not self._begins_name(place):
            return 0
        size = 1
        while size < LONGEST_NAME and place + size < len(self.tokens) and self._goes_on(place + size, size):
            size += 1
        return size

    def _begins_name(self, place: int) -> bool:
        word, known = self.plain[place], self.known
        if word in known.first:
            return True
        if len(word) < 2 or word in known.cues["never"]:
            return False
        joined = place > 0 and not self._between(place).strip(" :,.-")
        before = tuple(self.plain[max(0, place - 2) : place]) if joined else ("",)
        titled = before[-1] in known.cues["titles"]
        cued = titled or before[-1] in known.cues["singles"] or before in known.pairs
        related = before[-1] in known.cues["relations"]
        if word in known.unsure:
            return cued or self._named_by_company(place, related)
        if word in known.everyday:
            return False
        upper = self._upper(place)
        return (cued and (upper or titled or before in known.sure_pairs)) or (upper and related)

    def _named_by_company(self, place: int, related: bool) -> bool:
        """A word such as Grace or May: a capital inside the sentence, a relation before it, or names beside it."""
        word, cues, upper = self.plain[place], self.known.cues, self._upper(place)
        inside = place > 0 and SENTENCE_ENDS.isdisjoint(self._between(place))
        if upper and inside and word not in cues["calendar"]:
            return True
        before, after = self._before(place), self._at(place + 1)
        if self._at(place - 1) in self.known.first and after in ("", "and"):
            return True
        if word in cues["helping"]:
            return False
        says = after in cues["says_after" if upper and word not in cues["calendar"] else "did_after"]
        beside = before in self.known.first or (after == "and" and self._at(place + 2) in self.known.first)
        return says or related or beside or (before in cues["asked_before"] and after in cues["asked_after"])

    def _goes_on(self, place: int, size: int) -> bool:
        """Whether the word at ``place`` is the surname to the name before it."""
        if self._between(place) not in (" ", "-") or self.plain[place - 1] != self.tokens[place - 1][0]:
            return False
        word, known = self.plain[place], self.known
        common = word in known.everyday or word in known.unsure
        if self._upper(place):
            return word in known.last or word in known.first or not common
        return size == 1 and word in known.last and not common and word not in known.first

    def _at(self, place: int) -> str:
        return self.plain[place] if 0 <= place < len(self.plain) else ""

    def _before(self, place: int) -> str:
        return self._at(place - 2) if self._at(place - 1) in ("and", "not") else self._at(place - 1)

    def _between(self, place: int) -> str:
        return self.folded[self.tokens[place - 1].end() : self.tokens[place].start()]

    def _upper(self, place: int) -> bool:
        return self.tokens[place].start() in self.capital
