"""Commands: the team writes, the young person writes, reads, and says how it went."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Principal
from participation.audit.services import record
from participation.conversations.models import Asked, Author, Judgement, Message, Reading, Verdict
from participation.conversations.queries import reading_lookup
from participation.kernel import clock
from participation.kernel.ids import new_reference
from participation.kernel.sealing import KeyRing, key_from_secret, place, seal_under
from participation.responses.models import Response
from participation.responses.services import seal_text

LONGEST = 5000
READING_LASTS = timedelta(minutes=30)


def write(
    session: Session,
    ring: KeyRing,
    response: Response,
    text: str,
    *,
    author: Author,
    staff_id: int | None = None,
    urgency: int = 2,
) -> Message:
    """Add a message to a response; the text is sealed under the response's data key."""
    reference = new_reference()
    message = Message(
        reference=reference,
        response_id=response.id or 0,
        author=author,
        staff_id=staff_id,
        text=seal_text(ring, response, "message", reference, text),
        sent_on=clock.today(),
        urgency=urgency,
    )
    session.add(message)
    session.flush()
    return message


def reply(session: Session, ring: KeyRing, response: Response, text: str, by: Principal) -> Message:
    """The team answers, on the record."""
    message = write(session, ring, response, text, author=Author.TEAM, staff_id=by.staff_id)
    record(session, by.staff_id, "replied", "response", response.id)
    return message


def mark_seen(session: Session, response_id: int, author: Author, up_to: int | None = None) -> None:
    """Note that messages of `author` about this response have been read by the other side.

    `up_to` is the newest that was on the page: what came since is still unseen.
    """
    unseen = select(Message).where(
        Message.response_id == response_id, Message.author == author, col(Message.seen).is_(False)
    )
    for message in session.exec(unseen if up_to is None else unseen.where(col(Message.id) <= up_to)):
        message.seen = True


def judge(session: Session, response_id: int, asked: Asked, verdict: Verdict, day: date) -> None:
    """Keep what the young person says to one of the two questions, in place of what they said before."""
    mine = (Judgement.response_id == response_id, Judgement.asked == asked)
    row = session.exec(select(Judgement).where(*mine)).one_or_none()
    row = row or Judgement(response_id=response_id, asked=asked, verdict=verdict, given_on=day)
    row.verdict, row.given_on = verdict, day
    session.add(row)
    session.flush()


def forget(session: Session, response_id: int) -> None:
    """The words are erased: what was said of how it went goes as well. Messages cannot be opened any more."""
    session.execute(sa.delete(Judgement).where(col(Judgement.response_id) == response_id))


def begin_reading(session: Session, secret: str, response_id: int, *, proven: bool = False) -> None:
    """Let the session that gave the right code read this response for half an hour.

    `proven`: the second secret was given as well; it is sealed with the rest, so only this session's row says so.
    """
    end_reading(session, secret)
    mine = reading_lookup(secret)
    plain = f"{response_id} proven" if proven else str(response_id)
    sealed = seal_under(key_from_secret(secret, "reading"), plain.encode(), place("reading", mine, "sealed"))
    expires_at = clock.coarse(clock.now() + READING_LASTS, minutes=5)
    session.add(Reading(session_lookup=mine, sealed=sealed, expires_at=expires_at))
    session.flush()


def end_reading(session: Session, secret: str) -> None:
    """Close what a return code opened."""
    session.execute(sa.delete(Reading).where(col(Reading.session_lookup) == reading_lookup(secret)))
