"""Messages both ways: sealed, seen by whom they were shown, gone with their response."""

import pytest
import time_machine
from sqlmodel import Session, select

from participation.audit.queries import history
from participation.conversations import queries, services
from participation.conversations.models import Asked, Author, Message, Verdict
from participation.intake.services import delete_response, withdraw_response
from participation.kernel import clock
from participation.kernel.ids import new_secret
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.services import erase
from tests.factories import Council, principal, said, send

WORDS = "i <3 you all, but when? 👩‍👩‍👧 متى؟"


@pytest.fixture
def response(session: Session, ring: KeyRing, council: Council) -> Response:
    """Something to write about."""
    return send(session, ring, said(good="fine")).response


def write(session: Session, ring: KeyRing, response: Response, author: Author, text: str = WORDS) -> int:
    return services.write(session, ring, response, text, author=author).id or 0


def test_a_message_comes_back_word_for_word_and_is_sealed(session: Session, ring: KeyRing, response: Response) -> None:
    write(session, ring, response, Author.YOUNG_PERSON)
    assert [(each.text, each.from_team) for each in queries.messages(session, ring, response)] == [(WORDS, False)]
    assert b"when" not in session.exec(select(Message)).one().text


def test_a_reply_is_on_the_record_with_who_wrote_it(
    session: Session, ring: KeyRing, response: Response, council: Council
) -> None:
    by = principal(session, council.staff["worker"])
    services.reply(session, ring, response, "On Monday.", by)
    shown = queries.messages(session, ring, response)[0]
    assert (shown.from_team, shown.staff_id) == (True, by.staff_id)
    assert [event.action for event in history(session, "response", response.id or 0)] == ["replied"]


@pytest.mark.parametrize("author", Author)
def test_only_the_other_sides_messages_are_marked_as_seen(
    session: Session, ring: KeyRing, response: Response, author: Author
) -> None:
    for each in Author:
        write(session, ring, response, each)
    services.mark_seen(session, response.id or 0, author)
    seen = {row.author: row.seen for row in session.exec(select(Message))}
    assert seen == {each: each is author for each in Author}


def test_what_came_after_the_page_was_shown_is_still_unseen(
    session: Session, ring: KeyRing, response: Response
) -> None:
    shown = write(session, ring, response, Author.YOUNG_PERSON)
    write(session, ring, response, Author.YOUNG_PERSON)
    services.mark_seen(session, response.id or 0, Author.YOUNG_PERSON, shown)
    assert [each.seen for each in queries.messages(session, ring, response)] == [True, False]
    assert queries.unanswered(session, response.id or 0)


@pytest.mark.parametrize(
    ("authors", "waiting"),
    [([], False), ([Author.TEAM], False), ([Author.YOUNG_PERSON], True), ([Author.YOUNG_PERSON, Author.TEAM], True)],
)
def test_a_message_waits_until_somebody_marks_it(
    session: Session, ring: KeyRing, response: Response, authors: list[Author], waiting: bool
) -> None:
    last = [write(session, ring, response, author) for author in authors]
    assert queries.unanswered(session, response.id or 0) is waiting
    assert queries.last_message(session, response.id or 0) == max(last, default=0)


def test_messages_go_with_the_words(session: Session, ring: KeyRing, response: Response) -> None:
    write(session, ring, response, Author.YOUNG_PERSON)
    erase(session, response, clock.today())
    assert queries.messages(session, ring, response) == ()


def opened_by(session: Session, secret: str) -> Response | None:
    found = queries.being_read(session, secret)
    return found.response if found else None


def test_only_the_session_that_gave_the_code_reads_and_only_for_a_while(session: Session, response: Response) -> None:
    mine, other = new_secret(), new_secret()
    with time_machine.travel("2026-11-24T09:00:00Z", tick=False) as traveller:
        services.begin_reading(session, mine, response.id or 0)
        assert opened_by(session, mine) is response
        assert queries.being_read(session, other) is None
        traveller.shift(services.READING_LASTS * 2)
        assert queries.being_read(session, mine) is None


def test_reading_ends_at_once_when_it_is_closed_or_another_code_is_given(
    session: Session, ring: KeyRing, response: Response
) -> None:
    secret, another = new_secret(), send(session, ring, said(good="other")).response
    for each in (response, another):
        services.begin_reading(session, secret, each.id or 0)
    assert opened_by(session, secret) is another
    services.end_reading(session, secret)
    assert queries.being_read(session, secret) is None


@pytest.mark.parametrize(("chosen", "given", "proven"), [(None, False, True), ("x", False, False), ("x", True, True)])
def test_a_reading_remembers_whether_the_second_secret_was_given(
    session: Session, response: Response, chosen: str | None, given: bool, proven: bool
) -> None:
    response.second_secret = chosen
    services.begin_reading(session, "mine", response.id or 0, proven=given)
    found = queries.being_read(session, "mine")
    assert found
    assert found.proven is proven


@pytest.mark.parametrize("end", ["delete", "erase"])
def test_what_was_deleted_is_read_no_more_from_this_moment(session: Session, response: Response, end: str) -> None:
    services.begin_reading(session, "mine", response.id or 0)
    {"delete": delete_response, "erase": lambda s, r: erase(s, r, clock.today())}[end](session, response)
    assert queries.being_read(session, "mine") is None


def test_what_was_only_withdrawn_is_still_theirs_to_read(session: Session, response: Response) -> None:
    services.begin_reading(session, "mine", response.id or 0)
    withdraw_response(session, response)
    assert opened_by(session, "mine") is response


def test_each_question_has_one_answer_and_the_last_one_counts(session: Session, response: Response) -> None:
    for verdict in (Verdict.NO, Verdict.YES):
        services.judge(session, response.id or 0, Asked.LISTENED, verdict, clock.today())
    services.judge(session, response.id or 0, Asked.HELPED, Verdict.A_BIT, clock.today())
    assert queries.judgements(session, response.id or 0) == {Asked.LISTENED: Verdict.YES, Asked.HELPED: Verdict.A_BIT}
    services.forget(session, response.id or 0)
    assert queries.judgements(session, response.id or 0) == {}


def test_replies_that_wait_are_counted_until_they_were_seen(
    session: Session, ring: KeyRing, response: Response
) -> None:
    for author in (Author.TEAM, Author.TEAM, Author.YOUNG_PERSON):
        write(session, ring, response, author)
    assert queries.unseen_replies(session, response.id or 0) == 2
    services.mark_seen(session, response.id or 0, Author.TEAM)
    assert queries.unseen_replies(session, response.id or 0) == 0
