"""What has been kept long enough."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from participation.conversations.models import Reading
from participation.intake.models import Draft, Receipt
from participation.kernel.clock import LONDON
from participation.kernel.models import OutboxMessage
from participation.responses.models import Response
from participation.retention.rules import ERASABLE, Schedule


@dataclass(frozen=True)
class Counts:
    """How many rows of each kind."""

    drafts: int
    receipts: int
    readings: int
    sent_mail: int
    responses: int

    @property
    def altogether(self) -> int:
        """Their sum."""
        return sum(getattr(self, each.name) for each in fields(self))


def overdue(schedule: Schedule, now: datetime) -> Mapping[type[SQLModel], sa.ColumnElement[bool]]:
    """By table, which of its rows have been kept long enough to be deleted."""
    return {
        Draft: col(Draft.touched_on) <= schedule.last_draft_day(now.astimezone(LONDON).date()),
        Receipt: col(Receipt.expires_at) <= now,
        Reading: col(Reading.expires_at) <= now,
        OutboxMessage: col(OutboxMessage.sent_at) <= schedule.last_mail(now),
    }


def erasable() -> sa.ColumnElement[bool]:
    """Which responses were deleted and may be erased now; what was only withdrawn stays."""
    state = sa.tuple_(col(Response.handling), col(Response.urgency))
    return sa.and_(col(Response.deleted_on).is_not(None), col(Response.erased_on).is_(None), state.in_(ERASABLE))


def counts(session: Session, schedule: Schedule, now: datetime) -> Counts:
    """How much a purge would delete or erase."""
    conditions = [*overdue(schedule, now).values(), erasable()]
    return Counts(*(session.scalar(sa.select(sa.func.count()).where(which)) or 0 for which in conditions))
