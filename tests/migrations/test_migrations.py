"""Tables by migration: up, down, with data, and equal to the models, on SQLite and on PostgreSQL."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from participation.kernel.database import Database
from participation.kernel.migrations import (
    MigrationError,
    downgrade,
    is_current,
    migrating,
    newest,
    upgrade,
)
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import files
from participation.responses.models import Response
from participation.responses.queries import exact_words, statements_of
from tests.factories import make_council, said, send

Make = Callable[[], Database]


@pytest.fixture
def make(any_database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    """Makes an empty database."""
    made: list[Database] = []

    def empty() -> Database:
        if any_database == "postgres":
            made.append(Database(request.getfixturevalue("postgres").new_database()))
        else:
            made.append(Database(f"sqlite:///{tmp_path}/{len(made)}.db"))
        return made[-1]

    yield empty
    for database in made:
        database.close()


def shape(database: Database) -> dict[str, object]:
    """Everything that the database says of its tables."""
    inspector = sa.inspect(database.engine)
    return {
        table: {
            "columns": {
                column["name"]: (repr(column["type"]), column["nullable"]) for column in inspector.get_columns(table)
            },
            "checks": {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(table)},
            "unique": {each["name"]: each["column_names"] for each in inspector.get_unique_constraints(table)},
            "indexes": {each["name"]: each["column_names"] for each in inspector.get_indexes(table)},
            "foreign": {
                each["name"]: (each["referred_table"], each["options"]) for each in inspector.get_foreign_keys(table)
            },
            "primary": inspector.get_pk_constraint(table),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_migrated_tables_are_those_of_the_models(make: Make) -> None:
    migrated, made = make(), make()
    upgrade(migrated)
    SQLModel.metadata.create_all(made.engine)
    assert shape(migrated) == shape(made)
    with migrated.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_up_twice_changes_nothing_and_down_leaves_nothing(make: Make) -> None:
    database = make()
    assert not is_current(database)
    upgrade(database)
    upgrade(database)
    assert is_current(database)
    downgrade(database, "base")
    assert shape(database) == {}
    assert not is_current(database)
    upgrade(database)
    assert is_current(database)


def test_each_step_goes_up_and_down_with_data(make: Make, ring: KeyRing) -> None:
    database = make()
    upgrade(database)
    with database.transaction() as session:
        make_council(session)
        sent = send(session, ring, said(good="i <3 my mum", about_locality="north"))
    steps = [step.revision for step in ScriptDirectory(str(files("migrations"))).walk_revisions()]
    for step in steps[1:]:
        downgrade(database, step)
    upgrade(database)
    with database.session(write=False) as session:
        kept = session.get_one(Response, sent.response.id)
        assert [exact_words(ring, kept, one) for one in statements_of(session, kept.id or 0)] == ["i <3 my mum"]


def test_a_table_made_anew_keeps_its_children(make: Make, ring: KeyRing) -> None:
    """SQLite changes a column by making the table anew, which would take the answers of every response with it."""
    database = make()
    upgrade(database)
    with database.transaction() as session:
        make_council(session)
        send(session, ring, said(good="it is fine", feeling="good"))
        before = counted(session.connection())
    with migrating(database) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("response", recreate="auto") as batch:
            batch.alter_column("language", existing_type=sa.String(8), type_=sa.String(9), existing_nullable=False)
    with database.engine.connect() as connection:
        assert counted(connection) == before
        if database.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def counted(connection: sa.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = SQLModel.metadata.tables
    return {
        name: connection.execute(sa.select(sa.func.count()).select_from(tables[name])).scalar_one() for name in tables
    }


def test_a_migration_that_fails_leaves_the_tables_as_they_were(make: Make) -> None:
    database = make()
    upgrade(database)
    before = shape(database)
    with pytest.raises(RuntimeError):
        fail_halfway(database)
    assert shape(database) == before


def fail_halfway(database: Database) -> None:
    """Change tables, then fail."""
    with migrating(database) as connection:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        connection.exec_driver_sql("DROP TABLE coding")
        raise RuntimeError


def test_rows_that_point_nowhere_are_not_committed(make: Make) -> None:
    database = make()
    upgrade(database)
    refused = (MigrationError, IntegrityError)
    with pytest.raises(refused), migrating(database) as connection:
        connection.exec_driver_sql("INSERT INTO staff_scope (staff_id, locality_id) VALUES (1, 1)")
    with database.engine.connect() as connection:
        assert counted(connection)["staff_scope"] == 0


def test_tables_without_a_version_are_not_touched(make: Make) -> None:
    database = make()
    SQLModel.metadata.create_all(database.engine)
    with pytest.raises(MigrationError, match="tables but no version"):
        upgrade(database)


BROKEN = {
    "the same reference twice": "UPDATE response SET reference = 'same'",
    "erased but not shredded": "UPDATE response SET erased_on = received_on",
    "an import row that was not imported": "UPDATE response SET import_row = 'x', channel = 'own_phone' WHERE id = 1",
    "public but not imported": "UPDATE response SET already_public = true",
    "an urgency that is none": "UPDATE response SET urgency = 7",
    "a value of a skipped answer": "UPDATE answer SET state = 'skipped', value = 'x'",
    "approved without a text": "UPDATE statement SET status = 'approved', published = NULL",
    "an e-mail address with capitals": "UPDATE staff SET email = 'A@example.test' WHERE id = 1",
    "a locality that is not there": "UPDATE response SET locality_id = 999",
    "a locality in use is deleted": "DELETE FROM locality",
    "an event with half a place in the chain": "UPDATE audit_event SET sequence = 1, hash = NULL WHERE id = 1",
    "a survey that closes but never opened": "UPDATE survey SET opens_on = NULL, closes_on = '2026-01-01'",
    "a required column left out": "UPDATE response SET received_on = NULL",
}


@pytest.mark.usefixtures("any_database")
@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_the_database_itself_refuses(database: Database, ring: KeyRing, broken: str) -> None:
    with database.transaction() as session:
        for _ in range(2):
            send(session, ring, said(good="it is fine", about_locality="north"))
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.execute(sa.text(broken))


def test_versions_are_dated_import_no_models_and_stand_in_one_line() -> None:
    scripts = ScriptDirectory(str(files("migrations")))
    names = [path.stem for path in sorted((files("migrations") / "versions").glob("*.py"))]
    assert names == [step.revision for step in reversed(list(scripts.walk_revisions()))]
    assert scripts.get_heads() == [names[-1]] == [newest()]
    for name in names:
        assert re.fullmatch(r"20\d{6}_[a-z_]+", name)
        assert len(name) <= 32
        assert "participation" not in (files("migrations") / "versions" / f"{name}.py").read_text("utf-8")


def test_names_of_constraints_fit_postgresql() -> None:
    tables = SQLModel.metadata.tables.values()
    names = [str(each.name) for table in tables for each in (*table.constraints, *table.indexes)]
    assert [name for name in names if len(name) > 63 or name == "None"] == []
