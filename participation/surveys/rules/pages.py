"""Which questions and pages the answers so far lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from participation.surveys.rules.answers import Answers, AnswerValue, parse_number
from participation.surveys.rules.conditions import AllOf, AnyOf, Condition, Not, When
from participation.surveys.rules.definitions import Definition
from participation.surveys.rules.kinds import NUMBER_KINDS, SEVERAL_KINDS, Comparison, Look, QuestionKind
from participation.surveys.rules.questions import Question
from participation.surveys.rules.screens import PageOfQuestions, units


@dataclass(frozen=True, slots=True)
class _Said:
    """An answer as conditions see it."""

    words: tuple[str, ...]
    number: Decimal | None
    answered: bool


def _said(question: Question, answer: AnswerValue) -> _Said:
    if not answer.is_answered:
        return _Said((answer.state.value,), None, answered=False)
    if question.kind in SEVERAL_KINDS:
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
    visible: list[Question] = []
    for question in definition.questions:
        if question.show_if is not None and not _holds(question.show_if, said):
            continue
        if question.beside and not any(shown.key == question.beside for shown in visible):
            continue
        visible.append(question)
        if question.key in definition.depended_on and question.key in answers:
            said[question.key] = _said(question, answers[question.key])
    return tuple(visible)


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
    for unit in units(page.questions):
        asked = [question for question in unit if question.asks]
        stands = not asked or any(question.key in visible for question in asked)
        shown += [q for q in unit if q.key in visible and (stands or q.show_if is not None)]
    asks = any(question.asks for question in page.questions)
    if asks and not any(question.asks or question.show_if is not None for question in shown):
        shown = []
    return PageOfQuestions(page.key, page.title, tuple(shown))
