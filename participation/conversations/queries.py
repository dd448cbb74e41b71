"""Reads of messages."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from participation.conversations.models import Author, Message
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.queries import open_text


@dataclass(frozen=True)
class MessageView:
    """A message as a page shows it."""

    id: int
    from_team: bool
    text: str
    sent_on: date
    seen: bool
    staff_id: int | None


def messages(session: Session, ring: KeyRing, response: Response) -> tuple[MessageView, ...]:
    """The messages about a response, oldest first; none once it was withdrawn."""
    if response.data_key is None:
        return ()
    rows = session.exec(select(Message).where(Message.response_id == response.id).order_by(col(Message.id)))
    return tuple(
        MessageView(
            id=row.id or 0,
            from_team=row.author is Author.TEAM,
            text=open_text(ring, response, "message", row.reference, row.text),
            sent_on=row.sent_on,
            seen=row.seen,
            staff_id=row.staff_id,
        )
        for row in rows
    )
