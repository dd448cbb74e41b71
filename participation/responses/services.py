"""Commands on responses: sealing their texts, moving them along, and what a young person may do with what they sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from participation.kernel.sealing import KeyRing, place, seal_under
from participation.responses.models import Answer, Response, Statement, Upload
from participation.responses.queries import data_key, name_of, second_secret, statements_of
from participation.responses.rules import (
    PROGRESS_ORDER,
    Handling,
    Progress,
    QuoteConsent,
    StatementStatus,
    Urgency,
    raised,
)

ABOUT = (
    "locality_id",
    "service_id",
    "age_band",
    "care_status",
    "disability",
    "ethnicity",
    "imported_label",
    "second_secret",
    "code_lookup",
)


def seal_text(ring: KeyRing, response: Response, table: str, row: str, text: str, field: str = "text") -> bytes:
    """Seal a text of this response under its data key."""
    return seal_under(data_key(ring, response), text.encode(), place(table, row, field))


def set_second_secret(ring: KeyRing, response: Response, picture: str, word: str) -> None:
    """From now on the words need this picture and word beside the code. Raises ValueError for unknown ones."""
    response.second_secret = second_secret(ring, response.reference, picture, word)


def advance(response: Response, progress: Progress, day: date) -> bool:
    """Move the timeline on; steps that were passed over get the same day. Only `reopen` goes back."""
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


def reopen(response: Response, day: date) -> None:
    """It is not finished for the young person: unread again, and every step is promised anew from this day."""
    response.reopened_on, response.progress = day, Progress.RECEIVED
    for step in PROGRESS_ORDER[1:]:
        setattr(response, f"{step.value}_on", None)
    bring_back(response, Urgency(response.urgency))


def correct(
    ring: KeyRing,
    response: Response,
    statement: Statement,
    text: str,
    day: date,
    *,
    flags: Sequence[Mapping[str, Any]],
    urgency: Urgency,
) -> None:
    """The young person's newest wording of one text; the first words stay sealed beside it.

    Nothing is shown to others until staff have read and decided about it. What was found in the first words stays on
    them, marked `first`, since flags are never hidden or deleted (practice.md, "Safeguarding").
    """
    statement.corrected = seal_text(ring, response, "statement", name_of(response, statement), text, field="corrected")
    statement.corrected_on = day
    statement.flags = [{**flag, "first": True} for flag in statement.flags] + [dict(flag) for flag in flags]
    statement.urgency = int(raised(Urgency(statement.urgency), urgency))
    statement.published, statement.redactions = None, []
    if not statement.for_safety_only:
        statement.status = StatementStatus.WAITING
    bring_back(response, urgency)


def withdraw(session: Session, response: Response, day: date) -> None:
    """Take a response back at the young person's wish: no page, quote or count uses it from now on."""
    response.withdrawn_on = response.withdrawn_on or day
    for statement in statements_of(session, response.id or 0):
        statement.quote_consent = QuoteConsent.DO_NOT_SHARE
        _unpublish(statement)


def undo_withdraw(session: Session, response: Response) -> None:
    """It may be used again: it counts, and staff decide anew. Nothing is quoted until the young person says so anew."""
    response.withdrawn_on = None
    for statement in statements_of(session, response.id or 0):
        if not statement.for_safety_only:
            statement.status = StatementStatus.WAITING
    bring_back(response, Urgency(response.urgency))


def delete(session: Session, response: Response, day: date) -> None:
    """Off the code page at once and for good; retention erases it once it was read (practice.md, "Deleting")."""
    withdraw(session, response, day)
    response.deleted_on = response.deleted_on or day


def agree(statement: Statement, consent: QuoteConsent) -> None:
    """What the young person says about showing one text to others; what only keeps them safe is shown to nobody."""
    statement.quote_consent = QuoteConsent.DO_NOT_SHARE if statement.for_safety_only else consent


def _unpublish(statement: Statement) -> None:
    statement.published = None
    if statement.status is StatementStatus.APPROVED:
        statement.status = StatementStatus.PRIVATE


def erase(session: Session, response: Response, day: date) -> None:
    """Shred for good: the data key goes, every text made from the words, what was chosen, who it was, the code."""
    response.erased_on, response.data_key = day, None
    response.code_lookup, response.second_secret = None, None
    for column in ABOUT:
        setattr(response, column, None)
    session.execute(sa.delete(Answer).where(col(Answer.response_id) == response.id))
    mine = sa.select(col(Statement.id)).where(col(Statement.response_id) == response.id)
    session.execute(sa.delete(Upload).where(col(Upload.statement_id).in_(mine)))
    for statement in statements_of(session, response.id or 0):
        statement.original, statement.corrected, statement.redactions, statement.flags = None, None, [], []
        _unpublish(statement)
