"""Reads of messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from participation.conversations.models import Asked, Author, Judgement, Message, Reading, Verdict
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


@dataclass(frozen=True)
class OpenReading:
    """What a session may read. `proven`: the second secret was given too, or none was chosen."""

    response: Response
    proven: bool


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


def was_answered(session: Session, response_id: int) -> bool:
    """Whether the team has written about this response."""
    team = select(Message.id).where(Message.response_id == response_id, Message.author == Author.TEAM)
    return session.exec(team.limit(1)).first() is not None


def unseen_replies(session: Session, response_id: int) -> int:
    """How many messages of the team the young person has not seen yet."""
    team = (Message.response_id == response_id, Message.author == Author.TEAM, col(Message.seen).is_(False))
    return session.exec(select(func.count(col(Message.id))).where(*team)).one()


def judgements(session: Session, response_id: int) -> Mapping[Asked, Verdict]:
    """What the young person said of how it went, by question."""
    rows = session.exec(select(Judgement).where(Judgement.response_id == response_id))
    return {row.asked: row.verdict for row in rows}


def last_message(session: Session, response_id: int) -> int:
    """The id of the newest message, 0 where there is none: what a page that shows them all has shown."""
    return session.exec(select(func.max(Message.id)).where(Message.response_id == response_id)).one() or 0


def reading_lookup(secret: str) -> str:
    """How a session's reading is found without keeping its secret."""
    return key_from_secret(secret, "lookup:reading").hex()


def being_read(session: Session, secret: str, *, lock: bool = False) -> OpenReading | None:
    """The response that this session gave the code of, unless it was deleted since.

    Locked by whoever will change it: otherwise staff who settle it meanwhile would settle what comes as well.
    """
    mine = reading_lookup(secret)
    row = session.exec(select(Reading).where(Reading.session_lookup == mine, Reading.expires_at > clock.now())).first()
    if row is None:
        return None
    plain = unseal_under(key_from_secret(secret, "reading"), row.sealed, place("reading", mine, "sealed"))
    response_id, _, proven = plain.decode().partition(" ")
    response = session.get(Response, int(response_id), with_for_update=lock)
    if response is None or not can_be_read(response):
        return None
    return OpenReading(response, bool(proven) or response.second_secret is None)


def can_be_read(response: Response) -> bool:
    """Whether a code still leads here: what was deleted is off the code page at once (practice.md, "Deleting")."""
    return response.deleted_on is None and response.data_key is not None
