"""Surveys and their versions. A published version never changes; its definition is data (`surveys.rules`)."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Survey(SQLModel, table=True):
    """A form that young people fill in; feedback and the three houses are surveys too."""

    __tablename__ = "survey"
    __table_args__ = (sa.CheckConstraint("closes_on IS NULL OR opens_on IS NOT NULL", name="dates_in_order"),)
    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=64, unique=True)
    opens_on: date | None = None
    closes_on: date | None = None
    listed: bool = Field(default=True)


class SurveyVersion(SQLModel, table=True):
    """What was asked, exactly, with a hash of its content."""

    __tablename__ = "survey_version"
    __table_args__ = (sa.UniqueConstraint("survey_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    survey_id: int = Field(foreign_key="survey.id")
    number: int
    definition: dict[str, Any] = Field(sa_type=sa.JSON)
    content_hash: str = Field(max_length=64)
    published_on: date
