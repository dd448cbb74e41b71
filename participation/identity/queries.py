"""Reads: whether somebody said who they are, who asked to see it, and what they said for who may look."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.identity.models import Identity, Opening
from participation.identity.rules import Standing, may_look
from participation.kernel.sealing import KeyRing, place, unseal_under


@dataclass(frozen=True)
class Known:
    """What somebody told of themselves, never the value."""

    name: bool
    contact: bool


@dataclass(frozen=True)
class Revealed:
    """The name and the safe contact; empty where none was given."""

    name: str
    contact: str


@dataclass(frozen=True)
class OpeningView:
    """One request to see an identity with its reason and what the second person said."""

    id: int
    response_id: int
    standing: Standing
    asked_by: int
    asked_on: date
    reason: str
    second_by: int | None
    second_on: date | None
    answer: str


def identity_of(session: Session, response_id: int) -> Identity | None:
    """The sealed row of a response."""
    return session.exec(select(Identity).where(Identity.response_id == response_id)).one_or_none()


def known(session: Session, response_id: int) -> Known | None:
    """Whether a name and a contact were given, None for neither."""
    row = identity_of(session, response_id)
    return Known(row.name is not None, row.contact is not None) if row else None


def key_of(ring: KeyRing, row: Identity) -> bytes:
    """The identity's data key; raises SealError."""
    return ring.unseal(row.data_key, place("identity", row.reference, "data_key"))


def revealed(ring: KeyRing, row: Identity) -> Revealed:
    """What is sealed; `services.look` is the way to it, since each look goes on the record."""
    key = key_of(ring, row)

    def plain(field: str) -> str:
        sealed = getattr(row, field)
        return unseal_under(key, sealed, place("identity", row.reference, field)).decode() if sealed else ""

    return Revealed(plain("name"), plain("contact"))


def openings(session: Session, ring: KeyRing, response_id: int) -> tuple[OpeningView, ...]:
    """Every request to see the identity of a response, the newest first."""
    row = identity_of(session, response_id)
    if row is None:
        return ()
    found = session.exec(select(Opening).where(Opening.identity_id == row.id).order_by(col(Opening.id).desc()))
    return tuple(opening_view(ring, row, each) for each in found)


def opening_view(ring: KeyRing, row: Identity, opening: Opening) -> OpeningView:
    """A request with its words opened."""
    key = key_of(ring, row)

    def plain(field: str) -> str:
        sealed = getattr(opening, field)
        where = place("identity_opening", opening.reference, field)
        return unseal_under(key, sealed, where).decode() if sealed else ""

    return OpeningView(
        id=opening.id or 0,
        response_id=row.response_id,
        standing=opening.standing,
        asked_by=opening.asked_by_id,
        asked_on=opening.asked_on,
        reason=plain("reason"),
        second_by=opening.second_by_id,
        second_on=opening.second_on,
        answer=plain("answer"),
    )


def is_open_for(session: Session, response_id: int, staff_id: int, today: date) -> bool:
    """Whether this person may look today."""
    mine = select(Opening).join(Identity).where(Identity.response_id == response_id)
    return any(_is_open(each, staff_id, today) for each in session.exec(mine))


def open_today(session: Session, staff_id: int, today: date) -> tuple[int, ...]:
    """The responses whose young person this person may look at today."""
    begun = sa.or_(col(Opening.asked_by_id) == staff_id, col(Opening.second_by_id) == staff_id)
    rows = session.exec(
        select(Identity.response_id, Opening)
        .join(Opening, col(Opening.identity_id) == Identity.id)
        .where(begun, sa.or_(col(Opening.asked_on) == today, col(Opening.second_on) == today))
        .order_by(col(Identity.response_id))
    )
    return tuple(dict.fromkeys(response_id for response_id, each in rows if _is_open(each, staff_id, today)))


def _is_open(each: Opening, staff_id: int, today: date) -> bool:
    facts = (each.standing, each.asked_by_id, each.asked_on, each.second_by_id, each.second_on)
    return may_look(staff_id, *facts, today)


def opening_of(session: Session, response_id: int, opening_id: int) -> Opening | None:
    """One request about a response, locked by whoever will answer it."""
    mine = (Opening.id == opening_id, Identity.response_id == response_id)
    query = select(Opening).join(Identity).where(*mine).with_for_update(of=Opening)
    return session.exec(query).one_or_none()
