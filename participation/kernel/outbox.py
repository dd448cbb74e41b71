"""Messages leave after the commit that caused them, in order, tried again until they have gone."""

import logging
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.mail import Mailer, MailError, MailServerError
from participation.kernel.models import Alarm, OutboxMessage

log = logging.getLogger(__name__)
LONGEST_WAIT = timedelta(hours=1)
CLAIM = timedelta(minutes=5)  # longer than any mail takes to leave or to fail
Render = Callable[[str, int | None], tuple[str, str]]


def post(session: Session, recipient: str, template: str, subject_id: int | None = None) -> None:
    """Add a message to the outbox of this transaction. Its time is coarse, as it is that of a child's words."""
    due_at = clock.coarse_now()
    session.add(OutboxMessage(recipient=recipient, template=template, subject_id=subject_id, due_at=due_at))


def drain(database: Database, mailer: Mailer, render: Render, *, limit: int = 100) -> int:
    """Send what is due, oldest first; returns how many left. Nothing is ever dropped.

    What is refused waits longer each time and holds up nothing else. When the mail server is away, everything waits
    and leaves in its order as soon as it is back. No transaction is open while the server is waited for: a crash in
    between sends a mail twice, never not.
    """
    with database.session(write=False) as session:
        due = session.exec(
            select(OutboxMessage)
            .where(col(OutboxMessage.sent_at).is_(None), OutboxMessage.due_at <= clock.now())
            .order_by(col(OutboxMessage.id))
            .limit(limit)
        ).all()
    left = 0
    try:
        for message in due:
            left += _claim(database, message) and _send(database, message, mailer, render)
    except MailServerError as error:
        log.error("the mail server is away: %s", error)
    return left


def _claim(database: Database, message: OutboxMessage) -> bool:
    """Take a message before it is sent, so that a second worker does not send it too."""
    now = clock.now()
    still_due = sa.update(OutboxMessage).where(
        col(OutboxMessage.id) == message.id, col(OutboxMessage.sent_at).is_(None), col(OutboxMessage.due_at) <= now
    )
    with database.transaction() as session:
        taken = session.execute(still_due.values(due_at=now + CLAIM))
        return bool(taken.rowcount)  # type: ignore[attr-defined]


def _send(database: Database, message: OutboxMessage, mailer: Mailer, render: Render) -> bool:
    failure = ""
    try:
        mailer.send(message.recipient, *render(message.template, message.subject_id))
    except MailServerError as error:
        _note(database, message, failure=str(error), wait=timedelta(0))
        raise
    except Exception as error:  # one that cannot be written must not hold up the others
        failure = str(error) if isinstance(error, MailError) else type(error).__name__
    longer = min(timedelta(minutes=2 ** min(message.attempts + 1, 6)), LONGEST_WAIT)
    _note(database, message, failure, wait=longer if failure else timedelta(0))
    return not failure


def _note(database: Database, message: OutboxMessage, failure: str, wait: timedelta) -> None:
    """Keep what became of a message. One that met no server was not tried; once it has left, its times are coarse."""
    now = clock.now() if failure else clock.coarse_now()
    with database.transaction() as session:
        kept = session.get_one(OutboxMessage, message.id)
        kept.failure = failure[:200]
        kept.attempts += bool(wait)
        kept.due_at = now + wait
        kept.sent_at = None if failure else now


def raise_alarm(session: Session, kind: str) -> None:
    """Show an alarm to those who run the program; the same kind only counts up, also when two raise it at once."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(Alarm).values(kind=kind, count=1, raised_at=clock.coarse_now())
    session.execute(row.on_conflict_do_update(index_elements=["kind"], set_={"count": col(Alarm.count) + 1}))
