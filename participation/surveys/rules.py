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
from itertools import chain
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

    def has(self, language: str, look: str) -> bool:
        """Whether the words for this language and look are its own, not a fallback."""
        return language in self.root and getattr(self.root[language], Look(look).name.lower()) is not None


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
        if not isinstance(raw, dict):
            return raw
        given = {name: value for name, value in raw.items() if value is not None}
        return {**_usual_parts(given), **given}

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
    if not isinstance(kind, str):
        return {}
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

    `about_questions` says which of the about-you questions are asked, where it is not all of them. `localities` and `services` come from the council's lists at run time (`with_places`); they are neither dumped nor
    hashed.
    """

    format: Literal[1] = 1
    slug: Slug
    title: Text
    intro: Text | None = None
    pages: tuple[Page, ...] = Field(min_length=1)
    about_you: bool = False
    about_questions: tuple[Key, ...] = ()
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
                key=pages[0].key,
                title=pages[0].title,
                questions=(_place_question(SERVICE_KEY, self.services), *pages[0].questions),
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
    def screens(self) -> dict[Look, tuple[PageOfQuestions, ...]]:
        """How each look spreads the questions over pages, whatever is answered."""
        return {look: tuple(_screens_for(self, look)) for look in Look}

    @cached_property
    def depended_on(self) -> frozenset[str]:
        """The questions that conditions look back to."""
        return frozenset(when.question for question in self.questions for when in _leaves(question.show_if))


@cache
def _about() -> dict[str, Any]:
    """The about-you page, and the service question, whose choices the council's lists bring."""
    return _read("about-you")


@cache
def _about_fixed() -> Mapping[str, Question]:
    about = _about()
    asked = [{**raw, "options": (*raw["options"], _labels()[RATHER_NOT_SAY])} for raw in about["questions"]]
    return {raw["key"]: Question.model_validate(raw) for raw in (about["why"], *asked)}


def _about_questions(definition: Definition) -> tuple[Question, ...]:
    fixed = _about_fixed() if definition.about_you else {}
    wanted = {"about_why", *(definition.about_questions or fixed)}
    questions = tuple(question for key, question in fixed.items() if key in wanted)
    if definition.ask_locality and definition.localities:
        return (*questions, _place_question(LOCALITY_KEY, definition.localities))
    return questions


def _place_question(key: str, places: tuple[Option, ...]) -> Question:
    return Question.model_validate({**_about()["places"][key], "key": key, "options": places})


def with_places(
    definition: Definition,
    localities: Iterable[tuple[str, str | Text]] = (),
    services: Iterable[tuple[str, str | Text]] = (),
) -> Definition:
    """The definition with the council's (slug, label) lists as choices; an empty list leaves its question out."""
    return definition.model_copy(update={"localities": _choices(localities), "services": _choices(services)})


def _choices(places: Iterable[tuple[str, str | Text]]) -> tuple[Option, ...]:
    return tuple(Option.model_validate({"value": slug, "label": label}) for slug, label in places)


def _name_faults(definition: Definition) -> Iterator[str]:
    """Keys that two things share, or that the program keeps for itself."""
    own = [question.key for page in definition.pages for question in page.questions]
    for key in _repeated(own):
        yield f"Question “{key}” is there twice."
    for key in _repeated(page.key for page in definition.pages):
        yield f"Page “{key}” is there twice."
    for key in own:
        if key.startswith(ABOUT_PREFIX) or (key == SERVICE_KEY and definition.ask_service):
            yield f"Question “{key}” has a name that is kept for the questions about the young person."
    for key in definition.about_questions:
        if key not in _about_fixed():
            yield f"“{key}” is not one of the questions about the young person."
    if "en" not in definition.languages:
        yield "A survey is offered in English, whatever else it is offered in."


