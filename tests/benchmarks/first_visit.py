"""Bytes and requests of a first visit, cold, in Chromium: everything on the wire, icon and redirects counted."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.ours import our_server
from tests.benchmarks.server import Server

PATHS = ("/", "/tell-us", "/houses", "/surveys/how-are-we-doing", "/replies", "/help")


@dataclass
class Wire:
    """What one visit took."""

    requests: int = 0
    bytes: int = 0
    encodings: set[str] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)


def measure() -> dict[str, dict[str, object]]:
    """For each path: requests and bytes as they were sent, headers included."""
    with (
        tempfile.TemporaryDirectory() as folder,
        our_server(folder, f"sqlite:///{Path(folder) / 'ours.db'}") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            return {path: _visit(browser.new_context().new_page(), server, path) for path in PATHS}
        finally:
            browser.close()


def _visit(page: Page, server: Server, path: str) -> dict[str, object]:
    """Where Chromium asks for no icon since nobody sees the tab, the page's icon is asked for as well."""
    wire = Wire()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: _add(wire, event["encodedDataLength"]))
    session.on("Network.responseReceived", lambda event: _encoding(wire, event["response"]["headers"]))
    session.on("Network.requestWillBeSent", lambda event: _asked(wire, event))
    page.goto(f"http://127.0.0.1:{server.port}{path}", wait_until="networkidle")
    icon = page.locator("link[rel=icon]").get_attribute("href")
    page.wait_for_timeout(200)
    if not any(address.endswith(str(icon)) for address in wire.addresses):
        page.evaluate("address => fetch(address).then(answer => answer.arrayBuffer())", icon)
        page.wait_for_timeout(200)
    page.context.close()
    return {"requests": wire.requests, "bytes": wire.bytes, "encodings": sorted(wire.encodings)}


def _add(wire: Wire, length: float) -> None:
    wire.requests += 1
    wire.bytes += int(length)


def _encoding(wire: Wire, headers: dict[str, str]) -> None:
    wire.encodings.add({name.lower(): value for name, value in headers.items()}.get("content-encoding", "identity"))


def _asked(wire: Wire, event: dict[str, Any]) -> None:
    wire.addresses.append(event["request"]["url"])
    if redirected := event.get("redirectResponse"):
        _add(wire, redirected["encodedDataLength"])
