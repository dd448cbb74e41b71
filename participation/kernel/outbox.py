"""Messages leave after the commit that caused them, in order, tried again until they have gone."""

from collections.abc import Callable
from datetime import timedelta

from sqlmodel import Session, col, select

from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.mail import Mailer, MailError
from participation.kernel.models import Alarm, OutboxMessage

LONGEST_WAIT = timedelta(hours=1)
Render = Callable[[str, int | None], tuple[str, str]]


def post(session: Session, recipient: str, template: str, subject_id: int | None = None) -> None:
    """Add a message to the outbox of this transaction."""
    session.add(OutboxMessage(recipient=recipient, template=template, subject_id=subject_id, due_at=clock.now()))


def drain(database: Database, mailer: Mailer, render: Render, *, limit: int = 100) -> int:
    """Send what is due, oldest first; returns how many left. What fails waits longer each time and is never dropped.

    No transaction is open while the mail server is waited for. A crash between the two sends a mail twice, never not.
    """
    with database.session(write=False) as session:
        due = session.exec(
            select(OutboxMessage)
            .where(col(OutboxMessage.sent_at).is_(None), OutboxMessage.due_at <= clock.now())
            .order_by(col(OutboxMessage.id))
            .limit(limit)
        ).all()
    return sum(_send(database, message, mailer, render) for message in due)


def _send(database: Database, message: OutboxMessage, mailer: Mailer, render: Render) -> bool:
    failure = ""
    try:
        mailer.send(message.recipient, *render(message.template, message.subject_id))
    except MailError as error:
        failure = str(error) or type(error).__name__
    except Exception as error:  # one that cannot be written must not hold up the others
        failure = type(error).__name__
    with database.transaction() as session:
        _note(session.get_one(OutboxMessage, message.id), failure)
    return not failure


def _note(message: OutboxMessage, failure: str) -> None:
    message.attempts += 1
    message.failure = failure[:200]
    if failure:
        message.due_at = clock.now() + min(timedelta(minutes=2 ** min(message.attempts, 6)), LONGEST_WAIT)
    else:
        message.sent_at = clock.now()


def raise_alarm(session: Session, kind: str) -> None:
    """Show an alarm to those who run the program; the same kind only counts up."""
    alarm = session.exec(select(Alarm).where(Alarm.kind == kind)).one_or_none()
    if alarm:
        alarm.count += 1
    else:
        session.add(Alarm(kind=kind, raised_at=clock.now()))
