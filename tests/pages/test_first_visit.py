"""What a first visit costs, on the wire, with the icon counted (benchmarks.md)."""

import pytest
from playwright.sync_api import Browser

from tests.pages.live import PHONE, Site

pytestmark = pytest.mark.browser
MOST_BYTES, MOST_REQUESTS = 20_000, 4


@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
@pytest.mark.parametrize("path", ["/", "/tell-us", "/houses", "/worry", "/help", "/replies", "/changes", "/rights"])
def test_first_visit_is_small(browser: Browser, site: Site, path: str, look: str) -> None:
    context = browser.new_context(base_url=site.address, viewport=PHONE)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    page.goto(f"{path}?look={look}", wait_until="networkidle")
    context.close()
    assert (sum(sizes) <= MOST_BYTES, len(sizes) <= MOST_REQUESTS, len(sizes) >= 3) == (True, True, True), sizes
