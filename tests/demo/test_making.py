"""The demo in the database: every state, the same rows as the features' own commands, the same again for a seed."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from participation.access import Role
from participation.accounts.models import Staff
from participation.accounts.queries import principal_of
from participation.audit.models import AuditEvent
from participation.audit.queries import verify
from participation.conversations.models import Author, Message
from participation.conversations.queries import last_message, messages
from participation.conversations.services import mark_seen
from participation.demo.history import stretches
from participation.demo.making import (
    CODE,
    add_the_rest,
    at_work,
    bring_cards_in,
    email_of,
    make_council,
    write_voices,
)
from participation.demo.stories import Kind, Step, stories
from participation.demo.trends import UNREAD, quarter_starts
from participation.demo.voices import Voice, voices
from participation.demo.worries import CODE as WORRY_CODE
from participation.demo.worries import SECOND_SECRET
from participation.identity.models import Identity
from participation.intake.services import send_message, withdraw_response
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.migrations import upgrade
from participation.moderation.models import Decision
from participation.moderation.queries.marking import seen_of
from participation.moderation.rules import Action
from participation.moderation.services import answer, decide, needs_no_answer, open_response, redact, take_step
from participation.responses.models import Answer, Response, Statement
from participation.responses.queries import by_code, exact_words, second_secret_matches, statements_of
from participation.responses.rules import Handling, Progress, QuoteConsent, StatementStatus, Urgency
from participation.safeguarding.queries import unseen, waiting
from participation.themes.models import Coding, Theme
from participation.themes.services import code
from tests.demo.conftest import COUNT, DAY, RING, made

SECRET = {"reference", "code_lookup", "second_secret", "data_key", "original", "corrected", "text", "reason"}
SECRET |= {"at", "sequence", "hash"}
TABLES = (Response, Answer, Statement, Decision, Coding, Message, AuditEvent)
ACTIONS = {
    Kind.APPROVE: Action.APPROVE,
    Kind.KEEP_PRIVATE: Action.KEEP_PRIVATE,
    Kind.ASK_SECOND_LOOK: Action.ASK_SECOND_LOOK,
}


def rows(session: Session, table: type[SQLModel]) -> list[tuple[Any, ...]]:
    """The rows of a table without what is random by design: keys, codes, sealed words, times."""
    columns = [column for column in sa.inspect(table).columns if column.name not in SECRET | {"id"}]
    return [tuple(row) for row in session.execute(sa.select(*columns))]


def content(database: Database) -> str:
    """One hash over everything that is not random by design."""
    with database.session(write=False) as session:
        stable = {table.__name__: sorted(map(repr, rows(session, table))) for table in TABLES}
    return hashlib.sha256(repr(stable).encode()).hexdigest()


def test_the_same_seed_makes_the_same_demo(small_demo: Database, tmp_path: Path) -> None:
    again, other = made(tmp_path / "again.db"), made(tmp_path / "other.db", seed=2)
    assert content(again) == content(small_demo)
    assert content(other) != content(small_demo)
    again.close()
    other.close()


def test_every_state_is_there(demo: Session) -> None:
    found: dict[type, set[object]] = {
        StatementStatus: set(demo.exec(select(Statement.status))),
        Handling: set(demo.exec(select(Response.handling))),
        Progress: set(demo.exec(select(Response.progress))),
        QuoteConsent: set(demo.exec(select(Statement.quote_consent))),
        Author: set(demo.exec(select(Message.author))),
    }
    assert {kind: set(kind) for kind in found} == found  # type: ignore[call-overload]
    assert set(demo.exec(select(Response.urgency).where(Response.handling == Handling.UNREAD))) == set(Urgency)
    assert set(demo.exec(select(Response.language))) == {"en", "cy", "ar"}
    assert set(demo.exec(select(Response.look))) == {"younger", "standard", "easy-read"}


def test_the_inbox_has_what_came_in_the_last_days(demo: Session) -> None:
    unread = demo.exec(select(Response).where(Response.handling == Handling.UNREAD)).all()
    assert min(UNREAD, COUNT // 5) <= len(unread) <= 60
    assert 2 <= sum(each.urgency == Urgency.NOW for each in unread) <= 5


def test_every_quarter_and_place_has_responses(demo: Session) -> None:
    found = demo.exec(select(Response.received_on, Response.locality_id)).all()
    starts = quarter_starts(DAY)
    assert {sum(start <= day for start in starts) for day, _ in found} == set(range(1, 9))
    assert {place for _, place in found} == {None, 1, 2, 3, 4}


def test_approved_words_name_nobody(demo: Session) -> None:
    taken = demo.exec(select(Statement).where(sa.func.json_array_length(col(Statement.redactions)) > 0)).all()
    shown = [each.published for each in taken if each.published]
    assert shown
    assert all("[name]" in text or "[place]" in text for text in shown)


def test_the_printed_code_opens_a_reply(demo: Session) -> None:
    response = by_code(demo, RING, CODE.words)
    assert isinstance(response, Response)
    written = messages(demo, RING, response)
    assert [each.from_team for each in written] == [True, True, False, True]
    assert not written[-1].seen


def test_the_record_is_whole(demo: Session) -> None:
    chained, fault = verify(demo)[:2]
    assert fault is None
    assert chained == demo.exec(select(sa.func.count(col(AuditEvent.id)))).one()
    times = demo.exec(select(AuditEvent.at).order_by(col(AuditEvent.id))).all()
    assert list(times) == sorted(times)


def test_staff_sign_in_with_the_printed_addresses(demo: Session) -> None:
    names = ("worker", "lead", "leader", "admin", "partner", "north-worker")
    assert set(demo.exec(select(Staff.email))) == {email_of(name) for name in names}


# --- the same story, played through the features' own commands


def play(session: Session, response: Response, voice: Voice, step: Step) -> None:
    """One step, as the pages would take it."""
    statement = next((s for s in statements_of(session, response.id or 0) if s.question_key == step.question), None)
    if step.kind is Kind.READ_REPLY:
        mark_seen(session, response.id or 0, Author.TEAM)
    elif step.kind is Kind.WRITE:
        send_message(session, RING, response, step.text)
    elif step.kind is Kind.WITHDRAW:
        withdraw_response(session, response)
    else:
        staff = session.exec(select(Staff).where(Staff.email == email_of(step.who))).one()
        play_staff(session, response, statement, voice, step, principal_of(session, staff))


def play_staff(
    session: Session, response: Response, statement: Statement | None, voice: Voice, step: Step, by: Any
) -> None:
    """One step of staff."""
    match step.kind, statement:
        case Kind.OPEN, _:
            open_response(session, response, by, step.day)
        case Kind.TAKE_OUT, Statement():
            chosen = stretches(exact_words(RING, response, statement), step.words)
            redact(session, RING, response, statement, chosen, by, seen_of(statement))
        case Kind.CODE, Statement():
            themes = [theme.id or 0 for theme in session.exec(select(Theme)) if theme.name in step.words]
            code(session, statement.id or 0, themes, by, step.day)
        case ((Kind.TALK | Kind.DECIDE), _):
            take_step(session, response, Progress(step.kind.value), by, step.day)
        case Kind.REPLY, _:
            answer(session, RING, response, step.text, by, last_message(session, response.id or 0))
        case Kind.READ_MESSAGES, _:
            needs_no_answer(session, response, by, last_message(session, response.id or 0))
        case _, Statement():
            action, reason = ACTIONS[step.kind], step.text
            decide(session, RING, response, statement, action, by, step.day, seen=seen_of(statement), reason=reason)


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Session]:
    """The same demo as `small_demo`, where every step went through the features' commands."""
    database = Database(f"sqlite:///{tmp_path / 'played.db'}")
    upgrade(database)
    with database.session(write=True) as session:
        with clock.standing_at(at_work(quarter_starts(DAY)[0])):
            staff = make_council(session, quarter_starts(DAY)[0])
        made = voices(1, COUNT, DAY)
        ids = write_voices(session, RING, made, lambda _done, _all: None)
        told = list(zip(ids, made, stories(1, made, DAY), strict=True))
        steps = [(step.day, response_id, voice, step) for response_id, voice, story in told for step in story]
        for day, response_id, voice, step in sorted(steps, key=lambda each: each[0]):
            with clock.standing_at(datetime.combine(day, time(12), UTC)):
                play(session, session.get_one(Response, response_id), voice, step)
        session.commit()
        with clock.standing_at(at_work(DAY - timedelta(days=1))):
            bring_cards_in(database, RING, DAY)
            with database.transaction() as later:
                add_the_rest(later, RING, staff, DAY)
        yield session
    database.close()


