"""Commands on responses: sealing their texts, moving them along, withdrawing."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from participation.kernel.sealing import KeyRing, place, seal_under
from participation.responses.models import Response, Statement
from participation.responses.queries import data_key, statements_of
from participation.responses.rules import PROGRESS_ORDER, Progress


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


def shred(session: Session, response: Response, day: date) -> None:
    """Forget the words for good: the data key goes, and every text that was made from them."""
    response.withdrawn_on, response.data_key = response.withdrawn_on or day, None
    for statement in statements_of(session, response.id or 0):
        statement.original, statement.redactions, statement.flags = None, [], []
        if statement.published is not None:
            statement.published = ""
    session.execute(
        sa.update(Statement).where(col(Statement.response_id) == response.id).values(quote_consent="do_not_share")
    )
