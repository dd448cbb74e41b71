"""What made-up young people say: hand-written phrases by language, topic and lens, joined the way children write."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from participation.surveys.rules import Lens

DATA = Path(__file__).parent / "data"
Phrases = Mapping[str, Mapping[str, Sequence[str]]]

# Which theme of the starter code book (themes/data/starter.toml) a topic's phrases speak of.
THEMES = {
    "listened": "Being listened to",
    "worker": "My worker",
    "changes": "Too many changes",
    "reach": "Being able to reach people",
    "family_time": "Family time",
    "home": "Home",
    "phone": "Home",
    "school": "School and learning",
    "friends": "Friends and things to do",
    "clubs": "Friends and things to do",
    "buses": "Friends and things to do",
    "waiting": "Waiting",
    "feelings": "How I feel",
    "plan": "Knowing what’s happening",
    "told": "Knowing what’s happening",
    "moving_on": "Growing up and moving on",
    "safe_places": "Feeling safe",
    "fair": "Fair to me",
}
ENDINGS = ("", "", "", "", " :)", " please", " thanks", "!!", " xx", " that is all", " 😊", " tbh")


@dataclass(frozen=True)
class Said:
    """One free text, the topics it speaks of, and the invented names in it."""

    text: str
    topics: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@cache
def phrases(language: str) -> Phrases:
    """The phrases of a language, by topic and then by lens."""
    return _read(language)


@cache
def staff_texts() -> Mapping[str, Any]:
    """What made-up staff write, and the few urgent texts."""
    return _read("staff")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def say(chance: Random, language: str, lens: Lens, topics: Mapping[str, float], *, young: bool) -> Said:
    """A free text about one or two of these topics, more likely about those that weigh more."""
    book, chosen, parts = phrases(language), [], []
    for _ in range(1 + (chance.random() < 0.55)):
        topic = _pick(chance, {name: weight for name, weight in topics.items() if name in book and name not in chosen})
        lists = book[topic]
        parts.append(chance.choice(lists.get(f"young_{lens}" if young else str(lens)) or lists[lens]))
        chosen.append(topic)
    if language == "en" and chance.random() < 0.08:
        parts.append(chance.choice(book["identifying"][lens]))
    text, names = _with_names(chance, " ".join(parts))
    return Said(_as_children_write(chance, text) if language == "en" else text, tuple(chosen), names)


def _pick(chance: Random, weights: Mapping[str, float]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _with_names(chance: Random, text: str) -> tuple[str, tuple[str, ...]]:
    names = []
    for slot, known in (("{name}", staff_texts()["names"]), ("{place}", staff_texts()["places"])):
        if slot in text:
            names.append(chance.choice(known))
            text = text.replace(slot, names[-1])
    return text, tuple(names)


def _as_children_write(chance: Random, text: str) -> str:
    """Capitals, full stops and endings come and go; the words stay."""
    if chance.random() < 0.3:
        text = text[0].lower() + text[1:]
        text = text.replace(" I ", " i ").replace("do not", "dont").replace("cannot", "cant")
    if chance.random() < 0.3:
        text = text.removesuffix(".")
    ending = chance.choice(ENDINGS) if chance.random() < 0.25 else ""
    return (text.removesuffix(".") if ending else text) + ending
