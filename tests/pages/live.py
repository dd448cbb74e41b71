"""The program as a real server on this machine, and Chromium to look at it. Import the fixtures into a conftest.py."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlmodel import Session
from werkzeug.serving import make_server

from participation.app import create_app
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import demo_settings
from tests.factories import Council

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
PHONE, SMALL_PHONE, DESKTOP = (
    {"width": 360, "height": 740},
    {"width": 320, "height": 640},
    {"width": 1280, "height": 800},
)
TARGET = 44  # CSS pixels, design.md
SMALL_TARGETS = """least => [...document.querySelectorAll(
  "a[href], button, summary, textarea, input:not([type=hidden])")].flatMap(part => {
    if (part.closest(".trap") || part.matches(".skip") || !part.checkVisibility()) return [];
    const box = (part.closest("label") || part).getBoundingClientRect();
    const small = Math.round(box.width) < least || Math.round(box.height) < least;
    return small ? [`${part.outerHTML.slice(0, 90)} ${box.width}x${box.height}`] : [];
})"""


@dataclass(frozen=True)
class Site:
    """A running program on its own database, and the neutral site that leaving leads to."""

    address: str
    neutral: str
    app: Flask
    database: Database
    ring: KeyRing
    council: Council

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction on its database."""
        with self.database.transaction() as session:
            yield session


@contextmanager
def serving(app: Callable[..., object]) -> Iterator[str]:
    """The address of a WSGI application while it runs in a thread."""
    server = make_server("127.0.0.1", 0, app, threaded=True)  # type: ignore[arg-type]
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def weather() -> Flask:
    """The neutral site of these tests."""
    app = Flask("weather")
    app.add_url_rule("/", "weather", lambda: "<!doctype html><title>Weather</title><h1>Weather</h1>")
    return app


@pytest.fixture(scope="module")
def site(template: tuple[Path, Council], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The program, running on a fresh copy of the small council's database."""
    path = tmp_path_factory.mktemp("site") / "council.db"
    shutil.copy(template[0], path)
    with serving(weather()) as neutral:
        settings = demo_settings(database_url=f"sqlite:///{path}", queue_url="memory://", neutral_site=f"{neutral}/")
        database = Database(settings.database_url)
        app = create_app(settings, database)
        with serving(app) as address:
            yield Site(address, neutral, app, database, KeyRing(settings.key_ring), template[1])
        database.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all; the network beyond this machine does not exist for it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """`visit(js=True, look="standard", lang="en", viewport=PHONE)`: a page of a new visitor, at home."""
    contexts: list[BrowserContext] = []

    def begin(*, js: bool = True, look: str = "standard", lang: str = "en", viewport: object = None) -> Page:
        context = browser.new_context(
            base_url=site.address, java_script_enabled=js, viewport=viewport or PHONE, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"/?look={look}&lang={lang}")
        return page

    yield begin
    for context in contexts:
        context.close()


def faults(page: Page, *rules: str) -> list[str]:
    """What axe finds, of these rules or of all: the rule and the first piece of the page that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only = {"runOnly": list(rules)} if rules else {}
    found = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **only})
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found["violations"]]


def too_wide(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def small_targets(page: Page) -> list[str]:
    """Whatever can be pressed and is smaller than a finger needs."""
    found: list[str] = page.evaluate(SMALL_TARGETS, TARGET)
    return found


def return_code(page: Page) -> str:
    """The five words on a receipt."""
    words = page.locator(".code li").all_inner_texts()
    assert len(words) == 5
    return "-".join(re.sub(r"\s", "", word) for word in words)
