"""Commands of those who read: opening, taking words out, deciding, answering. Each goes on the record.

Whoever changes a statement says what they saw of it (`seen`); where somebody else was quicker, nothing is changed and
they are told. The caller holds the response locked.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session

from participation.access import Principal
from participation.audit.services import record
from participation.conversations.models import Author
from participation.conversations.queries import last_message, unanswered
from participation.conversations.services import mark_seen, reply
from participation.intake.rules import urgency_of
from participation.intake.services.screened import flags_of, screened
from participation.kernel.sealing import KeyRing
from participation.moderation.models import Decision
from participation.moderation.queries.inbox import opened_by, opened_on
from participation.moderation.queries.marking import redactions_of, seen_of
from participation.moderation.rules import (
    EDITABLE,
    Action,
    NotAllowedError,
    Redaction,
    Span,
    after,
    as_published,
    handling_after,
    may_decide_together,
    put_back,
    take_out,
    words_readable,
)
from participation.responses.models import Response, Statement
from participation.responses.queries import exact_words, is_written_down, name_of, statements_of
from participation.responses.rules import Handling, Medium, Progress, StatementStatus, Urgency, raised
from participation.responses.services import advance, seal_text
from participation.safeguarding.services import alert, was_opened

TOGETHER = (Action.APPROVE, Action.KEEP_PRIVATE)
STEPS = (Progress.TALKED_ABOUT, Progress.DECIDED)
RECORDED = {
    Action.APPROVE: "approved",
    Action.KEEP_PRIVATE: "kept_private",
    Action.ASK_SECOND_LOOK: "asked_for_second_look",
    Action.REOPEN: "reopened",
}
LOOKED = {Medium.DRAWING: "looked_at", Medium.RECORDING: "listened_to"}


class ChangedMeanwhileError(Exception):
    """Somebody else changed this since the page was opened."""


def open_response(session: Session, response: Response, by: Principal, day: date) -> None:
    """Somebody reads the words: on the record, and the young person's timeline says that it was read."""
    record(session, by.staff_id, "opened", "response", response.id)
    advance(response, Progress.READ, day)
    was_opened(session, response.id or 0)
    if response.handling is Handling.UNREAD:
        response.handling = Handling.OPENED
    settle(session, response)


def settle(session: Session, response: Response) -> None:
    """Note whether anything is left to do with a response."""
    response.handling = handling_after(
        response.handling,
        [statement.status for statement in statements_of(session, response.id or 0)],
        unanswered=unanswered(session, response.id or 0),
        withdrawn=response.withdrawn_on is not None,
        deleted=response.deleted_on is not None,
    )


def _check(response: Response, statement: Statement, seen: str) -> None:
    if response.withdrawn_on:
        raise NotAllowedError("The young person has taken these words back.")
    if statement.for_safety_only:
        raise NotAllowedError("These words are there to keep somebody safe. They are shown to nobody else.")
    if seen != seen_of(statement):
        raise ChangedMeanwhileError


def redact(
    session: Session,
    ring: KeyRing,
    response: Response,
    statement: Statement,
    chosen: Sequence[Redaction],
    by: Principal,
    seen: str,
) -> None:
    """Take stretches of the exact words out of the published version; raises RedactionError."""
    _check_editable(response, statement, seen)
    text, redactions = exact_words(ring, response, statement), redactions_of(statement)
    for each in chosen:
        redactions = take_out(text, redactions, each)
    keep_redactions(statement, redactions)
    record(session, by.staff_id, "took_words_out", "statement", statement.id)


def restore(session: Session, response: Response, statement: Statement, place: Span, by: Principal, seen: str) -> None:
    """Put words back into the published version; raises RedactionError."""
    _check_editable(response, statement, seen)
    keep_redactions(statement, put_back(redactions_of(statement), place))
    record(session, by.staff_id, "put_words_back", "statement", statement.id)


def _check_editable(response: Response, statement: Statement, seen: str) -> None:
    _check(response, statement, seen)
    if statement.status not in EDITABLE:
        raise NotAllowedError("These words are decided. Open them again to change what others see.")


def keep_redactions(statement: Statement, redactions: Iterable[Redaction]) -> None:
    """Write what is taken out of a statement, as `redactions_of` reads it."""
    statement.redactions = [{"start": r.start, "end": r.end, "reason": r.reason.value} for r in redactions]


def write_down(
    session: Session, ring: KeyRing, response: Response, statement: Statement, text: str, by: Principal, seen: str
) -> None:
    """Put into words what a drawing shows or a recording says; screened as any text, which can only raise it.

    These are the reader's words and are shown as such; until they are decided about, they may be written anew.
    """
    _check_editable(response, statement, seen)
    if statement.medium is Medium.TEXT or statement.corrected is not None:
        raise NotAllowedError("These are the young person’s own words.")
    if not text.strip():
        raise NotAllowedError("Write down what it shows or says.")
    found = screened(session, text, response.language)
    urgency = urgency_of(found, floor=Urgency.EVERYTHING_ELSE)
    statement.original = seal_text(ring, response, "statement", name_of(response, statement), text.strip())
    statement.flags = [{**flag, "first": True} for flag in statement.flags] + flags_of(found)
    statement.redactions = []
    statement.urgency = int(raised(Urgency(statement.urgency), urgency))
    response.urgency = int(raised(Urgency(response.urgency), urgency))
    record(session, by.staff_id, "written_down", "statement", statement.id)
    if urgency is Urgency.NOW:
        alert(session, response.id or 0, response.locality_id)


