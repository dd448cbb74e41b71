"""Every address is crossed with every role and scope: what is not granted is refused, out of scope is not there."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import SQLModel
from werkzeug.test import TestResponse

from participation.access import GRANTS, Permission, Role
from participation.kernel.database import Database
from participation.web.access import PUBLIC
from tests.architecture.conftest import TOKENS, WORDS, Address, World, addresses, page_token
from tests.architecture.forms import forms_of, ways_to_send

SIGN_IN = "/staff/sign-in"
SCOPED = frozenset({"response_id", "statement_id", "promise_id"})
Staff = Callable[[str], FlaskClient]


def ask(client: FlaskClient, address: Address, **data: str) -> TestResponse:
    """Ask for an address as a browser would."""
    return client.open(address.path, method=address.method, data=data if address.method != "GET" else None)


def guarded(everything: list[Address]) -> list[Address]:
    """What is not for everybody."""
    return [address for address in everything if address.access != PUBLIC]


def test_every_address_is_marked_public_or_with_a_permission(everything: list[Address]) -> None:
    assert len(everything) > 30
    assert [str(a) for a in everything if a.access != PUBLIC and not isinstance(a.access, Permission)] == []


def test_staff_pages_are_staff_pages(everything: list[Address]) -> None:
    """The staff cookie goes to /staff only, so nothing elsewhere may need it, and only signing in is open there."""
    assert [str(a) for a in guarded(everything) if not a.path.startswith(("/staff", "/api/", "/metrics"))] == []
    assert {a.path for a in everything if a.access == PUBLIC and a.path.startswith("/staff")} <= {
        SIGN_IN,
        f"{SIGN_IN}/code",
    }


@pytest.mark.parametrize("name", ["worker", "admin", None])
def test_an_address_without_a_mark_refuses_everybody(app: Flask, staff: Staff, name: str | None) -> None:
    app.add_url_rule("/staff/forgotten", "forgotten", lambda: "secret", methods=["GET", "POST"])
    client = staff(name) if name else app.test_client()
    assert client.get("/staff/forgotten").status_code == 403
    assert client.post("/staff/forgotten").status_code == 403


@pytest.mark.parametrize("role", Role)
def test_each_role_reaches_what_it_was_granted_and_nothing_else(
    role: Role, everything: list[Address], staff: Staff
) -> None:
    client = staff(role.value)
    wrong = []
    for address in guarded(everything):
        status = ask(client, address).status_code
        reached = status != 403
        if reached is not (address.access in GRANTS[role]) or status >= 500:
            wrong.append(f"{address}: {status}")
    assert wrong == []


@pytest.mark.parametrize("role", Role)
def test_an_address_that_changes_something_asks_for_a_token(
    app: Flask, role: Role, everything: list[Address], staff: Staff, database: Database
) -> None:
    """One that shows again what was typed answers in its own way; it must not keep any of it either."""
    client = staff(role.value)
    look_at(client, everything)
    before = everything_kept(database)
    allowed = [a for a in everything if a.method != "GET" and (a.access == PUBLIC or a.access in GRANTS[role])]
    assert len(allowed) > 5
    wrong = []
    for address in allowed:
        status = ask(client, address, csrf_token="made-up").status_code
        if status not in {400, 404} and not getattr(app.view_functions[address.endpoint], "keeps_typed", False):
            wrong.append(f"{address}: {status}")
    assert wrong == []
    assert everything_kept(database) == before


@pytest.mark.parametrize("name", ["worker", "lead", "admin", None])
def test_no_form_that_is_filled_in_keeps_anything_without_its_token(
    app: Flask, everything: list[Address], staff: Staff, database: Database, name: str | None
) -> None:
    client = staff(name) if name else app.test_client()
    pages = look_at(client, everything)
    forms = {
        (form.action or path, str(form.fields)): form
        for path, page in pages.items()
        if page.mimetype == "text/html"
        for form in forms_of(page.get_data(as_text=True))
    }
    assert len(forms) > 2
    before, sent = everything_kept(database), []
    for (action, _), form in forms.items():
        for data in ways_to_send(form):
            answer = client.post(action, data={**data, "csrf_token": "made-up"})
            sent.append((action, answer.status_code))
    assert [each for each in sent if 300 <= each[1] < 400] == []
    assert everything_kept(database) == before


def test_a_stranger_is_sent_to_sign_in_whatever_is_there(app: Flask, world: World, client: FlaskClient) -> None:
    wrong = []
    for ids in (world.north | world.shared, world.nowhere):
        for address in guarded(addresses(app, ids)):
            answer = ask(client, address)
            if answer.status_code != 302 or not answer.location.startswith(SIGN_IN):
                wrong.append(f"{address}: {answer.status_code}")
    assert wrong == []


def test_whoever_was_disabled_is_a_stranger_at_once(
    everything: list[Address], staff: Staff, database: Database
) -> None:
    client = staff("worker")
    assert client.get("/staff/inbox").status_code == 200
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE staff SET disabled = true WHERE role = 'worker'")
    assert {ask(client, address).status_code for address in guarded(everything)} == {302}


def look_at(client: FlaskClient, everything: list[Address]) -> dict[str, TestResponse]:
    """Every page by its path; what is opened by looking at it is open then."""
    return {a.path: client.get(a.path) for a in everything if a.method == "GET" and a.path != "/exit"}


def everything_kept(database: Database) -> dict[str, list[object]]:
    """All rows but those of sessions and of the record, which every look at words goes on."""
    with database.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(table.select())]
            for name, table in SQLModel.metadata.tables.items()
            if name not in {"staff_session", "sign_in_failures", "audit_event"}
        }


def test_what_is_out_of_scope_is_not_there_and_is_not_changed(
    app: Flask, world: World, staff: Staff, database: Database
) -> None:
    """A worker of the north, with a valid token, at what lies in the south, nowhere, or was never said."""
    client = staff("north_worker")
    token, before = page_token(client), everything_kept(database)
    mixed = {"response_id": world.north["response_id"], "statement_id": world.south["statement_id"]}
    granted = GRANTS[Role.WORKER]
    tried, wrong = 0, []
    said: dict[str, set[str]] = {}
    for ids in (world.south, world.unplaced, world.nowhere, mixed):
        for address in addresses(app, {**world.shared, **ids}):
            scoped = address.parameters & SCOPED
            if not scoped or address.access not in granted or (ids is mixed and "statement_id" not in scoped):
                continue
            tried += 1
            answer = ask(client, address, csrf_token=token)
            said.setdefault(address.endpoint, set()).add(TOKENS.sub("", answer.get_data(as_text=True)))
            if answer.status_code != 404:
                wrong.append(f"{address}: {answer.status_code}")
    assert wrong == []
    assert tried > 20
    assert {len(bodies) for bodies in said.values()} == {1}  # nobody can tell what is there from what is not
    assert everything_kept(database) == before


def test_the_same_is_there_for_whose_scope_covers_it(app: Flask, world: World, staff: Staff) -> None:
    """Without this the test above could pass on addresses that answer nobody."""
    for name, ids in (("north_worker", world.north), ("worker", world.south), ("worker", world.unplaced)):
        client = staff(name)
        token = page_token(client)
        for address in addresses(app, {**world.shared, **ids}):
            if address.parameters & SCOPED and address.access in GRANTS[Role.WORKER]:
                assert ask(client, address, csrf_token=token).status_code != 404, str(address)


def test_only_readers_whose_scope_covers_it_see_words(app: Flask, world: World, staff: Staff) -> None:
    """All pages of all roles are fetched; a child's words show up where they may."""
    pages = [a for ids in (world.south, world.unplaced) for a in addresses(app, {**world.shared, **ids})]
    seen = set()
    for name in ("worker", "lead", "north_worker", "leader", "admin", "partner"):
        client = staff(name)
        if any(WORDS in ask(client, page).get_data(as_text=True) for page in pages if page.method == "GET"):
            seen.add(name)
    assert seen == {"worker", "lead"}


@pytest.mark.parametrize("name", ["worker", "admin", "leader"])
def test_an_id_that_is_not_there_is_a_404_and_never_a_failure(
    app: Flask, world: World, staff: Staff, name: str
) -> None:
    client = staff(name)
    granted = GRANTS[Role(name)]
    for address in addresses(app, world.nowhere):
        if address.parameters & set(world.nowhere) and address.access in granted and address.method == "GET":
            assert ask(client, address).status_code == 404, str(address)


@pytest.mark.parametrize("name", ["worker", "admin", None])
def test_every_answer_carries_the_headers(
    app: Flask, everything: list[Address], staff: Staff, name: str | None
) -> None:
    client = staff(name) if name else app.test_client()
    for address in everything:
        answer = ask(client, address)
        headers = answer.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], str(address)
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store" or address.endpoint.startswith("assets."), str(address)
        assert answer.status_code < 500, str(address)
