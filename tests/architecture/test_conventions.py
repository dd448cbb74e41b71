"""Habits of the code that a reader relies on, each with the files that break it."""

import ast
import enum
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import participation
from participation.access import Permission

pytestmark = pytest.mark.wording

ROOT = Path(participation.__file__).parent
TEMPLATES = ROOT.parent / "templates"
NEVER_IN_A_TEMPLATE = {
    r"\|\s*safe\b": "nothing is marked safe; what is safe is Markup already",
    r"autoescape": "escaping is never switched off",
    r"\sstyle\s*=": "the content security policy forbids inline style",
    r"<style\b": "the content security policy forbids inline style",
    r"<script(?![^>]*\bsrc=)": "the content security policy forbids inline script",
    r"\son\w+\s*=\s*[\"']": "the content security policy forbids inline script",
    r"javascript:": "the content security policy forbids inline script",
    r"(?:src|action)\s*=\s*[\"'](?:https?:)?//": "nothing is fetched from or sent to anybody else",
}


@pytest.mark.parametrize(("pattern", "why"), NEVER_IN_A_TEMPLATE.items())
def test_templates_never(pattern: str, why: str) -> None:
    found = [str(path.relative_to(TEMPLATES)) for path in templates() if re.search(pattern, path.read_text("utf-8"))]
    assert found == [], why


def templates() -> list[Path]:
    """Every template of a page or a part of one."""
    found = sorted(TEMPLATES.rglob("*.html"))
    assert len(found) > 20
    return found


def test_every_page_is_there_stands_on_a_base_and_none_is_left_over() -> None:
    written = {str(path.relative_to(TEMPLATES)): path.read_text("utf-8") for path in templates()}
    named = re.compile(r"[\"']([\w/-]+\.html)[\"']")
    rendered = {name for path, _ in sources() for name in named.findall(path.read_text("utf-8"))}
    used = rendered | {name for text in written.values() for name in named.findall(text)}
    assert used <= set(written)
    assert [name for name in sorted(set(written) - used) if not name.startswith("components/")] == []
    assert [name for name in sorted(rendered) if "{% extends" not in written[name]] == []


def test_every_form_that_changes_something_carries_a_token() -> None:
    missing = []
    for path in templates():
        for form in re.findall(r"<form\b.*?</form>", path.read_text("utf-8"), re.S | re.I):
            if re.search(r"method\s*=\s*[\"']?post", form, re.I) and not re.search(r"csrf|hidden_tag|token", form):
                missing.append(str(path.relative_to(TEMPLATES)))
    assert missing == []


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the program, parsed."""
    for path in sorted(ROOT.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def test_no_f_string_is_translated() -> None:
    """Its text would never be found in a catalogue."""
    translators = {"_", "_l", "gettext", "ngettext", "lazy_gettext"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in translators
        and any(isinstance(argument, ast.JoinedStr) for argument in node.args)
    ]
    assert found == []


def test_views_ask_no_questions_of_the_database_themselves() -> None:
    """Their questions are in queries, where the scope is asked for."""
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, tree in sources()
        if "views" in path.relative_to(ROOT).parts or path.name == "views.py"
        for node in ast.walk(tree)
        for name in imported(node)
        if name.split(".")[0] in {"sqlalchemy", "sqlmodel"} and name != "sqlmodel.Session"
    ]
    assert found == []


def imported(node: ast.AST) -> list[str]:
    """What a statement imports, with the module that it comes from."""
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_the_clock_is_asked_in_one_place() -> None:
    """So that the day is London's and moments are in UTC everywhere."""
    asked = re.compile(r"\b(?:datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
    found = [str(path.relative_to(ROOT)) for path, _ in sources() if asked.search(path.read_text("utf-8"))]
    assert found == ["kernel/clock.py"]


def enums() -> dict[str, type[enum.Enum]]:
    """Every enum that the program defines, by module and name."""
    found: dict[str, type[enum.Enum]] = {}
    for module in pkgutil.walk_packages(participation.__path__, "participation."):
        if not module.name.endswith(("__main__", "wsgi")):
            members = inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
            found |= {
                f"{kind.__module__}.{name}": kind
                for name, kind in members
                if issubclass(kind, enum.Enum) and kind.__module__.startswith("participation.")
            }
    assert len(found) > 10
    return found


def test_no_two_names_of_an_enum_share_a_value() -> None:
    for where, kind in enums().items():
        assert len({member.value for member in kind}) == len(kind.__members__), where


def test_every_permission_is_asked_for_somewhere() -> None:
    said = "\n".join(path.read_text("utf-8") for path, _ in sources() if path.parent.name != "access")
    said += "\n".join(path.read_text("utf-8") for path in templates())
    asked = {
        p for p in Permission if f"Permission.{p.name}" in said or f'"{p.value}"' in said or f"'{p.value}'" in said
    }
    assert set(Permission) - asked == set()


def test_every_colour_that_a_drawing_or_a_style_asks_for_is_set() -> None:
    styles = {path.name: path.read_text("utf-8") for path in (ROOT.parent / "static").glob("*.css")}
    asked = " ".join([*styles.values(), *(path.read_text("utf-8") for path in templates())])
    known = set(re.findall(r"(--[a-z-]+):", " ".join(styles.values())))
    assert set(re.findall(r"var\((--[a-z-]+)", asked)) <= known
    staff = (TEMPLATES / "staff.html").read_text("utf-8")
    assert set(re.findall(r"var\((--[a-z-]+)", staff)) <= set(re.findall(r"(--[a-z-]+):", styles["staff.css"]))
