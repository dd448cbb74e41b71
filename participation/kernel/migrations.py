"""Bringing the tables up to this version. The versions lie in `migrations/versions`, in the checkout and in the wheel.

All of an upgrade is one transaction on either database: what fails leaves the tables as they were. On SQLite foreign
keys are not enforced meanwhile, since a table that is made anew would otherwise take its children's rows with it; they
are checked before the commit (docs/decisions/0001-sqlite-and-postgresql-by-one-schema.md).
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from participation.kernel.database import Database
from participation.kernel.settings import files

ONE_AT_A_TIME = 7420  # the advisory lock of migrations; the audit chain has the next number
NOT_OURS = "This database has tables but no version. It was not made by `participation db upgrade`."


class MigrationError(Exception):
    """The tables cannot be brought to this version; the message says why."""


def upgrade(database: Database, to: str = "head") -> None:
    """Bring the tables to a version, by default the newest."""
    with migrating(database) as connection:
        if current(connection) is None and _tables(connection):
            raise MigrationError(NOT_OURS)
        command.upgrade(_config(connection), to)


def downgrade(database: Database, to: str) -> None:
    """Go back to an earlier version; what only later versions can hold is lost."""
    with migrating(database) as connection:
        command.downgrade(_config(connection), to)


def is_current(database: Database) -> bool:
    """Whether the tables are those of the newest version."""
    with database.engine.connect() as connection:
        return current(connection) == newest()


def current(connection: Connection) -> str | None:
    """The version of these tables, None where they have none."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The newest version there is."""
    return ScriptDirectory.from_config(_config()).get_current_head()


@contextmanager
def migrating(database: Database) -> Iterator[Connection]:
    """A connection on which tables may be changed; commits at the end, or changes nothing."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            _enforce_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                if not database.is_sqlite:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
                yield connection
                _check_foreign_keys(connection)
        finally:
            if database.is_sqlite:
                _enforce_foreign_keys(connection, "ON")


def _enforce_foreign_keys(connection: Connection, state: str) -> None:
    """By the driver, since SQLite takes this outside a transaction only."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={state}")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and (
        broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    ):
        raise MigrationError(f"Rows of {broken[0]} would point to rows of {broken[2]} that are not there.")


def _tables(connection: Connection) -> set[str]:
    return set(sa.inspect(connection).get_table_names()) - {"alembic_version"}


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    return config
