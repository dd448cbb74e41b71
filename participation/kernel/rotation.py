"""Sealing again under the first key of the ring. What is done is left alone, so an interrupted run can go on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing, SealError, place

BATCH = 500
INFO = "sealed_by_ring"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Rotation:
    """How many values were sealed again, and how many no key of the ring opens."""

    resealed: int = 0
    unreadable: int = 0

    def __add__(self, other: "Rotation") -> "Rotation":
        return Rotation(self.resealed + other.resealed, self.unreadable + other.unreadable)


def sealed_by_ring(row: str) -> dict[str, Any]:
    """For a model's column that the ring itself seals: `row` is the column that names the row in its place."""
    return {"info": {INFO: row}}


def sealed_columns() -> list[sa.Column[Any]]:
    """Every column of the program that the ring itself seals."""
    return [c for table in SQLModel.metadata.sorted_tables for c in table.columns if INFO in c.info]


def reseal(database: Database, ring: KeyRing, progress: Progress = lambda _done, _all: None) -> Rotation:
    """Seal everything again that is not under the first key, in small transactions. `progress(done, all)`."""
    columns = sealed_columns()
    with database.session(write=False) as session:
        whole = sum(session.scalar(sa.select(sa.func.count(column))) or 0 for column in columns)
    done, rotated = 0, Rotation()
    for column in columns:
        for count, batch in _batches(database, ring, column):
            done, rotated = done + count, rotated + batch
            progress(done, whole)
    database.forget_deleted()
    return rotated


def _batches(database: Database, ring: KeyRing, column: sa.Column[Any]) -> Iterator[tuple[int, Rotation]]:
    (key,) = column.table.primary_key.columns
    row = column.table.c[column.info[INFO]]
    rows = sa.select(key, row, column).where(column.is_not(None)).order_by(key).limit(BATCH).with_for_update()
    last: Any = None
    while True:
        with database.transaction() as session:
            found = session.execute(rows.where(key > last) if last is not None else rows).all()
            resealed = [_resealed(ring, column, str(name), value) for _, name, value in found]
            changed = [{"which": each[0], "value": value} for each, value in zip(found, resealed, strict=True) if value]
            if changed:
                session.execute(
                    sa.update(column.table).where(key == sa.bindparam("which")).values({column: sa.bindparam("value")}),
                    changed,
                )
        if not found:
            return
        last = found[-1][0]
        yield len(found), Rotation(len(changed), resealed.count(b""))


def _resealed(ring: KeyRing, column: sa.Column[Any], row: str, value: bytes) -> bytes | None:
    """The value under the first key; None where it is already, empty where nothing opens it."""
    if ring.sealed_under_current(value):
        return None
    where = place(column.table.name, row, column.name)
    try:
        return ring.seal(ring.unseal(value, where), where)
    except SealError:
        return b""