def _repeated(names: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
    return tuple(name for name, times in seen.items() if times > 1)


def _leaves(condition: Condition | None) -> Iterator[When]:
    match condition:
        case When():
            yield condition
        case AllOf(all=parts) | AnyOf(any=parts):
            for part in parts:
                yield from _leaves(part)
        case Not(inner=part):
            yield from _leaves(part)


def _condition_faults(definition: Definition) -> Iterator[str]:
    """Conditions that could never work as meant, a sentence each that names the question."""
    order = [question for page in definition.pages for question in page.questions]
    places = {question.key: place for place, question in reversed(list(enumerate(order)))}
    for place, question in enumerate(order):
        for when in _leaves(question.show_if):
            if when.question == SERVICE_KEY and definition.ask_service:
                continue
            other = places.get(when.question)
            if other is None:
                yield f"Question “{question.key}” depends on “{when.question}”, which is not in this survey."
            elif other >= place:
                yield _order_fault(question, order[other], order)
            else:
                yield from _comparison_faults(f"Question “{question.key}”", when, order[other])


def _order_fault(question: Question, later: Question, order: Sequence[Question]) -> str:
    if later.key == question.key:
        return f"Question “{question.key}” depends on itself."
    links = {asked.key: {when.question for when in _leaves(asked.show_if)} for asked in order}
    if _leads_to(links, later.key, question.key):
        return f"Question “{question.key}” and question “{later.key}” depend on each other in a circle."
    return f"Question “{question.key}” depends on “{later.key}”, which comes later."


def _leads_to(links: Mapping[str, set[str]], start: str, goal: str) -> bool:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        key = ahead.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            ahead.extend(links.get(key, ()))
    return False


def _comparison_faults(name: str, when: When, asked: Question) -> Iterator[str]:
    """Whether this comparison can be made with that question's answers."""
    other = f"“{asked.key}”"
    if not asked.asks:
        yield f"{name} depends on {other}, which is information and has no answer."
    elif when.comparison is Comparison.ANSWERED:
        return
    elif asked.kind in TEXT_KINDS:
        yield f"{name} compares the words of {other}, but it can only ask whether {other} is answered."
    elif when.comparison in {Comparison.AT_LEAST, Comparison.AT_MOST}:
        yield from _size_faults(name, when, asked)
    elif when.comparison is Comparison.INCLUDES and asked.kind is not QuestionKind.MANY_CHOICES:
        yield f"{name} asks what {other} includes, but {other} takes one answer only."
    elif when.value not in _possible_words(asked) and not _fits_number(when.value, asked):
        yield f"{name} compares {other} with “{when.value}”, which is not one of its choices."


def _size_faults(name: str, when: When, asked: Question) -> Iterator[str]:
    if asked.kind not in NUMBER_KINDS:
        yield f"{name} compares “{asked.key}” by size, but its answer is not a number."
    elif parse_number(when.value) is None:
        yield f"{name} compares “{asked.key}” with “{when.value}”, which is not a number."


def _possible_words(question: Question) -> frozenset[str]:
    values = SCALE_VALUES if question.kind is QuestionKind.SCALE else tuple(question.options_by_value)
    return frozenset((*values, *_states_offered(question)))


def _states_offered(question: Question) -> frozenset[str]:
    offered = {
        AnswerState.NOT_SURE: question.allow_not_sure,
        AnswerState.NOT_APPLICABLE: question.allow_not_applicable,
    }
    return frozenset(state.value for state, allowed in offered.items() if allowed)


def _fits_number(value: str, question: Question) -> bool:
    return question.kind is QuestionKind.NUMBER and parse_number(value) is not None


class AnswerValue(Frozen):
    """What a young person gave: `value` for one answer, `values` for many choices, neither unless answered."""

    state: AnswerState
    value: str = ""
    values: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_something_or_not(self) -> Self:
        if (self.state is AnswerState.ANSWERED) != bool(self.value or self.values):
            raise ValueError("An answer has a value when it is answered, and only then.")
        return self

    @property
    def is_answered(self) -> bool:
        """Whether something was said."""
        return self.state is AnswerState.ANSWERED


SKIPPED = AnswerValue(state=AnswerState.SKIPPED)
Answers = Mapping[str, AnswerValue]


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer as conditions see it."""

    words: tuple[str, ...]
    number: Decimal | None
    answered: bool


def _said(question: Question, answer: AnswerValue) -> _Said:
    if not answer.is_answered:
        return _Said((answer.state.value,), None, answered=False)
    if question.kind is QuestionKind.MANY_CHOICES:
        return _Said(answer.values, None, answered=True)
    return _Said((answer.value,), _size(question, answer.value), answered=True)


def _size(question: Question, value: str) -> Decimal | None:
    if question.kind is QuestionKind.FACES:
        option = question.options_by_value.get(value)
        return None if option is None or option.score is None else Decimal(option.score)
    return parse_number(value) if question.kind in NUMBER_KINDS else None


NOTHING_SAID = _Said((), None, answered=False)


def _holds(condition: Condition, said: Mapping[str, _Said]) -> bool:
    match condition:
        case AllOf(all=parts):
            return all(_holds(part, said) for part in parts)
        case AnyOf(any=parts):
            return any(_holds(part, said) for part in parts)
        case Not(inner=part):
            return not _holds(part, said)
        case When():
            return _compares(condition, said.get(condition.question, NOTHING_SAID))


def _compares(when: When, said: _Said) -> bool:
    match when.comparison:
        case Comparison.ANSWERED:
            return said.answered
        case Comparison.IS:
            return _is(said, when.value)
        case Comparison.IS_NOT:
            return not _is(said, when.value)
        case Comparison.INCLUDES:
            return when.value in said.words
        case Comparison.AT_LEAST:
            return said.number is not None and said.number >= Decimal(when.value)
        case Comparison.AT_MOST:
            return said.number is not None and said.number <= Decimal(when.value)


def _is(said: _Said, value: str) -> bool:
    return said.words == (value,) or (said.number is not None and said.number == parse_number(value))


def visible_questions(definition: Definition, answers: Answers) -> tuple[Question, ...]:
    """The questions that these answers lead to, in order. A hidden question's old answer decides nothing."""
    said: dict[str, _Said] = {}
    visible = []
    for question in definition.questions:
        if question.show_if is not None and not _holds(question.show_if, said):
            continue
        visible.append(question)
        if question.key in definition.depended_on and question.key in answers:
            said[question.key] = _said(question, answers[question.key])
    return tuple(visible)


@dataclass(frozen=True, slots=True)
class PageOfQuestions:
    """What is shown at once. `key` is its first question's, so it stays the same whatever is answered or hidden.

    `section` is the key of the author's page that it is, or is a part of.
    """

    key: str
    section: str
    title: Text | None
    questions: tuple[Question, ...]


def pages_for(definition: Definition, look: str, answers: Answers) -> tuple[PageOfQuestions, ...]:
    """The pages that these answers lead to: one question each in the younger look, at most three in the others.

    Information goes with the question after it. A question never shares a page with one that it depends on, so that
    everything works without a script.
    """
    visible = {question.key for question in visible_questions(definition, answers)}
    pages = (_only_visible(page, visible) for page in definition.screens[Look(look)])
    return tuple(page for page in pages if page.questions)


def find_page(pages: Iterable[PageOfQuestions], key: str) -> PageOfQuestions | None:
    """The page of this key or with this question on it, so that an address outlives a change of look."""
    pages = tuple(pages)
    exact = (page for page in pages if page.key == key)
    holding = (page for page in pages if any(question.key == key for question in page.questions))
    return next(chain(exact, holding), None)


def _only_visible(page: PageOfQuestions, visible: set[str]) -> PageOfQuestions:
    """Without what is hidden, and without information that introduces or follows only what is hidden."""
    shown: list[Question] = []
    for unit in _units(page.questions):
        asked = [question for question in unit if question.asks]
        stands = not asked or any(question.key in visible for question in asked)
        shown += [q for q in unit if q.key in visible and (stands or q.show_if is not None)]
    asks = any(question.asks for question in page.questions)
    if asks and not any(question.asks or question.show_if is not None for question in shown):
        shown = []
    return PageOfQuestions(page.key, page.section, page.title, tuple(shown))


def _units(questions: Sequence[Question]) -> Iterator[tuple[Question, ...]]:
    """Each question with the information before it; information that ends a page is a unit of its own."""
    unit: list[Question] = []
    for question in questions:
        unit.append(question)
        if question.asks:
            yield tuple(unit)
            unit = []
    if unit:
        yield tuple(unit)


def _screens_for(definition: Definition, look: Look) -> Iterator[PageOfQuestions]:
    size = 1 if look is Look.YOUNGER else QUESTIONS_A_PAGE
    for page in definition.all_pages:
        for questions in _split(page.questions, size):
            yield PageOfQuestions(questions[0].key, page.key, page.title, questions)


def _split(questions: Sequence[Question], size: int) -> Iterator[tuple[Question, ...]]:
    """At most `size` questions at once, and a new page before whatever depends on this one."""
    current: list[Question] = []
    for unit in _units(questions):
        asked = sum(question.asks for question in current)
        full = asked == size and any(question.asks for question in unit)
        if current and (full or _depends(unit, current)):
            yield tuple(current)
            current = []
        current += unit
    yield tuple(current)


def _depends(unit: Iterable[Question], earlier: Iterable[Question]) -> bool:
    keys = {question.key for question in earlier}
    return any(when.question in keys for question in unit for when in _leaves(question.show_if))


UNWANTED = re.compile("[\x00\ud800-\udfff]")
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,20}([.,٫]\d{1,10})?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}([,٬]\d{3})+")


