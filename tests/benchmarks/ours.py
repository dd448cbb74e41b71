"""Our own program on a council of usual size, as it is served."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlmodel import SQLModel

import participation.app  # noqa: F401 - every feature's tables
from participation.council.models import Locality, Service
from participation.council.services import add_places
from participation.kernel.database import Database
from participation.kernel.settings import DEMO_SEALING_KEYS, DEMO_SECRET
from participation.surveys.services import ship
from tests.benchmarks.server import Server, serving


@contextmanager
def our_server(folder: str, url: str) -> Iterator[Server]:
    """The program on a fresh database with four localities and eight services."""
    _council(url)
    settings = {
        "PARTICIPATION_DEMO": "1",
        "PARTICIPATION_SECRET_KEY": DEMO_SECRET,
        "PARTICIPATION_SEALING_KEYS": DEMO_SEALING_KEYS,
        "PARTICIPATION_DATABASE_URL": url,
        "PARTICIPATION_QUEUE_URL": f"sqlite:///{Path(folder) / 'queue.db'}",
    }
    with serving("participation.wsgi:app", settings, "/health/live") as server:
        yield server


def _council(url: str) -> None:
    database = Database(url)
    SQLModel.metadata.create_all(database.engine)
    with database.transaction() as session:
        add_places(session, Locality, [(f"area-{n}", f"Area {n}") for n in range(4)])
        add_places(session, Service, [(f"service-{n}", f"Service {n}") for n in range(8)])
        ship(session, date(2026, 1, 1))
    database.close()
