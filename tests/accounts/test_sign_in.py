"""Signing in: what it says, where it leads, and how guessing slows down."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from participation.accounts import services
from participation.accounts.models import Staff
from participation.audit.models import AuditEvent
from participation.kernel import clock
from participation.kernel.database import Database
from tests.conftest import token
from tests.factories import PASSWORD, Council

Send = Callable[..., Any]
WRONG = "The e-mail address or password is not right"
TOO_SOON = "several wrong tries"


@pytest.mark.parametrize(
    ("name", "first"),
    [("worker", "/staff/inbox"), ("lead", "/staff/inbox"), ("leader", "/staff/reports"), ("admin", "/staff/people")],
)
def test_each_role_starts_at_its_own_page(name: str, first: str, client: FlaskClient, sign_in: Send) -> None:
    assert sign_in(client, name).location == "/staff/"
    assert client.get("/staff/").location == first


def test_a_partner_reads_that_nothing_was_referred(client: FlaskClient, sign_in: Send) -> None:
    sign_in(client, "partner")
    assert "Nothing has been referred to you" in client.get("/staff/").text


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client: FlaskClient, sign_in: Send) -> None:
    asked = client.get("/staff/audit?action=added")
    assert asked.location == "/staff/sign-in?next=/staff/audit?action%3Dadded"
    assert sign_in(client, "admin", next="/staff/audit?action=added").location == "/staff/audit?action=added"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/staff//evil.example", "/tell-us"])
def test_and_to_nowhere_else(target: str, client: FlaskClient, sign_in: Send) -> None:
    assert sign_in(client, "admin", next=target).location == "/staff/"


@pytest.mark.parametrize(
    ("name", "password"), [("worker", "wrong-password-9"), ("nobody", PASSWORD), ("closed", PASSWORD)]
)
def test_wrong_unknown_and_closed_say_the_same(
    name: str, password: str, client: FlaskClient, sign_in: Send, database: Database, council: Council
) -> None:
    with database.transaction() as session:
        session.get_one(Staff, council.staff["partner"]).email = "closed@example.test"
        services.set_disabled(session, session.get_one(Staff, council.staff["partner"]), True, council.staff["admin"])
    answer = sign_in(client, name, password)
    assert answer.status_code == 200
    assert WRONG in answer.text


@pytest.mark.parametrize("email", ["worker@example.test", "nobody@example.test"])
def test_a_password_is_hashed_once_whoever_it_is(
    email: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(services, "_fits", lambda kept, _password: bool(hashed.append(kept)))
    with database.session(write=False) as session:
        services.try_password(session, email, "wrong-password-9")
    assert len(hashed) == 1
    assert hashed[0].split("$")[1:4] == services._NOBODY.split("$")[1:4]


@pytest.mark.parametrize("name", ["worker", "nobody"])
def test_guessing_slows_down_for_every_address_alike(name: str, client: FlaskClient, sign_in: Send) -> None:
    with time_machine.travel(clock.now(), tick=False):
        said = [sign_in(client, name, "wrong-password-9").text for _ in range(6)]
    assert [WRONG in text for text in said] == [True] * 5 + [False]
    assert TOO_SOON in said[-1]


def test_while_it_is_slow_the_right_password_says_nothing_later_it_opens(client: FlaskClient, sign_in: Send) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        for _ in range(5):
            sign_in(client, "worker", "wrong-password-9")
        assert TOO_SOON in sign_in(client, "worker").text
        now.shift(timedelta(seconds=3))
        assert sign_in(client, "worker").status_code == 302


def test_many_tries_at_once_are_counted_as_many_tries(database: Database, council: Council) -> None:
    with database.session(write=False) as reading:
        tries = [services.try_password(reading, "worker@example.test", "wrong-password-9") for _ in range(5)]
        right = services.try_password(reading, "worker@example.test", PASSWORD)
    with database.transaction() as session:
        for attempt in tries:
            with pytest.raises(services.SignInError):
                services.admit(session, attempt)
        with pytest.raises(services.TooSoonError):
            services.admit(session, right)


def test_a_stranger_who_guesses_does_not_slow_down_the_browser_of_its_owner(
    app: Flask, client: FlaskClient, sign_in: Send
) -> None:
    stranger = app.test_client()
    sign_in(client, "worker")
    client.post("/staff/sign-out", data={"csrf_token": token(client, "/staff/account")})
    for _ in range(8):
        sign_in(stranger, "worker", "wrong-password-9")
    assert TOO_SOON in sign_in(stranger, "worker").text
    assert sign_in(client, "worker").status_code == 302


def test_failures_are_forgotten_after_a_sign_in(client: FlaskClient, sign_in: Send) -> None:
    for _ in range(2):
        for _ in range(4):
            sign_in(client, "worker", "wrong-password-9")
        assert sign_in(client, "worker").status_code == 302


def test_no_write_lock_is_held_while_a_password_is_hashed(
    client: FlaskClient, sign_in: Send, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_meanwhile(_kept: str, _password: str) -> bool:
        with database.transaction() as session:
            session.add(AuditEvent(at=clock.now(), action="meanwhile", subject_type="test"))
        return True

    monkeypatch.setattr(services, "_fits", write_meanwhile)
    assert sign_in(client, "worker").status_code == 302


def test_a_sign_in_without_its_token_is_refused(client: FlaskClient) -> None:
    form = {"email": "worker@example.test", "password": PASSWORD}
    assert client.post("/staff/sign-in", data=form).status_code == 400


def test_nothing_typed_says_what_to_type(client: FlaskClient, sign_in: Send) -> None:
    answer = sign_in(client, "worker", "")
    assert "Enter your password." in answer.text
    assert "Error: " in answer.text


def test_pages_that_want_it_fresh_ask_again_after_ten_minutes(client: FlaskClient, sign_in: Send) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        sign_in(client, "admin")
        assert client.get("/staff/people/add").status_code == 200
        now.shift(timedelta(minutes=11))
        assert client.get("/staff/people/add").location == "/staff/confirm?next=/staff/people/add"
        form = {"csrf_token": token(client, "/staff/confirm"), "next": "/staff/people/add"}
        assert "is not right" in client.post("/staff/confirm", data={**form, "password": "wrong-password-9"}).text
        answer = client.post("/staff/confirm", data={**form, "password": PASSWORD})
        assert answer.location == "/staff/people/add"
        assert client.get("/staff/people/add").status_code == 200
