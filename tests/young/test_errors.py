"""Every error has a page that says what to do, in the three looks; a failure of ours gives the words back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from participation.intake import services
from participation.web.access import public
from participation.web.errors import TEXTS
from tests.conftest import token

pytestmark = pytest.mark.wording

WORRY = "/houses/house_of_worries"


@pytest.fixture
def broken(app: Flask) -> FlaskClient:
    """A page for each error."""
    for code in (400, 403, 404, 405, 413, 429, 500, 503):
        app.add_url_rule(f"/broken/{code}", f"broken{code}", public(lambda code=code: abort(code)))
    app.add_url_rule("/staff/broken", "broken_staff", public(lambda: abort(404)))
    app.add_url_rule("/broken/failure", "broken_failure", public(lambda: 1 / 0))
    return app.test_client()


@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 429, 500, 503])
def test_every_error_says_what_to_do(broken: FlaskClient, code: int, look: str) -> None:
    answer = broken.get(f"/broken/{code}?look={look}")
    page = answer.get_data(as_text=True)
    title, *texts = TEXTS.get(500 if code == 503 else code, TEXTS[400])
    assert answer.status_code == (500 if code == 503 else code)
    assert str(title) in page
    assert str(texts[["younger", "standard", "easy-read"].index(look)]) in page
    assert 'href="/help"' in page


def test_a_failure_tells_nothing_of_itself(broken: FlaskClient) -> None:
    answer = broken.get("/broken/failure")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.get_data(as_text=True)


def test_staff_get_their_own_page(broken: FlaskClient) -> None:
    assert "staff.css" in broken.get("/staff/broken").get_data(as_text=True)


def test_a_page_that_is_nowhere_is_not_gone_back_to(client: FlaskClient) -> None:
    page = client.get("/nowhere")
    assert page.status_code == 404
    assert "next=/nowhere" not in page.get_data(as_text=True)


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    def fail(*_parts: object, **_named: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(services, name, fail)
        yield


def test_a_failure_of_ours_gives_the_words_back_to_send_again(
    client: FlaskClient, post: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    form = {"q-house_of_worries": "i <3 my mum but <he hits me>", "go": "next", "csrf_token": token(client, WORRY)}
    with failing(monkeypatch, "begin_draft"):
        answer = client.post(WORRY, data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "i &lt;3 my mum but &lt;he hits me&gt;</textarea>" in page
    assert 'name="go" value="next"' in page
    assert f'action="{WORRY}?"' in page


def test_without_a_database_there_is_still_a_page_with_the_numbers(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise OSError("no database")

    monkeypatch.setattr(app.extensions["participation_kept"][0], "get", gone)
    app.extensions["participation_council"] = gone
    app.template_context_processors[None] = [lambda: {"council": gone()}]
    answer = client.get("/help")
    assert answer.status_code == 500
    assert "tel:999" in answer.get_data(as_text=True)
