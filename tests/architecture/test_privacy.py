"""What is kept of somebody who writes: no exact time, no address, no words in clear (trust.md, "Privacy")."""

import base64
import logging
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import SQLModel

from participation.app import jobs
from participation.intake.services import screened
from participation.kernel.database import Database
from participation.kernel.jobs import run_once
from participation.kernel.settings import Settings

Post = Callable[..., Any]
MOMENT = "2026-11-24T10:07:31.123Z"
WORDS, MORE_WORDS, BEGUN = "my dad hits me and i will kill myself", "peculiar second message", "only half begun"
ADDRESS, BROWSER = "203.0.113.77", "PeculiarBrowser/7"
OF_STAFF = {"staff_session", "sign_in_failures"}


@pytest.fixture
def code(
    app: Flask, post: Post, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> str:
    """Somebody sends urgent words, reads, writes again, deletes it, begins anew and stops; screening fails once."""
    caplog.set_level(logging.DEBUG)
    client = visitor(app)
    with time_machine.travel(MOMENT, tick=False):
        with monkeypatch.context() as patch:
            patch.setattr(screened, "screen", lambda *_: 1 / 0)
            post(client, "/tell-us/good", {"q-good": "screening fails"})
            post(client, "/tell-us/check", {})
        post(client, "/tell-us/good", {"q-good": WORDS, "q-not_good": WORDS})
        post(client, "/tell-us/check", {"consent-good": "use_words"})
        words = str(client.get("/sent").text.split('data-copy="')[1].split('"')[0])
        post(client, "/replies", {"code": "five wrong words of mine"})
        post(client, "/replies", {"code": words})
        post(client, "/replies/message", {"message": MORE_WORDS}, page="/replies")
        run_once(database, jobs(settings))
        post(client, "/replies/delete", {})
        post(client, "/houses/house_of_worries", {"q-house_of_worries": BEGUN, "go": "pause"})
    return words


def visitor(app: Flask) -> FlaskClient:
    """A visitor whose address and browser can be recognised."""
    client = app.test_client()
    client.environ_base.update({"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER, "HTTP_X_FORWARDED_FOR": ADDRESS})
    return client


def moments(database: Database) -> list[tuple[str, datetime]]:
    """Every time of day that is kept, but of what staff themselves did."""
    found = []
    with database.session(write=False) as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name in OF_STAFF:
                continue
            query = (
                sa.select(table).where(table.c.staff_id.is_(None)) if table.name == "audit_event" else table.select()
            )
            for row in session.execute(query):
                found += [(table.name, value) for value in row if isinstance(value, datetime)]
    return found


@pytest.mark.usefixtures("code")
def test_no_exact_time_of_what_a_young_person_did_is_kept(database: Database) -> None:
    found = moments(database)
    assert {"outbox_message", "to_be_seen", "alarm", "audit_event", "receipt"} <= {table for table, _ in found}
    assert [(table, at) for table, at in found if at.minute % 5 or at.second or at.microsecond] == []


@pytest.mark.sqlite
def test_no_words_code_or_address_lie_anywhere_in_clear(code: str, database: Database, tmp_path: Path) -> None:
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"outbox_message" in kept
    assert [secret for secret in (*secrets_of(code), ADDRESS, BROWSER) if secret.encode() in kept] == []


def test_the_log_and_the_mail_say_nothing(capsys: pytest.CaptureFixture[str], caplog: Any, code: str) -> None:
    said = capsys.readouterr().err + "".join(f"{r.getMessage()} {r.exc_text}" for r in caplog.get_records("setup"))
    assert "screening failed" in said
    assert [secret for secret in (*secrets_of(code), ADDRESS, BROWSER) if secret in said] == []


def secrets_of(code: str) -> tuple[str, ...]:
    """What must not be found."""
    return (WORDS, "kill myself", MORE_WORDS, BEGUN, "screening fails", code, code.replace("-", " "), "wrong words")


def test_a_cookie_carries_no_words_and_no_code(app: Flask, post: Post) -> None:
    client = visitor(app)
    post(client, "/tell-us/good", {"q-good": WORDS})
    post(client, "/tell-us/check", {})
    code = client.get("/sent").text.split('data-copy="')[1].split('"')[0]
    cookie = client.get_cookie("visit")
    assert cookie is not None
    value = cookie.value.lstrip(".").split(".")[0]
    plain = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    plain = zlib.decompress(plain) if cookie.value.startswith(".") else plain
    assert set(app.json.loads(plain)) == {"csrf_token", "secret"}
    assert code.encode() not in plain
