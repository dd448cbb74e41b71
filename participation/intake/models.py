"""Drafts and receipts: on the server, sealed under the session's secret, gone after days or minutes."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Draft(SQLModel, table=True):
    """What a young person has written so far. Only the session's secret, or once paused the return code, opens it."""

    __tablename__ = "draft"
    __table_args__ = (
        sa.CheckConstraint("(session_lookup IS NULL) = (key_by_session IS NULL)", name="session_whole"),
        sa.CheckConstraint("(code_lookup IS NULL) = (key_by_code IS NULL)", name="code_whole"),
        sa.CheckConstraint("session_lookup IS NOT NULL OR code_lookup IS NOT NULL", name="can_be_opened"),
    )
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=22, unique=True)
    session_lookup: str | None = Field(default=None, max_length=64, unique=True)
    code_lookup: str | None = Field(default=None, max_length=64, unique=True)
    survey_version_id: int = Field(foreign_key="survey_version.id")
    key_by_session: bytes | None = None
    key_by_code: bytes | None = None
    sealed: bytes
    touched_on: date = Field(index=True)


class DraftUpload(SQLModel, table=True):
    """A recording that belongs to a draft, sealed under the draft's own key."""

    __tablename__ = "draft_upload"
    __table_args__ = (sa.UniqueConstraint("draft_id", "question_key"),)
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft.id", ondelete="CASCADE")
    question_key: str = Field(max_length=64)
    reference: str = Field(max_length=22, unique=True)
    sealed: bytes


class Receipt(SQLModel, table=True):
    """The return code, kept for 15 minutes so that a form sent twice gives the same receipt."""

    __tablename__ = "receipt"
    id: int | None = Field(default=None, primary_key=True)
    session_lookup: str = Field(max_length=64, unique=True)
    sealed: bytes
    expires_at: datetime = Field(sa_type=sa.DateTime(timezone=True), index=True)
