"""What stands between a drafted translation and a young person: somebody who has read it. Pure."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from participation.kernel.localisation import SAFETY, Drafted


class Kind(enum.StrEnum):
    """Safety, privacy and consent texts are shown once they are approved; ordinary ones at once, marked as drafted."""

    SAFETY = "safety"
    ORDINARY = "ordinary"


class State(enum.StrEnum):
    """How a translation stands."""

    DRAFTED = "drafted"
    CHANGED = "changed"
    APPROVED = "approved"


@dataclass(frozen=True)
class Approval:
    """One person's word for one wording."""

    english_hash: str
    text_hash: str
    by: int
    on: date


@dataclass(frozen=True)
class Standing:
    """The state of one translation; of a changed one, who had approved the wording before, and when."""

    text: Drafted
    state: State
    by: int | None = None
    on: date | None = None


def kind_of(text: Drafted) -> Kind:
    """Which kind a text of a catalogue is."""
    return Kind.SAFETY if text.context == SAFETY else Kind.ORDINARY


def standings(texts: Iterable[Drafted], approvals: Iterable[Approval]) -> tuple[Standing, ...]:
    """How each translation stands. An approval is for one wording of one English text and for nothing else."""
    given = sorted(approvals, key=lambda approval: approval.on)
    by_text = {approval.text_hash: approval for approval in given}
    by_english = {approval.english_hash: approval for approval in given}
    return tuple(_standing(text, by_text, by_english) for text in texts)


def _standing(text: Drafted, by_text: Mapping[str, Approval], by_english: Mapping[str, Approval]) -> Standing:
    if approval := by_text.get(text.text_hash):
        return Standing(text, State.APPROVED, approval.by, approval.on)
    if former := by_english.get(text.english_hash):
        return Standing(text, State.CHANGED, former.by, former.on)
    return Standing(text, State.DRAFTED)


def found(standing: Standing, words: str, state: State | None) -> bool:
    """Whether a search for these words finds it, in English, in the translation or in the name of its page."""
    within = (*standing.text.english, *standing.text.translated, *standing.text.places)
    return state in {None, standing.state} and any(words.casefold() in each.casefold() for each in within)


def all_approved(texts: Sequence[Drafted], approved: frozenset[str]) -> bool:
    """Whether a person has read every one of these texts as they are now. Where there is none, nobody has."""
    return bool(texts) and all(text.text_hash in approved for text in texts)
