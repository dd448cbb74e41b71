"""Processor time of one view and one whole journey of “Tell us how it’s going”, beside the bare reference."""

import json
import statistics
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from participation.kernel.database import Database
from tests.benchmarks.ours import our_server
from tests.benchmarks.server import Server, serving
from tests.benchmarks.visitor import Page, Visitor

START, END = "/tell-us", "/sent"
ROUNDS, VIEWS, JOURNEYS, WARM = 5, 300, 60, 15


@dataclass(frozen=True)
class Side:
    """One of the two: its server and where its form begins and ends."""

    server: Server
    start: str
    end: str

    def view(self) -> None:
        """The first page, by somebody who has begun a visit."""
        Visitor(self.server.port).request("GET", self.start)

    def views(self, count: int) -> float:
        """CPU milliseconds of one view."""
        visitor = Visitor(self.server.port)
        return self._each(count, lambda: visitor.request("GET", self.start))

    def journeys(self, count: int) -> float:
        """CPU milliseconds of one journey, each by a new visitor."""
        return self._each(count, lambda: Visitor(self.server.port).journey(self.start, self.end))

    def _each(self, count: int, run: object) -> float:
        before = self.server.cpu_ms()
        for _ in range(count):
            run()  # type: ignore[operator]
        return (self.server.cpu_ms() - before) / count


def _asked(pages: list[Page]) -> list[list[dict[str, object]]]:
    """The same questions on the same pages, for the reference."""
    return [
        [
            {"name": name, "title": name, "choices": values}
            for name, values in page.choices.items()
            if name not in page.texts
        ]
        + [{"name": name, "title": name, "choices": []} for name in page.texts if name != "website"]
        for page in pages[:-1]
    ]


def _writes(url: str) -> dict[str, int]:
    """How many rows stand in the tables that a journey writes."""
    engine = Database(url).engine
    with engine.connect() as connection:
        tables = sa.inspect(engine).get_table_names()
        return {t: connection.execute(sa.text(f'SELECT COUNT(*) FROM "{t}"')).scalar_one() for t in tables}  # noqa: S608


def measure() -> dict[str, object]:
    """Medians of interleaved rounds, with what each side did."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ours_url, bare_url = (f"sqlite:///{Path(folder) / name}.db" for name in ("ours", "bare"))
        ours = Side(stack.enter_context(our_server(folder, ours_url)), START, END)
        first = Visitor(ours.server.port)
        pages = first.journey(START, END)
        given = json.dumps({"database_url": bare_url, "pages": _asked(pages)})
        bare = Side(
            stack.enter_context(serving("tests.benchmarks.reference:app", {"BENCH_REFERENCE": given}, "/form/1")),
            "/form/1",
            "/thanks",
        )
        again = Visitor(bare.server.port)
        again.journey(bare.start, bare.end)
        for side in (ours, bare):
            side.views(WARM), side.journeys(WARM)
        before = _writes(ours_url)
        rounds = [
            {
                "view": (ours.views(VIEWS), bare.views(VIEWS)),
                "journey": (ours.journeys(JOURNEYS), bare.journeys(JOURNEYS)),
            }
            for _ in range(ROUNDS)
        ]
        after = _writes(ours_url)
    sent = ROUNDS * JOURNEYS
    return {
        "questions": sum(len(page) for page in _asked(pages)),
        "requests_a_journey": {"ours": first.requests, "reference": again.requests},
        "durable_writes_a_journey": {"ours": len(pages), "reference": len(pages)},
        "rows_a_journey": {t: (after[t] - before[t]) / sent for t in after if after[t] != before[t]},
        **{name: _summary([each[name] for each in rounds]) for name in ("view", "journey")},
    }


def _summary(pairs: list[tuple[float, float]]) -> dict[str, object]:
    return {
        "cpu_ms": round(statistics.median(ours for ours, _ in pairs), 2),
        "reference_cpu_ms": round(statistics.median(bare for _, bare in pairs), 2),
        "ratio": round(statistics.median(ours / bare for ours, bare in pairs), 2),
        "ratios": [round(ours / bare, 2) for ours, bare in pairs],
    }
