"""Reading text as children write it: words in their plain spelling, each with its place in the original text.

``Normaliser.read`` returns a ``Reading``. Its words are lower case, corrected for repeated letters, numbers for
letters, text-speak, missing apostrophes and common misspellings; every word keeps the code points of the original that
it stands for, so that whatever is found can be shown in the young person's own words. Work grows linearly with the
text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

WORD = re.compile(r"[^\W_]+(?:['*@$!]+[^\W_]+)*")
SYMBOLS = re.compile(r"[*@$!]+")
REPEATED = re.compile(r"(.)\1{2,}")
DOUBLED = re.compile(r"(.)\1")
LETTER_FOR_SIGN = str.maketrans("013457@$!", "oieastasi")
OTHER_LETTER_FOR_SIGN = str.maketrans("013457@$!", "oleastasi")
LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝԍькмтвнӏαορνικτευγ",
    "aeopcyxijshdqwgbkmtbhlaopviktevy",
)
FOREIGN = "".join(map(chr, LOOK_ALIKES))
MIXED = re.compile(f"[a-z][{FOREIGN}]|[{FOREIGN}][a-z]")
CONTRACTIONS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would"}
IS_AFTER = frozenset({"he", "she", "it", "that", "who", "what", "there", "here", "where", "everyone", "someone"})
NEGATED = {
    (verb, "not"): verb + "nt"
    for verb in [
        "do",
        "does",
        "did",
        "could",
        "would",
        "should",
        "is",
        "are",
        "was",
        "were",
        "have",
        "has",
        "had",
        "must",
        "need",
    ]
} | {("can", "not"): "cant", ("will", "not"): "wont"}
STOPS = frozenset(".?!\n。؟۔")
LONGEST_WORD = 40
SHORTEST_CORRECTED = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one text; ``starts`` and ``ends`` are code points in it, ``sentence_starts`` is a set of bits."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentence_starts: int

    def pieces(self, size: int, overlap: int) -> Iterator[Reading]:
        """The reading in parts of ``size`` words, so that work on bits stays linear; neighbours share some words."""
        for first in range(0, max(1, len(self.words) - overlap), size - overlap):
            some = slice(first, first + size)
            starts = (self.sentence_starts >> first) & ((1 << size) - 1) | 1
            yield Reading(self.text, self.words[some], self.starts[some], self.ends[some], starts)

    def phrase(self, first: int, last: int) -> str:
        """The original words from token ``first`` to token ``last``, both included."""
        return self.text[self.starts[first] : self.ends[last]]


@dataclass(frozen=True)
class Normaliser:
    """Holds the spelling tables. ``known`` words are left alone; ``spelling`` maps a written form to plain words."""

    known: frozenset[str]
    spelling: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, str] = field(default_factory=dict)
    masks: Mapping[str, str] = field(default_factory=dict)
    near_misses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def read(self, text: str) -> Reading:
        """Split ``text`` into plain words with a map back to the original code points."""
        folded, places = fold(text, self.signs)
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        sentence_starts = 1
        known, spelling, before = self.known, self.spelling, 0
        for found in WORD.finditer(folded):
            start, end = found.span()
            if start - before > 1 and _stops(folded[before:start]):
                sentence_starts |= 1 << len(words)
            before = end
            first, last = (start, end) if places is None else (places[start], places[end - 1] + 1)
            raw = found[0]
            plain = (raw,) if raw in known and raw not in spelling else self.plain(raw)
            for word in plain:
                words.append(word)
                starts.append(first)
                ends.append(last)
        reading = Reading(text, words, starts, ends, sentence_starts)
        return _joined(_spelt_out(reading, self))

    def plain(self, raw: str) -> tuple[str, ...]:
        """The plain words that one written token stands for; the token itself when nothing better is known."""
        if raw in self.spelling:
            return self.spelling[raw]
        if raw in self.known or len(raw) > LONGEST_WORD:
            return (raw,)
        if "'" in raw:
            return self._without_apostrophe(raw)
        if SYMBOLS.search(raw):
            return self._unmasked(raw)
        return self._corrected(raw)

    def _without_apostrophe(self, raw: str) -> tuple[str, ...]:
        stem, _, ending = raw.rpartition("'")
        if ending in CONTRACTIONS and stem:
            return (*self.plain(stem), CONTRACTIONS[ending])
        if ending == "s" and stem in IS_AFTER:
            return (stem, "is")
        joined = raw.replace("'", "")
        return self.plain(joined) if joined else (raw,)

    def _unmasked(self, raw: str) -> tuple[str, ...]:
        for table in (LETTER_FOR_SIGN, OTHER_LETTER_FOR_SIGN):
            letters = raw.translate(table)
            if found := self._listed(letters):
                return found
        if (hidden := self.masks.get(mask_key(raw))) is not None:
            return (hidden,)
        return tuple(word for part in SYMBOLS.split(raw) if part for word in self.plain(part))

    def _listed(self, word: str) -> tuple[str, ...] | None:
        if word in self.spelling:
            return self.spelling[word]
        return (word,) if word in self.known else None

    def _corrected(self, raw: str) -> tuple[str, ...]:
        for candidate in _candidates(raw):
            if found := self._listed(candidate):
                return found
        if len(raw) >= SHORTEST_CORRECTED and (word := self._near(raw)):
            return (word,)
        return (raw,)

    def _near(self, raw: str) -> str | None:
        for key in (raw, *deletions(raw)):
            for word in self.near_misses.get(key, ()):
                if word[0] == raw[0] and one_slip_apart(raw, word):
                    return word
        return None


def _candidates(raw: str) -> Iterable[str]:
    if any(sign.isdigit() for sign in raw) and not raw.isdigit():
        yield raw.translate(LETTER_FOR_SIGN)
        yield raw.translate(OTHER_LETTER_FOR_SIGN)
    if REPEATED.search(raw):
        yield REPEATED.sub(r"\1\1", raw)
        yield REPEATED.sub(r"\1", raw)
    if DOUBLED.search(raw):
        yield DOUBLED.sub(r"\1", REPEATED.sub(r"\1\1", raw))
    if raw.endswith("in"):
        yield raw + "g"


def _stops(between: str) -> bool:
    return any(sign in STOPS for sign in between) and ".." not in between


def fold(text: str, signs: Mapping[str, str]) -> tuple[str, list[int] | None]:
    """Lower-case plain letters, and for each of them the place in ``text`` (None when places are unchanged).

    Invisible characters and accents go, full-width forms become plain, emoji with a meaning become words, and letters
    of another script that look Latin become Latin when the text is mostly Latin or a word has both.
    """
    if text.isascii():
        return text.lower().replace("`", "'"), None
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        piece = _folded_sign(sign, signs)
        letters.append(piece)
        places.extend([place] * len(piece))
    folded = "".join(letters)
    if MIXED.search(folded) or _mostly_latin(folded):
        folded = folded.translate(LOOK_ALIKES)
    return folded, places


def _folded_sign(sign: str, signs: Mapping[str, str]) -> str:
    if sign.isascii():
        return "'" if sign == "`" else sign.lower()
    if sign in signs:
        return f" {signs[sign]} "
    if sign in "’‘ʼ´＇":
        return "'"
    category = unicodedata.category(sign)
    if category in ("Cf", "Mn", "Cc") or "\ufe00" <= sign <= "\ufe0f":
        return ""
    pieces = unicodedata.normalize("NFKD", sign).lower()
    return "".join(piece for piece in pieces if unicodedata.category(piece) != "Mn")


def _mostly_latin(folded: str) -> bool:
    latin = sum("a" <= letter <= "z" for letter in folded)
    return latin * 2 > sum(letter.isalpha() for letter in folded)


def mask_key(raw: str) -> str:
    """First letter, last letter and length: how a starred-out word such as ``s***ide`` is looked up."""
    return f"{raw[0]}{raw[-1]}{len(raw)}"


def deletions(word: str) -> list[str]:
    """Every form of ``word`` with one letter left out (the symmetric-delete way of finding slips in linear time)."""
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def one_slip_apart(first: str, second: str) -> bool:
    """True when one letter was added, left out or changed, or two neighbours were swapped."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    one, two = first[start:], second[start:]
    swapped = len(one) == len(two) > 1 and one[:2] == two[1::-1] and one[2:] == two[2:]
    return swapped or one[1:] == two or one == two[1:] or one[1:] == two[1:]


