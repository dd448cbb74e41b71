"""Messages both ways, sealed under the response's data key."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from participation.kernel.database import values_of


class Author(enum.StrEnum):
    """Who wrote a message. The team answers as one named role."""

    TEAM = "team"
    YOUNG_PERSON = "young_person"


class Asked(enum.StrEnum):
    """The two questions about how a response was dealt with (practice.md, "Participation")."""

    LISTENED = "listened"
    HELPED = "helped"


class Verdict(enum.StrEnum):
    """What a young person says to one of them."""

    YES = "yes"
    A_BIT = "a_bit"
    NO = "no"
    NOT_SURE = "not_sure"


class Judgement(SQLModel, table=True):
    """What the young person says of how it went: each question has one answer, which may change."""

    __tablename__ = "judgement"
    __table_args__ = (sa.UniqueConstraint("response_id", "asked"),)
    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="response.id", ondelete="CASCADE")
    asked: Asked = Field(sa_type=values_of(Asked))
    verdict: Verdict = Field(sa_type=values_of(Verdict))
    given_on: date


class Message(SQLModel, table=True):
    """One message about a response."""

    __tablename__ = "message"
    __table_args__ = (sa.Index("ix_message_unseen", "author", "seen", "response_id"),)
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=22, unique=True)
    response_id: int = Field(foreign_key="response.id", index=True, ondelete="CASCADE")
    author: Author = Field(sa_type=values_of(Author))
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    text: bytes
    sent_on: date
    seen: bool = Field(default=False)
    urgency: int = Field(default=2)


class Reading(SQLModel, table=True):
    """A return code was entered: this session may read that response for a while. Only its secret opens the row."""

    __tablename__ = "reading"
    id: int | None = Field(default=None, primary_key=True)
    session_lookup: str = Field(max_length=64, unique=True)
    sealed: bytes
    expires_at: datetime = Field(sa_type=sa.DateTime(timezone=True), index=True)
