"""Reads of the record."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.audit.models import AuditCheck, AuditEvent
from participation.audit.rules import START, Link, first_fault
from participation.kernel import clock
from participation.kernel.models import Alarm

PAGE = 50
LAST = 200


@dataclass(frozen=True)
class ChainState:
    """What the page says of the chain. `whole` is of its newest part; `checked_on` is of the last whole check."""

    chained: int
    waiting: int
    whole: bool
    checked_on: date | None
    fault: int | None


def link_of(event: AuditEvent, sequence: int) -> Link:
    """What the chain covers of an event."""
    return Link(
        sequence=sequence,
        at=clock.aware(event.at).astimezone(UTC).isoformat(timespec="microseconds"),
        staff_id=event.staff_id,
        action=event.action,
        subject_type=event.subject_type,
        subject_id=event.subject_id,
        hash=event.hash or "",
    )


def verify(session: Session) -> tuple[int, int | None]:
    """How many events are chained, and the first faulty sequence number or None. Reads the whole record."""
    with closing(_links(session)) as links:
        return head(session), first_fault(links)


def links_after(session: Session, sequence: int, limit: int) -> list[Link]:
    """The next so many links."""
    return list(_links(session, sequence, limit))


def _links(session: Session, after: int = 0, limit: int | None = None) -> Generator[Link, None, None]:
    rows = session.exec(
        select(AuditEvent)
        .where(col(AuditEvent.sequence) > after)
        .order_by(col(AuditEvent.sequence))
        .limit(limit)
        .execution_options(yield_per=1000)
    )
    try:
        for row in rows:
            yield link_of(row, row.sequence or 0)
            session.expunge(row)
    finally:
        rows.close()


def head(session: Session) -> int:
    """The sequence number of the newest chained event: how many there are, where none is missing."""
    return session.exec(select(sa.func.max(AuditEvent.sequence))).one() or 0


def chain_state(session: Session) -> ChainState:
    """The newest links checked now, the others as the last whole check found them."""
    chained = head(session)
    check = session.exec(select(AuditCheck)).first()
    return ChainState(
        chained=chained,
        waiting=session.scalar(sa.select(sa.func.count()).where(col(AuditEvent.sequence).is_(None))) or 0,
        whole=_last_fault(session, chained) is None,
        checked_on=check.finished_on if check else None,
        fault=check.fault if check else None,
    )


def _last_fault(session: Session, chained: int) -> int | None:
    links = links_after(session, max(0, chained - LAST - 1), LAST + 1)
    if chained <= LAST:
        return first_fault(links)
    return first_fault(links[1:], links[0].hash if links else START, chained - LAST)


def history(session: Session, subject_type: str, subject_id: int) -> list[AuditEvent]:
    """What was done to one thing, oldest first."""
    return list(
        session.exec(
            select(AuditEvent)
            .where(AuditEvent.subject_type == subject_type, AuditEvent.subject_id == subject_id)
            .order_by(col(AuditEvent.id))
        )
    )


def latest(
    session: Session, *, before: int | None = None, action: str | None = None, staff_id: int | None = None
) -> list[AuditEvent]:
    """The newest events before an id, one more than a page holds so that the reader knows whether there are more."""
    found = select(AuditEvent).order_by(col(AuditEvent.id).desc()).limit(PAGE + 1)
    for column, wanted in ((col(AuditEvent.action), action), (col(AuditEvent.staff_id), staff_id)):
        if wanted is not None:
            found = found.where(column == wanted)
    return list(session.exec(found if before is None else found.where(col(AuditEvent.id) < before)))


def actions(session: Session) -> list[str]:
    """Every action on the record, by leaps along its index: a million events cost no more than a hundred."""
    found, last = [], ""
    while last := session.scalar(sa.select(sa.func.min(AuditEvent.action)).where(col(AuditEvent.action) > last)) or "":
        found.append(last)
    return found


def alarms(session: Session) -> list[Alarm]:
    """Open alarms, the newest first."""
    return list(session.exec(select(Alarm).order_by(col(Alarm.raised_at).desc())))


def alarm_count(session: Session) -> int:
    """How many alarms are open."""
    return session.scalar(sa.select(sa.func.count()).select_from(Alarm)) or 0
