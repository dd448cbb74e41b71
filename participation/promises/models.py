"""Asks with an owner and a day, how each stands, and the words that young people read. Days only, no times.

They are the council's own record. Of a young person they hold references to statements and nothing else.
"""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from participation.kernel.database import values_of
from participation.promises.rules import Outcome, Status, Topic
from participation.surveys.rules import Look

REASONED = "outcome != 'cannot' OR reason != ''"


class Promise(SQLModel, table=True):
    """What young people ask for, who owes the answer by when, and how it stands.

    No locality: it is for everywhere. `published_on` is the day of the news: when it was shown, or its outcome changed
    since. `version` counts changes, so that two people do not write over each other unseen.
    """

    __tablename__ = "promise"
    __table_args__ = (
        sa.CheckConstraint(REASONED, name="refusal_has_reason"),
        sa.CheckConstraint("status = 'draft' OR published_on IS NOT NULL", name="shown_has_day"),
        sa.Index("ix_promise_shown", "status", "published_on", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    version: int = Field(default=1)
    topic: Topic = Field(sa_type=values_of(Topic))
    locality_id: int | None = Field(default=None, foreign_key="locality.id")
    theme_id: int | None = Field(default=None, foreign_key="theme.id")
    ask: str = Field(max_length=2000)
    owner: str = Field(max_length=120)
    due_on: date
    evidence: str = Field(default="", max_length=4000)
    outcome: Outcome = Field(default=Outcome.NOT_YET, sa_type=values_of(Outcome))
    reason: str = Field(default="", max_length=2000)
    status: Status = Field(default=Status.DRAFT, sa_type=values_of(Status))
    published_on: date | None = None


class PromiseStatement(SQLModel, table=True):
    """A statement that the ask came from. `quoted`: its words are shown for as long as their young person agrees."""

    __tablename__ = "promise_statement"
    __table_args__ = (sa.Index("ix_promise_statement_statement_id", "statement_id"),)
    promise_id: int = Field(primary_key=True, foreign_key="promise.id", ondelete="CASCADE")
    statement_id: int = Field(primary_key=True, foreign_key="statement.id", ondelete="CASCADE")
    quoted: bool = Field(default=False)


class PromiseText(SQLModel, table=True):
    """We asked, you said, we did: in one language, for one look."""

    __tablename__ = "promise_text"
    __table_args__ = (sa.CheckConstraint("said != '' AND answer != ''", name="whole"),)
    promise_id: int = Field(primary_key=True, foreign_key="promise.id", ondelete="CASCADE")
    language: str = Field(primary_key=True, max_length=8)
    look: Look = Field(primary_key=True, sa_type=values_of(Look))
    asked: str = Field(default="", max_length=1000)
    said: str = Field(max_length=1000)
    answer: str = Field(max_length=1000)


class PromiseOutcome(SQLModel, table=True):
    """One step of how it stood: who said so, when and why. Nothing of it is ever changed."""

    __tablename__ = "promise_outcome"
    __table_args__ = (
        sa.CheckConstraint(REASONED, name="refusal_has_reason"),
        sa.Index("ix_promise_outcome_promise_id", "promise_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    promise_id: int = Field(foreign_key="promise.id", ondelete="CASCADE")
    outcome: Outcome = Field(sa_type=values_of(Outcome))
    reason: str = Field(default="", max_length=2000)
    staff_id: int = Field(foreign_key="staff.id")
    changed_on: date


class PromisePresses(SQLModel, table=True):
    """How often somebody pressed "This matters to me too": a number alone, apart, since no report may use it."""

    __tablename__ = "promise_presses"
    __table_args__ = (sa.CheckConstraint("presses >= 0", name="not_below_zero"),)
    promise_id: int = Field(primary_key=True, foreign_key="promise.id", ondelete="CASCADE")
    presses: int = Field(default=0)
