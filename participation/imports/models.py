"""Imports: which file, what came in, what was refused and why, and whether an administrator said that it is public.

Nothing here is a young person's words; those are in the responses, sealed as all are.
"""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class ImportBatch(SQLModel, table=True):
    """One file, brought in for one version of a survey. Running it again goes on with the same row."""

    __tablename__ = "import_batch"
    __table_args__ = (
        sa.UniqueConstraint("file_hash", "survey_version_id"),
        sa.CheckConstraint(
            "(public_on IS NULL) = (public_by_id IS NULL) AND (public_on IS NULL) = (public_reason = '')",
            name="public_for_a_reason",
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    file_hash: str = Field(max_length=64)
    survey_version_id: int = Field(foreign_key="survey_version.id")
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    imported_on: date
    finished: bool = Field(default=False)
    rows_in: int = Field(default=0)
    refused: int = Field(default=0)
    public_by_id: int | None = Field(default=None, foreign_key="staff.id")
    public_on: date | None = None
    public_reason: str = Field(default="", max_length=500)


class ImportedResponse(SQLModel, table=True):
    """Which import a response came with; it goes when the response goes."""

    __tablename__ = "imported_response"
    __table_args__ = (sa.Index("ix_imported_response_batch", "batch_id", "response_id"),)
    response_id: int = Field(primary_key=True, foreign_key="response.id", ondelete="CASCADE")
    batch_id: int = Field(foreign_key="import_batch.id")


class ImportRemark(SQLModel, table=True):
    """Why a line of the file was refused, or what to know of one that came in; never in the line's own words."""

    __tablename__ = "import_remark"
    __table_args__ = (sa.Index("ix_import_remark_batch", "batch_id", "refused", "line"),)
    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id")
    line: int
    refused: bool
    reason: str = Field(max_length=500)
