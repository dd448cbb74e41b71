"""Who a young person said they are, and each time that staff opened it."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Identity(SQLModel, table=True):
    """A name, a safe contact, or both, of one response; sealed under a data key of its own."""

    __tablename__ = "identity"
    __table_args__ = (sa.CheckConstraint("name IS NOT NULL OR contact IS NOT NULL", name="says_something"),)
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=22, unique=True)
    response_id: int = Field(foreign_key="response.id", unique=True, ondelete="CASCADE")
    data_key: bytes
    name: bytes | None = None
    contact: bytes | None = None


class Opening(SQLModel, table=True):
    """Somebody asked to see an identity: a second person agrees, or in danger reviews it by the next working day."""

    __tablename__ = "identity_opening"
    __table_args__ = (
        sa.CheckConstraint("agreed_by_id IS NULL OR agreed_by_id != asked_by_id", name="agreed_by_another"),
        sa.CheckConstraint("reviewed_by_id IS NULL OR reviewed_by_id != asked_by_id", name="reviewed_by_another"),
        sa.CheckConstraint("in_danger = true OR reviewed_by_id IS NULL", name="only_danger_is_reviewed"),
    )
    id: int | None = Field(default=None, primary_key=True)
    identity_id: int = Field(foreign_key="identity.id", index=True, ondelete="CASCADE")
    asked_by_id: int = Field(foreign_key="staff.id")
    asked_on: date
    reason: bytes
    in_danger: bool = Field(default=False)
    agreed_by_id: int | None = Field(default=None, foreign_key="staff.id")
    agreed_on: date | None = None
    refused_on: date | None = None
    reviewed_by_id: int | None = Field(default=None, foreign_key="staff.id")
    reviewed_on: date | None = None
