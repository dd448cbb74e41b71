"""Merging keeps what translators wrote, guesses nothing, and mixes no two languages."""

import ast

from babel.messages.catalog import Catalog

from participation.kernel.localisation import SAFETY
from tests.catalogues.extracting import KEYWORDS, ROOT
from tests.catalogues.files import merged


def catalogue(*messages: tuple[str | None, str, str], code: str | None = None) -> Catalog:
    """A catalogue of (context, English, translation)."""
    made = Catalog(locale=code)
    for context, english, translation in messages:
        made.add(english, translation, context=context)
    return made


def said(made: Catalog) -> dict[tuple[str | None, str], str]:
    """What it holds."""
    return {(message.context, message.id): message.string or "" for message in made if message.id}


def test_a_translation_stays_and_a_text_of_no_page_goes() -> None:
    have = catalogue((None, "Send", "Wyślij"), (None, "Old", "Stare"), code="pl")
    wanted = catalogue((None, "Send", ""), (None, "Sent", ""))
    assert said(merged(have, wanted)) == {(None, "Send"): "Wyślij", (None, "Sent"): ""}


def test_what_becomes_a_safety_text_keeps_its_words() -> None:
    have = catalogue((None, "Call 999.", "Zadzwoń pod 999."), code="pl")
    assert said(merged(have, catalogue((SAFETY, "Call 999.", "")))) == {(SAFETY, "Call 999."): "Zadzwoń pod 999."}


def test_another_context_is_another_word() -> None:
    have = catalogue((None, "Yes", "Ydw"), code="cy")
    assert said(merged(have, catalogue(("may we", "Yes", "")))) == {("may we", "Yes"): ""}


def test_no_language_gets_the_words_of_another() -> None:
    wanted = catalogue((SAFETY, "Call 999.", ""))
    merged(catalogue((None, "Call 999.", "Ffonia 999."), code="cy"), wanted)
    assert said(merged(catalogue(code="pl"), wanted)) == {(SAFETY, "Call 999."): ""}


def test_no_text_is_asked_for_within_an_f_string() -> None:
    """Extraction does not look there, so it would stay English without a word said."""
    marked = {*KEYWORDS, "safety"}
    hidden = [
        f"{path.name}: {ast.unparse(call)}"
        for path in (ROOT / "participation").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in marked
    ]
    assert hidden == []
