"""Background jobs: each in a transaction of its own, and none that fails stops another."""

import logging
from datetime import datetime
from pathlib import Path

import pytest
from huey import MemoryHuey, SqliteHuey
from sqlmodel import Session, select

from participation.council.models import Locality
from participation.kernel.database import Database
from participation.kernel.jobs import Job, WaitingJob, make_queue, run_once, schedule
from participation.kernel.settings import SettingsError


def add(session: Session) -> int:
    """A job that writes."""
    session.add(Locality(slug="new", name="New"))
    return 1


def fail(session: Session) -> int:
    """A job that writes and then fails, with a child's words in the message."""
    session.add(Locality(slug="half", name="Half"))
    session.flush()
    raise RuntimeError("words of a child")


def by_itself(database: Database) -> int:
    """A job that opens transactions itself."""
    with database.transaction() as session:
        return add(session)


def slugs(database: Database) -> set[str]:
    with database.session(write=False) as session:
        return set(session.exec(select(Locality.slug)))


def test_one_that_fails_writes_nothing_stops_nobody_and_is_logged_without_words(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    assert run_once(database, [Job("fails", fail), Job("adds", add)]) == {"fails": 0, "adds": 1}
    assert {"new"} == slugs(database) - {"north", "south"}
    assert caplog.record_tuples == [("participation.kernel.jobs", logging.ERROR, "job fails failed: RuntimeError")]


def test_a_job_that_waits_for_the_outside_holds_no_transaction(database: Database) -> None:
    assert run_once(database, [WaitingJob("by itself", by_itself)]) == {"by itself": 1}
    assert "new" in slugs(database)


@pytest.mark.parametrize(("every", "minutes"), [(1, set(range(60))), (15, {0, 15, 30, 45}), (60, {0})])
def test_jobs_run_in_their_minutes(database: Database, every: int, minutes: set[int]) -> None:
    queue = MemoryHuey("test")
    schedule(queue, database, [Job("adds", add, every=every)])
    runs = {minute for minute in range(60) if queue.read_periodic(datetime(2026, 1, 5, 9, minute))}  # noqa: DTZ001
    assert runs == minutes


@pytest.mark.parametrize("every", [0, 7, 61])
def test_a_job_runs_so_often_that_an_hour_is_whole(every: int) -> None:
    with pytest.raises(ValueError, match="divides an hour"):
        Job("adds", add, every=every)


def test_the_queue_is_the_one_that_the_setting_names(tmp_path: Path) -> None:
    queue = make_queue(f"sqlite:///{tmp_path}/new/queue.db")
    assert isinstance(queue, SqliteHuey)
    assert (tmp_path / "new" / "queue.db").exists()
    queue.storage.close()
    assert isinstance(make_queue("memory://"), MemoryHuey)


@pytest.mark.parametrize(
    ("url", "sentence"), [("amqp://localhost", "PARTICIPATION_QUEUE_URL"), ("redis://x/1", "redis")]
)
def test_a_queue_that_cannot_be_had_is_a_sentence(url: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huey.storage.Redis", None)
    with pytest.raises(SettingsError, match=sentence):
        make_queue(url)
