"""Telling the leads, once a day, of what is late; and the weekly test. The mail says nothing but where to look."""

from collections.abc import Collection
from datetime import UTC, datetime, time

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.conversations.models import Message
from participation.conversations.queries import UNANSWERED
from participation.council.queries import alerts_arrive, last_test_alert
from participation.council.queries import settings as council_settings
from participation.council.rules import TEST_ALERT, next_test_due
from participation.kernel import clock, outbox
from participation.kernel.models import OutboxMessage
from participation.responses.models import Response, Statement
from participation.responses.rules import Channel, Handling, StatementStatus
from participation.safeguarding.queries import leads, oldest_unreviewed
from participation.safeguarding.rules import last_overdue_day, review_due

OVERDUE, REVIEW_OVERDUE = "overdue", "review_overdue"
NOT_REVIEWED = "an identity was opened in danger and nobody reviewed it"
NOBODY_REMINDED = "items are overdue and nobody could be told"
NOBODY_TESTED = "there is nobody to send the weekly test alert to"
TEST_LOST = "the test alert could not be sent, so no worry can be sent"


def tell_of_overdue(session: Session) -> int:
    """Tell each lead, once a day, that something was not opened in time (practice.md, "Safeguarding")."""
    if not _anything_overdue(session):
        return 0
    told, somebody = _tell_today(session, OVERDUE)
    if not somebody:
        outbox.raise_alarm(session, NOBODY_REMINDED)
    return told


def tell_of_unreviewed(session: Session) -> int:
    """Once a day, while what one person opened in danger is past its review: tell each lead, and raise an alarm."""
    opened_on = oldest_unreviewed(session)
    if opened_on is None or clock.today() <= review_due(opened_on, council_settings(session).closed_days):
        return 0
    told, somebody = _tell_today(session, REVIEW_OVERDUE)
    if told or not somebody:
        outbox.raise_alarm(session, NOT_REVIEWED)
    return told


def _tell_today(session: Session, template: str) -> tuple[int, bool]:
    """How many leads were told who had not been told today, and whether there is any lead at all."""
    everybody = leads(session)
    told = _told_today(session, template)
    missing = [lead.email for lead in everybody if lead.email not in told]
    for email in missing:
        outbox.post(session, email, template)
    return len(missing), bool(everybody)


def _anything_overdue(session: Session) -> bool:
    """Whether something is unread past its limit: what came, what was written or corrected since, what was deleted.

    What was imported has no limit.
    """
    day = last_overdue_day(clock.today(), council_settings(session).closed_days)
    written = select(Message.response_id).where(*UNANSWERED, Message.sent_on <= day)
    since = sa.func.coalesce(Response.reopened_on, Response.received_on)
    came = sa.and_(col(Response.read_on).is_(None), since <= day)
    corrected = select(Statement.response_id).where(
        Statement.status == StatementStatus.WAITING, col(Statement.corrected_on) <= day
    )
    later = (col(Response.id).in_(each) for each in (written, corrected))
    late = select(Response.id).where(
        Response.handling == Handling.UNREAD,
        Response.channel != Channel.IMPORTED,
        sa.or_(came, col(Response.deleted_on) <= day, *later),
    )
    return session.exec(late.limit(1)).first() is not None


def _told_today(session: Session, template: str) -> Collection[str]:
    midnight = datetime.combine(clock.today(), time(), clock.LONDON).astimezone(UTC)
    posted = sa.and_(col(OutboxMessage.template) == template, col(OutboxMessage.due_at) >= midnight)
    return frozenset(session.exec(select(OutboxMessage.recipient).where(posted)))


def send_test_alert(session: Session) -> int:
    """While worries may be sent: write each lead the weekly test, and raise an alarm where the last one never left."""
    council = council_settings(session)
    if not council.worry_open:
        return 0
    if not alerts_arrive(session, council):
        outbox.raise_alarm(session, TEST_LOST)
    today = clock.today()
    if not next_test_due(last_test_alert(session), today):
        return 0
    everybody = leads(session)
    for lead in everybody:
        outbox.post(session, lead.email, TEST_ALERT, today.toordinal())
    if not everybody:
        outbox.raise_alarm(session, NOBODY_TESTED)
    return len(everybody)
