"""Commands: keeping who somebody said they are, opening it with a reason, forgetting it. Each goes on the record."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Permission, Principal, allows
from participation.audit.services import record
from participation.identity.models import Identity, Opening
from participation.identity.queries import Revealed, identity_of, is_open_for, key_of, revealed
from participation.identity.rules import NEEDS_WORDS, OpeningError, Standing, Step, after, reason_given
from participation.kernel.ids import new_reference
from participation.kernel.sealing import KeyRing, new_data_key, place, seal_under

ANSWERED = {Step.AGREE: "identity_agreed", Step.REFUSE: "identity_refused", Step.REVIEW: "identity_reviewed"}


def keep_identity(session: Session, ring: KeyRing, response_id: int, name: str, contact: str) -> None:
    """Keep what a young person says of who they are, once for a response; empty strings are nothing.

    Sealed under a data key of its own, so that who may read the words cannot open it, and it can go alone.
    """
    if not (name.strip() or contact.strip()):
        return
    reference, key = new_reference(), new_data_key()

    def sealed(field: str, text: str) -> bytes | None:
        return seal_under(key, text.strip().encode(), place("identity", reference, field)) if text.strip() else None

    session.add(
        Identity(
            reference=reference,
            response_id=response_id,
            data_key=ring.seal(key, place("identity", reference, "data_key")),
            name=sealed("name", name),
            contact=sealed("contact", contact),
        )
    )
    session.flush()


def ask(session: Session, ring: KeyRing, response_id: int, by: Principal, day: date, reason: str) -> Opening:
    """Ask a second person to agree; raises OpeningError."""
    row = _identity(session, response_id, by)
    waiting = select(Opening).where(Opening.identity_id == row.id, Opening.standing == Standing.ASKED)
    if session.exec(waiting.limit(1)).first():
        raise OpeningError("Somebody has asked already. It waits for a second person.")
    return _add(session, ring, row, by, day, reason, Standing.ASKED)


def open_at_once(session: Session, ring: KeyRing, response_id: int, by: Principal, day: date, reason: str) -> Opening:
    """Someone may be in danger: one person opens it and nothing waits; another reviews it. Raises OpeningError."""
    return _add(session, ring, _identity(session, response_id, by), by, day, reason, Standing.IN_DANGER)


def _identity(session: Session, response_id: int, by: Principal) -> Identity:
    row = identity_of(session, response_id)
    if row is None or not allows(by, Permission.ASK_IDENTITY):
        raise OpeningError("There is nothing here that you may open.")
    return row


def _add(
    session: Session, ring: KeyRing, row: Identity, by: Principal, day: date, reason: str, standing: Standing
) -> Opening:
    reference, said = new_reference(), reason_given(reason)
    opening = Opening(
        reference=reference,
        identity_id=row.id or 0,
        standing=standing,
        asked_by_id=by.staff_id,
        asked_on=day,
        reason=_sealed(ring, row, reference, "reason", said),
    )
    session.add(opening)
    session.flush()
    action = "identity_asked_for" if standing is Standing.ASKED else "identity_opened_at_once"
    record(session, by.staff_id, action, "response", row.response_id)
    return opening


def answer(
    session: Session, ring: KeyRing, opening: Opening, step: Step, by: Principal, day: date, said: str = ""
) -> None:
    """The second person agrees, refuses or reviews, with words where the step needs them; raises OpeningError."""
    row = session.get_one(Identity, opening.identity_id)
    standing = after(by, opening.standing, step, opening.asked_by_id)
    words = reason_given(said) if said.strip() or step in NEEDS_WORDS else ""
    opening.answer = _sealed(ring, row, opening.reference, "answer", words) if words else None
    opening.standing, opening.second_by_id, opening.second_on = standing, by.staff_id, day
    session.flush()
    record(session, by.staff_id, ANSWERED[step], "response", row.response_id)


def _sealed(ring: KeyRing, row: Identity, reference: str, field: str, text: str) -> bytes:
    return seal_under(key_of(ring, row), text.encode(), place("identity_opening", reference, field))


def look(session: Session, ring: KeyRing, response_id: int, by: Principal, day: date) -> Revealed:
    """The name and the contact, for who may look today; each look is on the record. Raises OpeningError."""
    row = identity_of(session, response_id)
    if row is None or not is_open_for(session, response_id, by.staff_id, day):
        raise OpeningError("This is not open for you today. Ask again, and say why.")
    record(session, by.staff_id, "identity_looked_at", "response", response_id)
    return revealed(ring, row)


def forget(session: Session, response_id: int) -> None:
    """Shred who somebody said they are, with every reason for which it was opened."""
    mine = sa.select(col(Identity.id)).where(col(Identity.response_id) == response_id)
    session.execute(sa.delete(Opening).where(col(Opening.identity_id).in_(mine)))
    session.execute(sa.delete(Identity).where(col(Identity.response_id) == response_id))
