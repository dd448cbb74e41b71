"""The committed files of a language: reading, merging what is new, writing."""

import copy
import io
import re
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from participation.kernel.localisation import SAFETY
from tests.catalogues.extracting import HEADER, ROOT

TRANSLATIONS = ROOT / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
OF_THE_MOMENT = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To)[^\n]*\n'
)


def path_of(code: str) -> Path:
    """The catalogue of a language."""
    return TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"


def read(path: Path, code: str | None = None) -> Catalog:
    """A catalogue as it is committed; an empty one for a language that has none yet."""
    if not path.exists():
        return Catalog(locale=code, project="participation", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=code)


def write(path: Path, catalog: Catalog) -> None:
    """The same catalogue is the same file, whoever writes it and when."""
    catalog.header_comment, catalog.fuzzy = HEADER, False
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, sort_output=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(OF_THE_MOMENT.sub(b"", buffer.getvalue()))


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the program loads it."""
    catalog.creation_date = datetime(2000, 1, 1, tzinfo=UTC)  # else the minute of compiling would be in it
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def save(code: str, catalog: Catalog) -> None:
    """Write a language's catalogue, for people and for the program."""
    write(path_of(code), catalog)
    path_of(code).with_suffix(".mo").write_bytes(compiled(read(path_of(code), code)))


def merged(have: Catalog, wanted: Catalog) -> Catalog:
    """What the pages say now, with every translation that there is; nothing is guessed from a text that is alike.

    A text that came to be a safety text, or is one no longer, keeps its translation; somebody still has to approve it.
    """
    before = {_plain(message): message.string for message in have if message.id}
    have.update(copy.deepcopy(wanted), no_fuzzy_matching=True)  # it takes the messages themselves
    have.obsolete.clear()
    for message in have:
        if message.id and message.context in {None, SAFETY} and not _written(message):
            message.string = before.get(_plain(message), message.string)
    return have


def _plain(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _written(message: Message) -> bool:
    return any(message.string) if isinstance(message.string, tuple | list) else bool(message.string)
