"""Staff, their scope, and their sessions, which live on the server."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from participation.access import Role
from participation.kernel.database import values_of


class Staff(SQLModel, table=True):
    """A member of staff. Without a row in `staff_scope` they see every locality."""

    __tablename__ = "staff"
    __table_args__ = (sa.CheckConstraint("email = lower(email)", name="email_lower"),)
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=120)
    role: Role = Field(sa_type=values_of(Role))
    password_hash: str = Field(max_length=200)
    password_is_temporary: bool = Field(default=False)
    disabled: bool = Field(default=False)
    one_time_secret: bytes | None = None
    last_one_time_step: int = Field(default=0)


class StaffScope(SQLModel, table=True):
    """A locality that a member of staff is limited to."""

    __tablename__ = "staff_scope"
    staff_id: int = Field(foreign_key="staff.id", primary_key=True, ondelete="CASCADE")
    locality_id: int = Field(foreign_key="locality.id", primary_key=True)


class StaffSession(SQLModel, table=True):
    """A signed-in session; only the hash of its token is kept, so the table opens nothing."""

    __tablename__ = "staff_session"
    token_hash: str = Field(primary_key=True, max_length=64)
    staff_id: int = Field(foreign_key="staff.id", index=True, ondelete="CASCADE")
    signed_in_at: datetime = Field(sa_type=sa.DateTime(timezone=True))
    seen_at: datetime = Field(sa_type=sa.DateTime(timezone=True))
    fresh_at: datetime = Field(sa_type=sa.DateTime(timezone=True))


class SignInFailures(SQLModel, table=True):
    """Wrong tries for an address, known or not; `bucket` is `rules.bucket`, so the table names nobody."""

    __tablename__ = "sign_in_failures"
    bucket: str = Field(primary_key=True, max_length=64)
    count: int = Field(default=0)
    retry_after: datetime = Field(sa_type=sa.DateTime(timezone=True), index=True)
