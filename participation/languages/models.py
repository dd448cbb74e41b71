"""Which translations a person has read and stands by."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class TextApproval(SQLModel, table=True):
    """A person has read this translation and stands by it.

    `english_hash`: SHA-256 (hex) of the English text, to tell a text that was changed from one that is new.
    `text_hash`: SHA-256 (hex) of the English text and the translation, so that a changed one is unapproved again.
    """

    __tablename__ = "text_approval"
    __table_args__ = (sa.UniqueConstraint("language", "text_hash"),)
    id: int | None = Field(default=None, primary_key=True)
    language: str = Field(max_length=8)
    english_hash: str = Field(max_length=64)
    text_hash: str = Field(max_length=64)
    approved_by_id: int = Field(foreign_key="staff.id")
    approved_on: date
