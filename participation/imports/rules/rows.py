"""What one row of a file becomes. A reason never repeats the row's words, since it is kept in the clear."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from participation.imports.rules.mapping import Column, ImportMapping
from participation.surveys.rules import (
    SEVERAL_KINDS,
    TEXT_KINDS,
    AnswerError,
    Answers,
    AnswerState,
    AnswerValue,
    Definition,
    Lens,
    Question,
    check_answer,
)

LONGEST_LABEL = 120


class RowRefusedError(Exception):
    """This row cannot be brought in; the others can."""


@dataclass(frozen=True)
class Row:
    """A row as a response. `source` is what tells it from every other row of its survey: its id, or its content."""

    line: int
    source: str
    has_id: bool
    answers: Answers
    lens: Lens | None
    label: str | None
    received_on: date
    notes: tuple[str, ...]

    def numbered(self, place: int) -> "Row":
        """The same, told apart from the rows before it that have the same content."""
        return replace(self, source=f"{self.source}#{place}")


def read_row(mapping: ImportMapping, definition: Definition, cells: Mapping[str, str], line: int, today: date) -> Row:
    """The row as a response; raises RowRefusedError."""
    given = [each for each in mapping.columns if cells[each.column].strip()]
    answers = {each.question: _answer(each, definition, cells) for each in given}
    if not answers:
        raise RowRefusedError("It has no words and no answer.")
    label, notes = _label(mapping, cells)
    return Row(
        line=line,
        source=_source(mapping, cells),
        has_id=mapping.id is not None,
        answers=answers,
        lens=_lens(mapping, cells),
        label=label,
        received_on=_received_on(mapping, cells, today),
        notes=(*notes, *_long_texts(mapping, definition, answers)),
    )


def _answer(column: Column, definition: Definition, cells: Mapping[str, str]) -> AnswerValue:
    """Words are kept exactly and whole, however long; any other answer has to be one that the question takes."""
    question, cell = definition.questions_by_key[column.question], cells[column.column]
    if question.kind in TEXT_KINDS:
        return AnswerValue(state=AnswerState.ANSWERED, value=cell)
    try:
        return check_answer(question, [column.values.get(part, part) for part in _parts(question, cell)])
    except AnswerError as error:
        raise RowRefusedError(
            f"The column “{column.column}” has an answer that the question “{column.question}” does not take."
        ) from error


def _parts(question: Question, cell: str) -> list[str]:
    """Several choices stand in one cell with semicolons between them."""
    raw = cell.split(";") if question.kind in SEVERAL_KINDS else [cell]
    return [part.strip() for part in raw]


def _source(mapping: ImportMapping, cells: Mapping[str, str]) -> str:
    if mapping.id is None:
        return json.dumps(["content", *(cells[each.column] for each in mapping.columns)])
    if not cells[mapping.id].strip():
        raise RowRefusedError(f"It has no id in the column “{mapping.id}”.")
    return json.dumps(["id", mapping.source, cells[mapping.id].strip()])


def _label(mapping: ImportMapping, cells: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    label = cells[mapping.label].strip() if mapping.label else ""
    if len(label) > LONGEST_LABEL:
        return None, (f"Its label is longer than {LONGEST_LABEL} characters and was left out.",)
    return label or None, ()


def _lens(mapping: ImportMapping, cells: Mapping[str, str]) -> Lens | None:
    """What the words of the row speak of; None leaves it to each question."""
    said = ((rule.values, cells[rule.column].strip()) for rule in mapping.lens)
    return next((values[value] for values, value in said if value in values), Lens.OTHER) if mapping.lens else None


def _received_on(mapping: ImportMapping, cells: Mapping[str, str], today: date) -> date:
    if mapping.date_column is None:
        return mapping.day or today
    try:
        day = datetime.strptime(cells[mapping.date_column].strip(), mapping.date_format).date()  # noqa: DTZ007 - a day
    except ValueError as error:
        example = date(2026, 3, 31).strftime(mapping.date_format)
        raise RowRefusedError(f"Its date in the column “{mapping.date_column}” should look like {example}.") from error
    if day > today:
        raise RowRefusedError(f"Its date in the column “{mapping.date_column}” lies in the future.")
    return day


def _long_texts(mapping: ImportMapping, definition: Definition, answers: Answers) -> tuple[str, ...]:
    """Words are never cut: what is longer than the page allows is brought in whole, and said."""
    limits = {each.question: definition.questions_by_key[each.question].max_length for each in mapping.columns}
    return tuple(
        f"Its answer to “{key}” has {len(answer.value):,} characters, more than the {limit:,} that the page allows. "
        "It was brought in whole."
        for key, answer in answers.items()
        if (limit := limits[key]) and len(answer.value) > limit
    )
