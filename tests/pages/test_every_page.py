"""Every young people's page, in every look and both directions of writing: no fault, nothing cut off, nothing small."""

import pytest
from playwright.sync_api import Page

from tests.pages.live import SMALL_PHONE, Site, Visit, faults, small_targets, too_wide
from tests.pages.walks import WALKS

pytestmark = pytest.mark.browser


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
    return found


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
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
