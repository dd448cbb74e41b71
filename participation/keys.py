"""Sealing everything under the ring's newest key, a few rows at a time; a run that was cut short is gone on with.

A key may leave the ring once this says that nothing is left, and once no return code made under it is wanted any more.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.accounts.models import Staff
from participation.audit.services import record
from participation.identity.models import Identity
from participation.kernel.database import Database
from participation.kernel.progress import Tell
from participation.kernel.sealing import KeyRing, place
from participation.responses.models import Response

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Sealed:
    """A column that the ring seals: a table's model, the column, and which column names the row in the seal."""

    table: type[Any]
    column: str
    name: str

    def where(self, row: Any) -> bytes:
        """The place that a row's value is sealed for."""
        return place(self.table.__tablename__, str(getattr(row, self.name)), self.column)


EVERYTHING = (
    Sealed(Response, "data_key", "reference"),
    Sealed(Identity, "data_key", "reference"),
    Sealed(Staff, "one_time_secret", "id"),
)


def rotate(database: Database, ring: KeyRing, tell: Tell) -> int:
    """Seal whatever older keys sealed under the newest; returns how many rows were changed. Raises SealError."""
    with database.session(write=False) as session:
        whole = sum(session.scalar(_count(each)) or 0 for each in EVERYTHING)
    seen = changed = 0
    for each in EVERYTHING:
        after: int | None = 0
        while after is not None:
            with database.transaction() as session:
                rows, sealed = _some(session, ring, each, after)
            seen, changed = seen + len(rows), changed + sealed
            after = rows[-1] if rows else None
            tell(seen, whole)
    with database.transaction() as session:
        record(session, None, "keys_rotated", "database")
    database.forget_deleted()
    return changed


def _count(each: Sealed) -> Any:
    return sa.select(sa.func.count()).where(col(getattr(each.table, each.column)).is_not(None))


def _some(session: Session, ring: KeyRing, each: Sealed, after: int) -> tuple[list[int], int]:
    """The ids that were looked at, and how many of them were sealed anew."""
    query = select(each.table).where(col(each.table.id) > after, col(getattr(each.table, each.column)).is_not(None))
    rows = session.exec(query.order_by(col(each.table.id)).limit(ROWS_AT_ONCE).with_for_update()).all()
    old = [row for row in rows if not ring.sealed_under_current(getattr(row, each.column))]
    for row in old:
        plain = ring.unseal(getattr(row, each.column), each.where(row))
        setattr(row, each.column, ring.seal(plain, each.where(row)))
    return [row.id for row in rows], len(old)
