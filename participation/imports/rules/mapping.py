"""A mapping says which column answers which question, which values mean which lens, and what is fixed for all rows."""

import tomllib
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator

from participation.imports.rules.faults import ImportRefusedError
from participation.kernel.quarters import Quarter
from participation.responses.rules import Provenance
from participation.surveys.rules import TEXT_KINDS, Definition, Lens, repeated

Heading = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "cp1252": "cp1252"}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Strict):
    """A column that answers a question; `values` say which cell stands for which choice of the survey."""

    column: Heading
    question: str
    values: dict[str, str] = {}


class LensRule(_Strict):
    """A column whose values say what the words beside it speak of."""

    column: Heading
    values: dict[str, Lens] = Field(min_length=1)


class ImportMapping(_Strict):
    """Checked when it is made; `faults_against` compares it with a survey.

    `lens` rules are tried in order and the first that knows the row's value is taken; a row that none knows is “other”.
    Without rules the lens is the question's. Ids are those of a `source`: a second file whose ids mean other rows needs
    another. Without a period the rows are received on the day of the import.
    """

    columns: tuple[Column, ...] = Field(min_length=1)
    lens: tuple[LensRule, ...] = ()
    id: Heading | None = None
    source: str = ""
    label: Heading | None = None
    received_on: date | None = None
    quarter: str | None = None
    date_column: Heading | None = None
    date_format: str = "%Y-%m-%d"
    locality: str | None = None
    service: str | None = None
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    provenance: Provenance = Provenance.OWN_WORDS
    encoding: Literal["utf-8", "utf-8-sig", "cp1252"] = "utf-8"
    delimiter: Literal[",", ";", "\t"] = ","

    @field_validator("quarter")
    @classmethod
    def _is_quarter(cls, quarter: str | None) -> str | None:
        if quarter and quarter != str(Quarter.parse(quarter)):
            raise ValueError("The quarter should look like “2026-Q1”, which is January to March.")
        return quarter

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = tuple(_own_faults(self))
        if faults:
            raise ValueError("\n".join(faults))
        return self

    @property
    def day(self) -> date | None:
        """The day that all rows were received on, where they have none of their own; the first of a quarter."""
        quarter = Quarter.parse(self.quarter or "")
        return quarter.starts if quarter else self.received_on

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that the file must have, each once."""
        named = [*(each.column for each in self.columns), *(each.column for each in self.lens)]
        return tuple(dict.fromkeys([*filter(None, (self.id, self.label, self.date_column)), *named]))


def _tells_days(date_format: str) -> bool:
    """Whether a day that is written so can be read again."""
    day = date(2026, 3, 31)
    try:
        return datetime.strptime(day.strftime(date_format), date_format).date() == day  # noqa: DTZ007 - a day
    except ValueError:
        return False


def _own_faults(mapping: ImportMapping) -> Iterator[str]:
    words = {each.column for each in mapping.columns}
    if sum(each is not None for each in (mapping.received_on, mapping.quarter, mapping.date_column)) > 1:
        yield "Give one of “received_on”, “quarter” and “date_column”, not several."
    if not _tells_days(mapping.date_format):
        yield "The “date_format” should have a day, a month and a year, as “%d/%m/%Y” has."
    for name in ("id", "label"):
        if getattr(mapping, name) in words:
            yield f"The column of “{name}” cannot be one that answers a question: it is kept in the clear."
    for key in repeated(each.question for each in mapping.columns):
        yield f"Two columns answer the question “{key}”."


def read_mapping(text: str) -> ImportMapping:
    """A mapping from TOML; raises ImportRefusedError with a sentence for each fault."""
    try:
        return ImportMapping.model_validate(tomllib.loads(text.removeprefix("\ufeff")))
    except tomllib.TOMLDecodeError as error:
        raise ImportRefusedError([f"The mapping cannot be read as TOML: {error}."]) from error
    except RecursionError as error:
        raise ImportRefusedError(["The mapping cannot be read as TOML: too many brackets."]) from error
    except ValidationError as error:
        raise ImportRefusedError(each for fault in error.errors() for each in _sentences(fault)) from error


def _sentences(fault: Any) -> list[str]:
    """Our own sentences as they are; the others with the place that they are about, counted from one."""
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"]).splitlines()
    steps = (f"number {step + 1}" if isinstance(step, int) else f"“{step}”" for step in fault["loc"])
    where = f"The mapping, {', '.join(steps)}"
    match fault["type"]:
        case "missing":
            return [f"{where}: this is missing."]
        case "extra_forbidden":
            return [f"{where}: a mapping has no such entry."]
        case _:
            return [f"{where}: {fault['msg'][0].lower()}{fault['msg'][1:]}."]


def faults_against(
    mapping: ImportMapping, definition: Definition, localities: Collection[str], services: Collection[str], today: date
) -> tuple[str, ...]:
    """What does not fit the survey or the council's lists, a sentence each."""
    return (
        *_question_faults(mapping, definition),
        *_place_faults("locality", mapping.locality, localities),
        *_place_faults("service", mapping.service, services),
        *(["The period of the mapping has not begun yet."] if mapping.day and mapping.day > today else []),
    )


def _question_faults(mapping: ImportMapping, definition: Definition) -> Iterator[str]:
    questions = {key: each for key, each in definition.questions_by_key.items() if each.asks}
    for each in mapping.columns:
        if each.question not in questions:
            yield f"The survey has no question “{each.question}”. It has: {', '.join(questions)}."
    if not any(each.question in questions and questions[each.question].kind in TEXT_KINDS for each in mapping.columns):
        yield "At least one column has to answer a question that asks for words."


def _place_faults(kind: str, wanted: str | None, known: Collection[str]) -> Iterator[str]:
    if wanted is not None and wanted not in known:
        yield f"The council has no {kind} “{wanted}”. It has: {', '.join(known) or 'none yet'}."
