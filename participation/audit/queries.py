"""Reads of the record."""

from collections.abc import Iterator
from datetime import UTC

from sqlmodel import Session, col, select

from participation.audit.models import AuditEvent
from participation.audit.rules import Link, first_fault

PAGE = 50


def link_of(event: AuditEvent, sequence: int) -> Link:
    """What the chain covers of an event."""
    at = event.at if event.at.tzinfo else event.at.replace(tzinfo=UTC)
    return Link(
        sequence=sequence,
        at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        staff_id=event.staff_id,
        action=event.action,
        subject_type=event.subject_type,
        subject_id=event.subject_id,
        hash=event.hash or "",
    )


def verify(session: Session) -> tuple[int, int | None]:
    """How many events are chained, and the first faulty sequence number or None."""
    links = list(_links(session))
    return len(links), first_fault(links)


def _links(session: Session) -> Iterator[Link]:
    rows = session.exec(
        select(AuditEvent)
        .where(col(AuditEvent.sequence).is_not(None))
        .order_by(col(AuditEvent.sequence))
        .execution_options(yield_per=1000)
    )
    return (link_of(row, row.sequence or 0) for row in rows)


def history(session: Session, subject_type: str, subject_id: int) -> list[AuditEvent]:
    """What was done to one thing, oldest first."""
    return list(
        session.exec(
            select(AuditEvent)
            .where(AuditEvent.subject_type == subject_type, AuditEvent.subject_id == subject_id)
            .order_by(col(AuditEvent.id))
        )
    )


def latest(session: Session, page: int = 1) -> list[AuditEvent]:
    """The newest events, one more than a page holds so that the reader knows whether there are more."""
    return list(
        session.exec(select(AuditEvent).order_by(col(AuditEvent.id).desc()).offset((page - 1) * PAGE).limit(PAGE + 1))
    )
