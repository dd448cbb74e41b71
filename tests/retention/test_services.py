"""Purging and shredding, down to the bytes of the database file."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlmodel import Session, col, select

from participation.audit.models import AuditEvent
from participation.conversations.models import Asked, Author, Judgement, Message, Verdict
from participation.conversations.services import begin_reading, judge, write
from participation.intake.models import Draft
from participation.intake.queries import open_draft
from participation.intake.services import begin_draft, delete_response, submit, withdraw_response
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.outbox import post
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import Settings
from participation.responses.models import Answer, Response, Statement
from participation.responses.queries import by_code
from participation.responses.rules import Handling, QuoteConsent, StatementStatus, Urgency
from participation.retention.queries import Counts
from participation.retention.services import purge, sweep
from participation.surveys.queries import published
from tests.factories import LOCALITIES, SERVICES, SentResponse, said, send

WORDS = "the green parrot sat on my windowsill"
NOTHING = Counts(0, 0, 0, 0, 0)


def deleted(session: Session, ring: KeyRing, handling: Handling, urgency: Urgency) -> SentResponse:
    """A response that its young person deleted, in a state."""
    sent = send(session, ring, said(good=WORDS, about_locality="north", about_age_band="12-15"))
    delete_response(session, sent.response)
    sent.response.handling, sent.response.urgency = handling, int(urgency)
    session.flush()
    return sent


def draft(session: Session, secret: str) -> None:
    """A draft with words in it."""
    survey = published(session, LOCALITIES, SERVICES)["tell-us"]
    begin_draft(session, secret, "tell-us", survey.version_id, said(good=WORDS), clock.today())


@pytest.mark.usefixtures("any_database")
def test_what_is_over_goes_and_what_is_not_stays(session: Session, ring: KeyRing) -> None:
    with time_machine.travel("2026-03-02T12:00:00+00:00", tick=False) as now:
        draft(session, "old")
        sent = send(session, ring, said(good=WORDS))
        begin_reading(session, "reader", sent.response.id or 0)
        draft(session, "sent")
        open_one = open_draft(session, "sent", "tell-us")
        assert open_one
        survey = published(session, LOCALITIES, SERVICES)["tell-us"]
        submit(session, ring, "sent", open_one, survey.definition, once="x" * 22, language="en", look="standard")
        assert purge(session, clock.now()) == NOTHING
        now.shift(timedelta(minutes=20))
        assert purge(session, clock.now()) == Counts(0, 1, 0, 0, 0)
        now.shift(timedelta(minutes=20))
        assert purge(session, clock.now()) == Counts(0, 0, 1, 0, 0)
        now.shift(timedelta(days=7))
        draft(session, "new")
        assert purge(session, clock.now()) == NOTHING
        now.shift(timedelta(days=1))
        assert purge(session, clock.now()) == Counts(1, 0, 0, 0, 0)
        assert [row.touched_on.day for row in session.exec(select(Draft))] == [9]


def test_mail_that_has_left_is_forgotten_and_mail_that_waits_is_not(session: Session) -> None:
    post(session, "lead@example.test", "urgent", 1)
    post(session, "lead@example.test", "urgent", 2)
    session.flush()
    session.connection().exec_driver_sql("UPDATE outbox_message SET sent_at = due_at WHERE subject_id = 1")
    later = clock.now() + timedelta(days=31)
    assert purge(session, later) == Counts(0, 0, 0, 1, 0)


@pytest.mark.usefixtures("any_database")
def test_only_what_was_taken_back_dealt_with_and_never_flagged_is_erased(session: Session, ring: KeyRing) -> None:
    states = [(handling, urgency) for handling in Handling for urgency in Urgency]
    sent = {state: deleted(session, ring, *state) for state in states}
    kept = send(session, ring, said(good=WORDS))
    kept.response.handling = Handling.DONE
    assert purge(session, clock.now()).responses == 1
    session.expire_all()
    erased = {state for state, each in sent.items() if each.response.erased_on}
    assert erased == {(Handling.DONE, Urgency.EVERYTHING_ELSE)}
    assert kept.response.data_key
    assert purge(session, clock.now()) == NOTHING


@pytest.mark.usefixtures("any_database")
def test_what_was_only_withdrawn_is_not_erased(session: Session, ring: KeyRing) -> None:
    sent = send(session, ring, said(good=WORDS))
    withdraw_response(session, sent.response)
    sent.response.handling, sent.response.urgency = Handling.DONE, int(Urgency.EVERYTHING_ELSE)
    session.flush()
    assert purge(session, clock.now()) == NOTHING
    delete_response(session, sent.response)
    session.flush()
    assert purge(session, clock.now()).responses == 1


@pytest.mark.usefixtures("any_database")
def test_what_was_said_of_how_it_went_goes_with_the_words(session: Session, ring: KeyRing) -> None:
    gone, kept = deleted(session, ring, Handling.DONE, Urgency.EVERYTHING_ELSE), send(session, ring, said(good=WORDS))
    for each in (gone, kept):
        judge(session, each.response.id or 0, Asked.LISTENED, Verdict.NO, clock.today())
    purge(session, clock.now())
    assert [row.response_id for row in session.exec(select(Judgement))] == [kept.response.id]


def test_a_dry_run_counts_and_changes_nothing(session: Session, ring: KeyRing) -> None:
    sent = deleted(session, ring, Handling.DONE, Urgency.EVERYTHING_ELSE)
    draft(session, "old")
    later = clock.now() + timedelta(days=9)
    assert purge(session, later, dry_run=True) == Counts(1, 0, 0, 0, 1) == purge(session, later, dry_run=True)
    assert sent.response.data_key
    assert purge(session, later) == Counts(1, 0, 0, 0, 1)


@pytest.mark.usefixtures("any_database")
def test_an_erased_response_says_nothing_of_anybody_and_stands_on_the_record(session: Session, ring: KeyRing) -> None:
    sent = deleted(session, ring, Handling.DONE, Urgency.EVERYTHING_ELSE)
    purge(session, clock.now())
    session.expire_all()
    row = session.get_one(Response, sent.response.id)
    assert (row.data_key, row.locality_id, row.age_band, row.ethnicity) == (None, None, None, None)
    assert session.exec(select(Answer).where(Answer.response_id == row.id)).all() == []
    for statement in session.exec(select(Statement).where(Statement.response_id == row.id)):
        assert (statement.original, statement.published, statement.flags) == (None, None, [])
        assert statement.status is not StatementStatus.APPROVED
        assert statement.quote_consent is QuoteConsent.DO_NOT_SHARE
    assert by_code(session, ring, sent.code.words) is None
    about = select(AuditEvent.action).where(AuditEvent.subject_type == "response", AuditEvent.subject_id == row.id)
    assert list(session.exec(about.order_by(col(AuditEvent.id)))) == ["deleted_by_young_person", "erased"]


def bytes_on_disk(settings: Settings) -> bytes:
    """Everything in the database's folder: the file, its log, its index."""
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


