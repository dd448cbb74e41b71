"""Responses, answers and statements. Free text is sealed under the response's own data key; days only, no times."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from participation.kernel.database import values_of
from participation.responses.rules import (
    Channel,
    Handling,
    Medium,
    Progress,
    Provenance,
    QuoteConsent,
    StatementStatus,
)

SECOND_LOOK = sa.text("status = 'second_look'")


class Response(SQLModel, table=True):
    """What one young person sent. `data_key` is wrapped by the key ring; without it the words are gone for good.

    Withdrawn: out of quotes and counts at once. Deleted: out of the code page as well. Erased: the words are shredded,
    which waits until staff have read them (practice.md, "Deleting"). Frozen: staff have reason to think that somebody
    else holds the return code. `second_secret` is what the words themselves need beside the code.
    """

    __tablename__ = "response"
    __table_args__ = (
        sa.CheckConstraint("erased_on IS NULL OR data_key IS NULL", name="erased_is_shredded"),
        sa.CheckConstraint("deleted_on IS NULL OR withdrawn_on IS NOT NULL", name="deleted_is_withdrawn"),
        sa.CheckConstraint("import_row IS NULL OR channel = 'imported'", name="import_row_only_imported"),
        sa.CheckConstraint("already_public = false OR channel = 'imported'", name="public_only_imported"),
        sa.CheckConstraint("urgency BETWEEN 0 AND 2", name="urgency_known"),
        sa.Index("ix_response_inbox", "handling", "urgency", "id"),
        sa.Index("ix_response_locality_inbox", "locality_id", "handling", "urgency", "id"),
        sa.Index("ix_response_version_day", "survey_version_id", "received_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=22, unique=True)
    draft_reference: str | None = Field(default=None, max_length=22, unique=True)
    survey_version_id: int = Field(foreign_key="survey_version.id")
    channel: Channel = Field(sa_type=values_of(Channel))
    provenance: Provenance = Field(sa_type=values_of(Provenance))
    locality_id: int | None = Field(default=None, foreign_key="locality.id")
    service_id: int | None = Field(default=None, foreign_key="service.id")
    age_band: str | None = Field(default=None, max_length=32)
    care_status: str | None = Field(default=None, max_length=32)
    disability: str | None = Field(default=None, max_length=32)
    ethnicity: str | None = Field(default=None, max_length=32)
    language: str = Field(max_length=8)
    look: str = Field(max_length=16)
    received_on: date
    urgency: int
    handling: Handling = Field(default=Handling.UNREAD, sa_type=values_of(Handling))
    progress: Progress = Field(sa_type=values_of(Progress))
    read_on: date | None = None
    talked_about_on: date | None = None
    decided_on: date | None = None
    reopened_on: date | None = None
    withdrawn_on: date | None = None
    deleted_on: date | None = None
    frozen_on: date | None = None
    erased_on: date | None = None
    code_lookup: str | None = Field(default=None, max_length=64, unique=True)
    second_secret: str | None = Field(default=None, max_length=64)
    data_key: bytes | None = None
    import_row: str | None = Field(default=None, max_length=64, unique=True)
    already_public: bool = Field(default=False)
    imported_label: str | None = Field(default=None, max_length=120)

    @property
    def since(self) -> date:
        """The day from which the next steps are promised: when it came, or when the young person re-opened it."""
        return self.reopened_on or self.received_on


class Answer(SQLModel, table=True):
    """One answer that is not free text: a choice, a face, a number, or that it was skipped."""

    __tablename__ = "answer"
    __table_args__ = (
        sa.UniqueConstraint("response_id", "question_key"),
        sa.CheckConstraint("state = 'answered' OR value IS NULL", name="no_value_unless_answered"),
        sa.Index("ix_answer_measure", "measure", "response_id", "state", "value"),
    )
    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="response.id", ondelete="CASCADE")
    question_key: str = Field(max_length=64)
    measure: str | None = Field(default=None, max_length=64)
    state: str = Field(max_length=16)
    value: str | None = Field(default=None, max_length=400)


class Statement(SQLModel, table=True):
    """One free text, drawing or recording: what people read, moderate, code with themes, quote and answer.

    Scope is the response's. `original` is sealed and never changes; of a drawing or recording it is what staff wrote
    down of it, so it comes later. `corrected` is what the young person wishes to have said instead. `published` is made
    from the newest of them only by taking words out. `for_safety_only`: who may or must not be told; never quoted.
    """

    __tablename__ = "statement"
    __table_args__ = (
        sa.UniqueConstraint("response_id", "question_key"),
        sa.CheckConstraint("status != 'approved' OR published IS NOT NULL", name="approved_has_text"),
        sa.CheckConstraint("for_safety_only = false OR status != 'approved'", name="safety_only_not_approved"),
        sa.CheckConstraint("corrected IS NULL OR corrected_on IS NOT NULL", name="corrected_has_day"),
        sa.CheckConstraint("urgency BETWEEN 0 AND 2", name="urgency_known"),
        sa.Index("ix_statement_second_look", "response_id", sqlite_where=SECOND_LOOK, postgresql_where=SECOND_LOOK),
    )
    id: int | None = Field(default=None, primary_key=True)
    response_id: int = Field(foreign_key="response.id", ondelete="CASCADE")
    question_key: str = Field(max_length=64)
    lens: str = Field(max_length=16)
    medium: Medium = Field(default=Medium.TEXT, sa_type=values_of(Medium))
    for_safety_only: bool = Field(default=False)
    status: StatementStatus = Field(default=StatementStatus.WAITING, sa_type=values_of(StatementStatus))
    urgency: int
    flags: list[Any] = Field(default_factory=list, sa_type=sa.JSON)
    original: bytes | None = None
    corrected: bytes | None = None
    corrected_on: date | None = None
    published: str | None = None
    redactions: list[Any] = Field(default_factory=list, sa_type=sa.JSON)
    quote_consent: QuoteConsent = Field(default=QuoteConsent.NOT_SAID, sa_type=values_of(QuoteConsent))
    decided_by_id: int | None = Field(default=None, foreign_key="staff.id")


class Upload(SQLModel, table=True):
    """A drawing or a recording, sealed under the response's data key; apart, since lists never need it."""

    __tablename__ = "upload"
    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="statement.id", unique=True, ondelete="CASCADE")
    reference: str = Field(max_length=22, unique=True)
    sealed: bytes
