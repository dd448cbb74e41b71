"""Reading a reply by its code: the timeline, messages both ways, the words, taking them back."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.conversations.models import Author, Message
from participation.conversations.queries import messages
from participation.conversations.services import reply
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.rules import Handling
from participation.web import limits
from tests.conftest import token
from tests.factories import Council, principal
from tests.young.conftest import WORDS, Kept

Post = Callable[..., object]
SHOWN = WORDS.replace("<", "&lt;").replace(">", "&gt;")
AWKWARD = "<b>bold</b> مرحبا 🎉"


def timeline(client: FlaskClient) -> str:
    return client.get("/replies").get_data(as_text=True)


@pytest.mark.parametrize("write", ["{}", " {} ", "upper", "spaces"])
def test_the_code_opens_the_reply_however_it_is_typed(client: FlaskClient, post: Post, kept: Kept, write: str) -> None:
    forms = {"upper": kept.words.upper(), "spaces": kept.words.replace("-", " ")}
    typed = forms.get(write, write.format(kept.words))
    assert post(client, "/replies", {"code": typed}).status_code == 303  # type: ignore[attr-defined]
    assert SHOWN in timeline(client)


def test_the_code_stands_in_no_address_and_no_cookie(opened: FlaskClient, kept: Kept) -> None:
    cookie = opened.get_cookie("visit")
    assert cookie is not None
    assert kept.words not in cookie.value
    assert kept.words not in timeline(opened)


def test_a_wrong_code_says_so_and_keeps_what_was_typed(client: FlaskClient, post: Post) -> None:
    answer = post(client, "/replies", {"code": "<five wrong words here>"})
    page = answer.get_data(as_text=True)  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "We can’t find those words." in page
    assert 'value="&lt;five wrong words here&gt;"' in page


def test_no_code_at_all_says_what_to_type(client: FlaskClient, post: Post) -> None:
    answer = post(client, "/replies", {"code": " \x00 "})
    assert "Type the five words that you got" in answer.get_data(as_text=True)  # type: ignore[attr-defined]


def test_guessing_is_refused_after_a_few_and_the_right_code_still_opens(
    client: FlaskClient, post: Post, kept: Kept
) -> None:
    statuses = [post(client, "/replies", {"code": f"wrong {n}"}).status_code for n in range(7)]  # type: ignore[attr-defined]
    assert (statuses[0], statuses[-1]) == (422, 429)
    assert post(client, "/replies", {"code": kept.words}).status_code == 303  # type: ignore[attr-defined]


def test_a_message_that_waits_is_still_there_after_too_many_tries(client: FlaskClient, post: Post) -> None:
    form = {"code": "wrong <words>", "message": "precious words"}
    answers = [post(client, "/replies", form) for _ in range(7)]
    assert answers[-1].status_code == 429  # type: ignore[attr-defined]
    page = answers[-1].get_data(as_text=True)  # type: ignore[attr-defined]
    assert "precious words</textarea>" in page
    assert 'value="wrong &lt;words&gt;"' in page
    assert page.count("There were too many tries. Wait ten minutes and try again.") == 2


def test_dropping_the_cookie_does_not_help_a_guesser_and_a_right_code_still_opens(
    app: Flask, post: Post, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ALTOGETHER", limits.parse("8 per hour"))
    limits._limiter.cache_clear()
    statuses = [post(app.test_client(), "/replies", {"code": f"wrong {n}"}).status_code for n in range(9)]  # type: ignore[attr-defined]
    assert (statuses[0], statuses[-1]) == (422, 429)
    assert post(app.test_client(), "/replies", {"code": kept.words}).status_code == 303  # type: ignore[attr-defined]
    limits._limiter.cache_clear()


def test_the_counters_do_not_learn_what_opens_a_draft(client: FlaskClient, post: Post, app: Flask) -> None:
    limits._limiter.cache_clear()
    post(client, "/replies", {"code": "wrong"})
    with client.session_transaction(path="/replies") as visit:
        secret = visit["secret"]
    counted = limits._limiter(app.config["SETTINGS"].limits_url).storage.storage  # type: ignore[attr-defined]
    assert len(counted) == 2
    assert not [key for key in counted if secret in key]


def test_a_code_page_that_was_open_too_long_keeps_the_code(client: FlaskClient, kept: Kept) -> None:
    answer = client.post("/replies", data={"code": kept.words})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'value="{kept.words}"' in page
    assert SHOWN not in page


def test_another_visitor_needs_the_code(opened: FlaskClient, app: Flask) -> None:
    assert SHOWN not in timeline(app.test_client())


def test_the_team_answers_and_the_young_person_writes_back(
    opened: FlaskClient, post: Post, database: Database, ring: KeyRing, council: Council, kept: Kept
) -> None:
    with database.transaction() as session:
        response = session.get_one(Response, kept.response_id)
        reply(session, ring, response, "Thank <you>", principal(session, council.staff["worker"]))
        response.handling = Handling.DONE
    assert "Thank &lt;you&gt;" in timeline(opened)
    post(opened, "/replies/message", {"message": AWKWARD}, page="/replies")
    assert "&lt;b&gt;bold&lt;/b&gt; مرحبا 🎉" in timeline(opened)
    with database.session(write=False) as session:
        response = session.get_one(Response, kept.response_id)
        assert [message.text for message in messages(session, ring, response)] == ["Thank <you>", AWKWARD]
        assert response.handling is Handling.UNREAD
        assert session.exec(select(Message.seen).where(Message.author == Author.TEAM)).one() is True


@pytest.mark.parametrize(
    ("typed", "sentence"), [("  ", "Write something first."), ("long " * 1001, "That is too long.")]
)
def test_a_message_that_cannot_be_sent_comes_back(
    opened: FlaskClient, post: Post, session: Session, typed: str, sentence: str
) -> None:
    answer = post(opened, "/replies/message", {"message": typed}, page="/replies")
    page = answer.get_data(as_text=True)  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert sentence in page
    assert typed in page
    assert session.exec(select(Message)).all() == []


def test_a_message_without_a_good_token_comes_back(opened: FlaskClient, session: Session) -> None:
    answer = opened.post("/replies/message", data={"message": "still mine"})
    assert answer.status_code == 422
    assert "still mine</textarea>" in answer.get_data(as_text=True)
    assert session.exec(select(Message)).all() == []


def test_a_message_after_the_words_were_put_away_is_still_there_to_send(
    opened: FlaskClient, post: Post, kept: Kept, session: Session, ring: KeyRing
) -> None:
    form = {"csrf_token": token(opened, "/replies"), "message": "late words"}
    post(opened, "/replies/close", {}, page="/replies")
    page = opened.post("/replies/message", data=form).get_data(as_text=True)
    assert "late words</textarea>" in page
    fresh = re.search('csrf_token" value="([^"]+)', page)
    assert fresh
    again = {"code": kept.words, "message": "late words", "csrf_token": fresh[1]}
    answer = opened.post("/replies", data=again, follow_redirects=True)
    assert "late words</textarea>" in answer.get_data(as_text=True)


def test_putting_it_away_needs_the_code_again(opened: FlaskClient, post: Post) -> None:
    post(opened, "/replies/close", {}, page="/replies")
    assert SHOWN not in timeline(opened)


def test_a_page_that_takes_messages_only_is_never_gone_back_to(opened: FlaskClient) -> None:
    page = opened.post("/replies/message", data={"message": "x"}).get_data(as_text=True)
    assert "next=/replies/message" not in page
