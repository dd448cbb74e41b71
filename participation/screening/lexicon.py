"""Slots (lists of words that belong together) and the spelling tables, as they stand in the data files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from participation.screening.normalise import Normaliser, deletions, mask_key
from participation.screening.patterns import Element, PatternError, Phrase, phrases_of

# Words that stand in most texts: a rule is looked for by its rarer words first.
COMMONEST = frozenset(
    [
        "i", "a", "the", "to", "and", "my", "me", "it", "is", "in", "of", "we", "he", "she", "they", "you", "that",
        "was", "for", "on", "with", "be", "have", "do", "dont", "not", "so", "but", "if", "at", "when", "this", "his",
        "her", "him", "them", "our", "your", "no", "all", "just", "like", "can", "get", "got", "go", "want", "would",
        "there", "what", "are", "am", "up", "out", "because", "or", "people", "more", "as", "from", "about", "school",
        "one", "time", "home", "will", "too", "then", "who", "how", "really", "some", "know", "had", "has", "us"
    ]
)  # fmt: skip
COMMON_WEIGHT = 40.0
EVERYDAY_WEIGHT = 5.0
SHORTEST_NEAR_MISS = 5


@dataclass(frozen=True)
class Lexicon:
    """For each word the slots it is in; for each first word the longer phrases and their slots."""

    single: Mapping[str, tuple[str, ...]]
    several: Mapping[str, tuple[tuple[Phrase, tuple[str, ...]], ...]]
    weights: Mapping[str, float]
    vocabulary: frozenset[str]
    everyday: frozenset[str]

    def commonness(self, word: str) -> float:
        """How often a word is met, roughly: only good for choosing the rarer of two."""
        if word in COMMONEST:
            return COMMON_WEIGHT
        return EVERYDAY_WEIGHT if word in self.everyday else 1.0

    def weight(self, element: Element) -> float:
        """How often any of an element's words is met, roughly."""
        slots = sum(self.weights[slot] for slot in element.slots)
        return slots + sum(min(map(self.commonness, phrase)) for phrase in element.phrases)


def read_lexicon(texts: Mapping[str, str], bare: Normaliser, everyday: frozenset[str]) -> Lexicon:
    """Build the lexicon from the entries of slots.toml; a slot may hold another as ``@name``."""
    entries = {name: _entries(text) for name, text in texts.items()}
    phrases = {name: _phrases(name, entries, bare, ()) for name in entries}
    places: dict[Phrase, set[str]] = {}
    for name, members in phrases.items():
        for phrase in members:
            places.setdefault(phrase, set()).add(name)
    single = {phrase[0]: tuple(sorted(names)) for phrase, names in places.items() if len(phrase) == 1}
    several: dict[str, list[tuple[Phrase, tuple[str, ...]]]] = {}
    for phrase, names in places.items():
        if len(phrase) > 1:
            several.setdefault(phrase[0], []).append((phrase, tuple(sorted(names))))
    weights = {name: sum(_phrase_weight(phrase, everyday) for phrase in members) for name, members in phrases.items()}
    vocabulary = frozenset(word for phrase in places for word in phrase)
    return Lexicon(single, {word: tuple(found) for word, found in several.items()}, weights, vocabulary, everyday)


def _phrase_weight(phrase: Phrase, everyday: frozenset[str]) -> float:
    if all(word in COMMONEST for word in phrase):
        return COMMON_WEIGHT / len(phrase)
    return EVERYDAY_WEIGHT / len(phrase) if all(word in everyday for word in phrase) else 1.0


def _entries(text: str) -> tuple[str, ...]:
    return tuple(entry for raw in re.split(r"[,\n]", text) if (entry := raw.strip()))


def _phrases(
    name: str, entries: Mapping[str, tuple[str, ...]], bare: Normaliser, above: tuple[str, ...]
) -> frozenset[Phrase]:
    if name in above:
        raise PatternError(f"@{name} holds itself; take it out of its own list")
    found: set[Phrase] = set()
    for entry in entries[name]:
        if entry.startswith("@"):
            if entry[1:] not in entries:
                raise PatternError(f"@{name} holds {entry}, which is not there; add it or correct the name")
            found |= _phrases(entry[1:], entries, bare, (*above, name))
        else:
            found.update(phrases_of(entry, bare.plain))
    return frozenset(found)


@dataclass(frozen=True)
class SpellingTables:
    """Written forms and what they stand for, signs that mean a word, words that are often starred out."""

    spelling: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, str]
    masked: tuple[str, ...]
    everyday: frozenset[str]

    @classmethod
    def read(cls, tables: Mapping[str, Any], everyday: str) -> SpellingTables:
        """From the tables ``words``, ``signs`` and ``masked`` of spelling.toml and the text of everyday.txt."""
        spelling = {
            written: tuple(plain.split())
            for plain, forms in tables.get("words", {}).items()
            for written in forms.split()
        }
        signs = {sign: word for word, signs in tables.get("signs", {}).items() for sign in signs.split()}
        masked = tuple(tables.get("masked", {}).get("words", "").split())
        return cls(spelling, signs, masked, frozenset(everyday.split()))

    def normaliser(self, known: frozenset[str]) -> Normaliser:
        """A normaliser that knows these tables and leaves ``known`` words alone."""
        near: dict[str, list[str]] = {}
        for word in known:
            if len(word) >= SHORTEST_NEAR_MISS and word.isalpha():
                for key in (word, *deletions(word)):
                    near.setdefault(key, []).append(word)
        masks = {mask_key(word): word for word in self.masked}
        frozen = {key: tuple(sorted(words)) for key, words in near.items()}
        return Normaliser(known, self.spelling, self.signs, masks, frozen)
