"""Every message of the program, with where it stands, what translators are told of it and which look says it."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from jinja2 import Environment, nodes

from participation.kernel.localisation import SAFETY

ROOT = Path(__file__).resolve().parent.parent.parent
KEYWORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "_l": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
SOURCES = {"participation": ("**.py", "python"), "templates": ("**.html", "jinja2")}
JINJA = {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"}
HEADER = "# Texts of the participation platform; English is the source."
LOOKS = ("younger", "standard", "Easy Read")
Key = tuple[str | None, str]


def extract() -> Catalog:
    """Every message that is marked; what `safety()` marks has the context of its own that it is looked up by."""
    catalog = Catalog(project="participation", charset="utf-8", header_comment=HEADER, fuzzy=False)
    for keywords, within in ((KEYWORDS, None), ({"safety": None}, SAFETY)):
        for source, (pattern, kind) in SOURCES.items():
            found = extract_from_dir(
                ROOT / source,
                method_map=[(pattern, kind)],
                options_map={pattern: JINJA},
                keywords=keywords,
                comment_tags=("translators:",),
                strip_comment_tags=True,
            )
            for name, _line, message, comments, context in found:
                catalog.add(
                    message, locations=[(f"{source}/{name}", 0)], auto_comments=comments, context=context or within
                )
    return catalog


def key_of(message: object) -> Key:
    """What a catalogue knows a message by: its context and its English text."""
    english = message.id  # type: ignore[attr-defined]
    return message.context, english if isinstance(english, str) else english[0]  # type: ignore[attr-defined]


@cache
def looks() -> Mapping[str, frozenset[str]]:
    """Which looks say a text: each is written for one reader, and so is its translation."""
    said: dict[str, set[str]] = {}
    for texts in (*_by_look_in_templates(), *_by_look_in_python()):
        for look, written in zip(LOOKS, texts, strict=False):
            for text in written:
                said.setdefault(text, set()).add(look)
    return {text: frozenset(found) for text, found in said.items()}


def _by_look_in_templates() -> Iterator[list[list[str]]]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for call in Environment().parse(path.read_text("utf-8")).find_all(nodes.Call):  # noqa: S701 - renders nothing
            if isinstance(call.node, nodes.Name) and call.node.name == "by_look":
                yield [[text for text in map(_text, argument.find_all(nodes.Const)) if text] for argument in call.args]


def _by_look_in_python() -> Iterator[list[list[str]]]:
    for path in sorted((ROOT / "participation").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "by_look":
                yield [[text for text in map(_text, ast.walk(argument)) if text] for argument in call.args]


def _text(node: object) -> str:
    value = getattr(node, "value", None)
    return value if isinstance(node, ast.Constant | nodes.Const) and isinstance(value, str) else ""
