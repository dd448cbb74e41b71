"""Bytes and requests of a first visit, cold, in Chromium: everything on the wire, icon and redirects counted."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.server import Server

PATHS = ("/", "/tell-us", "/houses", "/surveys/how-are-we-doing", "/replies", "/help")


@dataclass
class Wire:
    """What one visit took."""

    requests: int = 0
    bytes: int = 0
    encodings: set[str] = field(default_factory=set)


def measure(server: Server) -> dict[str, dict[str, object]]:
    """For each path: requests and bytes as they were sent, headers included."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            return {path: _visit(browser.new_context().new_page(), server, path) for path in PATHS}
        finally:
            browser.close()


def _visit(page: Page, server: Server, path: str) -> dict[str, object]:
    """Chromium asks for no icon when nobody sees the tab, so the page's icon is asked for as well."""
    wire = Wire()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: _add(wire, event["encodedDataLength"]))
    session.on("Network.responseReceived", lambda event: _encoding(wire, event["response"]["headers"]))
    session.on("Network.requestWillBeSent", lambda event: _redirect(wire, event.get("redirectResponse")))
    page.goto(f"http://127.0.0.1:{server.port}{path}", wait_until="networkidle")
    icon = page.locator("link[rel=icon]").get_attribute("href")
    page.evaluate("address => fetch(address).then(answer => answer.arrayBuffer())", icon)
    page.wait_for_timeout(200)
    page.context.close()
    return {"requests": wire.requests, "bytes": wire.bytes, "encodings": sorted(wire.encodings)}


def _add(wire: Wire, length: float) -> None:
    wire.requests += 1
    wire.bytes += int(length)


def _encoding(wire: Wire, headers: dict[str, str]) -> None:
    wire.encodings.add({name.lower(): value for name, value in headers.items()}.get("content-encoding", "identity"))


def _redirect(wire: Wire, redirected: dict[str, object] | None) -> None:
    if redirected:
        _add(wire, float(str(redirected["encodedDataLength"])))
