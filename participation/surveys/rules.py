"""Surveys as data: texts per language and look, questions, conditions, pages, and what counts as an answer.

A definition is frozen and checked when it is made, so whatever holds one may rely on it. Nothing here knows of a page,
a request or a table.
"""

from __future__ import annotations

import enum
import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    StringConstraints,
    Tag,
    ValidationError,
    field_validator,
    model_serializer,
    model_validator,
)

DATA = Path(__file__).parent / "data"
SHIPPED = ("tell-us", "houses", "how-are-we-doing")
SERVICE_KEY = "service"
LOCALITY_KEY = "about_locality"
ABOUT_PREFIX = "about_"
RATHER_NOT_SAY = "rather_not_say"
QUESTIONS_A_PAGE = 3  # design.md, "Layout": one small topic a page, at most three questions

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$", max_length=64)]
OptionValue = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=64)]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Words = Annotated[str, StringConstraints(pattern=r"\S")]


class Look(enum.StrEnum):
    """A way of showing the same page; the values are those of `?look=`."""

    YOUNGER = "younger"
    STANDARD = "standard"
    EASY_READ = "easy-read"


class QuestionKind(enum.StrEnum):
    """What a young person does to answer."""

    FACES = "faces"
    SCALE = "scale"
    ONE_CHOICE = "one_choice"
    MANY_CHOICES = "many_choices"
    YES_NO_NOT_SURE = "yes_no_not_sure"
    NUMBER = "number"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    INFORMATION = "information"


CHOICE_KINDS = frozenset(
    {QuestionKind.FACES, QuestionKind.ONE_CHOICE, QuestionKind.MANY_CHOICES, QuestionKind.YES_NO_NOT_SURE}
)
TEXT_KINDS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
NUMBER_KINDS = frozenset({QuestionKind.FACES, QuestionKind.SCALE, QuestionKind.NUMBER})
DEFAULT_LENGTHS = {QuestionKind.SHORT_TEXT: 200, QuestionKind.LONG_TEXT: 5000}
SCALE_VALUES = tuple(str(step) for step in range(11))


class Lens(enum.StrEnum):
    """Which of the three questions (going well, worried about, needs to happen) an answer speaks to."""

    GOOD_THING = "good_thing"
    WORRY = "worry"
    CHANGE_WANTED = "change_wanted"
    OTHER = "other"


class Comparison(enum.StrEnum):
    """How a condition compares an earlier answer with its value."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ANSWERED = "answered"
    INCLUDES = "includes"


class AnswerState(enum.StrEnum):
    """Four ways to deal with a question; none of them is a failure."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    NOT_SURE = "not_sure"
    NOT_APPLICABLE = "not_applicable"


class Leaning(enum.StrEnum):
    """What an answer counts as in the litmus test."""

    POSITIVE = "positive"
    MIDDLE = "middle"
    NEGATIVE = "negative"
    NOT_SURE = "not_sure"
    NOT_APPLICABLE = "not_applicable"
    SKIPPED = "skipped"


class AnswerProblem(enum.StrEnum):
    """Why an answer cannot be kept as it is; the pages have a friendly sentence for each."""

    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_CHOICE = "unknown_choice"
    CHOOSE_ONE = "choose_one"
    CHOOSE_SOME = "choose_some"
    WRITE_SOMETHING = "write_something"
    NOT_OFFERED = "not_offered"


class AnswerError(ValueError):
    """An answer that does not fit its question. `params` fill the placeholders of the message for `code`.

    `too_long` has `limit` and `length` (characters), `out_of_range` has `minimum` and `maximum` (either may be None).
    """

    def __init__(self, code: AnswerProblem, **params: str | int | float | None) -> None:
        super().__init__(code.value)
        self.code = code
        self.params: Mapping[str, str | int | float | None] = params


class DefinitionError(ValueError):
    """A definition that does not hold together; `sentences` say what is wrong, one fault each."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


class Frozen(BaseModel):
    """A value that never changes and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy that is checked like anything else; pydantic's own would carry cached values over unchecked."""
        del deep
        return type(self).model_validate(
            {**{name: getattr(self, name) for name in self.__class__.model_fields}, **(update or {})}
        )


class Resolved(NamedTuple):
    """A text and the language that it really is in, which may differ from the page's."""

    text: str
    language: str


class Wording(Frozen):
    """One text in one language, written for each look; a missing look is the standard one."""

    standard: Words
    younger: Words | None = None
    easy_read: Words | None = None

    def for_look(self, look: Look) -> str:
        """The words for this look."""
        match look:
            case Look.YOUNGER:
                return self.younger or self.standard
            case Look.EASY_READ:
                return self.easy_read or self.standard
            case Look.STANDARD:
                return self.standard


class Text(RootModel[dict[LanguageCode, Wording]]):
    """One text in every language it exists in. A plain string is the English standard wording."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, raw: Any) -> Any:
        """Plain strings stand for a standard wording, for the whole text or for one language of it."""
        if isinstance(raw, str):
            return {"en": {"standard": raw}}
        if isinstance(raw, dict):
            return {code: {"standard": words} if isinstance(words, str) else words for code, words in raw.items()}
        return raw

    @model_validator(mode="after")
    def _english(self) -> Self:
        if "en" not in self.root:
            raise ValueError("A text needs its English wording.")
        return self

    def resolve(self, language: str, look: str) -> Resolved:
        """The words for a language and look: look falls back to standard first, then the language to English."""
        code = language if language in self.root else "en"
        return Resolved(self.root[code].for_look(Look(look)), code)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that this text is written in."""
        return frozenset(self.root)