@pytest.mark.sqlite
def test_words_are_never_in_the_file_in_clear_and_their_key_is_gone_after_the_sweep(
    database: Database, settings: Settings, ring: KeyRing
) -> None:
    with database.transaction() as session:
        sent = deleted(session, ring, Handling.OPENED, Urgency.EVERYTHING_ELSE)
        write(session, ring, sent.response, WORDS, author=Author.YOUNG_PERSON)
        draft(session, "draft")
    wrapped, reference = sent.response.data_key or b"", sent.response.reference.encode()
    with database.session(write=False) as session:
        sealed = session.exec(select(Statement.original).where(Statement.response_id == sent.response.id)).one() or b""
        message = session.exec(select(Message.text)).one()
    before = bytes_on_disk(settings)
    assert all(part in before for part in (wrapped, sealed, reference))
    assert not leaks(before, sent)
    with database.transaction() as session:
        session.get_one(Response, sent.response.id).handling = Handling.DONE
    with time_machine.travel(clock.now() + timedelta(days=9)):
        assert sweep(database) == 2
    after = bytes_on_disk(settings)
    assert reference in after
    assert wrapped not in after
    assert sealed not in after
    assert not leaks(after, sent)
    assert message in after  # the messages stay, and nothing opens them any more


def leaks(found: bytes, sent: SentResponse) -> list[bytes]:
    """What of the words or of the code can be read in these bytes."""
    parts = [*WORDS.encode().split()[1:3], sent.code.words.encode(), sent.code.number().encode()]
    return [part for part in parts if part in found]
