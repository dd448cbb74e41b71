"""Bringing responses in from a file.

The file is read twice: the first pass finds any fault in it before anything is kept. Rows then come in by small
transactions, so that young people's own responses never wait long; a run that was cut short is gone on with by running
it again.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from participation.audit.services import record
from participation.council.queries import localities, place_ids, services
from participation.imports.models import ImportBatch, ImportRemark
from participation.imports.queries import Remark
from participation.imports.rules import (
    ImportMapping,
    ImportRefusedError,
    Row,
    RowRefusedError,
    Scan,
    faults_against,
    open_table,
    read_row,
    scan,
)
from participation.imports.services.pace import give_way
from participation.imports.services.writing import Target, write_rows
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.progress import Tell, tell_nobody
from participation.kernel.sanitise import keep_exact
from participation.kernel.sealing import KeyRing
from participation.surveys.queries import as_choices, published

ROWS_AT_ONCE = 100


@dataclass(frozen=True)
class Report:
    """What became of a file: every row is added, here already, or refused with its line and a reason."""

    batch_id: int
    rows: int
    added: int
    already_here: int
    refused: tuple[Remark, ...]
    notes: tuple[Remark, ...]


@dataclass
class _Run:
    """How far a run has come. `seen` tells repeated rows of one file apart."""

    target: Target
    added: int = 0
    already_here: int = 0
    remarks: list[Remark] = field(default_factory=list)
    seen: dict[int, int] = field(default_factory=dict)


def import_responses(
    database: Database,
    ring: KeyRing,
    source: Path | BinaryIO,
    slug: str,
    mapping: ImportMapping,
    staff_id: int | None = None,
    *,
    name: str = "",
    tell: Tell = tell_nobody,
) -> Report:
    """Bring the rows of a CSV file in as responses to the survey `slug`; raises ImportRefusedError.

    Running it again adds nothing. `tell(done, rows)` is called after each transaction. Imports are screened and
    read like everything else, but page nobody, carry no consent and have no return code (architecture.md, "Decided
    already").
    """
    with _opened(source) as stream:
        found = scan(stream, mapping)
        run = _Run(_begin(database, ring, slug, mapping, found, staff_id, name))
        table, done = open_table(stream, mapping), 0
        while chunk := list(islice(table.rows, ROWS_AT_ONCE)):
            added = _bring_in(database, run, table.headings, chunk)
            done += len(chunk)
            tell(done, found.rows)
            if added:
                give_way(database)
    _finish(database, run)
    refused = tuple(each for each in run.remarks if each.refused)
    notes = tuple(each for each in run.remarks if not each.refused)
    return Report(run.target.batch_id, found.rows, run.added, run.already_here, refused, notes)


@contextmanager
def _opened(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    """The file; one that somebody else opened stays open."""
    if not isinstance(source, Path):
        yield source
        return
    try:
        stream = source.open("rb")
    except OSError as error:
        raise ImportRefusedError([f"The file {source} cannot be read: {error.strerror}."]) from error
    with stream:
        yield stream


@contextmanager
def _alone() -> Iterator[None]:
    """The database lets each file and each row in once, also where two people bring in the same at the same moment."""
    try:
        yield
    except IntegrityError as error:
        if "import_" not in str(error.orig):
            raise
        raise ImportRefusedError(
            ["Somebody else is bringing in the same rows now. Wait until they are done, then run this again."]
        ) from error


def _begin(
    database: Database, ring: KeyRing, slug: str, mapping: ImportMapping, found: Scan, staff_id: int | None, name: str
) -> Target:
    """Check the mapping against the survey and find or write the import's own row."""
    today = clock.today()
    with _alone(), database.transaction() as session:
        places, offers = localities(session), services(session)
        surveys = published(session, as_choices(places), as_choices(offers))
        if slug not in surveys:
            raise ImportRefusedError([f"There is no survey “{slug}”. There are: {', '.join(surveys)}."])
        slugs, offered = [each.slug for each in places], [each.slug for each in offers]
        if faults := faults_against(mapping, surveys[slug].definition, slugs, offered, today):
            raise ImportRefusedError(faults)
        batch = _batch(session, found, surveys[slug].version_id, staff_id, name, today)
        session.execute(sa.delete(ImportRemark).where(col(ImportRemark.batch_id) == batch.id))
        record(session, staff_id, "import_begun", "import_batch", batch.id)
        public = batch.public_on is not None
        return Target(ring, mapping, surveys[slug], place_ids(places, offers), batch.id or 0, public, today)


def _batch(session: Session, found: Scan, version_id: int, staff_id: int | None, name: str, today: date) -> ImportBatch:
    query = select(ImportBatch).where(
        ImportBatch.file_hash == found.file_hash, ImportBatch.survey_version_id == version_id
    )
    batch = session.exec(query).one_or_none() or ImportBatch(
        name=keep_exact(name).strip()[:120] or "Import",
        file_hash=found.file_hash,
        survey_version_id=version_id,
        staff_id=staff_id,
        imported_on=today,
    )
    batch.finished = False
    session.add(batch)
    session.flush()
    return batch


def _bring_in(database: Database, run: _Run, headings: tuple[str, ...], chunk: list[tuple[int, list[str]]]) -> int:
    """Some rows in one transaction; returns how many are new."""
    before = len(run.remarks)
    rows = [row for line, cells in chunk if (row := _read(run, headings, line, cells))]
    with _alone(), database.transaction() as session:
        added = write_rows(session, run.target, rows)
        _keep_remarks(session, run.target.batch_id, run.remarks[before:])
        _count(session, run.target.batch_id, rows_in=ImportBatch.rows_in + added)
    run.added += added
    run.already_here += len(rows) - added
    return added


def _read(run: _Run, headings: tuple[str, ...], line: int, cells: list[str]) -> Row | None:
    """A row, or None where it is refused and the reason noted."""
    target = run.target
    try:
        if len(cells) != len(headings):
            raise RowRefusedError(f"It has {len(cells)} cells, and the file has {len(headings)} headings.")
        named = dict(zip(headings, cells, strict=True))
        row = _told_apart(run, read_row(target.mapping, target.survey.definition, named, line, target.today))
    except RowRefusedError as error:
        run.remarks.append(Remark(line, True, str(error)))
        return None
    run.remarks.extend(Remark(line, False, note) for note in row.notes)
    return row


def _told_apart(run: _Run, row: Row) -> Row:
    """An id stands for one row; the same content may well come from several people, so the n-th is its own row."""
    known = int.from_bytes(hashlib.sha256(row.source.encode()).digest()[:16])
    before = run.seen.get(known, 0)
    if not row.has_id:
        run.seen[known] = before + 1
        return row.numbered(before + 1)
    if before:
        raise RowRefusedError(f"Its id is on line {before} already.")
    run.seen[known] = row.line
    return row


def _keep_remarks(session: Session, batch_id: int, remarks: list[Remark]) -> None:
    if remarks:
        rows = [{"batch_id": batch_id, "line": r.line, "refused": r.refused, "reason": r.reason} for r in remarks]
        session.execute(sa.insert(ImportRemark), rows)


def _count(session: Session, batch_id: int, **values: object) -> None:
    session.execute(sa.update(ImportBatch).where(col(ImportBatch.id) == batch_id).values(**values))


def _finish(database: Database, run: _Run) -> None:
    with database.transaction() as session:
        _count(session, run.target.batch_id, finished=True, refused=sum(each.refused for each in run.remarks))