def _spelt_out(reading: Reading, normaliser: Normaliser) -> Reading:
    """Join single letters written apart (``k i l l``) when together they are words that we know."""
    words = reading.words
    if not any(len(words[i]) == len(words[i + 1]) == len(words[i + 2]) == 1 for i in range(len(words) - 2)):
        return reading
    return _rebuilt(reading, _letter_runs(words, normaliser.known))


def _letter_runs(words: list[str], known: frozenset[str]) -> list[tuple[int, int, str]]:
    runs: list[tuple[int, int, str]] = []
    place = 0
    while place < len(words):
        size = _letters_joined(words, place, known)
        runs.append((place, place + size, "".join(words[place : place + size])))
        place += size
    return runs


def _letters_joined(words: list[str], place: int, known: frozenset[str]) -> int:
    limit = place
    while limit < len(words) and limit - place < 14 and len(words[limit]) == 1 and words[limit].isalpha():
        limit += 1
    for end in range(limit, place + 2, -1):
        if "".join(words[place:end]) in known:
            return end - place
    return 1


def _joined(reading: Reading) -> Reading:
    """Join a verb with the ``not`` after it, so that "do not" and "don't" are the same word."""
    words = reading.words
    if "not" not in words:
        return reading
    runs: list[tuple[int, int, str]] = []
    place = 0
    while place < len(words):
        together = NEGATED.get((words[place], words[place + 1])) if place + 1 < len(words) else None
        size = 2 if together else 1
        runs.append((place, place + size, together or words[place]))
        place += size
    return _rebuilt(reading, runs)


def _rebuilt(reading: Reading, runs: list[tuple[int, int, str]]) -> Reading:
    flags = f"{reading.sentence_starts:b}"[::-1].ljust(len(reading.words), "0")
    sentence_starts = int("".join("1" if "1" in flags[first:last] else "0" for first, last, _ in reversed(runs)), 2)
    return Reading(
        reading.text,
        [word for _, _, word in runs],
        [reading.starts[first] for first, _, _ in runs],
        [reading.ends[last - 1] for _, last, _ in runs],
        sentence_starts,
    )