def check_answer(question: Question, raw: Sequence[str], state: AnswerState = AnswerState.ANSWERED) -> AnswerValue:
    """What was sent, as it is kept. Words are exact: only NUL and lone surrogates are dropped, which no store takes.

    `state` is the button beside the answer, if one was pressed. Words that stand beside “not sure” or “does not apply”
    are kept all the same, as nothing that a child wrote is lost; beside Skip they are not. Raises `AnswerError`.
    """
    given = tuple(filter(_says_something, (UNWANTED.sub("", part) for part in raw)))
    words_first = question.kind in TEXT_KINDS and state is not AnswerState.SKIPPED
    if state is not AnswerState.ANSWERED and not (given and words_first):
        return _without_words(question, state)
    if not given or not question.asks:
        return _without_words(question, AnswerState.SKIPPED)
    return _CHECKS[question.kind](question, given)


def _says_something(text: str) -> bool:
    return bool(text.translate(dict.fromkeys(map(ord, INVISIBLE))).strip())


def _without_words(question: Question, state: AnswerState) -> AnswerValue:
    if state is AnswerState.SKIPPED:
        if question.required:
            raise AnswerError(_wanted(question))
        return SKIPPED
    if state.value not in _states_offered(question):
        raise AnswerError(AnswerProblem.NOT_OFFERED)
    return AnswerValue(state=state)


