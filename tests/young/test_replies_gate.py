"""Who has only the code sees how far it is; the words need the picture and the word. A shut code shows nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from participation.conversations.services import reply
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.services import set_second_secret
from participation.web import limits
from tests.factories import Council, principal
from tests.young.conftest import WORDS, Kept

Post = Callable[..., Any]
SHOWN = WORDS.replace("<", "&lt;").replace(">", "&gt;")
OWN = {"picture": "cat", "word": "lamp"}
ANSWER = "peculiar answer of the team"
PAGES = ("words", "more", "copy", "not-finished", "withdraw", "delete")


@pytest.fixture
def guarded(database: Database, ring: KeyRing, council: Council, kept: Kept) -> Kept:
    """A response with a second secret and a reply that nobody has seen."""
    with database.transaction() as session:
        response = session.get_one(Response, kept.response_id)
        set_second_secret(ring, response, **OWN)
        reply(session, ring, response, ANSWER, principal(session, council.staff["worker"]))
    return kept


@pytest.fixture
def at_the_gate(client: FlaskClient, post: Post, guarded: Kept) -> FlaskClient:
    """A visitor who has given the code and nothing else."""
    post(client, "/replies", {"code": guarded.words})
    return client


def test_the_code_alone_shows_how_far_it_is_and_no_words(at_the_gate: FlaskClient) -> None:
    page = at_the_gate.get("/replies").text
    assert "We will read it by" in page
    assert "There is 1 message for you." in page
    assert [secret for secret in (SHOWN, "The club", ANSWER) if secret in page] == []
    assert 'name="picture" value="cat"' in page


@pytest.mark.parametrize("page", PAGES)
def test_nothing_about_the_words_opens_without_the_second_secret(at_the_gate: FlaskClient, page: str) -> None:
    assert at_the_gate.get(f"/replies/{page}").location == "/replies"


@pytest.mark.parametrize(
    "path", ["message", "judge", "not-finished", "withdraw", "use-again", "delete", "words/1/share", "words/1/change"]
)
def test_nothing_is_done_without_the_second_secret(
    at_the_gate: FlaskClient, post: Post, guarded: Kept, database: Database, path: str
) -> None:
    before = rows(database, guarded)
    answer = post(at_the_gate, f"/replies/{path}", {"message": "", "consent": "use_words"}, page="/replies")
    assert answer.location == "/replies"
    assert rows(database, guarded) == before


def rows(database: Database, kept: Kept) -> str:
    with database.session(write=False) as session:
        return str(session.get_one(Response, kept.response_id).model_dump())


def test_the_picture_and_the_word_open_the_rest_for_this_visit(
    app: Flask, at_the_gate: FlaskClient, post: Post, guarded: Kept
) -> None:
    assert post(at_the_gate, "/replies/own", OWN, page="/replies").location == "/replies"
    page = at_the_gate.get("/replies").text
    assert SHOWN in page
    assert ANSWER in page
    other = app.test_client()
    post(other, "/replies", {"code": guarded.words})
    assert SHOWN not in other.get("/replies").text


@pytest.mark.parametrize("given", [{"picture": "dog", "word": "lamp"}, {"picture": "cat", "word": "jam"}, {}])
def test_a_wrong_pair_is_friendly_and_opens_nothing(
    at_the_gate: FlaskClient, post: Post, given: dict[str, str]
) -> None:
    answer = post(at_the_gate, "/replies/own", given, page="/replies")
    assert answer.status_code == 422
    assert "picture and" in answer.text
    assert SHOWN not in at_the_gate.get("/replies").text


def test_guessing_pairs_is_refused_by_response_whoever_guesses_and_the_right_one_waits_too(
    app: Flask, post: Post, guarded: Kept
) -> None:
    statuses = []
    for _ in range(9):
        guesser = app.test_client()
        post(guesser, "/replies", {"code": guarded.words})
        statuses.append(post(guesser, "/replies/own", {**OWN, "word": "jam"}, page="/replies").status_code)
    assert (statuses[0], statuses[-1]) == (422, 429)
    mine = app.test_client()
    post(mine, "/replies", {"code": guarded.words})
    assert post(mine, "/replies/own", OWN, page="/replies").status_code == 429
    limits._limiter.cache_clear()
    assert post(mine, "/replies/own", OWN, page="/replies").status_code == 303


def test_a_message_that_waits_passes_the_gate(at_the_gate: FlaskClient, post: Post) -> None:
    waiting = post(at_the_gate, "/replies/message", {"message": "late <words>"}, page="/replies")
    assert waiting.status_code == 422
    assert "late &lt;words&gt;</textarea>" in waiting.text
    opened = post(at_the_gate, "/replies/own", {**OWN, "message": "late <words>"}, page="/replies")
    assert "late &lt;words&gt;</textarea>" in opened.text
    assert SHOWN in opened.text


def test_without_a_token_the_pair_is_not_looked_at(at_the_gate: FlaskClient) -> None:
    assert at_the_gate.post("/replies/own", data=OWN).status_code == 422
    assert SHOWN not in at_the_gate.get("/replies").text


def freeze(database: Database, kept: Kept) -> None:
    with database.transaction() as session:
        session.get_one(Response, kept.response_id).frozen_on = clock.today()


def test_a_code_that_staff_have_shut_shows_a_neutral_page_and_ways_to_help(
    client: FlaskClient, post: Post, kept: Kept, database: Database
) -> None:
    freeze(database, kept)
    page = post(client, "/replies", {"code": kept.words, "message": "still <mine>"}).text
    assert "We’ve closed this for now" in page
    assert "tel:999" in page
    assert "still &lt;mine&gt;" in page
    assert [word for word in (SHOWN, "frozen", "somebody else", "staff") if word in page.lower()] == []


@pytest.mark.parametrize("path", ["", *(f"/{page}" for page in PAGES)])
def test_shutting_a_code_ends_what_is_open(opened: FlaskClient, kept: Kept, database: Database, path: str) -> None:
    freeze(database, kept)
    assert "We’ve closed this for now" in opened.get(f"/replies{path}", follow_redirects=True).text


def test_a_visitor_without_a_code_is_led_to_the_code_page(client: FlaskClient, session: Session) -> None:
    assert {client.get(f"/replies/{page}").location for page in PAGES} == {"/replies"}
