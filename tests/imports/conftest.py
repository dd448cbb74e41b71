"""Files to bring in, a mapping for them, and the small council's administrator."""

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest

from participation.access import Principal
from participation.imports.rules import ImportMapping, read_mapping
from participation.imports.services import Report, import_responses, pace
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import Settings
from tests.factories import Council, principal

MAP = """
id = "id"
label = "label"
received_on = 2026-03-31
locality = "north"
service = "youth-club"

[[columns]]
column = "text"
question = "good"

[[lens]]
column = "label"
values = { Food = "good_thing", Waiting = "worry" }
"""
CSV = "id,text,label\nr1,The food is nice,Food\nr2,It took ages,Waiting\nr3,None,Food\n"
Import = Callable[..., Report]


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits to write in these tests."""
    monkeypatch.setattr(pace, "PAUSE", 0)


@pytest.fixture
def mapping() -> ImportMapping:
    """Ids, labels, a lens by label, and a place and a day for all rows."""
    return read_mapping(MAP)


@pytest.fixture
def bring_in(database: Database, ring: KeyRing, council: Council, mapping: ImportMapping) -> Import:
    """`bring_in(content)`: import a file's content into “Tell us how it's going”."""

    def run(content: str | bytes = CSV, given: ImportMapping = mapping, **rest: object) -> Report:
        raw = content if isinstance(content, bytes) else content.encode()
        return import_responses(database, ring, BytesIO(raw), "tell-us", given, **rest)  # type: ignore[arg-type]

    return run


@pytest.fixture
def admin(database: Database, council: Council) -> Principal:
    """The administrator."""
    with database.session(write=False) as session:
        return principal(session, council.staff["admin"])


def lines(*rows: Sequence[str]) -> str:
    """Rows as CSV, quoted throughout."""
    return "".join(",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) + "\n" for row in rows)


@pytest.fixture
def settings_keys(settings: Settings) -> dict[str, bytes]:
    """The keys of the application."""
    return dict(settings.key_ring)
