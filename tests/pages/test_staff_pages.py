"""Every staff page, on a small phone and a desk: no fault for axe in light or dark, nothing wider than the window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from participation.promises.rules import Outcome
from participation.responses.queries import statements_of
from participation.responses.rules import QuoteConsent, StatementStatus
from participation.safeguarding.services import open_in_danger
from participation.themes.services import ship
from tests.factories import PASSWORD, principal, said, send
from tests.moderation.made import house, worry
from tests.pages.live import DESKTOP, SMALL_PHONE, Site, faults, too_wide
from tests.promises.conftest import made

pytestmark = pytest.mark.browser
PAGES = {
    "worker": (
        "/staff/inbox",
        "/staff/inbox?state=done",
        "/staff/read/{response}",
        "/staff/read/{urgent}",
        "/staff/read/{house}",
        "/staff/read/{worry}",
        "/staff/read/{worry}/identity",
        "/staff/safeguarding",
        "/staff/themes",
        "/staff/themes/{theme}",
        "/staff/themes/{theme}/change",
        "/staff/themes/add",
        "/staff/promises",
        "/staff/promises/add?statement={statement}",
        "/staff/promises/{promise}",
        "/staff/promises/{promise}/change",
        "/staff/promises/{promise}/words/en",
        "/staff/promises/{promise}/outcome",
        "/staff/promises/{promise}/preview?look=easy-read",
        "/staff/reports",
        "/staff/reports/litmus",
        "/staff/account",
        "/staff/account/password",
    ),
    "lead": ("/staff/inbox", "/staff/safeguarding", "/staff/read/{worry}"),
    "leader": ("/staff/promises", "/staff/promises/{promise}", "/staff/reports", "/staff/reports/litmus"),
    "partner": ("/staff/",),
    "admin": (
        "/staff/people",
        "/staff/people/{person}",
        "/staff/people/add",
        "/staff/council",
        "/staff/council/words",
        "/staff/council/days",
        "/staff/council/hours",
        "/staff/council/worries",
        "/staff/council/colour",
        "/staff/council/logo",
        "/staff/council/helplines/add",
        "/staff/council/localities/add",
        "/staff/council/localities/{locality}",
        "/staff/imports",
        "/staff/audit",
        "/staff/alarms",
        "/staff/no-such-page",
    ),
}


@pytest.fixture(scope="module")
def ids(site: Site) -> dict[str, int]:
    """One of each thing that has a page: read and unread, plain and urgent."""
    with site.session() as session:
        ship(session)
        words = said(
            good="My youth club 🎉", not_good="Miss Example left. My number is 07700 900123.", better="أحب النادي"
        )
        response = send(session, site.ring, words, consent=QuoteConsent.USE_WORDS).response
        statement = statements_of(session, response.id or 0)[0]
        statement.status, statement.published = StatementStatus.APPROVED, "My youth club"
        urgent = send(session, site.ring, said(not_good="my step dad hits me with his belt every night")).response
        worker = principal(session, site.council.staff["worker"])
        anxious = worry(session, site.ring)
        open_in_danger(session, site.ring, anxious, worker, anxious.received_on, "Not safe tonight.")
        house_drawn, *_ = house(session, site.ring)
        promise = made(session, worker, outcome=Outcome.DOING, quotes=(statement.id or 0,))
        return {
            "statement": statement.id or 0,
            "promise": promise.id or 0,
            "response": response.id or 0,
            "urgent": urgent.id or 0,
            "worry": anxious.id or 0,
            "house": house_drawn.id or 0,
            "theme": 1,
            "person": site.council.staff["worker"],
            "locality": site.council.localities["north"],
        }


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A small phone that shows staff pages."""
    context = browser.new_context(base_url=site.address, viewport=SMALL_PHONE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def sign_in(page: Page, name: str) -> None:
    """As a member of the small council's staff."""
    page.goto("/staff/sign-in")
    page.fill("[name=email]", f"{name}@example.test")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def wrong_with(page: Page) -> list[str]:
    """What is wrong with the page that is open, at both widths and in both schemes."""
    found = faults(page)
    if (over := too_wide(page)) > 0:
        found.append(f"{over} px too wide at 320")
    page.emulate_media(color_scheme="dark")
    found += [f"dark {fault}" for fault in faults(page, "color-contrast")]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESKTOP)
    if (over := too_wide(page)) > 0:
        found.append(f"{over} px too wide at 1280")
    page.set_viewport_size(SMALL_PHONE)
    return found


@pytest.mark.parametrize("role", PAGES)
def test_staff_pages_have_no_fault(page: Page, ids: dict[str, int], role: str) -> None:
    sign_in(page, role)
    wrong = {}
    for path in PAGES[role]:
        answer = page.goto(path.format(**ids))
        assert answer is not None
        assert answer.status == (404 if "no-such" in path else 200), path
        assert "/sign-in" not in page.url
        if found := wrong_with(page):
            wrong[path] = found
    assert not wrong


def test_the_sign_in_page_has_no_fault(page: Page) -> None:
    page.goto("/staff/sign-in")
    assert not wrong_with(page)
    page.click("main button[type=submit]")
    assert page.locator("[role=alert]").count() == 1
    assert not wrong_with(page)
