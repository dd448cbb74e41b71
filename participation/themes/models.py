"""The code book and the codes that people give."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Theme(SQLModel, table=True):
    """A theme of the code book that the team owns; a child's own phrase can be its name."""

    __tablename__ = "theme"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120, unique=True)
    phrase: str = Field(default="", max_length=200)
    definition: str = Field(default="", max_length=2000)
    includes: str = Field(default="", max_length=2000)
    excludes: str = Field(default="", max_length=2000)
    archived: bool = Field(default=False)


class Coding(SQLModel, table=True):
    """A person's confirmed code: this statement speaks of this theme."""

    __tablename__ = "coding"
    __table_args__ = (sa.UniqueConstraint("statement_id", "theme_id"), sa.Index("ix_coding_theme", "theme_id"))
    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="statement.id", ondelete="CASCADE")
    theme_id: int = Field(foreign_key="theme.id")
    staff_id: int = Field(foreign_key="staff.id")
    coded_on: date
