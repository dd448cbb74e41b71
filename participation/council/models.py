"""The council's own lists: localities, services, and settings without code."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Locality(SQLModel, table=True):
    """A part of the council's area that has a team of its own."""

    __tablename__ = "locality"
    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=64, unique=True)
    name: str = Field(max_length=120)
    position: int = Field(default=0)


class Service(SQLModel, table=True):
    """Something that the council does with or for young people, that they can tell us about."""

    __tablename__ = "service"
    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=64, unique=True)
    name: str = Field(max_length=120)
    position: int = Field(default=0)


class CouncilSetting(SQLModel, table=True):
    """One setting that the council changes without code; `value` is checked by `council.rules` when it is read."""

    __tablename__ = "council_setting"
    key: str = Field(primary_key=True, max_length=64)
    value: Any = Field(sa_type=sa.JSON)
