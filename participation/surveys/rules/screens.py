"""How questions are spread over what is shown at once: one in the younger look, at most three in the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from participation.surveys.rules.conditions import leaves
from participation.surveys.rules.kinds import QUESTIONS_A_PAGE, Look
from participation.surveys.rules.questions import Page, Question
from participation.surveys.rules.texts import Text


@dataclass(frozen=True, slots=True)
class PageOfQuestions:
    """What is shown at once. `key` is its first question's, so it stays the same whatever is answered or hidden."""

    key: str
    title: Text | None
    questions: tuple[Question, ...]


def units(questions: Sequence[Question]) -> Iterator[tuple[Question, ...]]:
    """Each question with the information before it and the other ways to answer it that come right after it.

    Information that ends a page is a unit of its own.
    """
    unit: list[Question] = []
    for question in questions:
        if not question.beside and any(each.asks for each in unit):
            yield tuple(unit)
            unit = []
        unit.append(question)
    if unit:
        yield tuple(unit)


def _split(questions: Sequence[Question], size: int) -> Iterator[tuple[Question, ...]]:
    """At most `size` questions at once, and a new page before whatever depends on this one."""
    current: list[Question] = []
    for unit in units(questions):
        asked = sum(question.counts for question in current)
        full = asked == size and any(question.asks for question in unit)
        if current and (full or _depends(unit, current)):
            yield tuple(current)
            current = []
        current += unit
    yield tuple(current)


def _depends(unit: Iterable[Question], earlier: Iterable[Question]) -> bool:
    keys = {question.key for question in earlier}
    return any(when.question in keys for question in unit for when in leaves(question.show_if))


def screens_for(pages: Iterable[Page], look: Look) -> Iterator[PageOfQuestions]:
    """How a look spreads these pages, whatever is answered."""
    size = 1 if look is Look.YOUNGER else QUESTIONS_A_PAGE
    for page in pages:
        for questions in _split(page.questions, size):
            yield PageOfQuestions(questions[0].key, page.title, questions)