class When(Frozen):
    """A comparison with an earlier answer. What was skipped or hidden is not, is not at least, and is not answered."""

    question: str
    comparison: Comparison
    value: str = ""

    @field_validator("value", mode="before")
    @classmethod
    def _number_as_text(cls, raw: Any) -> Any:
        return str(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else raw


class AllOf(Frozen):
    """Holds when every part holds."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Frozen):
    """Holds when at least one part holds."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Frozen):
    """Holds when its part does not."""

    inner: Condition = Field(alias="not")


def _shape(raw: Any) -> str:
    """Which kind of condition this is, for one clear message instead of four."""
    names = raw if isinstance(raw, dict) else type(raw).model_fields
    return next((name for name in ("all", "any", "not", "inner") if name in names), "when").replace("inner", "not")


Condition = Annotated[
    Annotated[When, Tag("when")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(_shape),
]


class Option(Frozen):
    """One choice. `score` orders faces (higher is better); `positive` is None for a middle answer."""

    value: OptionValue
    label: Text
    picture: Key | None = None
    score: int | None = None
    positive: bool | None = None


class Question(Frozen):
    """One question. Faces and yes/no/not sure bring their usual options when none are given."""

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
    source: str | None = None
    licence: str | None = None
    attribution: str | None = None
    wording_locked: bool = False
    min_age: int | None = Field(default=None, ge=0, le=25)

    @model_validator(mode="before")
    @classmethod
    def _usual_parts(cls, raw: Any) -> Any:
        return {**_usual_parts(raw), **raw} if isinstance(raw, dict) else raw

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = tuple(_question_faults(self))
        if faults:
            raise ValueError("\n".join(faults))
        return self

    @property
    def asks(self) -> bool:
        """Whether there is anything to answer."""
        return self.kind is not QuestionKind.INFORMATION

    @cached_property
    def options_by_value(self) -> Mapping[str, Option]:
        """The options by what is stored."""
        return {option.value: option for option in self.options}


def _usual_parts(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What a question of this kind has unless it says otherwise."""
    kind = raw.get("kind")
    if kind == QuestionKind.FACES:
        faces = raw.get("faces", 5)
        return {"faces": faces, "options": _labels().get(f"faces_{faces}", ()), "allow_not_sure": True}
    if kind == QuestionKind.YES_NO_NOT_SURE:
        return {"options": _labels()["yes_no"], "allow_not_sure": True}
    if kind in DEFAULT_LENGTHS:
        return {"max_length": DEFAULT_LENGTHS[QuestionKind(kind)]}
    return {"allow_not_sure": kind in CHOICE_KINDS | {QuestionKind.SCALE}}


@cache
def _labels() -> dict[str, Any]:
    return _read("labels")


def _read(name: str) -> dict[str, Any]:
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


class Page(Frozen):
    """Questions that belong together; a look may spread them over several screens."""

    key: Key
    title: Text | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Definition(Frozen):
    """One version of a survey: everything that decides what is asked, in which words, when.

    `localities` and `services` come from the council's lists at run time (`with_places`); they are neither dumped nor
    hashed.
    """

    format: Literal[1] = 1
    slug: Slug
    title: Text
    intro: Text | None = None
    pages: tuple[Page, ...] = Field(min_length=1)
    about_you: bool = False
    ask_service: bool = False
    ask_locality: bool = False
    thanks: Text | None = None
    attribution: Text | None = None
    languages: tuple[LanguageCode, ...] = ("en",)
    localities: tuple[Option, ...] = Field(default=(), exclude=True)
    services: tuple[Option, ...] = Field(default=(), exclude=True)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = (*_name_faults(self), *_condition_faults(self))
        if faults:
            raise ValueError("\n".join(faults))
        return self

    @cached_property
    def all_pages(self) -> tuple[Page, ...]:
        """The author's pages, with the service question first and the about-you page last where they are wanted."""
        pages = self.pages
        if self.ask_service and self.services:
            first = Page(
                key=pages[0].key, title=pages[0].title, questions=(_service(self.services), *pages[0].questions)
            )
            pages = (first, *pages[1:])
        about = _about_questions(self)
        return (*pages, Page(key="about_you", title=_about()["title"], questions=about)) if about else pages

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order, the service and about-you ones too."""
        return tuple(question for page in self.all_pages for question in page.questions)

    @cached_property
    def questions_by_key(self) -> Mapping[str, Question]:
        """Every question by its key."""
        return {question.key: question for question in self.questions}

    @cached_property
    def _screens(self) -> dict[Look, tuple[PageOfQuestions, ...]]:
        return {look: tuple(_screens_for(self, look)) for look in Look}

    @cached_property
    def _depended_on(self) -> frozenset[str]:
        return frozenset(when.question for question in self.questions for when in _leaves(question.show_if))


@cache
def _about() -> dict[str, Any]:
    return _read("about-you")


def _about_questions(definition: Definition) -> tuple[Question, ...]:
    questions = tuple(_question_from("about-you", key) for key in _about()["order"]) if definition.about_you else ()
    if definition.ask_locality and definition.localities:
        questions += (_with_options("about-you", LOCALITY_KEY, definition.localities),)
    return questions
