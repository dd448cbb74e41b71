"""How hard a page is to read: the grade of the whole, the length of each sentence, and which ones make it hard.

The limits are those of practice.md, "Writing for children": Flesch–Kincaid on whole pages of at least forty words, as
textstat 0.7.8 counts it, names left out. Easy Read asks for at most fifteen words a sentence, the younger look for
fewer, since it is heard as often as it is read; the standard look may join two thoughts in one.
"""

import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser

import textstat

JOINED = {"span", "a", "em"}  # these begin a line of their own and do not end one
HEADS, PARTS = {"h1", "h2", "h3", "legend", "summary", "label", "dt"}, {"p", "li", "dd", "div", "form"}
BLOCKS = HEADS | PARTS | {"button", "b", "small"} | JOINED
UNSEEN = {"script", "style", "svg", "textarea", "blockquote"}  # these words are the young person’s own
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


LOOKS = ("younger", "easy-read", "standard")
HARDEST = {"younger": 2.0, "easy-read": 4.0, "standard": 5.0}
AGREED = {  # practice.md's own words
    "If we think someone is hurt or not safe, we tell a grown-up whose job is to help.",
}
LONGEST = {"younger": 12, "easy-read": 15, "standard": 22}
ENOUGH = 40
END = re.compile(r"(?<=[.!?…])[”’\"')]*\s+")


def sentences(lines: Iterable[str]) -> list[str]:
    """Each sentence; a line that ends without a full stop, such as a heading or a button, is one as well."""
    return [found for line in lines for found in END.split(line) if re.search("[A-Za-z]{2}", found)]


def grade(lines: Sequence[str]) -> float:
    """The Flesch–Kincaid grade of lines as one text."""
    text = " ".join(line if line[-1] in ".!?:" else f"{line}." for line in lines)
    return float(textstat.flesch_kincaid_grade(text)) if text else 0.0


def too_hard(name: str, look: str, lines: Sequence[str]) -> list[str]:
    """What is wrong with these lines in this look, with the page and the very sentence.

    A page is measured with all its lines, and once more without the short ones, which labels and buttons would make
    easy for the formula alone.
    """
    found = []
    for sentence in sentences(lines):
        if (words := len(sentence.split())) > LONGEST[look] and sentence not in AGREED:
            found.append(f"{name}, {look}: {words} words, at most {LONGEST[look]}: {sentence}")
    for kind in (lines, [line for line in lines if len(line.split()) >= 5]):
        if sum(len(line.split()) for line in kind) >= ENOUGH and (reached := grade(kind)) > HARDEST[look]:
            hardest = max((each for each in sentences(kind) if len(each.split()) >= 4), key=lambda each: grade([each]))
            found.append(f"{name}, {look}: grade {reached:.1f}, at most {HARDEST[look]:.0f}; hardest: {hardest}")
    return found
