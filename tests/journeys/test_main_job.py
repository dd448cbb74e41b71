"""The main job, start to end: said on a phone, read, made safe, coded and answered, counted, and read again by code."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from participation.kernel import clock
from participation.responses.queries import statements_of
from participation.responses.rules import QuoteConsent, StatementStatus
from participation.themes.models import Theme
from participation.themes.services import code, ship
from tests.factories import PASSWORD, principal, said, send
from tests.pages.live import DESKTOP, PHONE, Site, Visit, return_code

pytestmark = pytest.mark.browser
WORDS = "i <3 my club. Zebedee Example rings me back 🎉"
BEFORE = 17  # shown to a leader as 15; one more is shown as 20


@pytest.fixture(scope="module")
def coded(site: Site) -> str:
    """So many good things of this quarter that speak of one theme already; its name."""
    with site.session() as session:
        ship(session)
        theme = session.exec(select(Theme).order_by(Theme.id)).first()
        assert theme is not None
        worker = principal(session, site.council.staff["worker"])
        for _ in range(BEFORE):
            response = send(session, site.ring, said(good="They ring me back"), consent=QuoteConsent.USE_WORDS).response
            statement = statements_of(session, response.id or 0)[0]
            statement.status, statement.published = StatementStatus.APPROVED, "They ring me back"
            session.flush()
            code(session, statement.id or 0, [theme.id or 0], worker, clock.today())
        return theme.name


@pytest.fixture(params=[True, False], ids=["with a script", "without"])
def js(request: pytest.FixtureRequest) -> bool:
    """Whether scripts run."""
    return bool(request.param)


@pytest.fixture
def desk(browser: Browser, site: Site, js: bool) -> Iterator[Page]:
    """A worker's screen."""
    context = browser.new_context(base_url=site.address, viewport=DESKTOP, java_script_enabled=js)
    yield context.new_page()
    context.close()


def next_quarter() -> datetime:
    """A working day of the next quarter: a leader sees themes once their quarter is over."""
    today = clock.today()
    ahead = date(today.year, today.month, 1) + timedelta(days=31 * (3 - (today.month - 1) % 3))
    return datetime(ahead.year, ahead.month, 6, 10, tzinfo=UTC)


def sign_in(page: Page, name: str) -> None:
    """As a member of the small council's staff."""
    page.goto("/staff/sign-in")
    page.fill("[name=email]", f"{name}@example.test")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def tell(page: Page) -> str:
    """Send feedback from a phone; the return code."""
    page.get_by_role("link", name=re.compile("Tell us how it")).first.click()
    page.get_by_label("Youth club").check()
    page.get_by_label("Really good").check()
    page.get_by_role("button", name="Carry on").click()
    page.fill("[name=q-good]", WORDS)
    page.get_by_role("button", name="Carry on").click()
    page.get_by_label("12 to 15").check()
    page.get_by_role("button", name="Carry on").click()
    expect(page.locator("blockquote")).to_have_text(WORDS)
    page.get_by_label("Yes, use my words").check()
    page.get_by_role("button", name="Send").click()
    return return_code(page)


def read_and_answer(page: Page, theme: str) -> None:
    """Open the newest, take the name out, approve, code, answer, sign out."""
    page.goto("/staff/inbox")
    page.locator("main table a").last.click()
    expect(page.locator("blockquote.words")).to_have_text(f"“{WORDS}”")
    page.get_by_text("Take words out").first.click()
    for word in ("Zebedee", "Example"):
        page.locator(".chips label", has_text=word).first.click()
    page.locator(".take-out").first.get_by_role("button", name=re.compile("^(A )?name", re.I)).click()
    expect(page.locator("blockquote.published")).not_to_contain_text("Zebedee")
    page.get_by_role("button", name="Approve").click()
    page.locator(".options label", has_text=theme).first.locator("input").check()
    page.get_by_role("button", name="Save themes").click()
    page.fill("[name=text]", "Thank you. We told the club.")
    page.get_by_role("button", name="Send reply").click()
    expect(page.locator("#messages")).to_contain_text("We told the club.")


def test_what_is_said_on_a_phone_is_answered_and_counted(visit: Visit, desk: Page, coded: str, js: bool) -> None:
    phone = visit(js=js, viewport=PHONE)
    code_words = tell(phone)

    sign_in(desk, "worker")
    read_and_answer(desk, coded)
    desk.context.clear_cookies()

    phone.goto("/replies")
    phone.fill("#code", code_words)
    phone.locator("main form button[type=submit]").first.click()
    expect(phone.locator(".talk")).to_contain_text("We told the club.")
    expect(phone.locator("main")).to_contain_text(WORDS)
    expect(phone.locator("blockquote.shown")).not_to_contain_text("Zebedee")

    with time_machine.travel(next_quarter(), tick=True):
        sign_in(desk, "leader")
        desk.goto("/staff/reports/litmus")
        counted = desk.locator("main li", has_text=coded).first
        expect(counted).to_contain_text("20 replies")
        expect(desk.locator("main")).not_to_contain_text("Zebedee")
