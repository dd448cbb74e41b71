"""What every page needs and seldom changes: read anew every few seconds, not at every request."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy import event
from sqlmodel import Session

from participation.kernel.database import Database

T = TypeVar("T")
SECONDS = 5


class Kept(Generic[T]):
    """A value read from the database and kept for five seconds in this process."""

    def __init__(self, database: Database, load: Callable[[Session], T]) -> None:
        self._database, self._load = database, load
        self._kept: tuple[float, T] | None = None

    def get(self) -> T:
        """The value, at most five seconds old."""
        kept = self._kept
        if kept is None or time.monotonic() - kept[0] > SECONDS:
            with self._database.session(write=False) as session:
                kept = self._kept = (time.monotonic(), self._load(session))
        return kept[1]

    def forget(self) -> None:
        """Read it anew next time."""
        self._kept = None

    def forget_after(self, session: Session) -> None:
        """Forget it once this session has committed: before, others would only read the old value again."""
        event.listen(session, "after_commit", lambda _: self.forget(), once=True)
