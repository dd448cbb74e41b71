"""Definitions as data: read, written, hashed; the shipped ones; what they measure and which texts they lack."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import ValidationError

from participation.surveys.rules.definitions import Definition
from participation.surveys.rules.kinds import LOCALITY_KEY, SERVICE_KEY, DefinitionError, Look, QuestionKind
from participation.surveys.rules.questions import Question, read_data
from participation.surveys.rules.texts import Text


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


SHIPPED = ("tell-us", "houses", "worry", "how-are-we-doing")


@cache
def _shipped() -> tuple[Definition, ...]:
    return tuple(load_definition(read_data(slug)) for slug in SHIPPED)


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
            yield from texts_of_question(question)


def promises_of(definition: Definition) -> Iterator[tuple[str, Text]]:
    """Of these texts, those that promise something about privacy or safety."""
    promising = (question for question in definition.questions if question.promises)
    return (found for question in promising for found in texts_of_question(question))


def texts_of_question(question: Question) -> Iterator[tuple[str, Text]]:
    """Every text of one question with where it stands."""
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
