"""Reads of translations and of who stands by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlmodel import Session, col, select

from participation.kernel.localisation import SAFETY, TRANSLATED, Drafted, Language, drafted
from participation.languages.models import TextApproval
from participation.languages.rules import Approval, Kind, Standing, State, all_approved, kind_of, standings
from participation.surveys.rules import Look, load_shipped, promises_of, texts_of

Approved = Mapping[str, frozenset[str]]
SURVEY = "survey"


@dataclass(frozen=True)
class Count:
    """How many texts of one kind there are, and how many of them stand how."""

    all: int
    approved: int
    changed: int

    @property
    def waiting(self) -> int:
        """What a person still has to read."""
        return self.all - self.approved


@dataclass(frozen=True)
class Overview:
    """One language, by kind of text."""

    language: Language
    counts: Mapping[Kind, Count]


@cache
def texts(code: str, kind: Kind) -> tuple[Drafted, ...]:
    """Every translated text of this kind: those of the pages, then those of the ready-made surveys."""
    pages = tuple(text for text in drafted(code) if kind_of(text) is kind)
    return (*pages, *_of_surveys(code, kind))


def _of_surveys(code: str, kind: Kind) -> tuple[Drafted, ...]:
    """The same words stand in many places of the surveys and are read once; what promises something is safety text."""
    places: dict[tuple[str, str], list[str]] = {}
    for slug, definition in load_shipped().items():
        promises = dict(promises_of(definition))
        for where, text in texts_of(definition):
            if (where in promises) is not (kind is Kind.SAFETY):
                continue
            for look in (look for look in Look if text.has(code, look)):
                pair = text.resolve("en", look).text, text.resolve(code, look).text
                places.setdefault(pair, []).append(f"{slug}: {where}")
    return tuple(
        Drafted(SAFETY if kind is Kind.SAFETY else SURVEY, (english,), (translated,), tuple(dict.fromkeys(where)))
        for (english, translated), where in places.items()
    )


def approved(session: Session) -> Approved:
    """The hashes of what somebody approved, by language: what every page asks for, kept in memory."""
    found: dict[str, set[str]] = {}
    for language, text_hash in session.exec(select(TextApproval.language, TextApproval.text_hash)):
        found.setdefault(language, set()).add(text_hash)
    return {language: frozenset(hashes) for language, hashes in found.items()}


def read_by_somebody(approvals: Approved) -> frozenset[str]:
    """The languages whose ordinary texts a person has read, all of them; English is what we write in."""
    return frozenset({"en"}) | {
        language.code
        for language in TRANSLATED
        if all_approved(texts(language.code, Kind.ORDINARY), approvals.get(language.code, frozenset()))
    }


def waiting(approvals: Approved) -> int:
    """How many languages have texts that a person still has to read."""
    return sum(
        any(not all_approved(texts(language.code, kind), approvals.get(language.code, frozenset())) for kind in Kind)
        for language in TRANSLATED
    )


def standings_of(session: Session, code: str, kind: Kind) -> tuple[Standing, ...]:
    """How each text of a language stands."""
    rows = session.exec(select(TextApproval).where(col(TextApproval.language) == code))
    given = [Approval(row.english_hash, row.text_hash, row.approved_by_id, row.approved_on) for row in rows]
    return standings(texts(code, kind), given)


def overview(session: Session) -> tuple[Overview, ...]:
    """Every language with what is done and what waits."""
    return tuple(
        Overview(language, {kind: _count(standings_of(session, language.code, kind)) for kind in Kind})
        for language in TRANSLATED
    )


def _count(found: tuple[Standing, ...]) -> Count:
    states = [standing.state for standing in found]
    return Count(len(states), states.count(State.APPROVED), states.count(State.CHANGED))
