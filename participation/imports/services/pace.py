"""A long import leaves room for young people's own responses."""

import time

from participation.kernel.database import Database

PAUSE = 0.1  # seconds; whoever waits for SQLite's one writer asks again at least that often


def give_way(database: Database) -> None:
    """Let others write between two transactions. Without the gap they can wait for seconds; PostgreSQL needs none."""
    if database.is_sqlite:
        time.sleep(PAUSE)
