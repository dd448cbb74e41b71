"""Whatever comes in: a clear sentence, what was typed is still there, nothing half-saved."""

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from participation.intake.models import Draft
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.queries import exact_words, statements_of
from participation.surveys.services import close
from tests.conftest import token

Post = Callable[..., object]
WORRY = "/houses/house_of_worries"
FIELD = "q-house_of_worries"
AWKWARD = [
    "i <3 my mum but <he hits me>",
    "<script>alert(1)</script>",
    "🎉👩‍👩‍👧‍👦 ok",
    "مرحبا hello שלום 123",
    "\u202e backwards",
    "&lt;b&gt; &amp; ' \"",
    "{{ 7 * 7 }} %(name)s {0}",
    "two\r\nlines\r\n\r\nand more ",
    "'; DROP TABLE response; --",
    "=HYPERLINK(1)",
]


def texts(session: Session, ring: KeyRing) -> list[str]:
    """Every statement that was sent, in its exact words."""
    return [
        exact_words(ring, response, statement)
        for response in session.exec(select(Response))
        for statement in statements_of(session, response.id or 0)
    ]


def field_value(page: str) -> str:
    """What stands in the text field, as the browser reads it."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return html.unescape(found[1])


@pytest.mark.parametrize("words", AWKWARD)
def test_awkward_words_are_shown_and_kept_exactly(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing, words: str
) -> None:
    post(client, WORRY, {FIELD: words})
    assert field_value(client.get(WORRY).get_data(as_text=True)) == words
    check = client.get("/houses/check").get_data(as_text=True)
    assert f'<blockquote dir="auto">{html.escape(words, quote=False)}' in check.replace("&#39;", "'").replace(
        "&#34;", '"'
    )
    post(client, "/houses/check", {})
    assert texts(session, ring) == [words]


def test_nul_bytes_are_dropped_and_nothing_else(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing
) -> None:
    post(client, WORRY, {FIELD: "before\x00after"})
    post(client, "/houses/check", {})
    assert texts(session, ring) == ["beforeafter"]


def test_invalid_utf_8_is_answered_with_a_page(client: FlaskClient) -> None:
    body = b"csrf_token=" + token(client, WORRY).encode() + b"&" + FIELD.encode() + b"=%ff%fe ok"
    answer = client.post(WORRY, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code < 500


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/houses/how_are_things", "Pick one, or press Skip."),
        (WORRY, "Write, draw, talk or pick pictures. Or press Skip."),
    ],
)
def test_nothing_chosen_says_what_to_do(client: FlaskClient, post: Post, path: str, sentence: str) -> None:
    answer = post(client, path, {})
    page = answer.get_data(as_text=True)  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert page.count(sentence) == 2
    assert 'aria-invalid="true"' in page


def test_everything_too_long_comes_back_with_a_sentence(client: FlaskClient, post: Post, session: Session) -> None:
    words = "long " * 1001
    answer = post(client, "/tell-us/good", {"q-good": words, "q-not_good": words, "q-better": "short"})
    page = answer.get_data(as_text=True)  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert page.count("This is 5 letters too long.") == 4
    assert (page.count(words), "short" in page) == (2, True)
    assert session.exec(select(Draft)).all() == []


@pytest.mark.parametrize(
    ("over", "said"), [(1, "بحرف واحد"), (2, "بحرفين"), (5, "٥ أحرف"), (45, "٤٥ حرفًا"), (100, "١٠٠ حرف ")]
)
def test_too_long_counts_in_the_words_and_digits_of_the_language(
    client: FlaskClient, post: Post, over: int, said: str
) -> None:
    client.get("/?lang=ar")
    answer = post(client, "/tell-us/good", {"q-good": "a" * (5000 + over)})
    assert answer.get_data(as_text=True).count(said) == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/tell-us/how_is_it_going", {"q-how_is_it_going": "excellent", "q-service": "youth-club"}),
        ("/tell-us/how_is_it_going", {"q-how_is_it_going": ["good", "not_good"]}),
        ("/houses/how_are_things", {"q-how_are_things": "11"}),
        ("/houses/how_are_things", {"q-how_are_things": "lots"}),
        ("/houses/how_are_things", {"q-how_are_things": "7.5"}),
    ],
)
def test_choices_that_were_not_offered_are_refused(
    client: FlaskClient, post: Post, session: Session, path: str, fields: dict[str, object]
) -> None:
    assert post(client, path, fields).status_code == 422  # type: ignore[attr-defined]
    assert session.exec(select(Draft)).all() == []


def test_digits_of_any_script_are_numbers(client: FlaskClient, post: Post) -> None:
    assert post(client, "/houses/how_are_things", {"q-how_are_things": "٧"}).status_code == 303  # type: ignore[attr-defined]


def test_nothing_at_all_cannot_be_sent(client: FlaskClient, post: Post, session: Session) -> None:
    post(client, WORRY, {"go": "skip"})
    answer = post(client, "/houses/check", {})
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "There is nothing to send yet." in answer.get_data(as_text=True)  # type: ignore[attr-defined]
    assert session.exec(select(Response)).all() == []


def test_a_form_sent_twice_gives_the_same_receipt_once(client: FlaskClient, post: Post, session: Session) -> None:
    post(client, WORRY, {FIELD: "once"})
    form = {"csrf_token": token(client, "/houses/check")}
    first, second = client.post("/houses/check", data=form), client.post("/houses/check", data=form)
    assert (first.location, second.location) == ("/sent", "/sent")
    words = re.findall("<li>([a-z]+)</li>", client.get("/sent").get_data(as_text=True))
    assert words == re.findall("<li>([a-z]+)</li>", client.get("/sent").get_data(as_text=True))
    assert len(session.exec(select(Response)).all()) == 1


def test_two_tabs_add_to_one_draft(client: FlaskClient, session: Session) -> None:
    first, second = token(client, "/tell-us/good"), token(client, WORRY)
    client.post("/tell-us/good", data={"q-good": "tab one", "csrf_token": first})
    client.post("/tell-us/how_is_it_going", data={"q-how_is_it_going": "good", "csrf_token": first})
    client.post(WORRY, data={FIELD: "tab two", "csrf_token": second})
    assert "tab one" in client.get("/tell-us/check").get_data(as_text=True)
    assert "tab two" in client.get("/houses/check").get_data(as_text=True)
    assert len(session.exec(select(Draft)).all()) == 2


def test_a_second_tab_that_sends_late_finds_the_receipt(client: FlaskClient, post: Post) -> None:
    post(client, WORRY, {FIELD: "x"})
    late = {"csrf_token": token(client, "/houses/check"), FIELD: "x"}
    post(client, "/houses/check", {})
    assert client.post("/houses/check", data=late).location == "/sent"


@pytest.mark.parametrize("kept_token", ["", "nonsense", None])
def test_a_page_without_a_good_token_comes_back_with_what_was_typed(
    client: FlaskClient, session: Session, kept_token: str | None
) -> None:
    form = {FIELD: AWKWARD[0]} if kept_token is None else {FIELD: AWKWARD[0], "csrf_token": kept_token}
    answer = client.post(WORRY, data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert field_value(page) == AWKWARD[0]
    assert "What you wrote is still here." in page
    assert session.exec(select(Draft)).all() == []


def test_after_an_expired_session_the_same_page_can_be_sent(
    app: Flask, client: FlaskClient, session: Session, ring: KeyRing
) -> None:
    old = token(client, WORRY)
    later = app.test_client()
    again = later.post(WORRY, data={FIELD: "still me", "csrf_token": old}).get_data(as_text=True)
    fresh = re.search('csrf_token" value="([^"]+)', again)
    assert fresh
    assert later.post(WORRY, data={FIELD: field_value(again), "csrf_token": fresh[1]}).location == "/houses"
    later.post("/houses/check", data={"csrf_token": token(later, "/houses/check")})
    assert texts(session, ring) == ["still me"]


def test_after_an_expired_session_the_check_page_carries_everything_along(
    app: Flask, client: FlaskClient, post: Post, session: Session, ring: KeyRing
) -> None:
    post(client, WORRY, {FIELD: AWKWARD[0]})
    check = client.get("/houses/check").get_data(as_text=True)
    carried = {
        name: html.unescape(value) for name, value in re.findall('type="hidden" name="([^"]+)" value="([^"]*)"', check)
    }
    later = app.test_client()
    answer = later.post("/houses/check", data={**carried, "consent-house_of_worries": "use_words"})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "Press “Send”." in page, 'value="use_words" checked' in page) == (400, True, True)
    fresh = re.search('csrf_token" value="([^"]+)', page)
    assert fresh
    assert later.post("/houses/check", data={**carried, "csrf_token": fresh[1]}).location == "/sent"
    assert texts(session, ring) == [AWKWARD[0]]


def test_a_robot_that_fills_the_hidden_box_is_asked_again(client: FlaskClient, post: Post, session: Session) -> None:
    answer = post(client, WORRY, {FIELD: "hello", "website": "http://spam"})
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert field_value(answer.get_data(as_text=True)) == "hello"  # type: ignore[attr-defined]
    assert session.exec(select(Draft)).all() == []


def closed(database: Database, app: Flask, slug: str) -> None:
    with database.transaction() as session:
        close(session, slug, clock.today() - timedelta(days=1))
    for kept in app.extensions["participation_kept"]:
        kept.forget()


def test_whoever_has_begun_may_finish_after_it_closed(
    app: Flask, client: FlaskClient, post: Post, database: Database
) -> None:
    address = "/surveys/how-are-we-doing/better"
    post(client, address, {"q-better": "begun"})
    closed(database, app, "how-are-we-doing")
    assert "you can still finish" in client.get(address).get_data(as_text=True)
    assert post(client, "/surveys/how-are-we-doing/check", {}).location == "/sent"  # type: ignore[attr-defined]


def test_a_survey_that_closed_meanwhile_gives_the_words_back(
    app: Flask, client: FlaskClient, database: Database, session: Session
) -> None:
    address = "/surveys/how-are-we-doing/better"
    form = {"csrf_token": token(client, address), "q-better": "short"}
    session.rollback()
    closed(database, app, "how-are-we-doing")
    answer = client.post(address, data=form)
    assert answer.status_code == 409
    assert '<blockquote dir="auto">short</blockquote>' in answer.get_data(as_text=True)
    assert "These questions have closed." in client.get(address).get_data(as_text=True)


def test_a_closed_survey_takes_nothing_from_somebody_who_had_not_begun(
    app: Flask, client: FlaskClient, database: Database, session: Session
) -> None:
    form = {"csrf_token": token(client, "/tell-us"), "q-better": "short"}
    session.rollback()
    closed(database, app, "how-are-we-doing")
    answer = client.post("/surveys/how-are-we-doing/check", data=form)
    assert answer.status_code == 409
    assert '<blockquote dir="auto">short</blockquote>' in answer.get_data(as_text=True)
    assert session.exec(select(Response)).all() == []


@pytest.mark.parametrize("path", ["/surveys/none", "/surveys/none/check", "/surveys/..%2f"])
def test_a_survey_that_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/tell-us/no-such-page", "/houses/zzz"])
def test_a_page_that_is_not_there_leads_to_the_first(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 302


def test_too_many_bytes_get_a_friendly_page(client: FlaskClient) -> None:
    answer = client.post(WORRY, data={FIELD: "x" * 1_100_000})
    assert answer.status_code == 413
    assert "That is too much at once" in answer.get_data(as_text=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from([FIELD, "go", "q-how_are_things", "website", "consent-good", "csrf_token", "q-"]),
        st.text(max_size=40),
    ),
    path=st.sampled_from(
        [WORRY, "/houses/check", "/tell-us/good", "/houses/how_are_things", "/replies", "/replies/message"]
    ),
)
def test_no_form_breaks_a_page(client: FlaskClient, fields: dict[str, str], path: str) -> None:
    assert client.post(path, data=fields).status_code < 500
