"""What screening finds in a text when it is opened: flagged phrases, and personal details that might be taken out."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from participation.moderation.rules import SUGGESTED, Kind, Piece, Redaction, RedactionReason, Span, fingerprint, pieces
from participation.responses.models import Statement
from participation.screening import PersonalDetail, screen

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Flag:
    """A phrase that a screening rule found, for example ("he hits me", "abuse", "abuse.hit-at-home")."""

    phrase: str
    category: str
    rule: str


@dataclass(frozen=True)
class Suggestion:
    """A personal detail that screening found and nobody has taken out yet."""

    span: Span
    phrase: str
    detail: str
    reason: RedactionReason


@dataclass(frozen=True)
class Marked:
    """A text with what was found in it."""

    pieces: tuple[Piece, ...]
    flags: tuple[Flag, ...]
    suggestions: tuple[Suggestion, ...]


def redactions_of(statement: Statement) -> tuple[Redaction, ...]:
    """What is taken out of a statement, in order."""
    return tuple(Redaction(r["start"], r["end"], RedactionReason(r["reason"])) for r in statement.redactions)


def seen_of(statement: Statement) -> str:
    """What a page shows of a statement, to be sent back with a change."""
    return fingerprint(statement.status, redactions_of(statement), statement.corrected or statement.original or b"")


def mark(
    text: str, language: str, stored: Iterable[Mapping[str, Any]] = (), redactions: Sequence[Redaction] = ()
) -> Marked:
    """A text with its flags, those of the day it came and those of today's rules, and its personal details.

    Flags marked `first` belong to an earlier wording: see `earlier_flags`.
    """
    flags, details = _found(text, language)
    for each in stored:
        if each.get("first"):
            continue
        flags.setdefault(Span(each["start"], each["end"]), (each["category"], each["rule"]))
    taken = [Span(each.start, each.end) for each in redactions]
    left = [each for each in details if not any(out.start <= each.start and each.end <= out.end for out in taken)]
    marks = [
        *((span, Kind.FLAGGED) for span in flags),
        *((Span(each.start, each.end), Kind.PERSONAL) for each in left),
        *((span, Kind.TAKEN_OUT) for span in taken),
    ]
    return Marked(
        pieces(text, marks),
        tuple(Flag(text[span.start : span.end], *flags[span]) for span in sorted(flags)),
        tuple(
            Suggestion(Span(each.start, each.end), text[each.start : each.end], each.type, SUGGESTED[each.type])
            for each in left
            if each.type in SUGGESTED
        ),
    )


def earlier_flags(stored: Iterable[Mapping[str, Any]]) -> tuple[Flag, ...]:
    """What was found in wordings that were changed since; flags are never hidden, though the phrase is gone."""
    return tuple({Flag("", each["category"], each["rule"]): None for each in stored if each.get("first")})


def unmarked(text: str) -> Marked:
    """A text that nobody screens, such as the team's own."""
    return Marked((Piece(text, None, frozenset()),), (), ())


def _found(text: str, language: str) -> tuple[dict[Span, tuple[str, str]], tuple[PersonalDetail, ...]]:
    """What screening finds today. A failure never keeps the words from whoever reads them."""
    try:
        found = screen(text, language)
    except Exception as error:
        log.error("screening failed: %s", type(error).__name__)
        return {}, ()
    return {Span(r.start, r.end): (r.category, r.rule) for r in found.reasons}, found.pii
