"""What counts as an answer to a question, and how it leans in the litmus test."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Literal, Self

from pydantic import model_validator

from participation.surveys.rules.drawings import read_drawing, write_drawing
from participation.surveys.rules.kinds import (
    MADE_KINDS,
    TEXT_KINDS,
    AnswerError,
    AnswerProblem,
    AnswerState,
    Leaning,
    QuestionKind,
)
from participation.surveys.rules.questions import Question, states_offered
from participation.surveys.rules.recordings import RECORDED
from participation.surveys.rules.texts import Frozen


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
    if state.value not in states_offered(question):
        raise AnswerError(AnswerProblem.NOT_OFFERED)
    return AnswerValue(state=state)


def _wanted(question: Question) -> AnswerProblem:
    """What to ask for when a required answer is missing."""
    match question.kind:
        case QuestionKind.SHORT_TEXT | QuestionKind.LONG_TEXT:
            return AnswerProblem.WRITE_SOMETHING
        case QuestionKind.NUMBER:
            return AnswerProblem.NOT_A_NUMBER
        case QuestionKind.MANY_CHOICES | QuestionKind.PICTURE_CHOICE:
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


def _check_drawing(_question: Question, given: tuple[str, ...]) -> AnswerValue:
    """A drawing without a stroke is no answer."""
    drawing = read_drawing(given[0])
    return _answered(write_drawing(drawing)) if drawing else SKIPPED


def _check_recording(_question: Question, given: tuple[str, ...]) -> AnswerValue:
    """The page says only that there is one; the sound itself came in apart."""
    if given[0] != RECORDED:
        raise AnswerError(AnswerProblem.NOT_A_RECORDING)
    return _answered(RECORDED)


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
    QuestionKind.PICTURE_CHOICE: _check_many_choices,
    QuestionKind.SCALE: _check_number,
    QuestionKind.NUMBER: _check_number,
    QuestionKind.SHORT_TEXT: _check_text,
    QuestionKind.LONG_TEXT: _check_text,
    QuestionKind.DRAWING: _check_drawing,
    QuestionKind.VOICE: _check_recording,
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


def raises_to(question: Question, answer: AnswerValue) -> Literal["now", "soon"] | None:
    """The stream that this answer is read in at least, None where it raises nothing.

    A choice may say so itself ("this is urgent"); a negative answer to a safety statement, a drawing and a recording
    are looked at soon (practice.md, "Safeguarding").
    """
    if not answer.is_answered:
        return None
    chosen = {question.options_by_value[v].raises for v in _chosen(answer) if v in question.options_by_value}
    if "now" in chosen:
        return "now"
    negative = question.safety and leaning(question, answer) is Leaning.NEGATIVE
    return "soon" if "soon" in chosen or negative or question.kind in MADE_KINDS else None


def _chosen(answer: AnswerValue) -> tuple[str, ...]:
    return answer.values or (answer.value,)
