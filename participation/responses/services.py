"""Commands on responses: sealing their texts, moving them along, withdrawing."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from participation.kernel.sealing import KeyRing, place, seal_under
from participation.responses.models import Answer, Response, Statement
from participation.responses.queries import data_key, statements_of
from participation.responses.rules import (
    PROGRESS_ORDER,
    Handling,
    Progress,
    QuoteConsent,
    StatementStatus,
    Urgency,
    raised,
)

ABOUT = ("locality_id", "service_id", "age_band", "care_status", "disability", "ethnicity", "imported_label")


def seal_text(ring: KeyRing, response: Response, table: str, row: str, text: str) -> bytes:
    """Seal a text of this response under its data key."""
    return seal_under(data_key(ring, response), text.encode(), place(table, row, "text"))


def advance(response: Response, progress: Progress, day: date) -> bool:
    """Move the timeline on; steps that were passed over get the same day. Going back is ignored."""
    target = PROGRESS_ORDER.index(progress)
    if target <= PROGRESS_ORDER.index(response.progress):
        return False
    for step in PROGRESS_ORDER[1 : target + 1]:
        if getattr(response, f"{step.value}_on") is None:
            setattr(response, f"{step.value}_on", day)
    response.progress = progress
    return True


def bring_back(response: Response, urgency: Urgency) -> None:
    """Put a response back among the unread, since something new came; its urgency may rise and never falls."""
    response.handling = Handling.UNREAD
    response.urgency = int(raised(Urgency(response.urgency), urgency))


def withdraw(session: Session, response: Response, day: date) -> None:
    """Take a response back at the young person's wish: no page, quote or count uses it from now on."""
    response.withdrawn_on = response.withdrawn_on or day
    for statement in statements_of(session, response.id or 0):
        statement.quote_consent = QuoteConsent.DO_NOT_SHARE
        _unpublish(statement)


def stop_quoting(session: Session, response: Response) -> None:
    """No text of this response may be quoted from now on; it still counts and is still answered."""
    for statement in statements_of(session, response.id or 0):
        statement.quote_consent = QuoteConsent.DO_NOT_SHARE


def _unpublish(statement: Statement) -> None:
    statement.published = None
    if statement.status is StatementStatus.APPROVED:
        statement.status = StatementStatus.PRIVATE


def erase(session: Session, response: Response, day: date) -> None:
    """Shred for good: the data key goes, every text that was made from the words, what was chosen and who it was."""
    response.erased_on, response.data_key = day, None
    for column in ABOUT:
        setattr(response, column, None)
    session.execute(sa.delete(Answer).where(col(Answer.response_id) == response.id))
    for statement in statements_of(session, response.id or 0):
        statement.original, statement.redactions, statement.flags = None, [], []
        _unpublish(statement)
