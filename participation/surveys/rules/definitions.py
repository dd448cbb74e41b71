"""A whole survey version: its pages, the questions that the program adds, and whether it holds together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from participation.surveys.rules.answers import parse_number
from participation.surveys.rules.conditions import When, leaves
from participation.surveys.rules.kinds import (
    ABOUT_PREFIX,
    LOCALITY_KEY,
    MADE_KINDS,
    NUMBER_KINDS,
    RATHER_NOT_SAY,
    SERVICE_KEY,
    SEVERAL_KINDS,
    TEXT_KINDS,
    Comparison,
    Look,
    QuestionKind,
)
from participation.surveys.rules.questions import Option, Page, Question, possible_words, read_data, usual_labels
from participation.surveys.rules.screens import PageOfQuestions, screens_for
from participation.surveys.rules.texts import Frozen, Key, LanguageCode, Slug, Text


class Definition(Frozen):
    """One version of a survey: everything that decides what is asked, in which words, when.

    `urgency` is the stream that whatever is sent is read in at least. `about_questions` says which of the about-you
    questions are asked, where it is not all of them. `localities` and `services` come from the council's lists at run
    time (`with_places`); they are neither dumped nor hashed.
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
    urgency: Literal["soon"] | None = None
    localities: tuple[Option, ...] = Field(default=(), exclude=True)
    services: tuple[Option, ...] = Field(default=(), exclude=True)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = (*_name_faults(self), *_condition_faults(self), *_beside_faults(self))
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
        return {look: tuple(screens_for(self.all_pages, look)) for look in Look}

    @cached_property
    def depended_on(self) -> frozenset[str]:
        """The questions that conditions look back to."""
        return frozenset(when.question for question in self.questions for when in leaves(question.show_if))


@cache
def _about() -> dict[str, Any]:
    """The about-you page, and the service question, whose choices the council's lists bring."""
    return read_data("about-you")


@cache
def _about_fixed() -> Mapping[str, Question]:
    about = _about()
    asked = [{**raw, "options": (*raw["options"], usual_labels()[RATHER_NOT_SAY])} for raw in about["questions"]]
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
    for key in repeated(own):
        yield f"Question “{key}” is there twice."
    for key in repeated(page.key for page in definition.pages):
        yield f"Page “{key}” is there twice."
    for key in own:
        if key.startswith(ABOUT_PREFIX) or (key == SERVICE_KEY and definition.ask_service):
            yield f"Question “{key}” has a name that is kept for the questions about the young person."
    for key in definition.about_questions:
        if key not in _about_fixed():
            yield f"“{key}” is not one of the questions about the young person."
    if "en" not in definition.languages:
        yield "A survey is offered in English, whatever else it is offered in."


def repeated(names: Iterable[str]) -> tuple[str, ...]:
    """The names that are there more than once."""
    return tuple(name for name, times in Counter(names).items() if times > 1)


def _beside_faults(definition: Definition) -> Iterator[str]:
    """Other ways to answer that stand elsewhere than with their question, a sentence each."""
    for page in definition.pages:
        main: Question | None = None
        for question in page.questions:
            if not question.beside:
                main = question
            elif main is None or main.key != question.beside or not main.asks:
                yield f"Question “{question.key}” has to come right after “{question.beside}”, on the same page."
            elif question.kind in MADE_KINDS and main.kind not in TEXT_KINDS:
                yield f"Question “{question.key}” is drawn or spoken, so “{main.key}” has to take a written answer."


def _condition_faults(definition: Definition) -> Iterator[str]:
    """Conditions that could never work as meant, a sentence each that names the question."""
    order = [question for page in definition.pages for question in page.questions]
    places = {question.key: place for place, question in reversed(list(enumerate(order)))}
    for place, question in enumerate(order):
        for when in leaves(question.show_if):
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
    links = {asked.key: {when.question for when in leaves(asked.show_if)} for asked in order}
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
    elif asked.kind in TEXT_KINDS | MADE_KINDS:
        yield f"{name} compares the words of {other}, but it can only ask whether {other} is answered."
    elif when.comparison in {Comparison.AT_LEAST, Comparison.AT_MOST}:
        yield from _size_faults(name, when, asked)
    elif when.comparison is Comparison.INCLUDES and asked.kind not in SEVERAL_KINDS:
        yield f"{name} asks what {other} includes, but {other} takes one answer only."
    elif when.value not in possible_words(asked) and not _fits_number(when.value, asked):
        yield f"{name} compares {other} with “{when.value}”, which is not one of its choices."


def _size_faults(name: str, when: When, asked: Question) -> Iterator[str]:
    if asked.kind not in NUMBER_KINDS:
        yield f"{name} compares “{asked.key}” by size, but its answer is not a number."
    elif parse_number(when.value) is None:
        yield f"{name} compares “{asked.key}” with “{when.value}”, which is not a number."


def _fits_number(value: str, question: Question) -> bool:
    return question.kind is QuestionKind.NUMBER and parse_number(value) is not None
