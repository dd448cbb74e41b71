"""One question with its choices, checked when it is made: what contradicts itself is refused with a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from participation.surveys.rules.conditions import Condition
from participation.surveys.rules.kinds import (
    BESIDE_KINDS,
    CHOICE_KINDS,
    DEFAULT_LENGTHS,
    MADE_KINDS,
    SCALE_VALUES,
    TEXT_KINDS,
    AnswerState,
    Lens,
    QuestionKind,
)
from participation.surveys.rules.texts import Frozen, Key, OptionValue, Text

DATA = Path(__file__).parent.parent / "data"


class Option(Frozen):
    """One choice. `score` orders faces (higher is better); `positive` is None for a middle answer.

    `raises` is the stream that the response is read in at least, once somebody chose this.
    """

    value: OptionValue
    label: Text
    picture: Key | None = None
    score: int | None = None
    positive: bool | None = None
    raises: Literal["now", "soon"] | None = None


class Question(Frozen):
    """One question. Faces and yes/no/not sure bring their usual options when none are given.

    `beside`: another way to answer the question of that key, so it always stands with it. `names_house`: the child's
    own name for the house of that question. `identity`: the answer says who somebody is and is kept apart.
    `for_safety_only`: words that are never quoted or counted, such as who must not be told. `promises`: its own words
    say something about privacy or safety, so a translation of them waits for a person's approval.
    """

    key: Key
    kind: QuestionKind
    title: Text
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    low: Text | None = None
    high: Text | None = None
    faces: Literal[3, 5] | None = None
    lens: Lens | None = None
    measure: Key | None = None
    safety: bool = False
    allow_skip: bool = True
    allow_not_sure: bool = False
    allow_not_applicable: bool = False
    required: bool = False
    max_length: int | None = Field(default=None, ge=1, le=20_000)
    minimum: int | None = None
    maximum: int | None = None
    show_if: Condition | None = None
    picture: Key | None = None
    house: Key | None = None
    beside: Key | None = None
    names_house: bool = False
    identity: Literal["name", "contact"] | None = None
    for_safety_only: bool = False
    promises: bool = False
    source: str | None = None
    licence: str | None = None
    attribution: str | None = None
    wording_locked: bool = False
    min_age: int | None = Field(default=None, ge=0, le=25)

    @model_validator(mode="before")
    @classmethod
    def _usual_parts(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        given = {name: value for name, value in raw.items() if value is not None}
        return {**_usual_parts(given), **given, **_our_pictures(given)}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = tuple(_question_faults(self))
        if faults:
            raise ValueError("\n".join(faults))
        return self

    def __hash__(self) -> int:
        """By its key: going through every text at each look-up would cost more than showing the question."""
        return hash(self.key)

    @property
    def asks(self) -> bool:
        """Whether there is anything to answer."""
        return self.kind is not QuestionKind.INFORMATION

    @property
    def counts(self) -> bool:
        """Whether it is a question of its own, not another way to answer one."""
        return self.asks and not self.beside

    @cached_property
    def options_by_value(self) -> Mapping[str, Option]:
        """The options by what is stored."""
        return {option.value: option for option in self.options}


def _usual_parts(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What a question of this kind has unless it says otherwise."""
    kind = raw.get("kind")
    if not isinstance(kind, str):
        return {}
    if kind == QuestionKind.FACES:
        faces = raw.get("faces", 5)
        return {"faces": faces, "options": usual_labels().get(f"faces_{faces}", ()), "allow_not_sure": True}
    if kind == QuestionKind.YES_NO_NOT_SURE:
        return {"options": usual_labels()["yes_no"], "allow_not_sure": True}
    if kind in DEFAULT_LENGTHS:
        return {"max_length": DEFAULT_LENGTHS[QuestionKind(kind)]}
    return {"allow_not_sure": "beside" not in raw and kind in CHOICE_KINDS | {QuestionKind.SCALE}}


