"""What an ask is about, how it stands, what may be shown of it and in which words. Pure."""

import enum
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date

from participation.surveys.rules import Look

SHOWN_FROM = 10  # below this a count says more about few people than about many
OWN_WORDS_IN_A_ROW = 6
LONGEST_SENTENCES = {Look.YOUNGER: 12, Look.STANDARD: 22, Look.EASY_READ: 15}  # practice.md, "Writing for children"
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?…؟]+(?:\s|$)|\n+")


class Topic(enum.StrEnum):
    """What it is about, in a list that a young person understands; the code book is the team's own."""

    HOME = "home"
    SCHOOL = "school"
    HEALTH = "health"
    SAFETY = "safety"
    WORKER = "worker"
    MONEY = "money"
    THINGS_TO_DO = "things_to_do"
    GETTING_AROUND = "getting_around"
    THIS_WEBSITE = "this_website"


class Outcome(enum.StrEnum):
    """How it stands (practice.md, "Participation"): we did, we're doing it, we can't because, not yet."""

    DID = "did"
    DOING = "doing"
    CANNOT = "cannot"
    NOT_YET = "not_yet"


OPEN = frozenset({Outcome.DOING, Outcome.NOT_YET})


class Status(enum.StrEnum):
    """Whether young people see it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"


class Action(enum.StrEnum):
    """What changes that."""

    PUBLISH = "publish"
    TAKE_DOWN = "take_down"


TRANSITIONS: Mapping[tuple[Status, Action], Status] = {
    (Status.DRAFT, Action.PUBLISH): Status.PUBLISHED,
    (Status.TAKEN_DOWN, Action.PUBLISH): Status.PUBLISHED,
    (Status.PUBLISHED, Action.TAKE_DOWN): Status.TAKEN_DOWN,
}


class NotReadyError(Exception):
    """This cannot be done with an ask that stands so; the message says what to do."""


@dataclass(frozen=True)
class Wording:
    """One way of telling it. What was asked may be empty: not everything that young people say answers a question."""

    asked: str = ""
    said: str = ""
    answer: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything."""
        return not any(astuple(self))

    @property
    def is_whole(self) -> bool:
        """Whether it can be shown."""
        return bool(self.said and self.answer)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(part for part in astuple(self) if part)


Way = tuple[str, Look]
Wordings = Mapping[Way, Wording]
ENGLISH: Way = ("en", Look.STANDARD)


@dataclass(frozen=True)
class Chosen:
    """The wording that a visitor sees, with the language and look that it was really written in."""

    wording: Wording
    language: str
    look: Look


def after(status: Status, action: Action, wordings: Wordings) -> Status:
    """The status that this leads to; raises NotReadyError."""
    if (status, action) not in TRANSITIONS:
        raise NotReadyError("That has been done already.")
    if action is Action.PUBLISH:
        check_showable(wordings)
    return TRANSITIONS[status, action]


def check_showable(wordings: Wordings) -> None:
    """Whatever is shown can be read in English by everybody at least; raises NotReadyError."""
    if ENGLISH not in wordings:
        raise NotReadyError("Write it in English, in the standard look, first.")


def is_overdue(outcome: Outcome, due_on: date, today: date) -> bool:
    """Whether the day has passed and nobody has done it or said why not."""
    return outcome in OPEN and due_on < today


def best(wordings: Wordings, language: str, look: Look) -> Chosen | None:
    """What fits a visitor best: their language before their look, English last; None where nothing was written."""
    for way in ((language, look), (language, Look.STANDARD), ("en", look), ENGLISH):
        if way in wordings:
            return Chosen(wordings[way], *way)
    return None


def missing_looks(wordings: Wordings) -> tuple[Look, ...]:
    """The looks that nobody has written in English yet."""
    return tuple(look for look in Look if ("en", look) not in wordings)


def shown_count(presses: int) -> int | None:
    """How often somebody said that it matters to them too, from ten on."""
    return presses if presses >= SHOWN_FROM else None


@dataclass(frozen=True)
class Length:
    """How many words a text has, and how many its longest sentence."""

    words: int
    longest: int


def length_of(text: str) -> Length:
    """Counted, for whoever writes it; a program cannot say whether a child understands it."""
    sentences = [len(WORD.findall(sentence)) for sentence in SENTENCE_END.split(text)]
    return Length(sum(sentences), max(sentences))


def own_words_in(texts: Iterable[str], said: Collection[str]) -> str:
    """The first stretch of at least six words that one of these texts has from what a young person said, else "".

    Words are shown by reference only, so that they go from the page the moment that their young person wishes it.
    """
    stretches = {stretch for each in said for stretch in _stretches(each)}
    return next((" ".join(each) for text in texts for each in _stretches(text) if each in stretches), "")


def _stretches(text: str) -> Iterable[tuple[str, ...]]:
    words = [word.casefold().replace("’", "'") for word in WORD.findall(text)]
    return zip(*(words[start:] for start in range(OWN_WORDS_IN_A_ROW)), strict=False)
