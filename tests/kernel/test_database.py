"""The database: durable, checked, and many writers at once."""

import enum
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, col, select

from participation.council.models import CouncilSetting, Locality
from participation.kernel.database import Database, values_of

WRITERS, EACH = 6, 20


@pytest.mark.sqlite
def test_sqlite_is_durable_checked_and_overwrites_what_it_deletes(database: Database) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with database.engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected}
    assert found == expected


@pytest.mark.sqlite
def test_writers_wait_for_each_other_and_lose_nothing(database: Database) -> None:
    with database.transaction() as session:
        session.add(CouncilSetting(key="count", value=0))
    failures: list[Exception] = []

    def count_up() -> None:
        try:
            for _ in range(EACH):
                with database.transaction() as session:
                    setting = session.get_one(CouncilSetting, "count")
                    time.sleep(0.0005)  # others get a chance to come between reading and writing
                    setting.value += 1
        except Exception as error:
            failures.append(error)

    in_threads(count_up)
    assert failures == []
    with database.session(write=False) as session:
        assert session.get_one(CouncilSetting, "count").value == WRITERS * EACH


def in_threads(work: object) -> None:
    """Run it in as many threads as there are writers."""
    threads = [threading.Thread(target=work) for _ in range(WRITERS)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


OPEN_AND_WRITE = """
import sys
from participation.kernel.database import Database
database = Database(sys.argv[1])
for number in range(20):
    with database.transaction() as session:
        session.connection().exec_driver_sql("CREATE TABLE IF NOT EXISTS tally (who TEXT)")
        session.connection().exec_driver_sql(f"INSERT INTO tally VALUES ('{sys.argv[2]}')")
"""


def test_processes_that_open_a_new_file_at_once_do_not_fail(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    commands = [[sys.executable, "-c", OPEN_AND_WRITE, url, str(number)] for number in range(4)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    errors = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0] * 4, errors
    database = Database(url)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM tally").scalar_one() == 80
    database.close()


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with database.session(write=True) as writer, database.session(write=False) as reader:
        writer.add(Locality(slug="new", name="New"))
        writer.flush()
        begun = time.monotonic()
        assert reader.exec(select(Locality).where(Locality.slug == "new")).first() is None
        assert time.monotonic() - begun < 1


@pytest.mark.sqlite
def test_a_writer_waits_for_the_other_from_its_first_statement(database: Database) -> None:
    """Two that read first and write later would both hold a snapshot, and one of them would have to fail."""
    order: list[str] = []

    def second() -> None:
        with database.transaction() as session:
            session.exec(select(Locality)).all()
            order.append("second")

    with database.transaction() as session:
        session.exec(select(Locality)).all()
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.usefixtures("any_database")
def test_a_transaction_that_fails_writes_nothing(database: Database) -> None:
    with pytest.raises(IntegrityError):
        write_half(database)
    with database.session(write=False) as session:
        assert session.exec(select(Locality).where(Locality.slug == "half")).all() == []


def write_half(database: Database) -> None:
    """Something good, then something that cannot be."""
    with database.transaction() as session:
        session.add(Locality(slug="half", name="Half"))
        session.flush()
        session.add(Locality(slug="north", name="North again"))


@pytest.mark.usefixtures("any_database")
def test_what_is_written_at_once_from_many_threads_is_all_there(database: Database) -> None:
    def write() -> None:
        for number in range(EACH):
            with database.transaction() as session:
                session.add(Locality(slug=f"{threading.get_ident()}-{number}", name="New"))

    in_threads(write)
    with database.session(write=False) as session:
        assert count(session) == WRITERS * EACH


def count(session: Session) -> int:
    """How many localities were written."""
    return session.exec(select(sa.func.count()).where(col(Locality.name) == "New")).one()


class Colour(enum.StrEnum):
    """Two values."""

    RED = "red"
    BLUE = "blue"


def test_an_enum_is_kept_by_its_value_and_no_other_is_written(database: Database) -> None:
    table = sa.Table("colours", sa.MetaData(), sa.Column("colour", values_of(Colour)))
    with database.engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert(), [{"colour": Colour.RED}, {"colour": "blue"}])
        assert connection.exec_driver_sql("SELECT colour FROM colours").scalars().all() == ["red", "blue"]
        with pytest.raises(StatementError):
            connection.execute(table.insert().values(colour="green"))


@pytest.mark.sqlite
def test_what_the_database_refuses_is_not_told_with_its_values(session: Session) -> None:
    session.add_all(Locality(slug="words of somebody", name="x", position=1) for _ in range(2))
    with pytest.raises(IntegrityError) as caught:
        session.flush()
    assert "words of somebody" not in str(caught.value)
