"""Markup that somebody writes is text on every page, for everybody: in words, names, settings, themes and files."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.architecture.conftest import addresses, page_token
from tests.factories import Council
from tests.imports.conftest import CSV, MAP

Staff = Callable[[str], FlaskClient]
Post = Callable[..., Any]
MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
PROMISE = {"version": "1", "due_on": "2026-01-05", "topic": "home", "locality": "0", "theme": "0"}
SEEN = [{"version": str(version)} for version in (1, 2, 3)]
ALIVE = ("<script>alert", "<img src=x", "\"'><", "'><img")


def fill(admin: FlaskClient, worker: FlaskClient, council: Council) -> None:
    """Markup in everything that staff can write."""
    forms: list[tuple[FlaskClient, str, Mapping[str, Any]]] = [
        (admin, "council/words", dict.fromkeys(("name", "site_name", "team_name"), MARKUP)),
        (admin, "council/localities/add", {"name": MARKUP}),
        (admin, "council/services/add", {"name": MARKUP}),
        (admin, "council/helplines/add", {"name": MARKUP, "number": "0800 1", "how": "call", "hours": MARKUP}),
        (admin, f"people/{council.staff['worker']}", {"name": MARKUP, "role": "worker", "where": "all"}),
        (worker, "themes/add", dict.fromkeys(("name", "phrase", "definition", "includes", "excludes"), MARKUP)),
        (worker, "promises/add", {**dict.fromkeys(("ask", "owner", "evidence"), MARKUP), **PROMISE}),
        (worker, "promises/1/words/en", {f"standard_{part}": MARKUP for part in ("asked", "said", "answer")} | SEEN[0]),
        (worker, "promises/1/outcome", {"outcome": "cannot", "reason": MARKUP, **SEEN[1]}),
        (worker, "promises/1/publish", SEEN[2]),
    ]
    for client, path, fields in forms:
        answer = client.post(f"/staff/{path}", data={**fields, "csrf_token": page_token(client)})
        assert answer.status_code in {302, 303}, path
    files = {"file": (io.BytesIO(CSV.encode()), "<img src=x>.csv"), "mapping": (io.BytesIO(MAP.encode()), "map.toml")}
    form = {**files, "survey": "tell-us", "name": MARKUP, "csrf_token": page_token(admin)}
    assert admin.post("/staff/imports", data=form).status_code == 302


def send(client: FlaskClient, post: Post) -> None:
    """Markup in everything that a young person can write; and open it by its code."""
    post(client, "/tell-us/good", {"q-good": MARKUP, "q-not_good": MARKUP, "q-better": MARKUP})
    post(client, "/tell-us/check", {"consent-good": "use_words"})
    code = client.get("/sent").text.split('data-copy="')[1].split('"')[0]
    post(client, "/replies", {"code": code})
    post(client, "/replies/message", {"message": MARKUP}, page="/replies")
    post(client, "/tell-us/good", {"q-good": MARKUP, "q-not_good": MARKUP})


def handle(worker: FlaskClient) -> None:
    """The words are approved, coded and answered, with markup in every reason."""
    read = "/staff/read/1"
    seen = worker.get(read).text.split('name="seen" value="')[1].split('"')[0]
    token = {"csrf_token": page_token(worker)}
    decided = worker.post(f"{read}/1/decide", data={**token, "action": "approve", "seen": seen, "reason": MARKUP})
    coded = worker.post("/staff/themes/code/1", data={**token, "themes": ["1"]})
    replied = worker.post(f"{read}/reply", data={**token, "text": MARKUP, "shown": "99"})
    assert [decided.status_code, coded.status_code, replied.status_code] == [303, 302, 303]


@pytest.fixture
def visitors(app: Flask, client: FlaskClient, post: Post, staff: Staff, council: Council) -> dict[str, FlaskClient]:
    """Everybody who looks at pages, once there is markup in everything."""
    found = {name: staff(name) for name in ("worker", "admin", "lead", "leader", "partner")}
    send(client, post)
    fill(found["admin"], found["worker"], council)
    handle(found["worker"])
    for kept in app.extensions["participation_kept"]:
        kept.forget()
    return {**found, "young person": client}


def test_no_markup_is_alive_on_any_page(app: Flask, visitors: dict[str, FlaskClient], council: Council) -> None:
    ids = dict.fromkeys(
        ("response_id", "statement_id", "theme_id", "place_id", "batch_id", "alarm_id", "place", "promise_id"), 1
    )
    pages = [each.path for each in addresses(app, {**ids, "staff_id": council.staff["worker"]}) if each.method == "GET"]
    shown = {
        (name, path): client.get(path).text for name, client in visitors.items() for path in pages if path != "/exit"
    }
    assert [where for where, text in shown.items() if any(markup in text for markup in ALIVE)] == []
    assert sum("&lt;script&gt;alert(1)" in text for text in shown.values()) > 50


@pytest.mark.parametrize("path", ["/tell-us/good", "/tell-us/check", "/replies", "/replies/message"])
def test_no_markup_is_alive_on_a_page_that_comes_back(client: FlaskClient, post: Post, path: str) -> None:
    names = ("q-good", "q-better", "code", "message", "go", "once", "csrf_token")
    text = client.post(path, data=dict.fromkeys(names, MARKUP)).text
    assert "&lt;script&gt;" in text
    assert not any(markup in text for markup in ALIVE)