def _wanted(question: Question) -> AnswerProblem:
    """What to ask for when a required answer is missing."""
    match question.kind:
        case QuestionKind.SHORT_TEXT | QuestionKind.LONG_TEXT:
            return AnswerProblem.WRITE_SOMETHING
        case QuestionKind.NUMBER:
            return AnswerProblem.NOT_A_NUMBER
        case QuestionKind.MANY_CHOICES:
            return AnswerProblem.CHOOSE_SOME
        case _:
            return AnswerProblem.CHOOSE_ONE


def _answered(value: str) -> AnswerValue:
    return AnswerValue(state=AnswerState.ANSWERED, value=value)


def _check_text(question: Question, given: tuple[str, ...]) -> AnswerValue:
    """A line break counts once: browsers send two characters for it and count one."""
    text = "\n".join(given)
    length, limit = len(text.replace("\r\n", "\n")), question.max_length
    if limit is not None and length > limit:
        raise AnswerError(AnswerProblem.TOO_LONG, limit=limit, length=length)
    return _answered(text)


def _check_one_choice(question: Question, given: tuple[str, ...]) -> AnswerValue:
    if len(set(given)) > 1:
        raise AnswerError(AnswerProblem.CHOOSE_ONE)
    if given[0] not in question.options_by_value:
        raise AnswerError(AnswerProblem.UNKNOWN_CHOICE)
    return _answered(given[0])


