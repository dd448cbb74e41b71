"""The words that surveys are made of: looks, kinds of question, lenses, states of an answer, and what can be wrong."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

SERVICE_KEY = "service"
LOCALITY_KEY = "about_locality"
ABOUT_PREFIX = "about_"
RATHER_NOT_SAY = "rather_not_say"
QUESTIONS_A_PAGE = 3  # design.md, "Layout": one small topic a page, at most three questions


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
    PICTURE_CHOICE = "picture_choice"
    DRAWING = "drawing"
    VOICE = "voice"
    INFORMATION = "information"


CHOICE_KINDS = frozenset(
    {
        QuestionKind.FACES,
        QuestionKind.ONE_CHOICE,
        QuestionKind.MANY_CHOICES,
        QuestionKind.PICTURE_CHOICE,
        QuestionKind.YES_NO_NOT_SURE,
    }
)
TEXT_KINDS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT})
SEVERAL_KINDS = frozenset({QuestionKind.MANY_CHOICES, QuestionKind.PICTURE_CHOICE})
MADE_KINDS = frozenset({QuestionKind.DRAWING, QuestionKind.VOICE})
BESIDE_KINDS = MADE_KINDS | TEXT_KINDS | {QuestionKind.PICTURE_CHOICE}
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
    NOT_A_DRAWING = "not_a_drawing"
    DRAWING_TOO_BIG = "drawing_too_big"
    NOT_A_RECORDING = "not_a_recording"
    RECORDING_TOO_SHORT = "recording_too_short"
    RECORDING_TOO_LONG = "recording_too_long"


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
