"""Every young people's page, in every look and both directions of writing: no fault, nothing cut off, nothing small."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.pages.live import SMALL_PHONE, Site, Visit, small_targets, too_wide
from tests.pages.walks import WALKS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AXE = Axe()
CONTRAST = {"runOnly": ["color-contrast"]}


def faults(page: Page, options: dict[str, object] | None = None) -> list[str]:
    """What axe finds: the rule and the first piece of the page that breaks it."""
    found = AXE.run(page, options=options).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
def test_pages_have_no_fault(visit: Visit, site: Site, look: str, lang: str) -> None:
    wrong: dict[str, object] = {}
    for name, walk in WALKS.items():
        page = visit(look=look, lang=lang, viewport=SMALL_PHONE)
        walk(page, site)
        found = [*faults(page), *small_targets(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"dark {fault}" for fault in faults(page, CONTRAST)]
        if (over := too_wide(page)) > 0:
            found.append(f"{over} px too wide")
        if page.locator("h1").count() != 1:
            found.append("not one h1")
        if page.locator("html").get_attribute("dir") != ("rtl" if lang == "ar" else "ltr"):
            found.append("direction")
        if found:
            wrong[name] = found
        page.context.close()
    assert not wrong
