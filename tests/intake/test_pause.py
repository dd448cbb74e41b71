"""Stopping for now: the words wait under the return code, and whoever is next at this phone finds nothing."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, SQLModel, select

from participation.council.queries import settings as council_settings
from participation.council.services import save_settings
from participation.intake.models import Draft
from participation.intake.queries import paused_draft
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing, SealError, unseal_under
from participation.responses.models import Response, Statement
from participation.responses.queries import by_code
from participation.responses.rules import QuoteConsent
from participation.retention.services import purge
from tests.conftest import token

Post = Callable[..., Any]
PAGE, CHECK = "/tell-us/good", "/tell-us/check"
WORDS = "my dad <hits> me & i am half done"
SHOWN = "my dad &lt;hits&gt; me &amp; i am half done"


def kept(session: Session, table: type[Any]) -> list[Any]:
    """The rows of a table; nothing stays locked."""
    session.rollback()
    found = list(session.exec(select(table)))
    session.expunge_all()
    session.rollback()
    return found


def code_on(page: str) -> str:
    """The five words that a page shows."""
    found = re.search('data-copy="([^"]+)"', page)
    assert found
    return found[1]


def pause(client: FlaskClient, post: Post, page: str = PAGE, **answers: str) -> str:
    """Write something, press Stop for now, and read the code."""
    answer = post(client, page, {**(answers or {"q-good": WORDS}), "go": "pause"})
    assert answer.location == "/paused"
    return code_on(client.get("/paused").text)


@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
@pytest.mark.parametrize("path", [PAGE, "/houses/house_of_worries", "/surveys/how-are-we-doing/feel_safe"])
def test_every_survey_page_can_be_stopped(client: FlaskClient, path: str, look: str) -> None:
    assert 'name="go" value="pause"' in client.get(f"{path}?look={look}").text


def test_a_code_is_shown_and_what_was_typed_is_gone_from_this_phone(client: FlaskClient, post: Post) -> None:
    pause(client, post)
    shown = client.get("/paused").text
    assert "in the next 7 days" in shown
    assert "Nobody has read it." in shown
    assert not {path for path in (PAGE, CHECK, "/tell-us", "/paused") if "half done" in client.get(path).text}


def test_the_code_opens_it_again_where_they_stopped_on_another_phone(
    app: Flask, client: FlaskClient, post: Post
) -> None:
    code = pause(client, post)
    other = app.test_client()
    assert post(other, "/replies", {"code": code.upper().replace("-", " ")}).location == PAGE
    assert SHOWN in other.get(PAGE).text
    assert SHOWN not in client.get(PAGE).text


def test_the_code_of_the_draft_is_the_code_of_the_response(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing
) -> None:
    code = pause(client, post)
    post(client, "/replies", {"code": code})
    post(client, CHECK, {"go": "send"})
    assert code_on(client.get("/sent").text) == code
    assert by_code(session, ring, code)
    assert paused_draft(session, ring, code) is None


def test_a_draft_that_was_resumed_and_lost_again_still_opens(app: Flask, client: FlaskClient, post: Post) -> None:
    code = pause(client, post)
    for _ in range(2):
        other = app.test_client()
        assert post(other, "/replies", {"code": code}).location == PAGE
        assert SHOWN in other.get(PAGE).text


def test_waiting_a_while_before_sending_keeps_everything(client: FlaskClient, post: Post, session: Session) -> None:
    post(client, PAGE, {"q-good": WORDS})
    assert "sleep on it" in client.get(CHECK).text
    answer = post(client, CHECK, {"consent-good": "use_words", "go": "pause"})
    assert answer.location == "/paused"
    assert kept(session, Response) == []
    assert post(client, "/replies", {"code": code_on(client.get("/paused").text)}).location == CHECK
    assert re.search('consent-good" value="use_words" checked', client.get(CHECK).text)


def test_consent_is_kept_while_something_else_is_changed(client: FlaskClient, post: Post, session: Session) -> None:
    post(client, PAGE, {"q-good": WORDS})
    answer = post(client, CHECK, {"consent-good": "change_words", "go": "change good"})
    assert answer.location == f"{PAGE}?then=check"
    post(client, f"{PAGE}?then=check", {"q-good": "other words"})
    post(client, CHECK, {})
    (statement,) = kept(session, Statement)
    assert statement.quote_consent is QuoteConsent.CHANGE_WORDS


@pytest.mark.parametrize("button", ["look", "language", "talk"])
def test_consent_is_kept_on_the_way_aside(client: FlaskClient, post: Post, button: str) -> None:
    post(client, PAGE, {"q-good": WORDS})
    assert post(client, CHECK, {"consent-good": "use_words", "go": button}).location.endswith(f"next={CHECK}")
    assert re.search('consent-good" value="use_words" checked', client.get(CHECK).text)


@pytest.mark.parametrize("button", ["change nothing_that_is_asked", "change //elsewhere.test", "odd"])
def test_an_odd_button_on_the_check_page_leads_nowhere_else(client: FlaskClient, post: Post, button: str) -> None:
    post(client, PAGE, {"q-good": WORDS})
    assert post(client, CHECK, {"go": button}).location == "/sent"


def test_stopping_with_nothing_written_keeps_nothing(client: FlaskClient, post: Post, session: Session) -> None:
    assert post(client, PAGE, {"q-good": "", "go": "pause"}).location == "/"
    assert kept(session, Draft) == []


def test_the_code_can_be_put_away_and_is_gone_in_minutes(client: FlaskClient, post: Post) -> None:
    pause(client, post)
    assert client.get("/paused").status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert client.get("/paused").location == "/"
    post(client, "/paused", {})
    assert client.get("/paused").location == "/"


def test_what_another_had_begun_here_is_kept_under_its_own_code(app: Flask, client: FlaskClient, post: Post) -> None:
    mine = pause(client, post)
    post(client, "/paused", {})
    post(client, PAGE, {"q-good": "words of a brother"})
    assert post(client, "/replies", {"code": mine}).location == "/paused"
    shown = client.get("/paused").text
    assert f'href="{PAGE}"' in shown
    assert SHOWN in client.get(PAGE).text
    other = app.test_client()
    assert post(other, "/replies", {"code": code_on(shown)}).status_code == 303
    assert "words of a brother" in other.get(PAGE).text


def test_a_paused_draft_goes_after_seven_days(client: FlaskClient, post: Post, session: Session) -> None:
    code = pause(client, post)
    purge(session, clock.now() + timedelta(days=8))
    session.commit()
    assert post(client, "/replies", {"code": code}).status_code == 422


def test_nothing_but_the_code_opens_a_paused_draft(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing, database: Database
) -> None:
    """Not this session's secret any more, not the database, and not the database with another ring."""
    code = pause(client, post)
    (row,) = kept(session, Draft)
    assert (row.session_lookup, row.key_by_session) == (None, None)
    assert paused_draft(session, KeyRing({"k2": b"k" * 32}), code) is None
    session.rollback()
    with client.session_transaction(path="/") as visit:
        secret = visit["secret"]
    with pytest.raises(SealError):
        unseal_under(secret.encode()[:32], row.sealed, b"")
    rows = "".join(str(value) for values in everything(database) for value in values)
    assert [part for part in (WORDS, "half done", code, code.replace("-", " ")) if part in rows] == []


