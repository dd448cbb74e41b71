"""Deleting what has been kept long enough, and shredding what young people deleted."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, select

from participation.audit.services import record
from participation.conversations.services import forget
from participation.identity.services import forget as forget_identity
from participation.kernel import clock
from participation.kernel.database import Database
from participation.promises.services import forget_sources
from participation.responses.models import Response
from participation.responses.services import erase
from participation.retention.queries import Counts, counts, erasable, overdue
from participation.retention.rules import SCHEDULE, Schedule

BATCH = 500


def purge(session: Session, now: datetime, schedule: Schedule = SCHEDULE, *, dry_run: bool = False) -> Counts:
    """Delete what is over and erase what may be erased, on the record; says how much, and only that in a dry run."""
    found = counts(session, schedule, now)
    if dry_run:
        return found
    for table, which in overdue(schedule, now).items():
        session.execute(sa.delete(table).where(which))
    for response in session.exec(select(Response).where(erasable()).with_for_update()).yield_per(BATCH):
        erase(session, response, now.astimezone(clock.LONDON).date())
        forget(session, response.id or 0)
        forget_identity(session, response.id or 0)
        forget_sources(session, response.id or 0)
        record(session, None, "erased", "response", response.id)
    session.flush()
    return found


def sweep(database: Database) -> int:
    """A purge whose traces go from the database's log as well; returns how many rows went."""
    with database.transaction() as session:
        purged = purge(session, clock.now())
    database.forget_deleted()
    return purged.altogether
