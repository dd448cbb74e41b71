"""What was acknowledged is there after a crash, once, with its message (trust.md, "Nothing is lost")."""

import subprocess
import sys
from pathlib import Path

from sqlmodel import Session, select

from participation.kernel.database import Database
from participation.kernel.models import OutboxMessage
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import Settings
from participation.responses.models import Response
from participation.responses.queries import by_code, exact_words, statements_of

ROOT = Path(__file__).resolve().parents[2]
KILLED_AFTER = (3, 11, 24)


def written_until_killed(url: str, lines: int) -> list[str]:
    """What a writing process said before it was killed in the middle of its work."""
    command = [sys.executable, "-m", "tests.kernel.writer", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        said = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        said += writer.stdout.readlines()
    return [line for line in said if line.endswith("\n")]


def words_of(session: Session, ring: KeyRing, code: str) -> list[str]:
    """The words that a code leads to."""
    found = by_code(session, ring, code)
    assert found, code
    return [exact_words(ring, found, statement) for statement in statements_of(session, found.id or 0)]


def test_everything_acknowledged_is_there_after_kill_9(settings: Settings, ring: KeyRing) -> None:
    said = [written_until_killed(settings.database_url, lines) for lines in KILLED_AFTER]
    acknowledged = [line.split() for lines in said for line in lines]
    database = Database(settings.database_url)
    with database.session(write=False) as session:
        if database.is_sqlite:
            assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        for number, code in acknowledged:
            assert words_of(session, ring, code) == [f"words of number {number}"]
        responses = set(session.exec(select(Response.id)))
        told = list(session.exec(select(OutboxMessage.subject_id)))
    database.close()
    assert sorted(responses) == sorted(told)
    on_their_way = len(KILLED_AFTER)  # committed each time, but not yet said
    assert len(acknowledged) <= len(responses) <= len(acknowledged) + on_their_way
