"""Commands on asks. Each is on the record; whoever changes one says which version they saw (`seen`).

The caller holds the ask locked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Principal
from participation.audit.services import record
from participation.promises import queries
from participation.promises.models import (
    Promise,
    PromiseOutcome,
    PromisePresses,
    PromiseStatement,
    PromiseText,
)
from participation.promises.rules import (
    Action,
    NotReadyError,
    Outcome,
    Status,
    Topic,
    Wording,
    after,
    check_showable,
    own_words_in,
)
from participation.responses.models import Statement
from participation.surveys.rules import Look

RECORDED = {Action.PUBLISH: "published", Action.TAKE_DOWN: "taken_down"}


class ChangedMeanwhileError(Exception):
    """Somebody else changed this since the page was opened."""


class OwnWordsError(Exception):
    """A text repeats a young person's own words, which are shown by reference only; the message is the stretch."""


@dataclass(frozen=True)
class Details:
    """An ask as staff keep it."""

    ask: str
    owner: str
    due_on: date
    topic: Topic
    locality_id: int | None = None
    theme_id: int | None = None
    evidence: str = ""


def make_ask(
    session: Session, details: Details, by: Principal, day: date, statement_ids: Iterable[int] = ()
) -> Promise:
    """A new ask, which nobody but staff sees; it refers to those of the statements that it may come from."""
    sources = [each for each in dict.fromkeys(statement_ids) if queries.attachable(session, by.scope, each)]
    _refuse_own_words(session, (details.ask, details.evidence), sources)
    promise = Promise(**vars(details))
    session.add(promise)
    session.flush()
    promise_id = promise.id or 0
    session.add_all(PromiseStatement(promise_id=promise_id, statement_id=each) for each in sources)
    session.add(PromisePresses(promise_id=promise_id))
    _remember_outcome(session, promise, by, day)
    record(session, by.staff_id, "ask_made", "promise", promise_id)
    session.flush()
    return promise


def change_details(
    session: Session,
    promise: Promise,
    details: Details,
    by: Principal,
    seen: int,
    *,
    kept: Iterable[int] = (),
    quoted: Iterable[int] = (),
) -> bool:
    """Change what staff keep of an ask: its details, which statements it came from, whose words are shown.

    True where something was changed. Raises NotReadyError where words would be shown beside a place.
    """
    _check_seen(promise, seen)
    quoted = set(quoted)
    if quoted and details.locality_id:
        raise NotReadyError("Words beside a place point to somebody. Show none, or make it for everywhere.")
    _refuse_own_words(session, (details.ask, details.evidence), _source_ids(session, promise))
    before = {name: getattr(promise, name) for name in vars(details)}
    if not _set_sources(session, promise, by, set(kept), quoted) and before == vars(details):
        return False
    for name, value in vars(details).items():
        setattr(promise, name, value)
    _changed(session, promise, "ask_changed", by)
    return True


def _set_sources(session: Session, promise: Promise, by: Principal, kept: set[int], quoted: set[int]) -> bool:
    """Only what this person can see is touched, and only words that may be shown are marked to be."""
    changed = False
    for source in queries.sources(session, by.scope, promise.id or 0):
        row = session.get_one(PromiseStatement, (promise.id, source.statement_id))
        show = source.quotable and source.statement_id in quoted
        if source.statement_id not in kept:
            session.delete(row)
            changed = True
        elif row.quoted is not show:
            row.quoted, changed = show, True
    return changed


