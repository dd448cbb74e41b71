"""Reads of the code book and of what was coded: published texts only, within the scope, withdrawn ones out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Scope
from participation.responses.models import Response, Statement
from participation.responses.queries import in_scope, stands
from participation.responses.rules import StatementStatus
from participation.surveys.rules import Lens
from participation.themes.models import Coding, Theme
from participation.themes.rules import ThemeText, same_name

PAGE = 25


@dataclass(frozen=True)
class ThemeChoice:
    """A theme that a statement can be coded with."""

    id: int
    name: str
    phrase: str
    definition: str


@dataclass(frozen=True)
class ThemeRow:
    """A theme of the code book with how many statements speak of it, by lens."""

    id: int
    text: ThemeText
    archived: bool
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All lenses together."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class CodedStatement:
    """An approved statement as it was published; the exact words stay where they are."""

    id: int
    response_id: int
    text: str
    lens: str
    locality_id: int | None
    received_on: date


def counts_at_all() -> sa.ColumnElement[bool]:
    """Only an approved statement counts, and only while its young person has not taken it back."""
    return sa.and_(col(Statement.status) == StatementStatus.APPROVED, stands())


def active(session: Session) -> tuple[ThemeChoice, ...]:
    """The themes to choose from, by name."""
    rows = session.exec(select(Theme).where(col(Theme.archived).is_(False)).order_by(sa.func.lower(Theme.name)))
    return tuple(ThemeChoice(row.id or 0, row.name, row.phrase, row.definition) for row in rows)


def codes_of(session: Session, statement_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """The themes of each of these statements, archived ones too; a statement without any has an empty set."""
    found: dict[int, set[int]] = {statement_id: set() for statement_id in statement_ids}
    query = select(Coding.statement_id, Coding.theme_id).where(col(Coding.statement_id).in_(statement_ids))
    for statement_id, theme_id in session.exec(query):
        found[statement_id].add(theme_id)
    return {statement_id: frozenset(themes) for statement_id, themes in found.items()}


def by_name(session: Session, name: str) -> Theme | None:
    """The theme that people would take for this one, archived or not."""
    wanted = same_name(name)
    return next((theme for theme in session.exec(select(Theme)) if same_name(theme.name) == wanted), None)


def code_book(session: Session, scope: Scope, theme_id: int | None = None) -> tuple[ThemeRow, ...]:
    """Every theme by name, or one of them, with counts of what this scope covers."""
    counts: dict[int, dict[str, int]] = {}
    query = (
        sa.select(col(Coding.theme_id), col(Statement.lens), sa.func.count())
        .select_from(Coding)
        .join(Statement, col(Statement.id) == Coding.statement_id)
        .join(Response, col(Response.id) == Statement.response_id)
        .where(counts_at_all(), in_scope(scope), _only(Coding.theme_id, theme_id))
        .group_by(col(Coding.theme_id), col(Statement.lens))
    )
    for theme, lens, count in session.execute(query):
        counts.setdefault(theme, {})[lens] = count
    rows = session.exec(select(Theme).where(_only(Theme.id, theme_id)).order_by(sa.func.lower(Theme.name)))
    return tuple(_theme_row(row, counts.get(row.id or 0, {})) for row in rows)


def _only(column: int | None, wanted: int | None) -> sa.ColumnElement[bool]:
    return sa.true() if wanted is None else col(column) == wanted


def _theme_row(theme: Theme, counts: Mapping[str, int]) -> ThemeRow:
    text = ThemeText(theme.name, theme.phrase, theme.definition, theme.includes, theme.excludes)
    return ThemeRow(theme.id or 0, text, theme.archived, counts)


def statements(
    session: Session, scope: Scope, theme_id: int, *, lens: Lens | None = None, page: int = 1
) -> list[CodedStatement]:
    """One page of a theme's statements, newest first, and one more where there is another page."""
    query = (
        sa.select(
            col(Statement.id),
            col(Statement.response_id),
            col(Statement.published),
            col(Statement.lens),
            col(Response.locality_id),
            col(Response.received_on),
        )
        .join(Coding, col(Coding.statement_id) == Statement.id)
        .join(Response, col(Response.id) == Statement.response_id)
        .where(col(Coding.theme_id) == theme_id, counts_at_all(), in_scope(scope))
        .order_by(col(Response.received_on).desc(), col(Statement.id).desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    if lens:
        query = query.where(col(Statement.lens) == lens.value)
    return [CodedStatement(*row) for row in session.execute(query)]


def codable(session: Session, scope: Scope, statement_id: int) -> bool | None:
    """Whether this statement can be coded now; None where the scope does not cover it or it is not there. Locks it."""
    query = (
        sa.select(counts_at_all())
        .select_from(Statement)
        .join(Response, col(Response.id) == Statement.response_id)
        .where(col(Statement.id) == statement_id, in_scope(scope), col(Response.erased_on).is_(None))
        .with_for_update(of=Statement)
    )
    return session.execute(query).scalar_one_or_none()