def _check_many_choices(question: Question, given: tuple[str, ...]) -> AnswerValue:
    if not set(given) <= set(question.options_by_value):
        raise AnswerError(AnswerProblem.UNKNOWN_CHOICE)
    chosen = tuple(value for value in question.options_by_value if value in given)
    return AnswerValue(state=AnswerState.ANSWERED, values=chosen)


def _check_number(question: Question, given: tuple[str, ...]) -> AnswerValue:
    number = _only_number(given)
    if question.kind is not QuestionKind.SCALE:
        return _within(number, question.minimum, question.maximum)
    if number != number.to_integral_value():
        raise AnswerError(AnswerProblem.NOT_A_NUMBER)
    return _within(number, 0, 10)


def _only_number(given: tuple[str, ...]) -> Decimal:
    if len(set(given)) > 1:
        raise AnswerError(AnswerProblem.CHOOSE_ONE)
    number = parse_number(given[0])
    if number is None:
        raise AnswerError(AnswerProblem.NOT_A_NUMBER)
    return number


def _within(number: Decimal, minimum: int | None, maximum: int | None) -> AnswerValue:
    if (minimum is not None and number < minimum) or (maximum is not None and number > maximum):
        raise AnswerError(AnswerProblem.OUT_OF_RANGE, minimum=minimum, maximum=maximum)
    return _answered(_plain(number))


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"


def parse_number(text: str) -> Decimal | None:
    """A number in the digits of any script, with a point or comma; None for anything else."""
    text = text.strip()
    if THOUSANDS.fullmatch(text):
        text = re.sub("[,٬]", "", text)
    return Decimal(re.sub("[,٫]", ".", text)) if PLAIN_NUMBER.fullmatch(text) else None


_CHECKS: Mapping[QuestionKind, Callable[[Question, tuple[str, ...]], AnswerValue]] = {
    QuestionKind.FACES: _check_one_choice,
    QuestionKind.ONE_CHOICE: _check_one_choice,
    QuestionKind.YES_NO_NOT_SURE: _check_one_choice,
    QuestionKind.MANY_CHOICES: _check_many_choices,
    QuestionKind.SCALE: _check_number,
    QuestionKind.NUMBER: _check_number,
    QuestionKind.SHORT_TEXT: _check_text,
    QuestionKind.LONG_TEXT: _check_text,
}


def leaning(question: Question, answer: AnswerValue) -> Leaning:
    """How an answer counts (practice.md, "A sound litmus test"); what is neither good nor bad is in the middle."""
    if not answer.is_answered:
        return Leaning(answer.state.value)
    signs = {
        question.options_by_value[value].positive
        for value in (answer.value, *answer.values)
        if value in question.options_by_value
    }
    if False in signs:
        return Leaning.NEGATIVE
    return Leaning.POSITIVE if True in signs else Leaning.MIDDLE


def raises_to_soon(question: Question, answer: AnswerValue) -> bool:
    """A negative answer to a safety statement is looked at soon (practice.md, "Safeguarding")."""
    return question.safety and leaning(question, answer) is Leaning.NEGATIVE


@dataclass(frozen=True, slots=True)
class Measure:
    """A litmus statement: what `question` of survey `slug` measures. Three and five faces are never pooled."""

    key: str
    title: Text
    safety: bool
    slug: str
    question: str
    kind: QuestionKind
    faces: int | None


def measures(definitions: Iterable[Definition]) -> tuple[Measure, ...]:
    """The litmus statements of these surveys in their order, each once; a statement asked in two ways is two."""
    found: dict[tuple[str, QuestionKind, int | None], Measure] = {}
    for definition in definitions:
        for question in definition.questions:
            if question.measure:
                found.setdefault((question.measure, question.kind, question.faces), _measure(definition, question))
    return tuple(found.values())


