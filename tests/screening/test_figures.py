"""Figures as floors: a change that loses ground is seen.

``held_back.jsonl`` was written in contrast pairs before any rule, and no rule is written from it; ``ordinary.txt`` has
everyday comments and is read when rules are corrected.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from participation.screening import Screening, Urgency, screen

FOLDER = Path(__file__).parent


@pytest.fixture(scope="module")
def held_back() -> list[tuple[dict[str, object], Screening]]:
    """Each text that was held back, with what screening says of it."""
    lines = (FOLDER / "held_back.jsonl").read_text(encoding="utf-8").splitlines()
    return [(entry, screen(entry["text"])) for entry in map(json.loads, lines)]


def _share(flags: list[bool]) -> float:
    return sum(flags) / len(flags)


def test_risk_is_found(held_back: list[tuple[dict[str, object], Screening]]) -> None:
    assert _share([found.risk for entry, found in held_back if entry["risk"]]) >= 0.78


def test_what_is_said_directly_is_found(held_back: list[tuple[dict[str, object], Screening]]) -> None:
    assert _share([found.risk for entry, found in held_back if entry["group"] == "direct"]) >= 0.92


def test_texts_without_risk_are_seldom_flagged(held_back: list[tuple[dict[str, object], Screening]]) -> None:
    assert _share([found.risk for entry, found in held_back if not entry["risk"]]) <= 0.22


def test_both_texts_of_a_pair_are_right(held_back: list[tuple[dict[str, object], Screening]]) -> None:
    pairs: dict[object, list[bool]] = defaultdict(list)
    for entry, found in held_back:
        pairs[entry["pair"]].append(entry["risk"] == found.risk)
    assert _share([all(right) for pair, right in pairs.items() if pair and len(right) > 1]) >= 0.52


def test_the_top_queue_is_risk(held_back: list[tuple[dict[str, object], Screening]]) -> None:
    top = [bool(entry["risk"]) for entry, found in held_back if found.urgency is Urgency.IMMEDIATE]
    assert _share(top) >= 0.85


def test_ordinary_comments_are_left_alone() -> None:
    lines = (FOLDER / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    assert _share([screen(line).risk for line in lines]) <= 0.03
