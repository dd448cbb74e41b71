"""The command on a copy of the small council."""

import base64
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from participation.cli import cli
from participation.kernel.database import Database
from participation.kernel.migrations import newest
from participation.kernel.settings import Settings

SECRET = "for-tests-only-and-long-enough-0123456789"
KEYS = "k1:" + base64.b64encode(b"for-tests-only-sealing-32-bytes!").decode()
Run = Callable[..., Result]


@pytest.fixture
def at_this_version(database: Database) -> None:
    """Say that the small council's tables are of the newest version."""
    with database.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest()})


@pytest.fixture
def environment(at_this_version: None, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A production environment around the small council's database; the folder of the test."""
    for name in [name for name in os.environ if name.startswith("PARTICIPATION_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARTICIPATION_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("PARTICIPATION_QUEUE_URL", "memory://")
    monkeypatch.setenv("PARTICIPATION_SECRET_KEY", SECRET)
    monkeypatch.setenv("PARTICIPATION_SEALING_KEYS", KEYS)
    return tmp_path


@pytest.fixture
def run(environment: Path) -> Iterator[Run]:
    """`run("user", "list", input="")`: the command's result; a failure is a sentence and no traceback."""

    def invoke(*words: str, input: str | bytes = "") -> Result:
        result = CliRunner().invoke(cli, words, input=input)
        assert "Traceback" not in result.output
        return result

    return invoke