def _our_pictures(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Pictures that are only named bring their words; one that we do not have stays a name and is refused."""
    options = raw.get("options")
    if not isinstance(options, list | tuple):
        return {}
    return {"options": [_usual_pictures().get(each, each) if isinstance(each, str) else each for each in options]}


@cache
def _usual_pictures() -> dict[str, Any]:
    """Each picture as a choice; its word is the same in every look."""
    looks = ("standard", "younger", "easy_read")
    return {
        name: {
            "value": name,
            "picture": name,
            "label": {code: dict.fromkeys(looks, word) for code, word in words.items()},
        }
        for name, words in read_data("pictures").items()
    }


@cache
def usual_labels() -> dict[str, Any]:
    return read_data("labels")


def read_data(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def _question_faults(question: Question) -> Iterator[str]:
    """What contradicts itself in one question, a sentence each."""
    name, kind = f"Question “{question.key}”", question.kind
    values = [option.value for option in question.options]
    if kind in CHOICE_KINDS and not values:
        yield f"{name} needs choices."
    if kind not in CHOICE_KINDS and values:
        yield f"{name} has choices, but its kind takes none."
    if len(set(values)) < len(values):
        yield f"{name} has the same choice twice."
    if reserved := sorted(set(values) & set(AnswerState)):
        yield f"{name} has a choice “{reserved[0]}”, a word that is kept for the buttons beside the choices."
    yield from _faces_faults(question, name)
    if kind is QuestionKind.YES_NO_NOT_SURE and (values != ["yes", "no"] or not question.allow_not_sure):
        yield f"{name} needs the choices “yes” and “no”, and “not sure” beside them."
    if (kind is QuestionKind.SCALE) != (question.low is not None and question.high is not None):
        yield f"{name} needs both ends of its scale in words, and only a scale has ends."
    yield from _limit_faults(question, name)
    leanings = {option.positive for option in question.options}
    if question.safety and False not in leanings:
        yield f"{name} is marked as a safety question, so one of its choices has to be the negative one."
    if question.measure and True not in leanings:
        yield f"{name} is a measure, so one of its choices has to be the positive one."
    yield from _beside_faults(question, name)


def _faces_faults(question: Question, name: str) -> Iterator[str]:
    if question.kind is not QuestionKind.FACES:
        if question.faces is not None:
            yield f"{name} says how many faces it has, but it is not a question with faces."
        return
    if len(question.options) != question.faces:
        yield f"{name} has {question.faces} faces, so it needs {question.faces} choices."
    if len({option.score for option in question.options} - {None}) < len(question.options):
        yield f"{name} needs a different score for each face."


def _limit_faults(question: Question, name: str) -> Iterator[str]:
    limits = (question.minimum, question.maximum)
    if limits != (None, None) and question.kind is not QuestionKind.NUMBER:
        yield f"{name} has a smallest or largest number, but it does not ask for a number."
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        yield f"{name} has a smallest number above its largest."
    if question.max_length is not None and question.kind not in TEXT_KINDS:
        yield f"{name} has a longest length, but it does not ask for words."
    if question.required and not question.asks:
        yield f"{name} is information, so nobody can be required to answer it."


def _beside_faults(question: Question, name: str) -> Iterator[str]:
    """Another way to answer has no condition, buttons or duty of its own: those are its question's."""
    if question.kind in MADE_KINDS and not question.beside:
        yield f"{name} is drawn or spoken, so it has to stand beside a question that can be answered in writing."
    if question.names_house and not (question.kind is QuestionKind.SHORT_TEXT and question.beside):
        yield f"{name} names a house, so it has to ask for a short text beside the question of that house."
    if not question.beside:
        return
    if question.kind not in BESIDE_KINDS:
        yield f"{name} cannot stand beside another question: only drawing, speaking, pictures and words can."
    if question.required or question.show_if or question.allow_not_sure or question.allow_not_applicable:
        yield f"{name} stands beside “{question.beside}”, which alone says when it is asked and what else may be said."


def possible_words(question: Question) -> frozenset[str]:
    values = SCALE_VALUES if question.kind is QuestionKind.SCALE else tuple(question.options_by_value)
    return frozenset((*values, *states_offered(question)))


def states_offered(question: Question) -> frozenset[str]:
    offered = {
        AnswerState.NOT_SURE: question.allow_not_sure,
        AnswerState.NOT_APPLICABLE: question.allow_not_applicable,
    }
    return frozenset(state.value for state, allowed in offered.items() if allowed)


class Page(Frozen):
    """Questions that belong together; a look may spread them over several screens."""

    key: Key
    title: Text | None = None
    questions: tuple[Question, ...] = Field(min_length=1)
