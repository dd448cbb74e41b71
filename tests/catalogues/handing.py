"""Handing translators what is to be done, and taking it back from them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message

from participation.kernel.localisation import SAFETY
from tests.catalogues.checking import broken
from tests.catalogues.extracting import extract, key_of, looks
from tests.catalogues.files import merged, path_of, read, save


def to_do(code: str, everything: bool = False) -> list[dict[str, Any]]:
    """What is missing or broken in a language (or all of it), as the file that `take` takes.

    A translator fills in `translation`: one text, or with `plural` a list, one for each of the language's forms.
    """
    have = merged(read(path_of(code), code), extract())
    return [
        _entry(message, have.num_plurals)
        for message in have
        if message.id and (everything or broken(message, code, have.num_plurals))
    ]


def _entry(message: Message, plurals: int) -> dict[str, Any]:
    english = message.id if isinstance(message.id, tuple) else (message.id,)
    said = list(message.string) if isinstance(message.string, tuple | list) else [message.string or ""]
    many = len(english) > 1
    return {
        "msgid": english[0],
        **({"plural": english[1]} if many else {}),
        **({"context": message.context} if message.context else {}),
        **({"kind": "a safety text: exact, plain and kind"} if message.context == SAFETY else {}),
        **({"looks": sorted(found)} if (found := looks().get(english[0])) else {}),
        **({"comment": " ".join(message.auto_comments)} if message.auto_comments else {}),
        "where": list(dict.fromkeys(place for place, _ in message.locations)),
        "translation": (said + [""] * plurals)[:plurals] if many else said[0],
    }


def take(code: str, entries: Iterable[dict[str, Any]]) -> list[str]:
    """Merge what was filled in; what is broken or not on any page is left out and said, a line each."""
    have = merged(read(path_of(code), code), extract())
    by_key = {key_of(message): message for message in have if message.id}
    refused = []
    for entry in entries:
        message = by_key.get((entry.get("context"), entry["msgid"]))
        if message is None:
            refused.append(f"on no page: {entry['msgid']!r}")
        elif _filled(entry["translation"]):
            refused += _taken(message, entry["translation"], code, have.num_plurals)
    save(code, have)
    return refused


def _filled(translation: str | list[str]) -> bool:
    return any(translation) if isinstance(translation, list) else bool(translation)


def _taken(message: Message, translation: str | list[str], code: str, plurals: int) -> list[str]:
    before = message.string
    message.string = tuple(translation) if isinstance(translation, list) else translation
    found = [f"{fault}: {key_of(message)[1]!r}" for fault in broken(message, code, plurals)]
    if found:
        message.string = before
    return found


def print_to_do(code: str, everything: bool) -> str:
    """The file for translators."""
    return json.dumps(to_do(code, everything), ensure_ascii=False, indent=1)


def take_file(code: str, file: Path) -> list[str]:
    """Merge a file that a translator filled in."""
    return take(code, json.loads(file.read_text("utf-8")))
