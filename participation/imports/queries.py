"""Reads of imports: where each stands, and what was said of its lines."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.imports.models import ImportBatch, ImportedResponse, ImportRemark
from participation.responses.models import Response, Statement
from participation.responses.rules import Handling, StatementStatus, Urgency
from participation.surveys.models import Survey, SurveyVersion
from participation.themes.models import Coding

PAGE = 50


@dataclass(frozen=True)
class Import:
    """An import and where it stands. `survey` is the slug."""

    id: int
    name: str
    survey: str
    imported_on: date
    staff_id: int | None
    finished: bool
    rows_in: int
    refused: int
    public_on: date | None
    public_by_id: int | None
    public_reason: str


@dataclass(frozen=True)
class Standing:
    """How far the words of an import have come. `for_people` wait to be read one by one, whatever else is done."""

    unread: int
    waiting: int
    for_people: int
    approved: int
    labelled: int
    coded: int


@dataclass(frozen=True)
class Remark:
    """One line of the report."""

    line: int
    refused: bool
    reason: str


def _imports(*conditions: sa.ColumnElement[bool]) -> sa.Select[ImportBatch, str]:
    return (
        sa.select(ImportBatch, col(Survey.slug))
        .join(SurveyVersion, col(SurveyVersion.id) == ImportBatch.survey_version_id)
        .join(Survey, col(Survey.id) == SurveyVersion.survey_id)
        .where(*conditions)
        .order_by(col(ImportBatch.id).desc())
    )


def _import(row: ImportBatch, survey: str) -> Import:
    return Import(
        id=row.id or 0,
        name=row.name,
        survey=survey,
        imported_on=row.imported_on,
        staff_id=row.staff_id,
        finished=row.finished,
        rows_in=row.rows_in,
        refused=row.refused,
        public_on=row.public_on,
        public_by_id=row.public_by_id,
        public_reason=row.public_reason,
    )


def imports(session: Session, page: int = 1) -> list[Import]:
    """One page of imports, newest first, and one more where there is another page."""
    rows = session.execute(_imports().offset((page - 1) * PAGE).limit(PAGE + 1))
    return [_import(row, survey) for row, survey in rows]


def one_import(session: Session, batch_id: int) -> Import | None:
    """One import."""
    found = session.execute(_imports(col(ImportBatch.id) == batch_id)).one_or_none()
    return _import(*found) if found else None


def remarks(session: Session, batch_id: int, *, refused: bool, page: int = 1) -> list[Remark]:
    """One page of the lines that were refused, or noted, and one more where there is another page."""
    query = (
        select(ImportRemark)
        .where(ImportRemark.batch_id == batch_id, ImportRemark.refused == refused)
        .order_by(col(ImportRemark.line), col(ImportRemark.id))
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    return [Remark(row.line, row.refused, row.reason) for row in session.exec(query)]


def needs_nobody() -> sa.ColumnElement[bool]:
    """Nothing was flagged in the words (practice.md, "Safeguarding") and nobody has decided about them before."""
    return sa.and_(
        col(Statement.decided_by_id).is_(None),
        col(Response.urgency) == int(Urgency.EVERYTHING_ELSE),
        col(Statement.urgency) == int(Urgency.EVERYTHING_ELSE),
        sa.func.json_array_length(col(Statement.flags)) == 0,
    )


def standing(session: Session, batch_id: int) -> Standing:
    """Where the words of an import stand; what was taken back is no longer counted."""
    waiting = col(Statement.status) == StatementStatus.WAITING
    approved = col(Statement.status) == StatementStatus.APPROVED
    has_code = sa.exists().where(col(Coding.statement_id) == Statement.id)
    counted = (
        sa.case((col(Response.handling) == Handling.UNREAD, col(Response.id))),
        sa.case((sa.and_(waiting, needs_nobody()), col(Statement.id))),
        sa.case((sa.and_(waiting, sa.not_(needs_nobody())), col(Statement.id))),
        sa.case((approved, col(Statement.id))),
        sa.case((sa.and_(approved, col(Response.imported_label).is_not(None)), col(Statement.id))),
        sa.case((sa.and_(approved, has_code), col(Statement.id))),
    )
    query = (
        sa.select(*(sa.func.count(sa.distinct(each)) for each in counted))
        .select_from(ImportedResponse)
        .join(Response, col(Response.id) == ImportedResponse.response_id)
        .join(Statement, col(Statement.response_id) == Response.id, isouter=True)
        .where(col(ImportedResponse.batch_id) == batch_id, col(Response.withdrawn_on).is_(None))
    )
    return Standing(*session.execute(query).one())
