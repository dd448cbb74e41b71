"""Freezing a return code that somebody else may have found (practice.md, "Safeguarding")."""

from datetime import date

from sqlmodel import Session

from participation.access import Permission, Principal, allows
from participation.audit.services import record
from participation.kernel.ids import new_reference
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.services import seal_text
from participation.safeguarding.models import Freezing


class CodeError(Exception):
    """This cannot be done with a return code; the message says why."""


def freeze_code(
    session: Session, ring: KeyRing, response: Response, by: Principal, day: date, *, frozen: bool, reason: str
) -> None:
    """Freeze the code, or let it go again: while it is frozen it shows nothing of what was sent. Raises CodeError."""
    if not allows(by, Permission.FREEZE_CODE):
        raise CodeError("Your role does not freeze return codes.")
    if response.code_lookup is None or response.deleted_on:
        raise CodeError("No return code leads here.")
    if not reason.strip():
        raise CodeError("Say why: it is kept with what you do here.")
    if frozen is (response.frozen_on is not None):
        raise CodeError("Somebody has done this already.")
    response.frozen_on = day if frozen else None
    reference = new_reference()
    sealed = seal_text(ring, response, "freezing", reference, reason.strip(), field="reason")
    session.add(
        Freezing(
            reference=reference,
            response_id=response.id or 0,
            staff_id=by.staff_id,
            frozen=frozen,
            reason=sealed,
            done_on=day,
        )
    )
    session.flush()
    record(session, by.staff_id, "code_frozen" if frozen else "code_unfrozen", "response", response.id)
