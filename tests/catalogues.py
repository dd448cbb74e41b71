"""The catalogue check: what the pages say equals what is committed, and every translation is whole.

`python -m tests.catalogues` checks; with `--update` it extracts anew and merges into every language.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
LANGUAGES = ("cy", "ar")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "_l": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "safety": None,
}
METHODS = [("participation/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}}
HEADER = "# Texts of the participation platform; English is the source."
PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")
TAG = re.compile(r"</?\w+")


def extract(keywords: dict[str, object] = KEYWORDS) -> Catalog:
    """Every message of the program that these functions mark."""
    catalog = Catalog(project="participation", charset="utf-8", header_comment=HEADER, fuzzy=False)
    for source in ("participation", "templates"):
        found = extract_from_dir(
            ROOT / source,
            method_map=[(pattern.removeprefix(source + "/"), kind) for pattern, kind in METHODS],
            options_map={pattern.removeprefix(source + "/"): options for pattern, options in OPTIONS.items()},
            keywords=keywords,
        )
        for name, _line, message, _comments, context in found:
            catalog.add(message, locations=[(f"{source}/{name}", 0)], context=context)
    return catalog


def messages(catalog: Catalog) -> set[tuple[str | None, str]]:
    """What a catalogue holds, by context and English text."""
    return {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in catalog if m.id}


def compiled(catalog: Catalog) -> bytes:
    """The catalogue as the program loads it."""
    catalog.creation_date = datetime(2000, 1, 1, tzinfo=UTC)  # else the minute of compiling would be in it
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def faults_of(code: str, wanted: Catalog, english_until_approved: set[tuple[str | None, str]]) -> list[str]:
    """What is missing, stale or broken in one language."""
    path = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
    have = _read(path, code)
    faults = [f"{code}: missing: {text!r}" for _, text in sorted(messages(wanted) - messages(have), key=str)]
    faults += [f"{code}: stale: {text!r}" for _, text in sorted(messages(have) - messages(wanted), key=str)]
    for message in have:
        if message.id and (message.context, message.id) not in english_until_approved:
            faults += [f"{code}: {fault}: {message.id!r}" for fault in _broken(message)]
    if path.with_suffix(".mo").read_bytes() != compiled(have):
        faults.append(f"{code}: messages.mo is not compiled from messages.po: run with --update")
    return faults


def _broken(message: object) -> list[str]:
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(strings):
        return ["not translated"]
    if message.fuzzy:
        return ["fuzzy"]
    wanted = set(PLACEHOLDER.findall(ids[-1])), sorted(TAG.findall(ids[-1]))
    found = [(set(PLACEHOLDER.findall(s)), sorted(TAG.findall(s))) for s in strings]
    allowed = {frozenset(PLACEHOLDER.findall(i)) for i in ids}
    broken = (
        any(frozenset(names) - frozenset(wanted[0]) for names, _ in found) or frozenset(found[-1][0]) not in allowed
    )
    return ["placeholders differ"] if broken else (["tags differ"] if any(t != wanted[1] for _, t in found) else [])


def update() -> None:
    """Write the template and merge it into each language."""
    wanted = extract()
    _write(TEMPLATE, wanted)
    for code in LANGUAGES:
        path = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        have = read_po(path.open("rb"), locale=code) if path.exists() else Catalog(locale=code, project="participation")
        have.update(wanted, no_fuzzy_matching=True)
        have.obsolete.clear()
        _write(path, have)
        path.with_suffix(".mo").write_bytes(compiled(_read(path, code)))


def _read(path: Path, code: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=code)


def _write(path: Path, catalog: Catalog) -> None:
    catalog.header_comment, catalog.fuzzy = HEADER, False
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, omit_header=False, sort_output=True, include_lineno=False)
    path.write_bytes(
        re.sub(
            rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To)[^\n]*\n',
            b"",
            buffer.getvalue(),
        )
    )


def main() -> int:
    """Check, or update."""
    if "--update" in sys.argv:
        update()
        return 0
    wanted = extract()
    with TEMPLATE.open("rb") as file:
        committed = read_po(file)
    faults = [] if messages(wanted) == messages(committed) else ["messages.pot differs: run with --update"]
    for code in LANGUAGES:
        faults += faults_of(code, wanted, messages(extract({"safety": None})))
    print("\n".join(faults[:40]) or f"{len(messages(wanted))} messages, {len(LANGUAGES)} languages: whole")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
