"""What every test may use: a database made once and copied, the application on it, and people who are signed in."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlmodel import Session, SQLModel

from participation.app import create_app
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import Settings, demo_settings
from participation.web import limits
from tests.factories import PASSWORD, Council, make_council
from tests.postgres import Postgres

pytest_plugins = ["tests.pages.live"]  # one Chromium a process, for pages and journeys alike
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
POSTGRES = pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")])


class Compiled(BytecodeCache):
    """Templates that a test of this process has compiled before: compiling costs more than most tests do."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`make test` asks for both databases; by hand SQLite is quick, and PostgreSQL serves the tests that name it."""
    parser.addoption("--both-databases", action="store_true", help="run every test with a database on PostgreSQL too")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """With `--both-databases`, each test that has a database runs on both, unless one serves (the marks say why)."""
    wanted = metafunc.config.getoption("both_databases") and "filled_database" in metafunc.fixturenames
    one_serves = any(mark.name in {"sqlite", "wording"} for mark in metafunc.definition.iter_markers())
    if wanted and not one_serves and "any_database" not in metafunc.fixturenames:
        metafunc.fixturenames.append("any_database")
        metafunc.parametrize("any_database", ["sqlite", POSTGRES], indirect=True)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Council]:
    """A database with the small council in it."""
    path = tmp_path_factory.mktemp("template") / "council.db"
    return path, filled(f"sqlite:///{path}")


def filled(url: str) -> Council:
    """Make the tables and the small council."""
    database = Database(url)
    SQLModel.metadata.create_all(database.engine)
    with database.transaction() as session:
        council = make_council(session)
    database.close()
    return council


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, started for the first test that asks for it."""
    running = Postgres()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def postgres_council(postgres: Postgres) -> Council:
    """The small council in the PostgreSQL database `council`."""
    return filled(postgres.named_database("council"))


@pytest.fixture(params=["sqlite", POSTGRES])
def any_database(request: pytest.FixtureRequest) -> str:
    """`@pytest.mark.usefixtures("any_database")`: the test runs on SQLite and on PostgreSQL."""
    return str(request.param)


@pytest.fixture
def filled_database(
    request: pytest.FixtureRequest, template: tuple[Path, Council], tmp_path: Path
) -> Iterator[tuple[str, Council]]:
    """The address of a fresh database with the small council in it, and its ids."""
    if hasattr(request.node, "callspec") and request.node.callspec.params.get("any_database") == "postgres":
        council, server = request.getfixturevalue("postgres_council"), request.getfixturevalue("postgres")
        address = server.new_database("council")
        yield address, council
        server.drop(address)
    else:
        path = tmp_path / "council.db"
        shutil.copy(template[0], path)
        yield f"sqlite:///{path}", template[1]


@pytest.fixture
def settings(filled_database: tuple[str, Council]) -> Settings:
    """Demo settings on the fresh database."""
    return demo_settings(database_url=filled_database[0], queue_url="memory://")


@pytest.fixture
def council(filled_database: tuple[str, Council]) -> Council:
    """The ids of the small council."""
    return filled_database[1]


@pytest.fixture
def ring(settings: Settings) -> KeyRing:
    """The key ring of the application."""
    return KeyRing(settings.key_ring)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """The database of this test."""
    database = Database(settings.database_url)
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session that is rolled back at the end unless the test commits."""
    with database.session(write=True) as session:
        yield session


@pytest.fixture
def app(settings: Settings, database: Database) -> Flask:
    """The whole program, with nothing guessed yet."""
    limits._limiter.cache_clear()
    app = create_app(settings, database)
    app.config["TESTING"] = False
    app.jinja_env.bytecode_cache = COMPILED
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor. CSRF stays on: see `post`."""
    return app.test_client()


def token(client: FlaskClient, page: str) -> str:
    """The CSRF token of a page's form."""
    found = TOKEN.search(client.get(page).get_data(as_text=True))
    assert found, f"no form on {page}"
    return found[1]


@pytest.fixture
def post() -> Callable[..., object]:
    """`post(client, address, data, page=None)`: send a form as a browser would, with the token of its page."""

    def send(client: FlaskClient, address: str, data: dict[str, object], page: str | None = None) -> object:
        return client.post(address, data={**data, "csrf_token": token(client, page or address)})

    return send


@pytest.fixture
def staff(app: Flask) -> Callable[[str], FlaskClient]:
    """`staff("worker")`: a client that is signed in as that member of the small council's staff."""

    def sign_in(name: str) -> FlaskClient:
        client = app.test_client()
        address = "/staff/sign-in"
        form = {"email": f"{name.replace('_', '-')}@example.test", "password": PASSWORD}
        answer = client.post(address, data={**form, "csrf_token": token(client, address)})
        assert answer.status_code == 302, answer.status_code
        return client

    return sign_in
