"""Surveys as data: texts per language and look, questions, conditions, pages, and what counts as an answer.

A definition is frozen and checked when it is made, so whatever holds one may rely on it. Nothing here knows of a page,
a request or a table.
"""

from participation.surveys.rules.answers import (
    SKIPPED,
    Answers,
    AnswerValue,
    check_answer,
    leaning,
    parse_number,
    raises_to_soon,
)
from participation.surveys.rules.conditions import AllOf, AnyOf, Condition, Not, When
from participation.surveys.rules.definitions import Definition, with_places
from participation.surveys.rules.kinds import (
    ABOUT_PREFIX,
    CHOICE_KINDS,
    LOCALITY_KEY,
    NUMBER_KINDS,
    RATHER_NOT_SAY,
    SERVICE_KEY,
    TEXT_KINDS,
    AnswerError,
    AnswerProblem,
    AnswerState,
    Comparison,
    DefinitionError,
    Leaning,
    Lens,
    Look,
    QuestionKind,
)
from participation.surveys.rules.library import (
    Measure,
    MissingText,
    definition_data,
    definition_hash,
    dump_definition,
    load_definition,
    load_shipped,
    measures,
    missing_texts,
    texts_of,
)
from participation.surveys.rules.pages import find_page, pages_for, visible_questions
from participation.surveys.rules.questions import Option, Page, Question
from participation.surveys.rules.screens import PageOfQuestions
from participation.surveys.rules.texts import Resolved, Text, Wording

__all__ = [
    "ABOUT_PREFIX",
    "CHOICE_KINDS",
    "LOCALITY_KEY",
    "NUMBER_KINDS",
    "RATHER_NOT_SAY",
    "SERVICE_KEY",
    "SKIPPED",
    "TEXT_KINDS",
    "AllOf",
    "AnswerError",
    "AnswerProblem",
    "AnswerState",
    "AnswerValue",
    "Answers",
    "AnyOf",
    "Comparison",
    "Condition",
    "Definition",
    "DefinitionError",
    "Leaning",
    "Lens",
    "Look",
    "Measure",
    "MissingText",
    "Not",
    "Option",
    "Page",
    "PageOfQuestions",
    "Question",
    "QuestionKind",
    "Resolved",
    "Text",
    "When",
    "Wording",
    "check_answer",
    "definition_data",
    "definition_hash",
    "dump_definition",
    "find_page",
    "leaning",
    "load_definition",
    "load_shipped",
    "measures",
    "missing_texts",
    "pages_for",
    "parse_number",
    "raises_to_soon",
    "texts_of",
    "visible_questions",
    "with_places",
]