def _measure(definition: Definition, question: Question) -> Measure:
    key = question.measure or question.key
    return Measure(key, question.title, question.safety, definition.slug, question.key, question.kind, question.faces)


def definition_data(definition: Definition) -> dict[str, Any]:
    """The definition as plain data that JSON can hold; `load_definition` gives back an equal one, without places."""
    return definition.model_dump(mode="json", exclude_none=True)


def dump_definition(definition: Definition) -> str:
    """The definition as JSON text, indented for people; `load_definition` gives back an equal one, without places."""
    return json.dumps(definition_data(definition), ensure_ascii=False, indent=2)


def load_definition(source: str | bytes | Mapping[str, Any]) -> Definition:
    """A definition from JSON or from plain data. Raises `DefinitionError` with a sentence for each fault."""
    try:
        raw = json.loads(source) if isinstance(source, str | bytes) else dict(source)
    except ValueError as error:
        raise DefinitionError(["This is not a survey: it cannot be read as JSON."]) from error
    try:
        return Definition.model_validate(raw)
    except ValidationError as error:
        raise DefinitionError([sentence for fault in error.errors() for sentence in _sentences(fault, raw)]) from error


def _sentences(fault: Mapping[str, Any], raw: Any) -> list[str]:
    """Our own sentences as they are; pydantic's with the question and field that they are about."""
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"]).splitlines()
    field, owner = "", ""
    for step in fault["loc"]:
        raw = raw[step] if isinstance(raw, list | dict) and _has(raw, step) else None
        if isinstance(raw, dict) and isinstance(raw.get("key"), str):
            owner, field = raw["key"], ""
        else:
            field = str(step)
    place = f"“{owner}”" if owner else "The survey"
    return [f"{place}, {field}: {fault['msg']}." if field else f"{place}: {fault['msg']}."]


def _has(raw: list[Any] | dict[str, Any], step: int | str) -> bool:
    return step in raw if isinstance(raw, dict) else isinstance(step, int) and step < len(raw)


def definition_hash(definition: Definition) -> str:
    """SHA-256 (hex) of the content, whatever order it was written in; fields that are added later leave it as it is."""
    content = definition.model_dump(mode="json", exclude_defaults=True)
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@cache
def _shipped() -> tuple[Definition, ...]:
    return tuple(load_definition(_read(slug)) for slug in SHIPPED)


def load_shipped() -> dict[str, Definition]:
    """The ready-made surveys by slug, in the order in which they are offered."""
    return {definition.slug: definition for definition in _shipped()}


@dataclass(frozen=True, slots=True)
class MissingText:
    """A text that a survey offers in a language or look in which nobody has written it."""

    where: str
    language: str
    look: Look


def texts_of(definition: Definition) -> Iterator[tuple[str, Text]]:
    """Every text with where it stands (`feel_safe.hint`, `page.houses`); names of places are the council's."""
    named = {
        "title": definition.title,
        "intro": definition.intro,
        "thanks": definition.thanks,
        "attribution": definition.attribution,
    }
    yield from ((where, text) for where, text in named.items() if text)
    for page in definition.all_pages:
        if page.title:
            yield f"page.{page.key}", page.title
        for question in page.questions:
            yield from _texts_of_question(question)


def _texts_of_question(question: Question) -> Iterator[tuple[str, Text]]:
    named = {"title": question.title, "hint": question.hint, "low": question.low, "high": question.high}
    yield from ((f"{question.key}.{where}", text) for where, text in named.items() if text)
    if question.key not in {SERVICE_KEY, LOCALITY_KEY}:
        yield from ((f"{question.key}.{option.value}", option.label) for option in question.options)


def missing_texts(definition: Definition) -> tuple[MissingText, ...]:
    """What still has to be written before every language and look of the survey has words of its own."""
    return tuple(
        MissingText(where, language, look)
        for where, text in texts_of(definition)
        for language in definition.languages
        for look in Look
        if not text.has(language, look)
    )
