"""What is done with a whole import at once: only where an administrator said that its words are public already."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from participation.access import Principal
from participation.audit.services import record
from participation.imports.models import ImportBatch, ImportedResponse
from participation.imports.queries import needs_nobody
from participation.imports.services.pace import give_way
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.moderation.models import Decision
from participation.moderation.queries.marking import redactions_of
from participation.moderation.rules import TRANSITIONS, Action, as_published
from participation.responses.models import Response, Statement
from participation.responses.queries import exact_words, stands
from participation.responses.rules import Handling, StatementStatus
from participation.themes.queries import by_name
from participation.themes.rules import ThemeText
from participation.themes.services import add_codes, add_theme

STATEMENTS_AT_ONCE = 500
CODES_AT_ONCE = 1000
FROM_LABELS = "From the labels of an import."


class NotPublicError(Exception):
    """Only an import that an administrator marked as already public is dealt with as a whole."""


def mark_public(session: Session, batch: ImportBatch, reason: str, by: Principal, day: date) -> bool:
    """Say that these words were published before they came here, and why that is so; True where that is new."""
    if batch.public_on:
        return False
    if not reason.strip():
        raise ValueError("A reason is needed.")
    batch.public_on, batch.public_by_id, batch.public_reason = day, by.staff_id, reason.strip()
    mine = sa.select(col(ImportedResponse.response_id)).where(col(ImportedResponse.batch_id) == batch.id)
    session.execute(sa.update(Response).where(col(Response.id).in_(mine)).values(already_public=True))
    record(session, by.staff_id, "import_marked_public", "import_batch", batch.id)
    return True


def approve_all(database: Database, ring: KeyRing, batch_id: int, by: Principal, day: date) -> int:
    """Approve the waiting statements of a public import, without what was taken out of them; returns how many.

    Those in which something was flagged, and those that somebody opened again, stay in the inbox and are read one by
    one (practice.md, "Safeguarding").
    """
    with database.transaction() as session:
        _check_public(session, batch_id)
        record(session, by.staff_id, "import_approved", "import_batch", batch_id)
    approved = 0
    while found := _approve_some(database, ring, batch_id, by, day):
        approved += found
        give_way(database)
    return approved


def _check_public(session: Session, batch_id: int) -> None:
    batch = session.get(ImportBatch, batch_id)
    if batch is None or batch.public_on is None:
        raise NotPublicError


def _approve_some(database: Database, ring: KeyRing, batch_id: int, by: Principal, day: date) -> int:
    before, after = StatementStatus.WAITING, TRANSITIONS[StatementStatus.WAITING, Action.APPROVE]
    query = (
        sa.select(Response, Statement)
        .join(ImportedResponse, col(ImportedResponse.response_id) == Response.id)
        .join(Statement, col(Statement.response_id) == Response.id)
        .where(
            col(ImportedResponse.batch_id) == batch_id,
            col(Response.already_public),
            stands(),
            col(Statement.status) == before,
            needs_nobody(),
        )
        .order_by(col(Response.id))
        .limit(STATEMENTS_AT_ONCE)
        .with_for_update(of=Response)
    )
    with database.transaction() as session:
        pairs = session.execute(query).all()
        for response, statement in pairs:
            statement.published = as_published(exact_words(ring, response, statement), redactions_of(statement))
            statement.status, statement.decided_by_id = after, by.staff_id
            session.add(
                Decision(statement_id=statement.id, staff_id=by.staff_id, before=before, after=after, decided_on=day)
            )
        session.flush()
        _settle(session, {response.id for response, _ in pairs})
    return len(pairs)


def _settle(session: Session, response_ids: set[int | None]) -> None:
    """Responses in which nothing waits any more leave the inbox."""
    open_ones = sa.exists().where(
        col(Statement.response_id) == Response.id,
        col(Statement.status).in_([StatementStatus.WAITING, StatementStatus.SECOND_LOOK]),
    )
    session.execute(
        sa.update(Response)
        .where(col(Response.id).in_(response_ids), sa.not_(open_ones))
        .values(handling=Handling.DONE)
        .execution_options(synchronize_session=False)
    )


@dataclass(frozen=True)
class Coded:
    """What coding by label did: new codes, new themes, and labels whose theme the team has archived."""

    codes: int
    themes: int
    archived: tuple[str, ...]


def code_by_label(database: Database, batch_id: int, by: Principal, day: date) -> Coded:
    """Code the approved statements of a public import by the file's own label; a label that is no theme becomes one."""
    with database.transaction() as session:
        _check_public(session, batch_id)
        themes, new, archived = _themes(session, batch_id, by)
        record(session, by.staff_id, "import_coded", "import_batch", batch_id)
    codes, last = 0, 0
    while True:
        with database.transaction() as session:
            some = _labelled(session, batch_id, last)
            pairs = [(statement, themes[label]) for statement, label in some if label in themes]
            codes += add_codes(session, pairs, by, day)
        if not some:
            return Coded(codes, new, archived)
        last = some[-1][0]
        give_way(database)


def _themes(session: Session, batch_id: int, by: Principal) -> tuple[dict[str, int], int, tuple[str, ...]]:
    """The theme of each label, how many are new, and the labels whose theme is archived and gives no codes."""
    labels = session.execute(_labels(batch_id, col(Response.imported_label)).distinct()).scalars()
    themes, new, archived = {}, 0, []
    for label in sorted(labels):
        theme = by_name(session, label)
        if theme is None:
            theme, new = add_theme(session, ThemeText(label, definition=FROM_LABELS), by), new + 1
        if theme.archived:
            archived.append(label)
        else:
            themes[label] = theme.id or 0
    return themes, new, tuple(archived)


def _labelled(session: Session, batch_id: int, after: int) -> list[tuple[int, str]]:
    """Some approved statements and their labels, those after a statement."""
    query = _labels(batch_id, col(Statement.id), col(Response.imported_label)).where(col(Statement.id) > after)
    found = session.execute(query.order_by(col(Statement.id)).limit(CODES_AT_ONCE))
    return [(statement, label) for statement, label in found]


def _labels(batch_id: int, *columns: Any) -> sa.Select[Any]:
    """These columns of the approved statements of an import that have a label."""
    return (
        sa.select(*columns)
        .select_from(Statement)
        .join(Response, col(Response.id) == Statement.response_id)
        .join(ImportedResponse, col(ImportedResponse.response_id) == Response.id)
        .where(
            col(ImportedResponse.batch_id) == batch_id,
            col(Response.imported_label).is_not(None),
            col(Statement.status) == StatementStatus.APPROVED,
        )
    )
