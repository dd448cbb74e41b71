"""What no request gets past, and the headers that every answer carries."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation.app import create_app
from participation.kernel.database import Database
from participation.kernel.settings import Settings
from participation.web.guard import HEADERS, LARGEST_ID, MOST_FIELDS, id_of
from tests.conftest import token

SIGN_IN = "/staff/sign-in"
PAGES = ("/", "/help", "/staff/sign-in", "/nowhere", "/staff/inbox", "/static/x/young.css", "/health/live")


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_headers(page: str, client: FlaskClient) -> None:
    answer = client.get(page)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}


@pytest.mark.parametrize("page", ["/", "/staff/sign-in", "/nowhere"])
def test_pages_are_stored_nowhere(page: str, client: FlaskClient) -> None:
    assert client.get(page).headers["Cache-Control"] == "no-store"


def test_https_is_kept_to_once_seen(settings: Settings, database: Database) -> None:
    secure = settings.model_copy(update={"base_url": "https://voices.example"})
    answer = create_app(secure, database).test_client().get("/", base_url="https://voices.example")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize("path", ["/tell-us%00", "/replies?code=%00", "/staff/sign-in?next=%00", "/?" + "a" * 3000])
def test_malformed_addresses_are_refused_with_a_page(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "<h1" in answer.text


@pytest.mark.parametrize("path", ["/%ff%fe", "/tell-us?lang=%ff", "/staff/%c3%28"])
def test_what_is_not_utf_8_is_no_failure(path: str, client: FlaskClient) -> None:
    assert client.get(path).status_code < 500


def test_a_null_byte_in_a_staff_form_is_refused(client: FlaskClient) -> None:
    form = {"email": "a\x00b@example.test", "password": "x", "csrf_token": token(client, SIGN_IN)}
    assert client.post(SIGN_IN, data=form).status_code == 400


@pytest.mark.parametrize("page", [SIGN_IN, "/tell-us", "/replies", "/nowhere"])
def test_a_part_without_a_name_is_refused_before_anything_trips_over_it(page: str, client: FlaskClient) -> None:
    body = b"--x\r\nContent-Disposition: form-data\r\n\r\nhello\r\n--x--\r\n"
    answer = client.post(page, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in {400, 404, 405}


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n", b"\xff\xfe" * 50, b"--y--"]
)
def test_a_broken_multipart_body_is_no_failure(body: bytes, client: FlaskClient) -> None:
    answer = client.post(SIGN_IN, data=body, content_type="multipart/form-data; boundary=x")
    assert 400 <= answer.status_code < 500


def test_too_much_at_once_is_refused_with_a_page(client: FlaskClient, settings: Settings) -> None:
    answer = client.post(SIGN_IN, data={"email": "x" * (settings.request_bytes + 1)})
    assert answer.status_code == 413
    assert "too much" in answer.text


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_too_many_fields_are_refused(kind: str, client: FlaskClient) -> None:
    form: dict[str, Any] = {f"field-{number}": "x" for number in range(MOST_FIELDS + 1)}
    assert client.post(SIGN_IN, data=form, content_type=kind).status_code == 413


@pytest.mark.parametrize("name", ["email", "file", "csrf_token"])
def test_a_file_where_none_is_wanted_is_refused(name: str, client: FlaskClient) -> None:
    form = {"csrf_token": token(client, SIGN_IN), name: (io.BytesIO(b"\x00\xff"), "a\x00b.exe")}
    assert client.post(SIGN_IN, data=form, content_type="multipart/form-data").status_code == 400


def test_an_uploaded_file_touches_no_disk(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(f"werkzeug.formparser.{name}", refuse, raising=False)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = head + b"x" * 900_000 + b"\r\n--x--\r\n"
    assert client.post(SIGN_IN, data=body, content_type="multipart/form-data; boundary=x").status_code == 400


@pytest.mark.parametrize(("host", "status"), [("localhost", 200), ("127.0.0.1:8000", 200), ("evil.example", 400)])
def test_we_answer_to_our_own_name_only(host: str, status: int, client: FlaskClient) -> None:
    assert client.get("/help", headers={"Host": host}).status_code == status


def test_whoever_asks_whether_we_are_alive_may_use_any_name(client: FlaskClient) -> None:
    assert client.get("/health/live", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_a_form_without_its_token_is_refused_with_a_page(client: FlaskClient) -> None:
    client.get(SIGN_IN)
    answer = client.post(SIGN_IN, data={"csrf_token": "wrong"})
    assert answer.status_code == 400
    assert "open too long" in answer.text


def test_a_token_of_somebody_else_is_worth_nothing(app: Flask) -> None:
    one, other = app.test_client(), app.test_client()
    other.get(SIGN_IN)
    assert other.post(SIGN_IN, data={"csrf_token": token(one, SIGN_IN)}).status_code == 400


@pytest.mark.parametrize("path", ["/staff/people/99999999999999999999", f"/staff/people/{LARGEST_ID + 1}"])
def test_an_id_larger_than_any_is_not_found(path: str, staff: Callable[[str], FlaskClient]) -> None:
    assert staff("admin").get(path).status_code == 404


@pytest.mark.parametrize(("text", "found"), [("7", 7), (str(LARGEST_ID), LARGEST_ID)])
def test_an_id_in_a_query(text: str, found: int) -> None:
    assert id_of(text) == found


@pytest.mark.parametrize("text", ["", "-1", "1.0", "x", "٣", "²", str(LARGEST_ID + 1), "9" * 5000])
def test_what_cannot_be_an_id(text: str) -> None:
    with pytest.raises(ValueError, match="is no id"):
        id_of(text)
