"""Drafts and receipts: on the server, sealed under the session's secret, gone after days or minutes."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Draft(SQLModel, table=True):
    """What a young person has written so far. Only the session's secret, or the paused code, opens it."""

    __tablename__ = "draft"
    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(max_length=22, unique=True)
    session_lookup: str = Field(max_length=64, unique=True)
    survey_version_id: int = Field(foreign_key="survey_version.id")
    key_by_session: bytes
    sealed: bytes
    touched_on: date = Field(index=True)


class Receipt(SQLModel, table=True):
    """The return code, kept for 15 minutes so that a form sent twice gives the same receipt."""

    __tablename__ = "receipt"
    id: int | None = Field(default=None, primary_key=True)
    session_lookup: str = Field(max_length=64, unique=True)
    sealed: bytes
    expires_at: datetime = Field(sa_type=sa.DateTime(timezone=True), index=True)