def everything(database: Database) -> list[Any]:
    """Every row of every table."""
    with database.engine.connect() as connection:
        return [row for table in SQLModel.metadata.sorted_tables for row in connection.execute(sa.select(table))]


def test_a_paused_worry_says_that_nobody_has_read_it_and_lies_nowhere_in_clear(
    app: Flask, client: FlaskClient, post: Post, database: Database, session: Session
) -> None:
    save_settings(
        session, council_settings(session).model_copy(update={"emergency_number": "01234 567", "worry_open": True})
    )
    session.commit()
    for each in app.extensions["participation_kept"]:
        each.forget()
    code = pause(client, post, "/worry/worry", **{"q-worry": WORDS})
    shown = client.get("/paused").text
    assert "Nothing is sent. Nobody has read it." in shown
    assert "somebody else find the copy" in shown
    assert kept(session, Response) == []
    rows = "".join(str(value) for values in everything(database) for value in values)
    assert [part for part in (WORDS, "half done", code) if part in rows] == []


def test_starting_afresh_asks_first_and_then_everything_is_gone(
    client: FlaskClient, post: Post, session: Session
) -> None:
    post(client, PAGE, {"q-good": WORDS})
    assert 'href="/tell-us/afresh"' in client.get(PAGE).text
    assert "thrown away" in client.get("/tell-us/afresh").text
    assert len(kept(session, Draft)) == 1
    assert client.post("/tell-us/afresh").status_code == 400
    assert post(client, "/tell-us/afresh", {}).location == "/tell-us"
    assert kept(session, Draft) == []
    assert SHOWN not in client.get(PAGE).text
    assert "/tell-us/afresh" not in client.get(PAGE).text


def test_there_is_nothing_to_start_afresh_where_nothing_was_begun(client: FlaskClient) -> None:
    assert client.get("/tell-us/afresh").location == "/tell-us"


def test_going_back_after_sending_sends_nothing_twice_and_shows_no_words(
    client: FlaskClient, post: Post, session: Session
) -> None:
    post(client, PAGE, {"q-good": WORDS})
    form = {"csrf_token": token(client, CHECK), "q-good": WORDS, "go": "send"}
    assert client.post(CHECK, data=form).location == "/sent"
    assert client.get(CHECK).location == "/sent"
    assert SHOWN not in client.get(PAGE).text
    assert len(kept(session, Response)) == 1
