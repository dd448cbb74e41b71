"""Reads of staff."""

import hashlib
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from participation.access import Principal, Scope
from participation.accounts.models import Staff, StaffScope, StaffSession


def token_hash(token: str) -> str:
    """How a session's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def aware(moment: datetime) -> datetime:
    """The moment in UTC; SQLite gives it back without a zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def principal_of(session: Session, staff: Staff) -> Principal:
    """What `access` needs to know of somebody."""
    rows = session.exec(select(StaffScope.locality_id).where(StaffScope.staff_id == staff.id)).all()
    return Principal(staff.id or 0, staff.name, staff.role, Scope(frozenset(rows) if rows else None))


def by_email(session: Session, email: str) -> Staff | None:
    """The member of staff with this address."""
    return session.exec(select(Staff).where(Staff.email == email.strip().lower())).one_or_none()


def open_session(session: Session, token: str) -> tuple[StaffSession, Staff] | None:
    """The session of this token and whose it is, whatever its age."""
    return session.exec(
        select(StaffSession, Staff)
        .join(Staff, col(Staff.id) == StaffSession.staff_id)
        .where(StaffSession.token_hash == token_hash(token))
    ).one_or_none()


def everyone(session: Session) -> list[Staff]:
    """All staff, by name."""
    return list(session.exec(select(Staff).order_by(col(Staff.name))))


def names(session: Session) -> dict[int, str]:
    """Staff id to name."""
    return {staff.id or 0: staff.name for staff in everyone(session)}
