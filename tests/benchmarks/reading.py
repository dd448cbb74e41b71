"""The inbox at a thousand and at a million waiting responses: first page, deep page, one locality, the streams."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from participation.kernel.database import Database
from participation.moderation.queries.inbox import inbox, streams
from participation.moderation.rules import Place, Wanted
from participation.responses.models import Response
from participation.responses.rules import Channel, Handling, Progress, Provenance, Urgency
from tests.factories import Council, make_council, principal

FEW, MANY, ROUNDS, TURNS = 1_000, 1_000_000, 7, 20
BATCH = 20_000
RESPONSES: sa.Table = Response.__table__  # type: ignore[attr-defined]


def measure() -> dict[str, object]:
    """CPU milliseconds at each size and their ratio, medians of interleaved rounds."""
    with tempfile.TemporaryDirectory() as folder, _filled(folder, FEW) as few, _filled(folder, MANY) as many:
        return {name: _compared(ask(few), ask(many)) for name, ask in ASKED.items()}


@contextmanager
def _filled(folder: str, rows: int) -> Iterator[tuple[Session, Council, int]]:
    database = Database(f"sqlite:///{Path(folder) / str(rows)}.db")
    SQLModel.metadata.create_all(database.engine)
    with database.transaction() as session:
        council = make_council(session)
        for start in range(0, rows, BATCH):
            session.execute(sa.insert(RESPONSES), [_row(n, council) for n in range(start, min(start + BATCH, rows))])
        session.execute(sa.text("ANALYZE"))
    with database.session(write=False) as session:
        yield session, council, rows
    database.close()


def _row(number: int, council: Council) -> dict[str, object]:
    """Every tenth is soon, every hundredth now; half of the council's localities each."""
    urgency = Urgency.NOW if number % 100 == 0 else Urgency.SOON if number % 10 == 0 else Urgency.EVERYTHING_ELSE
    localities = list(council.localities.values())
    return {
        "reference": f"r{number}",
        "survey_version_id": 1,
        "channel": Channel.OWN_PHONE,
        "provenance": Provenance.OWN_WORDS,
        "locality_id": localities[number % len(localities)],
        "language": "en",
        "look": "standard",
        "received_on": date(2026, 11, 2),
        "urgency": int(urgency),
        "handling": Handling.UNREAD,
        "progress": Progress.RECEIVED,
        "already_public": False,
    }


Ask = Callable[[tuple[Session, Council, int]], Callable[[], object]]


def _first_page(filled: tuple[Session, Council, int]) -> Callable[[], object]:
    session, council, _ = filled
    by = principal(session, council.staff["worker"])
    return lambda: inbox(session, by, Wanted())


def _deep_page(filled: tuple[Session, Council, int]) -> Callable[[], object]:
    session, council, rows = filled
    by = principal(session, council.staff["worker"])
    return lambda: inbox(session, by, Wanted(), Place(Urgency.EVERYTHING_ELSE, rows // 2))


def _of_one_locality(filled: tuple[Session, Council, int]) -> Callable[[], object]:
    session, council, _ = filled
    by = principal(session, council.staff["north_worker"])
    return lambda: inbox(session, by, Wanted())


def _streams(filled: tuple[Session, Council, int]) -> Callable[[], object]:
    session, council, _ = filled
    by = principal(session, council.staff["worker"])
    return lambda: streams(session, by, Wanted())


ASKED: dict[str, Ask] = {
    "first page": _first_page,
    "deep page": _deep_page,
    "one locality": _of_one_locality,
    "streams": _streams,
}


def _compared(few: Callable[[], object], many: Callable[[], object]) -> dict[str, object]:
    pairs = [(_cpu_ms(few), _cpu_ms(many)) for _ in range(ROUNDS)]
    return {
        f"cpu_ms_at_{FEW}": round(statistics.median(small for small, _ in pairs), 2),
        f"cpu_ms_at_{MANY}": round(statistics.median(large for _, large in pairs), 2),
        "ratio": round(statistics.median(large / small for small, large in pairs), 2),
    }


def _cpu_ms(run: Callable[[], object]) -> float:
    begun = time.process_time()
    for _ in range(TURNS):
        run()
    return (time.process_time() - begun) * 1000 / TURNS
