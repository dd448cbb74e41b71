"""Messages leave after the commit that caused them, in order, tried again until they have gone."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, select

from participation.kernel import clock
from participation.kernel.mail import Mailer, MailError
from participation.kernel.models import Alarm, OutboxMessage

LONGEST_WAIT = timedelta(hours=1)
Render = Callable[[str, int | None], tuple[str, str]]


def post(session: Session, recipient: str, template: str, subject_id: int | None = None) -> None:
    """Add a message to the outbox of this transaction."""
    session.add(OutboxMessage(recipient=recipient, template=template, subject_id=subject_id, due_at=clock.now()))


def drain(session: Session, mailer: Mailer, render: Render, *, limit: int = 100) -> int:
    """Send what is due, oldest first; returns how many left. What fails waits longer each time and is never dropped."""
    due = session.exec(
        select(OutboxMessage)
        .where(sa.column("sent_at").is_(None), OutboxMessage.due_at <= clock.now())
        .order_by(sa.column("id"))
        .limit(limit)
    )
    return sum(_send(message, mailer, render) for message in due)


def _send(message: OutboxMessage, mailer: Mailer, render: Render) -> bool:
    subject, text = render(message.template, message.subject_id)
    message.attempts += 1
    try:
        mailer.send(message.recipient, subject, text)
    except MailError as error:
        message.failure = str(error)
        message.due_at = clock.now() + min(timedelta(minutes=2 ** min(message.attempts, 6)), LONGEST_WAIT)
        return False
    message.sent_at, message.failure = clock.now(), ""
    return True


def raise_alarm(session: Session, kind: str) -> None:
    """Show an alarm to those who run the program; the same kind only counts up."""
    alarm = session.exec(select(Alarm).where(Alarm.kind == kind)).one_or_none()
    if alarm:
        alarm.count += 1
    else:
        session.add(Alarm(kind=kind, raised_at=clock.now()))
