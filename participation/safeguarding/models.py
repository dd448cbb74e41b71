"""What must be seen soon, and each time that a return code was frozen."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class ToBeSeen(SQLModel, table=True):
    """A worry, or words that may mean danger, that nobody has opened yet. The row goes as soon as somebody does.

    `due_at` is coarse, and the only time of day that stands beside a response (practice.md, "Safeguarding": seen within
    one working hour when staffed).
    """

    __tablename__ = "to_be_seen"
    response_id: int = Field(foreign_key="response.id", primary_key=True, ondelete="CASCADE")
    due_at: datetime = Field(sa_type=sa.DateTime(timezone=True), index=True)
    reminded: bool = Field(default=False)


class Freezing(SQLModel, table=True):
    """Staff froze a return code, or let it go again; the reason is sealed under the response's data key."""

    __tablename__ = "freezing"
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=22, unique=True)
    response_id: int = Field(foreign_key="response.id", index=True, ondelete="CASCADE")
    staff_id: int = Field(foreign_key="staff.id")
    frozen: bool
    reason: bytes
    done_on: date
