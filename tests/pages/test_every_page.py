"""Every young people's page, in every look and both directions of writing: no fault, nothing cut off, nothing small."""

from itertools import product

import pytest
from playwright.sync_api import Page

from tests.pages.live import SMALL_PHONE, Site, Visit, faults, small_targets, too_wide
from tests.pages.walks import WALKS

pytestmark = pytest.mark.browser


# WCAG 2.2, 1.4.12: what a reader's own style may set, and 1.4.4: text at twice its size.
SPACING = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    + "word-spacing: .16em !important } p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets = [sheet]; }"""
TWICE = """() => { const root = document.documentElement; document.adoptedStyleSheets = [];
  root.style.fontSize = 2 * parseFloat(getComputedStyle(root).fontSize) + "px"; }"""
EVERYTHING = """() => Object.assign(document.documentElement.dataset,
  { size: "largest", contrast: "more", spacing: "wider", letters: "clearer", motion: "still" })"""


def wrong_when_enlarged(page: Page) -> list[str]:
    """What does not fit, or is too small, with every setting on, with wider text, and with text of twice the size."""
    found = []
    for name, change in [("settings", EVERYTHING), ("spacing", SPACING), ("twice", TWICE)]:
        page.evaluate(change)
        found += [f"{name} {fault}" for fault in small_targets(page)]
        if name == "settings":
            found += [f"{name} {fault}" for fault in faults(page, "color-contrast")]
        if (over := too_wide(page)) > 0:
            found.append(f"{name} {over} px too wide")
    return found


def wrong_with(page: Page, lang: str) -> list[str]:
    """Everything that is wrong with a page as it stands, in light and in dark."""
    found = [*faults(page), *small_targets(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark {fault}" for fault in faults(page, "color-contrast")]
    page.emulate_media(color_scheme="light")
    if (over := too_wide(page)) > 0:
        found.append(f"{over} px too wide")
    if page.locator("h1").count() != 1:
        found.append("not one h1")
    if page.locator("html").get_attribute("dir") != ("rtl" if lang == "ar" else "ltr"):
        found.append("direction")
    return found + wrong_when_enlarged(page)


@pytest.mark.parametrize(
    ("look", "lang"), [*product(["younger", "standard", "easy-read"], ["en", "ar"]), ("younger", "cy")]
)
def test_pages_have_no_fault(visit: Visit, site: Site, look: str, lang: str) -> None:
    page = visit(viewport=SMALL_PHONE)
    wrong = {}
    for name, walk in WALKS.items():
        page.context.clear_cookies()
        page.goto(f"/?look={look}&lang={lang}")
        walk(page, site)
        if found := wrong_with(page, lang):
            wrong[name] = found
    assert not wrong


def test_the_measures_find_what_is_wrong(visit: Visit) -> None:
    page = visit(viewport=SMALL_PHONE)
    page.set_content("<h1>A</h1><button></button><a href=x>b</a><p>" + "w" * 400)
    assert {fault.split(":")[0] for fault in faults(page)} >= {"button-name", "html-has-lang"}
    assert len(small_targets(page)) == 2
    assert too_wide(page) > 0
