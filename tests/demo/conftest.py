"""A small demo, made once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from participation.demo.making import make
from participation.kernel.database import Database
from participation.kernel.migrations import upgrade
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import demo_settings

DAY = date(2026, 11, 25)
COUNT = 240
RING = KeyRing(demo_settings().key_ring)


def made(path: Path, *, seed: int = 1, count: int = COUNT, day: date = DAY) -> Database:
    """A demo of its own."""
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    make(database, RING, seed=seed, responses=count, today=day)
    return database


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A demo that tests only read."""
    database = made(tmp_path_factory.mktemp("demo") / "demo.db")
    yield database
    database.close()


@pytest.fixture
def demo(small_demo: Database) -> Iterator[Session]:
    """A reading session on it."""
    with small_demo.session(write=False) as session:
        yield session
