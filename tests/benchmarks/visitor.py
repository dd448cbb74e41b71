"""A visitor that fills in forms as a browser without scripts would, over one kept connection."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urljoin

WORDS = (
    "My worker rings me back and she listens to me. The bus is late a lot and nobody told us that the club had moved."
)


@dataclass
class Page:
    """What a page asks: where its form goes, its hidden fields, its choices and its free texts, in order."""

    action: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the fields of the page's own form: the first that posts."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post" and not self.page.hidden:
            self._inside, self.page.action = True, given.get("action", "")
        if not self._inside or "name" not in given:
            return
        name, kind = given["name"], given.get("type", "text")
        if tag == "textarea":
            self.page.texts.append(name)
        elif tag == "button":
            self.page.buttons.append((name, given.get("value", "")))
        elif tag == "input" and kind in {"radio", "checkbox"}:
            self.page.choices.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "input" and kind == "hidden":
            self.page.hidden[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """The form ends."""
        self._inside = self._inside and tag != "form"


def read(html: str) -> Page:
    """The form of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.page


class Visitor:
    """One person with a cookie jar, who counts requests."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: dict[str, str] = {}
        self.requests = 0

    def request(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[HTTPResponse, str]:
        """One request; the answer and its text."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        self.requests += 1
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer, text

    def follow(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[str, str]:
        """One request and its redirect; the path and text of the page that it ends on."""
        answer, text = self.request(method, path, form)
        if answer.status in {302, 303}:
            path = urljoin(path, answer.headers["Location"])
            answer, text = self.request("GET", path)
        if answer.status != 200:
            raise AssertionError(f"{method} {path}: {answer.status}")
        return path, text

    def journey(self, start: str, end: str) -> list[Page]:
        """Open a form, answer every page with its middle choice and some words, and send it; the pages that came."""
        pages = []
        path, text = self.follow("GET", start)
        while path != end:
            page = read(text)
            pages.append(page)
            form = dict(page.hidden)
            form |= {name: values[len(values) // 2] for name, values in page.choices.items()}
            form |= dict.fromkeys(page.texts, WORDS)
            form |= dict([button for button in page.buttons if button[1] in {"next", "send"}][:1])
            path, text = self.follow("POST", urljoin(path, page.action), form)
        return pages
