"""Reads of messages."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from participation.conversations.models import Author, Message, Reading
from participation.kernel import clock
from participation.kernel.sealing import KeyRing, key_from_secret, place, unseal_under
from participation.responses.models import Response
from participation.responses.queries import open_text

UNANSWERED = (col(Message.author) == Author.YOUNG_PERSON, col(Message.seen).is_(False))


@dataclass(frozen=True)
class MessageView:
    """A message as a page shows it."""

    id: int
    from_team: bool
    text: str
    sent_on: date
    seen: bool
    staff_id: int | None
    urgency: int


def messages(session: Session, ring: KeyRing, response: Response) -> tuple[MessageView, ...]:
    """The messages about a response, oldest first; none once its words were erased."""
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
            urgency=row.urgency,
        )
        for row in rows
    )


def unanswered(session: Session, response_id: int) -> bool:
    """Whether the young person wrote something that the team has neither answered nor marked as read."""
    waiting = select(Message.id).where(Message.response_id == response_id, *UNANSWERED)
    return session.exec(waiting.limit(1)).first() is not None


def last_message(session: Session, response_id: int) -> int:
    """The id of the newest message, 0 where there is none: what a page that shows them all has shown."""
    return session.exec(select(func.max(Message.id)).where(Message.response_id == response_id)).one() or 0


def reading_lookup(secret: str) -> str:
    """How a session's reading is found without keeping its secret."""
    return key_from_secret(secret, "lookup:reading").hex()


def being_read(session: Session, secret: str) -> Response | None:
    """The response that this session gave the code of, unless it was withdrawn since."""
    mine = reading_lookup(secret)
    row = session.exec(select(Reading).where(Reading.session_lookup == mine, Reading.expires_at > clock.now())).first()
    if row is None:
        return None
    plain = unseal_under(key_from_secret(secret, "reading"), row.sealed, place("reading", mine, "sealed"))
    return session.get(Response, int(plain))