def decide(
    session: Session,
    ring: KeyRing,
    response: Response,
    statement: Statement,
    action: Action,
    by: Principal,
    day: date,
    *,
    seen: str,
    reason: str = "",
) -> None:
    """Move a statement through the transition table; its reason is sealed under the response's data key."""
    _check(response, statement, seen)
    status = after(by, statement.status, action, statement.decided_by_id)
    if action is Action.ASK_SECOND_LOOK and not reason.strip():
        raise NotAllowedError("Say what the next reader should look at.")
    if action is Action.APPROVE and not is_written_down(statement):
        raise NotAllowedError("Write down first what it shows or says: only words are ever shown to others.")
    decision = Decision(
        statement_id=statement.id or 0, staff_id=by.staff_id, before=statement.status, after=status, decided_on=day
    )
    session.add(decision)
    session.flush()
    if reason.strip():
        decision.reason = seal_text(ring, response, "decision", str(decision.id), reason.strip())
    approved = status is StatementStatus.APPROVED
    statement.published = _published(ring, response, statement) if approved else None
    statement.status, statement.decided_by_id = status, by.staff_id
    record(session, by.staff_id, RECORDED[action], "statement", statement.id)
    settle(session, response)


def _published(ring: KeyRing, response: Response, statement: Statement) -> str:
    return as_published(exact_words(ring, response, statement), redactions_of(statement))


def decide_together(
    session: Session, ring: KeyRing, responses: Sequence[Response], action: Action, by: Principal, day: date
) -> int:
    """Decide whatever waits in responses that this person opened one by one; returns how many were left untouched."""
    opened = opened_by(session, by, [response.id or 0 for response in responses])
    left = 0
    for response in responses:
        statements = statements_of(session, response.id or 0)
        flagged = any(
            each.flags or each.urgency < Urgency.EVERYTHING_ELSE or not is_written_down(each) for each in statements
        )
        urgency, withdrawn = Urgency(response.urgency), response.withdrawn_on is not None
        waiting = [each for each in statements if each.status is StatementStatus.WAITING]
        if not waiting or not may_decide_together(
            response.handling, urgency, flagged=flagged, opened=response.id in opened, withdrawn=withdrawn
        ):
            left += 1
            continue
        for statement in waiting:
            decide(session, ring, response, statement, action, by, day, seen=seen_of(statement))
    return left


def decide_whole(
    session: Session,
    ring: KeyRing,
    response: Response,
    action: Action,
    by: Principal,
    day: date,
    seen: Sequence[str],
) -> None:
    """One decision for whatever waits in a response that this person has open; flagged ones go text by text."""
    waiting = [each for each in statements_of(session, response.id or 0) if each.status is StatementStatus.WAITING]
    if [seen_of(each) for each in waiting] != list(seen):
        raise ChangedMeanwhileError
    if decide_together(session, ring, [response], action, by, day):
        raise NotAllowedError("This one is decided text by text.")


def take_step(session: Session, response: Response, step: Progress, by: Principal, day: date) -> None:
    """Tell the young person that their words were talked about, or that something was decided."""
    if response.withdrawn_on or step not in STEPS:
        raise NotAllowedError("This step cannot be set.")
    if advance(response, step, day):
        record(session, by.staff_id, step.value, "response", response.id)


def answer(session: Session, ring: KeyRing, response: Response, text: str, by: Principal, shown: int) -> None:
    """Write to the young person. `shown` is the newest message on the page: who has not seen the last one is told."""
    if response.deleted_on or response.code_lookup is None:
        raise NotAllowedError("Nobody can read a reply to this.")
    if response.frozen_on:
        raise NotAllowedError("The return code is frozen, so nobody can read a reply now.")
    if last_message(session, response.id or 0) > shown:
        raise ChangedMeanwhileError
    reply(session, ring, response, text, by)
    mark_seen(session, response.id or 0, Author.YOUNG_PERSON, shown)
    settle(session, response)


def needs_no_answer(session: Session, response: Response, by: Principal, shown: int) -> None:
    """The young person's messages up to the one that was shown are read and wait for no answer."""
    mark_seen(session, response.id or 0, Author.YOUNG_PERSON, shown)
    record(session, by.staff_id, "messages_read", "response", response.id)
    settle(session, response)


def open_upload(
    session: Session, response: Response, statement: Statement, medium: Medium, by: Principal, day: date
) -> bool:
    """Whether this person may look at a drawing or listen to a recording; it goes on the record when they may.

    What was deleted is still there for whoever opened its page today, since the page comes before what it shows.
    """
    handling, urgency = Handling(response.handling), Urgency(response.urgency)
    readable = words_readable(handling, urgency, by.role, deleted=response.deleted_on is not None)
    if statement.medium is not medium or not (readable or opened_on(session, by, response.id or 0, day)):
        return False
    record(session, by.staff_id, LOOKED[medium], "statement", statement.id)
    return True
