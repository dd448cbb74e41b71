"""The made-up texts that the second opinion is learned from (corpus/README.md), as they stand in their files."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from participation.screening.rulebook import standing_rules

FOLDER = Path(__file__).parent / "corpus"
URGENCIES = {"i": "immediate", "s": "soon"}


@dataclass(frozen=True)
class Example:
    """One text. `pair` joins a text with its minimally changed counterpart; `writer` is the file it stands in."""

    text: str
    risk: bool
    categories: tuple[str, ...]
    urgency: str
    tags: tuple[str, ...]
    pair: str
    writer: str


def examples() -> list[Example]:
    """Every text of every writer, and the English rules' own examples."""
    return [*(example for path in sorted(FOLDER.glob("*.txt")) for example in _read(path)), *_of_rules()]


def _of_rules() -> Iterator[Example]:
    for rule in standing_rules().packs["en"].rules:
        for text in rule.fires:
            yield Example(text, True, (rule.category,), rule.urgency.value, (), rule.id, "rules")
        for text in rule.quiet:
            yield Example(text, False, (), "none", (), rule.id, "rules")


def _read(path: Path) -> Iterator[Example]:
    pair = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        head, _, text = line.partition(" : ")
        kind, *rest = head.split()
        if kind != "~":
            pair = f"{path.stem}:{number}"
        if kind == "R":
            yield Example(text, True, tuple(rest[0].split(",")), URGENCIES[rest[1]], tuple(rest[2:]), pair, path.stem)
        else:
            yield Example(text, False, (), "none", tuple(rest), pair, path.stem)
