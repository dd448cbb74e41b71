"""Telling the people on duty that something must be read. The mail says nothing but where to look."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Role
from participation.accounts.models import Staff
from participation.accounts.queries import principal_of
from participation.conversations.models import Message
from participation.conversations.queries import UNANSWERED
from participation.council.queries import alerts_arrive, last_test_alert
from participation.council.queries import settings as council_settings
from participation.council.rules import TEST_ALERT, next_test_due
from participation.kernel import clock, outbox
from participation.kernel.models import OutboxMessage
from participation.responses.models import Response, Statement
from participation.responses.rules import Channel, Handling, StatementStatus
from participation.safeguarding.rules import last_overdue_day

ALERT, OVERDUE = "urgent", "overdue"
NOBODY_TOLD = "urgent words came in and nobody could be told"
NOBODY_COVERS = "urgent words came in from where no safeguarding lead may read"
NOBODY_REMINDED = "items are overdue and nobody could be told"
NOBODY_TESTED = "there is nobody to send the weekly test alert to"
TEST_LOST = "the test alert could not be sent, so no worry can be sent"


def alert(session: Session, response_id: int, locality_id: int | None) -> int:
    """Tell every safeguarding lead whose scope covers it, else every lead there is.

    Where none may read it, or none is there at all, an alarm says so as well; nothing is ever refused.
    """
    leads = _leads(session)
    covering = [lead for lead in leads if principal_of(session, lead).scope.covers(locality_id)]
    for lead in covering or leads:
        outbox.post(session, lead.email, ALERT, response_id)
    if not covering:
        outbox.raise_alarm(session, NOBODY_COVERS if leads else NOBODY_TOLD)
    return len(covering or leads)


def _leads(session: Session) -> Sequence[Staff]:
    return session.exec(select(Staff).where(Staff.role == Role.LEAD, col(Staff.disabled).is_(False))).all()


def tell_of_overdue(session: Session) -> int:
    """Tell each lead, once a day, that something was not opened in time (practice.md, "Safeguarding")."""
    if not _anything_overdue(session):
        return 0
    leads = _leads(session)
    told = _told_today(session)
    missing = [lead.email for lead in leads if lead.email not in told]
    for email in missing:
        outbox.post(session, email, OVERDUE)
    if not leads:
        outbox.raise_alarm(session, NOBODY_REMINDED)
    return len(missing)


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


def _told_today(session: Session) -> frozenset[str]:
    midnight = datetime.combine(clock.today(), time(), clock.LONDON).astimezone(UTC)
    posted = sa.and_(col(OutboxMessage.template) == OVERDUE, col(OutboxMessage.due_at) >= midnight)
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
    leads = _leads(session)
    for lead in leads:
        outbox.post(session, lead.email, TEST_ALERT, today.toordinal())
    if not leads:
        outbox.raise_alarm(session, NOBODY_TESTED)
    return len(leads)
