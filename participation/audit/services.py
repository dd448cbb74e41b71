"""Recording, and giving each event its place in the chain."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.audit.models import AuditEvent
from participation.audit.queries import link_of
from participation.audit.rules import START, hash_of
from participation.kernel import clock

BATCH = 1000


def record(
    session: Session, staff_id: int | None, action: str, subject_type: str, subject_id: int | None = None
) -> None:
    """Write an event in the transaction of its cause; ids only."""
    session.add(
        AuditEvent(at=clock.now(), staff_id=staff_id, action=action, subject_type=subject_type, subject_id=subject_id)
    )


def append_chain(session: Session) -> int:
    """Chain the events that have no place yet. One writer at a time: `sequence` is unique."""
    _lock_chain(session)
    last = session.exec(
        select(AuditEvent)
        .where(col(AuditEvent.sequence).is_not(None))
        .order_by(col(AuditEvent.sequence).desc())
        .limit(1)
    ).first()
    sequence, before = (last.sequence or 0, last.hash or START) if last else (0, START)
    waiting = session.exec(
        select(AuditEvent).where(col(AuditEvent.sequence).is_(None)).order_by(col(AuditEvent.id)).limit(BATCH)
    ).all()
    for event in waiting:
        sequence += 1
        before = hash_of(link_of(event, sequence), before)
        event.sequence, event.hash = sequence, before
    return len(waiting)


def _lock_chain(session: Session) -> None:
    """Keep a second worker out while this one chains (PostgreSQL; SQLite has one writer anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SELECT pg_advisory_xact_lock(7421)"))
