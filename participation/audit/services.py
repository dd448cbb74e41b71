"""Recording, giving each event its place in the chain, and checking the chain a piece at a time."""

from datetime import UTC, datetime, time

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.audit.models import AuditCheck, AuditEvent
from participation.audit.queries import link_of, links_after
from participation.audit.rules import BROKEN, START, first_fault, hash_of
from participation.kernel import clock
from participation.kernel.database import one_at_a_time
from participation.kernel.models import Alarm
from participation.kernel.outbox import raise_alarm

BATCH = 1000
CHAIN = 7421  # the advisory lock of the chain; migrations have the one before


def record(
    session: Session, staff_id: int | None, action: str, subject_type: str, subject_id: int | None = None
) -> None:
    """Write an event in the transaction of its cause; ids only.

    What no member of staff did (a young person withdrew, a command was run) is kept with its day alone: no exact time
    of anything that a young person does is kept anywhere (trust.md, "Privacy").
    """
    at = clock.now() if staff_id is not None else datetime.combine(clock.today(), time(), tzinfo=UTC)
    session.add(AuditEvent(at=at, staff_id=staff_id, action=action, subject_type=subject_type, subject_id=subject_id))


def append_chain(session: Session) -> int:
    """Chain the events that have no place yet. One writer at a time: `sequence` is unique."""
    one_at_a_time(session, CHAIN)
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


def check_next(session: Session) -> int:
    """Check the next thousand links; a whole check begins anew each day and raises an alarm at its first fault."""
    check = _check_of_today(session)
    if _is_finished(check):
        return 0
    links = links_after(session, check.sequence, BATCH)
    fault = first_fault(links, check.hash, check.sequence)
    if fault is not None:
        raise_alarm(session, BROKEN)
    if links and fault is None:
        check.sequence, check.hash = links[-1].sequence, links[-1].hash
    if fault is not None or len(links) < BATCH:
        check.fault, check.finished_on = fault, clock.today()
    return len(links)


def _check_of_today(session: Session) -> AuditCheck:
    """The one row; a check that was finished on another day starts again from the beginning of the record."""
    today = clock.today()
    check = session.exec(select(AuditCheck)).first()
    if check is None:
        check = AuditCheck(begun_on=today, hash=START)
        session.add(check)
    elif _is_finished(check) and check.finished_on != today:
        check.begun_on, check.sequence, check.hash = today, 0, START
    return check


def _is_finished(check: AuditCheck) -> bool:
    return check.finished_on is not None and check.finished_on >= check.begun_on


def settle_alarm(session: Session, alarm_id: int, seen: int, by: int) -> bool:
    """Close an alarm, unless it was raised again since the person saw it (`seen` is the count that they saw)."""
    closed = session.execute(sa.delete(Alarm).where(col(Alarm.id) == alarm_id, col(Alarm.count) == seen))
    if not closed.rowcount:  # type: ignore[attr-defined]
        return False
    record(session, by, "alarm_settled", "alarm", alarm_id)
    return True
