"""JSON Lines in, JSON Lines out: the ``screen`` command's work, apart from its command line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from participation.screening.engine import screen
from participation.screening.results import Screening


class BadLineError(ValueError):
    """A line that cannot be screened; ``line_id`` is its id when it has one."""

    def __init__(self, message: str, line_id: object = None) -> None:
        self.line_id = line_id
        super().__init__(message)


def screen_stream(lines: Iterable[str], out: TextIO) -> int:
    """Answer every line in order (contract.md, ``screen``). Returns 1 when any line was bad, else 0.

    A bad line gets ``{"id", "error", "line"}`` with its number from 1; blank lines are passed over.
    """
    code = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answer = _answer(line)
        except BadLineError as error:
            answer, code = {"id": error.line_id, "error": str(error), "line": number}, 1
        out.write(json.dumps(answer, ensure_ascii=True) + "\n")
    return code


def _answer(line: str) -> dict[str, Any]:
    entry = _entry(line)
    return {"id": entry["id"], **as_json(screen(entry["text"], entry.get("lang")))}


def _entry(line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError("This line is not JSON.") from error
    if not isinstance(entry, dict):
        raise BadLineError("This line is not a JSON object.")
    line_id = entry.get("id") if isinstance(entry.get("id"), str | int) and not isinstance(entry["id"], bool) else None
    if line_id is None:
        raise BadLineError('"id" is missing or is not a text or a whole number.')
    if not isinstance(entry.get("text"), str):
        raise BadLineError('"text" is missing or is not a text.', line_id)
    if entry.get("lang") is not None and not isinstance(entry["lang"], str):
        raise BadLineError('"lang" is not a text.', line_id)
    return entry


def as_json(screening: Screening) -> dict[str, Any]:
    """The answer as the contract writes it; places are code points of the text, end exclusive."""
    return {
        "risk": screening.risk,
        "score": screening.score,
        "urgency": screening.urgency.value,
        "categories": list(screening.categories),
        "reasons": [
            {"start": each.start, "end": each.end, "phrase": each.phrase, "category": each.category, "rule": each.rule}
            for each in screening.reasons
        ],
        "pii": [{"start": each.start, "end": each.end, "type": each.type} for each in screening.pii],
        "profanity": screening.profanity,
    }
