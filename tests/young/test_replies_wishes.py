"""What can be done with what was sent: saying how it went, re-opening, withdrawing, deleting."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.conversations.models import Asked, Judgement, Message, Verdict
from participation.conversations.services import reply
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.models import OutboxMessage
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.queries import statements_of
from participation.responses.rules import Handling, Progress, QuoteConsent, StatementStatus, Urgency
from participation.responses.services import advance
from tests.conftest import token
from tests.factories import Council, principal, said, send
from tests.young.conftest import WORDS, Kept

Post = Callable[..., Any]
SHOWN = WORDS.replace("<", "&lt;").replace(">", "&gt;")


@pytest.fixture
def answered(opened: FlaskClient, database: Database, ring: KeyRing, council: Council, kept: Kept) -> FlaskClient:
    """A visitor who reads a reply to something that is decided."""
    with database.transaction() as session:
        response = session.get_one(Response, kept.response_id)
        advance(response, Progress.DECIDED, clock.today())
        response.handling = Handling.DONE
        reply(session, ring, response, "We did it.", principal(session, council.staff["worker"]))
    return opened


def now(session: Session, kept: Kept) -> Response:
    session.rollback()
    return session.get_one(Response, kept.response_id)


def test_nothing_is_judged_before_there_was_an_answer(opened: FlaskClient, post: Post, session: Session) -> None:
    assert "Did we listen?" not in opened.get("/replies").text
    post(opened, "/replies/judge", {"asked": "listened", "verdict": "yes"}, page="/replies")
    assert session.exec(select(Judgement)).all() == []


def test_two_questions_each_with_an_answer_of_its_own_that_may_change(
    answered: FlaskClient, post: Post, session: Session
) -> None:
    page = answered.get("/replies").text
    assert page.index("Did we listen?") < page.index("Did it help?")
    assert not any("checked" in line for line in page.splitlines() if 'name="verdict"' in line)
    for asked, verdict in (("listened", "yes"), ("helped", "no"), ("helped", "a_bit")):
        post(answered, "/replies/judge", {"asked": asked, "verdict": verdict}, page="/replies")
    said_so = {row.asked: row.verdict for row in session.exec(select(Judgement))}
    assert said_so == {Asked.LISTENED: Verdict.YES, Asked.HELPED: Verdict.A_BIT}


@pytest.mark.parametrize("form", [{}, {"asked": "listened"}, {"asked": "x", "verdict": "yes"}, {"verdict": "yes"}])
def test_an_answer_that_is_none_is_not_kept(
    answered: FlaskClient, post: Post, session: Session, form: dict[str, str]
) -> None:
    assert post(answered, "/replies/judge", form, page="/replies").status_code == 303
    assert session.exec(select(Judgement)).all() == []


def test_a_no_offers_to_look_again(answered: FlaskClient, post: Post) -> None:
    assert "If you like, we look at it again." not in answered.get("/replies").text
    post(answered, "/replies/judge", {"asked": "helped", "verdict": "no"}, page="/replies")
    assert "If you like, we look at it again." in answered.get("/replies").text


@pytest.mark.parametrize("words", ["", "it is <still> bad"])
def test_what_is_not_finished_is_unread_and_promised_again(
    answered: FlaskClient, post: Post, session: Session, kept: Kept, words: str
) -> None:
    assert post(answered, "/replies/not-finished", {"message": words}).location == "/replies"
    response = now(session, kept)
    assert (response.handling, response.progress) == (Handling.UNREAD, Progress.RECEIVED)
    assert (response.reopened_on, response.read_on, response.decided_on) == (clock.today(), None, None)
    session.rollback()
    page = answered.get("/replies").text
    assert "You told us it’s not finished" in page
    assert "We will read it by" in page
    assert ("it is &lt;still&gt; bad" in page) is bool(words)


def test_words_about_it_that_cannot_be_taken_come_back(
    answered: FlaskClient, post: Post, session: Session, kept: Kept
) -> None:
    assert "that is long" in post(answered, "/replies/not-finished", {"message": "that is long " * 500}).text
    shown = answered.post("/replies/not-finished", data={"message": "kept <here>"})
    assert shown.status_code == 422
    assert "kept &lt;here&gt;</textarea>" in shown.text
    assert now(session, kept).reopened_on is None


def test_nothing_is_taken_back_or_deleted_before_it_is_confirmed(
    opened: FlaskClient, session: Session, kept: Kept
) -> None:
    assert "Yes, take it back" in opened.get("/replies/withdraw").text
    assert "This can’t be undone." in opened.get("/replies/delete").text
    assert now(session, kept).withdrawn_on is None


@pytest.mark.parametrize("path", ["withdraw", "delete"])
def test_taking_back_and_deleting_need_a_token(opened: FlaskClient, session: Session, kept: Kept, path: str) -> None:
    assert opened.post(f"/replies/{path}").status_code == 400
    assert now(session, kept).withdrawn_on is None


def test_what_was_taken_back_still_opens_with_its_messages(
    answered: FlaskClient, post: Post, session: Session, kept: Kept
) -> None:
    post(answered, "/replies/withdraw", {})
    response = now(session, kept)
    assert (response.withdrawn_on, response.deleted_on) == (clock.today(), None)
    assert {s.quote_consent for s in statements_of(session, kept.response_id)} == {QuoteConsent.DO_NOT_SHARE}
    session.rollback()
    post(answered, "/replies/close", {}, page="/replies")
    assert post(answered, "/replies", {"code": kept.words}).location == "/replies"
    page = answered.get("/replies").text
    assert "You took this back" in page
    assert "We did it." in page
    assert "We will" not in page
    assert 'href="/replies/delete"' in page


def test_taking_back_can_be_undone_and_staff_decide_anew(
    opened: FlaskClient, post: Post, session: Session, kept: Kept
) -> None:
    post(opened, "/replies/withdraw", {})
    post(opened, "/replies/use-again", {}, page="/replies")
    response = now(session, kept)
    assert (response.withdrawn_on, response.handling) == (None, Handling.UNREAD)
    texts = statements_of(session, kept.response_id)
    assert {s.status for s in texts} == {StatementStatus.WAITING}
    assert {s.quote_consent for s in texts} == {QuoteConsent.DO_NOT_SHARE}
    assert "You took this back" not in opened.get("/replies").text


@pytest.mark.parametrize("path", ["not-finished", "words/{}/share", "words/{}/change"])
def test_what_was_taken_back_is_not_changed(
    opened: FlaskClient, post: Post, session: Session, kept: Kept, path: str
) -> None:
    text = statements_of(session, kept.response_id)[0].id
    session.rollback()
    post(opened, "/replies/withdraw", {})
    form = {"message": "anew", "consent": "use_words"}
    post(opened, f"/replies/{path.format(text)}", form, page="/replies")
    assert now(session, kept).reopened_on is None
    first = statements_of(session, kept.response_id)[0]
    assert (first.quote_consent, first.corrected) == (QuoteConsent.DO_NOT_SHARE, None)


def deleting(client: FlaskClient, post: Post, code: str) -> str:
    post(client, "/replies", {"code": code})
    return str(post(client, "/replies/delete", {}).text)


def test_deleting_says_the_same_whatever_the_words_were(
    client: FlaskClient, post: Post, database: Database, ring: KeyRing, session: Session
) -> None:
    """Nobody at the screen learns that something was flagged; safeguarding does (practice.md, "Deleting")."""
    with database.transaction() as writing:
        codes = [send(writing, ring, said(good=words)).code.words for words in ("fine", "my dad hits me")]
    harmless, flagged = (deleting(client, post, code) for code in codes)
    assert harmless == flagged
    assert "Your words are gone from here" in harmless
    assert [row.template for row in session.exec(select(OutboxMessage))] == ["urgent"]


def test_a_deleted_code_is_as_if_it_had_never_been_there(opened: FlaskClient, post: Post, kept: Kept) -> None:
    """Not "you deleted this": somebody else who found the words would learn that there was something to delete."""
    post(opened, "/replies/delete", {})
    assert SHOWN not in opened.get("/replies").text
    deleted, unknown = (post(opened, "/replies", {"code": code}) for code in (kept.words, "a-b-c-d-e"))
    assert (deleted.status_code, unknown.status_code) == (422, 422)
    assert without_codes(deleted.text, kept.words) == without_codes(unknown.text, "a-b-c-d-e")


def without_codes(page: str, code: str) -> str:
    return page.replace(f'value="{code}"', "").split("</form>")[1]


def test_deleting_waits_for_staff_to_read_and_keeps_what_safeguarding_needs(
    opened: FlaskClient, post: Post, session: Session, kept: Kept
) -> None:
    post(opened, "/replies/delete", {})
    response = now(session, kept)
    assert response.deleted_on == clock.today()
    assert response.handling is Handling.UNREAD
    assert response.urgency < Urgency.EVERYTHING_ELSE
    assert response.data_key


def test_the_team_cannot_write_to_whom_it_cannot_reach(opened: FlaskClient, post: Post, session: Session) -> None:
    before = len(session.exec(select(Message)).all())
    session.rollback()
    form = {"message": "hello"}
    post(opened, "/replies/delete", {})
    assert post(opened, "/replies/message", form, page="/replies").status_code == 422
    assert len(session.exec(select(Message)).all()) == before


@pytest.mark.usefixtures("any_database")
def test_a_message_that_comes_while_staff_settle_it_stays_unread(
    opened: FlaskClient, post: Post, database: Database, session: Session, kept: Kept
) -> None:
    shown = token(opened, "/replies")
    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as settling:
            response = settling.get_one(Response, kept.response_id, with_for_update=True)
            form = {"message": "and another thing", "csrf_token": shown}
            writing = pool.submit(opened.post, "/replies/message", data=form)
            sleep(0.5)
            response.handling = Handling.DONE
        assert writing.result().status_code == 303
    assert now(session, kept).handling is Handling.UNREAD