def test_what_is_written_in_bulk_is_what_the_commands_write(demo: Session, played: Session) -> None:
    for table in TABLES:
        bulk, real = sorted(map(repr, rows(demo, table))), sorted(map(repr, rows(played, table)))
        assert bulk == real, table.__name__


def test_worries_are_there_with_a_name_apart_and_one_that_needs_a_picture_and_a_word(demo: Session) -> None:
    asked = sa.select(col(Answer.response_id)).where(col(Answer.question_key) == "safe_now")
    assert demo.exec(sa.select(sa.func.count(sa.distinct(asked.subquery().c.response_id)))).scalar_one() == 5
    assert len(demo.exec(select(Identity)).all()) == 2
    found = by_code(demo, RING, WORRY_CODE.words)
    assert found is not None
    assert second_secret_matches(RING, found, *SECOND_SECRET)
    assert last_message(demo, found.id or 0)


def test_one_identity_was_opened_at_once_and_waits_for_review_and_worries_wait_to_be_seen(demo: Session) -> None:
    lead = principal_of(demo, demo.exec(select(Staff).where(Staff.role == Role.LEAD)).one())
    assert [(bool(each.due), each.mine) for each in waiting(demo, RING, lead)] == [(True, False)]
    assert [each.worry for each in unseen(demo, lead)] == [True] * 3
