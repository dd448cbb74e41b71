"""Background jobs on Huey: SQLite's file queue by default, Redis or PostgreSQL at scale. Jobs take ids, never text."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from huey import Huey, MemoryHuey, PriorityRedisHuey, SqliteHuey, crontab
from huey.exceptions import ConfigurationError
from sqlmodel import Session

from participation.kernel.database import Database
from participation.kernel.settings import SettingsError

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Swept:
    """Work that is swept each `every` minutes and returns how much it did."""

    every: int = 1

    def __post_init__(self) -> None:
        if self.every < 1 or 60 % self.every:
            raise ValueError("A job runs every so many minutes as divides an hour.")


@dataclass(frozen=True)
class Job(_Swept):
    """Work in one transaction; `run` gets a writing session."""

    name: str
    run: Callable[[Session], int]


@dataclass(frozen=True)
class WaitingJob(_Swept):
    """Work that waits for the outside, such as a mail server. It gets the database and writes in short transactions
    of its own: SQLite has one writer, and nobody's words may wait behind somebody else's mail server.
    """

    name: str
    run: Callable[[Database], int]


AnyJob = Job | WaitingJob


def make_queue(url: str) -> Huey:
    """The queue that `PARTICIPATION_QUEUE_URL` names: `sqlite:///file`, `redis://…` or `memory://`."""
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        path = Path(url.removeprefix("sqlite:///"))
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("participation", filename=str(path), utc=True)
    if scheme in {"redis", "rediss"}:
        try:
            return PriorityRedisHuey("participation", url=url)
        except ConfigurationError as error:
            raise SettingsError("A queue on Redis needs the Python package redis beside the program.") from error
    if scheme == "memory":
        return MemoryHuey("participation", immediate=False)
    raise SettingsError("PARTICIPATION_QUEUE_URL must start with sqlite:///, redis:// or memory://.")


def schedule(queue: Huey, database: Database, jobs: Sequence[AnyJob]) -> None:
    """Register each job as a periodic task of the queue."""
    for job in jobs:
        every = crontab(minute=f"*/{job.every}")
        queue.periodic_task(every, name=job.name)(_task(database, job))


def run_once(database: Database, jobs: Sequence[AnyJob]) -> dict[str, int]:
    """Run every job now, each in a transaction of its own; what fails is logged and does not stop the others."""
    return {job.name: _task(database, job)() for job in jobs}


def _task(database: Database, job: AnyJob) -> Callable[[], int]:
    def run() -> int:
        try:
            if isinstance(job, WaitingJob):
                return job.run(database)
            with database.transaction() as session:
                return job.run(session)
        except Exception as error:
            log.error("job %s failed: %s", job.name, type(error).__name__)
            return 0

    return run
