"""The database: SQLite (WAL, FULL) or PostgreSQL, one session a request, the same naming of constraints on both."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.orm import sessionmaker
from sqlmodel import Session, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_SECONDS = 15


def values_of(kind: type[enum.StrEnum]) -> sa.Enum:
    """A column type that stores an enum's values as text and refuses any other when it is written."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,  # a new value needs no new table
        validate_strings=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def table_of(model: type[SQLModel]) -> sa.Table:
    """A model's table, for statements that are quicker without objects."""
    return model.__table__  # type: ignore[attr-defined,no-any-return]


def one_at_a_time(session: Session, key: Any) -> None:
    """Wait until no other transaction holds this PostgreSQL lock; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def database_url(url: str) -> str:
    """The URL with the driver that is installed."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


class Database:
    """An engine and its sessions. `session(write=True)` takes SQLite's write lock at once, so that no upgrade fails."""

    def __init__(self, url: str) -> None:
        parsed = make_url(database_url(url))
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine = (
            _sqlite_engine(parsed)
            if self.is_sqlite
            else sa.create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
        )
        self._sessions = {
            write: sessionmaker(self.engine.execution_options(write=write), class_=Session, expire_on_commit=False)
            for write in (False, True)
        }

    def session(self, *, write: bool) -> Session:
        """A new session; the caller commits and closes."""
        return self._sessions[write]()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A writing session that commits at the end, or rolls back."""
        with self.session(write=True) as session, session.begin():
            yield session

    def forget_deleted(self) -> None:
        """Empty SQLite's log, which still holds the pages as they were before something was deleted."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                driver = connection.connection.driver_connection
                if driver is not None:  # outside a transaction, where it can be emptied
                    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _sqlite_engine(url: sa.URL) -> Engine:
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's "begin" event starts transactions, not the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
