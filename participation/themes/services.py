"""Commands on the code book and on codes. People give codes; every change is on the record."""

from collections.abc import Collection, Iterable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Principal
from participation.audit.services import record
from participation.kernel.database import table_of
from participation.responses.models import Response, Statement
from participation.themes.models import Coding, Theme
from participation.themes.queries import active, by_name, codable, codes_of, counts_at_all
from participation.themes.rules import ThemeText, starter

CODINGS = table_of(Coding)


class NameTakenError(Exception):
    """Another theme, perhaps an archived one, has this name."""


class NoSuchStatementError(Exception):
    """The statement is not there, or the scope does not cover it."""


class NotApprovedError(Exception):
    """Only an approved statement is coded (architecture.md, "How one response flows")."""


class NoSuchThemeError(Exception):
    """A theme that the code book does not have, or no longer offers."""


def add_theme(session: Session, text: ThemeText, by: Principal) -> Theme:
    """Add a theme to the code book."""
    if by_name(session, text.name):
        raise NameTakenError(text.name)
    theme = Theme(**text.as_columns())
    session.add(theme)
    session.flush()
    record(session, by.staff_id, "theme_added", "theme", theme.id)
    return theme


def change_theme(session: Session, theme: Theme, text: ThemeText, by: Principal) -> bool:
    """Change a theme's words; True where something was changed."""
    columns = text.as_columns()
    if all(getattr(theme, column) == value for column, value in columns.items()):
        return False
    if (other := by_name(session, text.name)) and other.id != theme.id:
        raise NameTakenError(text.name)
    for column, value in columns.items():
        setattr(theme, column, value)
    record(session, by.staff_id, "theme_changed", "theme", theme.id)
    return True


def set_archived(session: Session, theme: Theme, archived: bool, by: Principal) -> bool:
    """Take a theme out of use, or bring it back; its codes stay. True where something was changed."""
    if theme.archived == archived:
        return False
    theme.archived = archived
    record(session, by.staff_id, "theme_archived" if archived else "theme_brought_back", "theme", theme.id)
    return True


def code(session: Session, statement_id: int, theme_ids: Collection[int], by: Principal, day: date) -> bool:
    """Set the codes of one approved statement; True where something was changed.

    Codes with archived themes are not offered, so they stay as they are.
    """
    _check_codable(session, by, statement_id)
    offered = {theme.id for theme in active(session)}
    if not offered >= set(theme_ids):
        raise NoSuchThemeError
    before = codes_of(session, [statement_id])[statement_id] & offered
    added, removed = set(theme_ids) - before, before - set(theme_ids)
    _insert(session, ((statement_id, theme_id) for theme_id in sorted(added)), by, day)
    _delete(session, statement_id, removed)
    for action, changed in (("code_added", added), ("code_removed", removed)):
        for _ in changed:
            record(session, by.staff_id, action, "statement", statement_id)
    return bool(added or removed)


def _check_codable(session: Session, by: Principal, statement_id: int) -> None:
    match codable(session, by.scope, statement_id):
        case None:
            raise NoSuchStatementError
        case False:
            raise NotApprovedError


def _insert(session: Session, pairs: Iterable[tuple[int, int]], by: Principal, day: date) -> None:
    rows = [
        {"statement_id": statement_id, "theme_id": theme_id, "staff_id": by.staff_id, "coded_on": day}
        for statement_id, theme_id in pairs
    ]
    if rows:
        session.execute(sa.insert(CODINGS), rows)


def _delete(session: Session, statement_id: int, theme_ids: Collection[int]) -> None:
    if theme_ids:
        session.execute(
            sa.delete(CODINGS).where(CODINGS.c.statement_id == statement_id, CODINGS.c.theme_id.in_(theme_ids))
        )


def add_codes(session: Session, wanted: Collection[tuple[int, int]], by: Principal, day: date) -> int:
    """Add many codes, (statement, theme), at once; what is not approved or has the code already is left out.

    The caller puts one event for the whole on the record. Returns how many codes are new.
    """
    ids = {statement_id for statement_id, _ in wanted}
    query = (
        select(Statement.id)
        .join(Response, col(Response.id) == Statement.response_id)
        .where(col(Statement.id).in_(ids), counts_at_all())
        .with_for_update(of=Statement)
    )
    approved = set(session.exec(query))
    before = codes_of(session, sorted(ids))
    new = [(s, t) for s, t in dict.fromkeys(wanted) if s in approved and t not in before[s]]
    _insert(session, new, by, day)
    return len(new)


def ship(session: Session) -> int:
    """Give an empty code book the themes to start with; one that a team has begun is left alone."""
    if session.exec(select(Theme.id).limit(1)).first():
        return 0
    session.add_all(Theme(**text.as_columns()) for text in starter())
    session.flush()
    return len(starter())
