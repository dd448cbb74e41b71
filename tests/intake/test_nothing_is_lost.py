"""Whatever goes wrong between the phone and the disk, what was typed is kept or comes back to be sent once more."""

import html
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from participation.intake.models import Draft, Receipt
from participation.responses.models import Response
from tests.conftest import token

Post = Callable[..., Any]
PAGE, CHECK = "/tell-us/good", "/tell-us/check"
THREE = {"q-good": "one <3", "q-not_good": "two", "q-better": "three"}
HIDDEN = re.compile('type="hidden" name="([^"]+)" value="([^"]*)"')


def hidden(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page)}


@contextmanager
def broken(monkeypatch: pytest.MonkeyPatch, *methods: str) -> Iterator[None]:
    """A database that fails at these methods of a session, as with a full disk or a lock that nobody gives back."""

    def fail(*_args: object, **_options: object) -> None:
        raise OperationalError("?", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patch:
        for method in methods:
            patch.setattr(Session, method, fail)
        yield


DISK_FULL, LOCKED = ("commit",), ("exec", "execute", "commit")


@pytest.mark.parametrize("fault", [DISK_FULL, LOCKED])
def test_a_page_that_cannot_be_kept_comes_back(
    client: FlaskClient, post: Post, monkeypatch: pytest.MonkeyPatch, session: Session, fault: tuple[str, ...]
) -> None:
    form = {**THREE, "csrf_token": token(client, PAGE)}
    with broken(monkeypatch, *fault):
        answer = client.post(PAGE, data=form)
    assert answer.status_code == 500
    assert {name: hidden(answer.text)[name] for name in THREE} == THREE
    assert session.exec(select(Draft)).all() == []
    session.rollback()
    assert client.post(PAGE, data=hidden(answer.text)).status_code == 303
    assert "one &lt;3" in client.get(CHECK).text


@pytest.mark.parametrize("fault", [DISK_FULL, LOCKED])
def test_what_cannot_be_sent_comes_back_and_is_sent_once(
    client: FlaskClient, post: Post, monkeypatch: pytest.MonkeyPatch, session: Session, fault: tuple[str, ...]
) -> None:
    post(client, PAGE, THREE)
    form = {**hidden(client.get(CHECK).text), "consent-good": "use_words"}
    with broken(monkeypatch, *fault):
        answer = client.post(CHECK, data=form)
    assert answer.status_code == 500
    assert hidden(answer.text).items() >= {**THREE, "consent-good": "use_words"}.items()
    assert session.exec(select(Response)).all() == []
    session.rollback()
    assert client.post(CHECK, data=hidden(answer.text)).location == "/sent"
    assert len(session.exec(select(Response)).all()) == 1


@pytest.mark.parametrize("path", ["/replies", "/replies/message"])
def test_a_message_that_cannot_be_kept_comes_back(
    client: FlaskClient, post: Post, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    post(client, "/replies", {"code": "wrong"})
    form = {"code": "some words", "message": "precious", "csrf_token": token(client, "/replies")}
    with broken(monkeypatch, *LOCKED):
        answer = client.post(path, data=form)
    assert answer.status_code == 500
    assert hidden(answer.text)["message"] == "precious"


def test_a_page_that_was_opened_in_another_look_is_kept_whole(client: FlaskClient) -> None:
    form = {**THREE, "csrf_token": token(client, PAGE)}
    client.get("/?look=younger")
    assert client.post(PAGE, data=form).status_code == 303
    check = client.get(CHECK).text
    assert [word in check for word in ("one &lt;3", ">two<", ">three<")] == [True, True, True]


@pytest.mark.parametrize(
    "wrong",
    [{"csrf_token": "old"}, {"website": "http://spam"}, {"q-good": "too long" * 1000}],
    ids=["token", "robot", "length"],
)
def test_a_page_of_another_look_that_is_shown_again_carries_the_rest(
    client: FlaskClient, session: Session, wrong: dict[str, str]
) -> None:
    form = {**THREE, "csrf_token": token(client, PAGE)}
    client.get("/?look=younger")
    answer = client.post(PAGE, data={**form, **wrong})
    assert answer.status_code in {400, 422}
    assert session.exec(select(Draft)).all() == []
    again = {**hidden(answer.text), "q-good": "shorter"}
    session.rollback()
    assert client.post(PAGE, data=again).status_code == 303
    check = client.get(CHECK).text
    assert [word in check for word in (">shorter<", ">two<", ">three<")] == [True, True, True]


@pytest.mark.parametrize("old", [True, False])
def test_a_page_that_is_no_longer_asked_keeps_its_words(client: FlaskClient, old: bool) -> None:
    form = {**THREE, "csrf_token": "old" if old else token(client, PAGE)}
    answer = client.post("/tell-us/a_page_of_yesterday", data=form)
    if old:
        assert answer.status_code == 400
        answer = client.post("/tell-us", data={**hidden(answer.text), "q-how_is_it_going": "good"})
    assert answer.status_code in {302, 303}
    check = client.get(CHECK).text
    assert [word in check for word in ("one &lt;3", ">two<", ">three<")] == [True, True, True]


def codes(page: str) -> list[str]:
    """The code that a receipt shows."""
    return re.findall('data-copy="([^"]+)"', page)


def test_a_form_sent_again_after_the_receipt_is_gone_is_not_two(
    app: Flask, client: FlaskClient, post: Post, session: Session
) -> None:
    post(client, PAGE, THREE)
    form = hidden(client.get(CHECK).text)
    client.post(CHECK, data=form)
    post(client, "/sent", {})
    assert client.post(CHECK, data=form).location == "/sent"
    later = app.test_client()
    again = {**form, "csrf_token": token(later, PAGE)}
    assert later.post(CHECK, data=again).location == "/sent"
    assert later.get("/sent").location == "/"
    assert len(session.exec(select(Response)).all()) == 1


def test_a_lost_draft_that_is_sent_twice_is_one(app: Flask, client: FlaskClient, post: Post, session: Session) -> None:
    post(client, PAGE, THREE)
    form, later = hidden(client.get(CHECK).text), app.test_client()
    form["csrf_token"] = token(later, PAGE)
    assert [later.post(CHECK, data=form).location for _ in range(2)] == ["/sent", "/sent"]
    assert len(session.exec(select(Response)).all()) == 1


@pytest.mark.parametrize("once", ["", "x", "x" * 23, "%" * 22, "\x00" * 22])
@pytest.mark.usefixtures("any_database")
def test_an_odd_key_of_a_form_is_none(app: Flask, post: Post, client: FlaskClient, once: str, session: Session) -> None:
    post(client, PAGE, THREE)
    form, later = hidden(client.get(CHECK).text), app.test_client()
    answer = later.post(CHECK, data={**form, "once": once, "csrf_token": token(later, PAGE)})
    assert answer.location == "/sent"
    assert len(codes(later.get("/sent").text)) == 1


@pytest.mark.parametrize("fresh", [True, False], ids=["draft", "lost draft"])
@pytest.mark.usefixtures("any_database")
def test_a_form_sent_by_two_fingers_at_once_is_one_with_one_code(
    app: Flask, client: FlaskClient, post: Post, session: Session, fresh: bool
) -> None:
    session.rollback()
    post(client, PAGE, THREE)
    form = hidden(client.get(CHECK).text)
    cookie, body = "", form
    if not fresh:
        client = app.test_client()
        body = {**form, "csrf_token": token(client, PAGE)}
        post(client, "/replies", {"code": "so that the visit has its secret"})
    found = client.get_cookie("visit")
    assert found is not None
    cookie = found.value

    def send(_: int) -> tuple[int, list[str]]:
        one = app.test_client()
        one.set_cookie("visit", cookie)
        status = one.post(CHECK, data=body).status_code
        return status, codes(one.get("/sent").text)

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    assert any(status == 303 for status, _ in answers)
    assert {status for status, _ in answers} <= ({303} if fresh else {303, 500})
    assert len({tuple(seen) for status, seen in answers if status == 303}) == 1
    assert len(session.exec(select(Response)).all()) == 1


def test_the_receipt_can_be_put_away(client: FlaskClient, post: Post, session: Session) -> None:
    post(client, PAGE, THREE)
    post(client, CHECK, {})
    assert codes(client.get("/sent").text)
    assert client.post("/sent").status_code == 400
    assert post(client, "/sent", {}).location == "/"
    assert session.exec(select(Receipt)).all() == []
    for address in ("/sent", CHECK):
        assert not codes(client.get(address, follow_redirects=True).text)
