"""Who a young person said they are, and each time that staff opened it."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from participation.identity.rules import Standing
from participation.kernel.database import values_of

NOBODY_YET = "standing IN ('asked', 'in_danger')"


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
    """Somebody asked to see an identity, or opened it at once in danger, with a reason; a second person answers.

    The reason and the answer are sealed under the identity's data key, so they go when it goes.
    """

    __tablename__ = "identity_opening"
    __table_args__ = (
        sa.CheckConstraint("second_by_id IS NULL OR second_by_id != asked_by_id", name="second_is_another"),
        sa.CheckConstraint(f"({NOBODY_YET}) = (second_by_id IS NULL)", name="second_decides"),
        sa.CheckConstraint("(second_by_id IS NULL) = (second_on IS NULL)", name="second_has_day"),
        sa.Index("ix_identity_opening_waiting", "standing", "asked_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=22, unique=True)
    identity_id: int = Field(foreign_key="identity.id", index=True, ondelete="CASCADE")
    standing: Standing = Field(sa_type=values_of(Standing))
    asked_by_id: int = Field(foreign_key="staff.id")
    asked_on: date
    reason: bytes
    second_by_id: int | None = Field(default=None, foreign_key="staff.id")
    second_on: date | None = None
    answer: bytes | None = None
