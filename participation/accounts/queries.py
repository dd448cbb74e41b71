"""Reads of staff."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from participation.access import Principal, Role, Scope
from participation.accounts.models import Staff, StaffScope, StaffSession


@dataclass(frozen=True)
class Person:
    """A member of staff as the people page shows them. `localities` is empty where they see all."""

    id: int
    name: str
    email: str
    role: Role
    disabled: bool
    has_second_factor: bool
    localities: frozenset[int]


def token_hash(token: str) -> str:
    """How a session's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def principal_of(session: Session, staff: Staff) -> Principal:
    """What `access` needs to know of somebody."""
    rows = session.exec(select(StaffScope.locality_id).where(StaffScope.staff_id == staff.id)).all()
    scope = Scope(frozenset(rows), not_said=staff.role is Role.LEAD) if rows else Scope()
    return Principal(staff.id or 0, staff.name, staff.role, scope)


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


def everyone(session: Session) -> list[Person]:
    """All staff, by name."""
    scopes = _scopes(session)
    return [_person(staff, scopes) for staff in session.exec(select(Staff).order_by(col(Staff.name), col(Staff.id)))]


def person(session: Session, staff_id: int) -> Person | None:
    """One member of staff."""
    staff = session.get(Staff, staff_id)
    return _person(staff, _scopes(session)) if staff else None


def _scopes(session: Session) -> Mapping[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for row in session.exec(select(StaffScope)):
        found.setdefault(row.staff_id, set()).add(row.locality_id)
    return {staff_id: frozenset(localities) for staff_id, localities in found.items()}


def _person(staff: Staff, scopes: Mapping[int, frozenset[int]]) -> Person:
    return Person(
        id=staff.id or 0,
        name=staff.name,
        email=staff.email,
        role=staff.role,
        disabled=staff.disabled,
        has_second_factor=staff.one_time_secret is not None,
        localities=scopes.get(staff.id or 0, frozenset()),
    )


def names(session: Session) -> dict[int, str]:
    """Staff id to name."""
    return {staff_id or 0: name for staff_id, name in session.exec(select(Staff.id, Staff.name).order_by(Staff.name))}
