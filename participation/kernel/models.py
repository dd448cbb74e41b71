"""The outbox: what must leave the building, written in the same transaction as its cause."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class OutboxMessage(SQLModel, table=True):
    """One message to send. It names a template and ids, never a child's words."""

    __tablename__ = "outbox_message"
    id: int | None = Field(default=None, primary_key=True)
    recipient: str = Field(max_length=254)
    template: str = Field(max_length=64)
    subject_id: int | None = None
    attempts: int = Field(default=0)
    due_at: datetime = Field(sa_type=sa.DateTime(timezone=True), index=True)
    sent_at: datetime | None = Field(default=None, sa_type=sa.DateTime(timezone=True))
    failure: str = Field(default="", max_length=200)


class Alarm(SQLModel, table=True):
    """Something that people who run the program must see; one open row a kind."""

    __tablename__ = "alarm"
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=64, unique=True)
    count: int = Field(default=1)
    raised_at: datetime = Field(sa_type=sa.DateTime(timezone=True))
