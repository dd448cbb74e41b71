"""The record: who did what to which row. Ids only; reasons live sealed elsewhere."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class AuditEvent(SQLModel, table=True):
    """One event. It is written with its cause; one job then gives it its place in the chain."""

    __tablename__ = "audit_event"
    __table_args__ = (
        sa.CheckConstraint("(sequence IS NULL) = (hash IS NULL)", name="chained_whole"),
        sa.Index("ix_audit_event_subject", "subject_type", "subject_id"),
        sa.Index("ix_audit_event_action", "action", "id"),
        sa.Index("ix_audit_event_staff", "staff_id", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=sa.DateTime(timezone=True))
    staff_id: int | None = None
    action: str = Field(max_length=64)
    subject_type: str = Field(max_length=32)
    subject_id: int | None = None
    sequence: int | None = Field(default=None, unique=True)
    hash: str | None = Field(default=None, max_length=64)


class AuditCheck(SQLModel, table=True):
    """How far the check of the whole chain has come: one row, moved on a piece at a time, begun anew each night."""

    __tablename__ = "audit_check"
    id: int | None = Field(default=None, primary_key=True)
    begun_on: date
    sequence: int = Field(default=0)
    hash: str = Field(max_length=64)
    fault: int | None = None
    finished_on: date | None = None