def write_texts(
    session: Session, promise: Promise, language: str, texts: Mapping[Look, Wording], by: Principal, seen: int
) -> bool:
    """Set what young people read in one language; an empty wording is taken away. True where something was changed.

    Raises NotReadyError for one that is half written, or where something published would be left without English.
    """
    _check_seen(promise, seen)
    if any(not each.is_empty and not each.is_whole for each in texts.values()):
        raise NotReadyError("Write both what they said and what came of it, or leave all of it empty.")
    _refuse_own_words(session, (each.text for each in texts.values()), _source_ids(session, promise))
    promise_id = promise.id or 0
    before = queries.wordings(session, promise_id)
    wanted = {key: each for key, each in before.items() if key[0] != language or key[1] not in texts}
    wanted.update({(language, look): each for look, each in texts.items() if not each.is_empty})
    if wanted == before:
        return False
    if promise.status is Status.PUBLISHED:
        check_showable(wanted)
    for look in texts:
        row = session.get(PromiseText, (promise_id, language, look))
        if row is not None:
            session.delete(row)
    session.flush()
    for look, each in texts.items():
        if not each.is_empty:
            session.add(PromiseText(promise_id=promise_id, language=language, look=look, **vars(each)))
    _changed(session, promise, "texts_written", by)
    return True


def set_outcome(
    session: Session, promise: Promise, outcome: Outcome, reason: str, by: Principal, day: date, seen: int
) -> bool:
    """Say how it stands now, and why where it cannot be done; True where something was changed."""
    _check_seen(promise, seen)
    if outcome is Outcome.CANNOT and not reason:
        raise NotReadyError("Say why it cannot be done.")
    _refuse_own_words(session, [reason], _source_ids(session, promise))
    if (promise.outcome, promise.reason) == (outcome, reason):
        return False
    if promise.outcome is not outcome and promise.status is Status.PUBLISHED:
        promise.published_on = day
    promise.outcome, promise.reason = outcome, reason
    _remember_outcome(session, promise, by, day)
    _changed(session, promise, "outcome_changed", by)
    return True


def move(session: Session, promise: Promise, action: Action, by: Principal, day: date, seen: int) -> None:
    """Show it to young people, or take it down; raises NotReadyError."""
    _check_seen(promise, seen)
    promise.status = after(promise.status, action, queries.wordings(session, promise.id or 0))
    if action is Action.PUBLISH:
        promise.published_on = day
    _changed(session, promise, RECORDED[action], by)


def press(session: Session, promise_id: int, *, undo: bool = False) -> bool:
    """Count one "This matters to me too", or take one back; True where it was counted.

    Whoever pressed is kept nowhere here: their own visit remembers it (`views`).
    """
    step = -1 if undo else 1
    counted = session.execute(
        sa.update(PromisePresses)
        .where(col(PromisePresses.promise_id) == promise_id, col(PromisePresses.presses) + step >= 0)
        .values(presses=PromisePresses.presses + step)
    )
    return bool(counted.rowcount)  # type: ignore[attr-defined]


def forget_sources(session: Session, response_id: int) -> None:
    """Take the references to what was erased out of the council's record."""
    statements = sa.select(col(Statement.id)).where(col(Statement.response_id) == response_id)
    session.execute(sa.delete(PromiseStatement).where(col(PromiseStatement.statement_id).in_(statements)))


def _check_seen(promise: Promise, seen: int) -> None:
    if promise.version != seen:
        raise ChangedMeanwhileError


def _changed(session: Session, promise: Promise, action: str, by: Principal) -> None:
    promise.version += 1
    record(session, by.staff_id, action, "promise", promise.id)
    session.flush()


def _remember_outcome(session: Session, promise: Promise, by: Principal, day: date) -> None:
    session.add(
        PromiseOutcome(
            promise_id=promise.id or 0,
            outcome=promise.outcome,
            reason=promise.reason,
            staff_id=by.staff_id,
            changed_on=day,
        )
    )


def _source_ids(session: Session, promise: Promise) -> list[int]:
    query = select(PromiseStatement.statement_id).where(PromiseStatement.promise_id == promise.id)
    return list(session.exec(query))


def _refuse_own_words(session: Session, texts: Iterable[str], statement_ids: Iterable[int]) -> None:
    found = own_words_in(texts, queries.published_words(session, statement_ids))
    if found:
        raise OwnWordsError(found)
