"""What staff did to a statement, in order: decisions with their reasons, sealed under the response's data key."""

from datetime import date

from sqlmodel import Field, SQLModel

from participation.kernel.database import values_of
from participation.responses.rules import StatementStatus


class Decision(SQLModel, table=True):
    """One change of a statement's status."""

    __tablename__ = "decision"
    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(foreign_key="statement.id", index=True, ondelete="CASCADE")
    staff_id: int = Field(foreign_key="staff.id")
    before: StatementStatus = Field(sa_type=values_of(StatementStatus))
    after: StatementStatus = Field(sa_type=values_of(StatementStatus))
    reason: bytes | None = None
    decided_on: date
