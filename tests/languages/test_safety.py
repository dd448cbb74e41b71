"""A safety text that nobody has approved in a language stands in English there, with a picture."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from participation.kernel.database import Database
from participation.kernel.localisation import TRANSLATED, Drafted, translations
from participation.languages.services import approve
from participation.web.texts import safety
from tests.factories import Council

pytestmark = pytest.mark.wording

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
IN_ENGLISH = '<span class="english" lang="en" dir="ltr"><svg class="pic"'


def stand_by(database: Database, council: Council, code: str, *texts: Drafted) -> None:
    """Somebody approves these texts."""
    with database.transaction() as session:
        approve(session, council.staff["lead"], code, texts)


def said(app: Flask, code: str, text: str, **values: object) -> str:
    """The text as a page in this language has it."""
    with app.test_request_context(f"/?lang={code}"):
        app.preprocess_request()
        return str(safety(text, **values))


def test_english_is_as_it_is_written(app: Flask) -> None:
    assert said(app, "en", "Are you in danger right now?") == "Are you in danger right now?"


@pytest.mark.parametrize("code", [language.code for language in TRANSLATED])
def test_what_nobody_approved_is_english_with_a_picture(code: str, app: Flask) -> None:
    text = said(app, code, "Are you in danger right now?")
    assert text.startswith(IN_ENGLISH)
    assert text.endswith("</span>Are you in danger right now?</span>")
    assert f'<span class="vh" lang="{code}"' in text
    assert translations(code).gettext("In English:") in text


def test_what_somebody_approved_is_translated(
    app: Flask, database: Database, council: Council, danger: Drafted
) -> None:
    stand_by(database, council, "ar", danger)
    assert said(app, "ar", danger.english[0]) == danger.translated[0]
    assert said(app, "ur", danger.english[0]).startswith(IN_ENGLISH)


def test_another_text_is_not_approved_with_it(
    app: Flask, database: Database, council: Council, danger: Drafted
) -> None:
    stand_by(database, council, "ar", danger)
    assert said(app, "ar", "Not sent. Nobody has read this.").startswith(IN_ENGLISH)


def test_a_text_without_translation_is_english_whatever_was_approved(app: Flask) -> None:
    assert said(app, "ar", "A text of no page").startswith(IN_ENGLISH)


def test_values_are_escaped_in_every_state(app: Flask, database: Database, council: Council, danger: Drafted) -> None:
    stand_by(database, council, "ar", danger)
    for code in ("en", "pl", "ar"):
        assert "<script>" not in said(app, code, "Call %(number)s.", number="<script>")
        assert "&lt;script&gt;" in said(app, code, "Call %(number)s.", number="<script>")


def test_a_page_changes_within_seconds_and_at_once_in_this_process(
    app: Flask, database: Database, council: Council, danger: Drafted, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    assert danger.english[0] in client.get("/help?lang=ar").text
    stand_by(database, council, "ar", danger)
    monkeypatch.setattr("participation.web.kept.SECONDS", -1)
    page = client.get("/help?lang=ar").text
    assert danger.english[0] not in page
    assert danger.translated[0] in page


def test_without_the_database_everything_is_english(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(Database, "session", gone)
    assert app.extensions["participation_approvals"]() == {}


@pytest.mark.parametrize("file", ["site", "questions", "pictures", "english"])
def test_what_is_drawn_once_has_no_safety_text(file: str) -> None:
    """It would stay as it was when somebody approves the text, or takes it back."""
    assert "safety(" not in (TEMPLATES / "components" / f"{file}.html").read_text("utf-8")


def test_no_safety_text_stands_in_an_attribute() -> None:
    """Its picture would be read out as letters there."""
    within = re.compile(r'="[^"]*\{\{[^}]*safety\(')
    assert [path.name for path in TEMPLATES.rglob("*.html") if within.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(("code", "direction"), [("ur", "rtl"), ("ar", "rtl"), ("pl", "ltr"), ("uk", "ltr")])
def test_the_page_says_its_language_and_direction(code: str, direction: str, client: FlaskClient) -> None:
    assert re.search(rf'<html lang="{code}" dir="{direction}"', client.get(f"/?lang={code}").text)
