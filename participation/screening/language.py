"""Which language a text may be in. When this is not clear the text is looked at soon (trust.md)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from participation.screening.rulebook import DATA, RuleBook

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LATIN = "LATIN"
NAMES = {"ar": "Arabic", "cy": "Welsh", "ur": "Urdu", "uk": "Ukrainian"}
URDU_LETTERS = frozenset("ٹڈڑںھہےگچپکی")
SHORT = 4
KNOWN_SHARE = 0.4
OTHER_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Guess:
    """The languages to screen in, English always among them; ``unsure`` names a language without rules, or is empty."""

    languages: tuple[str, ...]
    unsure: str


def guess_language(text: str, words: Sequence[str], lang: str | None, book: RuleBook) -> Guess:
    """Guess from the letters, from each language's everyday words, and from the page's language as a hint.

    ``words`` are the text's words read as English. A short text that nobody can place is read as English slang.
    """
    scripts = _scripts(text)
    letters = sum(scripts.values())
    if scripts.get(LATIN, 0) * 2 >= letters:
        return _latin(text, words, lang, book)
    main = max(scripts, key=lambda script: scripts[script])
    code = {"ARABIC": "ar", "CYRILLIC": "uk"}.get(main, "")
    if code == "ar" and not URDU_LETTERS.isdisjoint(text):
        code = "ur"
    return _guess(code, NAMES.get(code, main.title()), book)


def _guess(code: str, name: str, book: RuleBook) -> Guess:
    return Guess(("en", code), "") if code in book.packs else Guess(("en",), name)


def _scripts(text: str) -> dict[str, int]:
    """How many letters of each script there are; the first word of a letter's Unicode name is its script."""
    if text.isascii():
        return {LATIN: sum(map(str.isalpha, text))}
    counts: dict[str, int] = {}
    for letter in set(text):
        if letter.isalpha():
            script = unicodedata.name(letter, "?").split(" ")[0]
            script = LATIN if script in ("FULLWIDTH", "MODIFIER", "MATHEMATICAL") else script
            counts[script] = counts.get(script, 0) + text.count(letter)
    return counts


@lru_cache(maxsize=1)
def _everyday() -> Mapping[str, frozenset[str]]:
    """Everyday words by language: of the languages with rules by their code, of the others by their name."""
    others = tomllib.loads((DATA / "others.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(entry["words"].split()) for name, entry in others.items()}
    for file in DATA.glob("*/everyday.txt"):
        lists[file.parent.name] = frozenset(file.read_text(encoding="utf-8").split())
    return lists


def _latin(text: str, words: Sequence[str], lang: str | None, book: RuleBook) -> Guess:
    english = book.packs["en"].normaliser.known
    strange = [word for word in WORD.findall(text.lower()) if word not in english]
    if not strange:
        return Guess(("en",), "")
    best, share = "", 0.0
    for code, everyday in _everyday().items():
        found = sum(word in everyday for word in strange) / len(strange)
        if code != "en" and (found, code == lang) > (share, best == lang):
            best, share = code, found
    known = sum(word in english for word in words) / max(1, len(words))
    if share >= OTHER_SHARE and known <= 1 - OTHER_SHARE:
        return _guess(best, NAMES.get(best, best), book)
    return Guess(("en",), "Unknown" if len(words) >= SHORT and known < KNOWN_SHARE else "")
