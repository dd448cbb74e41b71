"""The reading grade of a whole page: what stands in its main part, a line for each block."""

import re
from html.parser import HTMLParser

import textstat

BLOCKS = {"p", "h1", "h2", "h3", "li", "label", "legend", "div", "summary", "button", "b", "small", "form", "span", "a"}
JOINED = {"b", "span", "a"}  # these begin a line of their own and do not end one
UNSEEN = {"script", "style", "svg", "textarea"}
NAMES = re.compile(r"\b(Childline|Shout|SHOUT|Demo|Welsh|English|Cymraeg|Weld|Greening|North|South|\d[\d ]+\d)\b")


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._inside, self._skipping = False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._inside = True
        if tag in BLOCKS:
            self.lines.append("")
        if tag in UNSEEN:
            self._skipping += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._inside = False
        if tag in BLOCKS - JOINED:
            self.lines.append("")
        if tag in UNSEEN:
            self._skipping -= 1

    def handle_data(self, data: str) -> None:
        if self._inside and not self._skipping:
            self.lines[-1] += data


def lines_of(html: str) -> list[str]:
    """The lines of the main part that have words in them, without names and numbers."""
    parser = _Lines()
    parser.feed(html)
    lines = (re.sub(r"\s+", " ", NAMES.sub("", line)).strip() for line in parser.lines)
    return [line for line in lines if re.search("[A-Za-z]{2}", line)]


def grade(html: str, *, shortest: int = 1) -> tuple[float, int]:
    """The Flesch–Kincaid grade of a page and how many words it has, of the lines of at least so many words."""
    lines = [line for line in lines_of(html) if len(line.split()) >= shortest]
    text = " ".join(line if line[-1] in ".!?:" else f"{line}." for line in lines)
    return float(textstat.flesch_kincaid_grade(text)) if text else 0.0, len(text.split())
