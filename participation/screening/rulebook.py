"""Loading the rule files: every fault is refused with the file, the rule and what to do."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from participation.screening.lexicon import Lexicon, SpellingTables, read_lexicon
from participation.screening.normalise import Normaliser
from participation.screening.patterns import Element, Pattern, PatternError, PatternReader, needed
from participation.screening.results import Urgency

DATA = Path(__file__).parent / "data"
CATEGORIES = (
    "self_harm_suicide",
    "abuse",
    "neglect",
    "domestic_violence",
    "exploitation",
    "online_harm_grooming",
    "running_away_missing",
    "bullying",
    "substance_misuse",
    "eating",
    "forced_marriage_fgm",
    "homelessness",
    "hate",
)
# Evidence is in log-odds: two is where a text is flagged, see engine.py.
STRENGTHS = {"certain": 4.5, "strong": 3.4, "fair": 2.4, "hint": 1.4, "trace": 0.7}
RULE_KEYS = frozenset({"id", "urgency", "strength", "match", "unless", "fires", "quiet", "note", "owner", "review_by"})
CONTEXT_KEYS = frozenset({"id", "kind", "note", "effect", "urgency", "categories", "match", "unless", "fires", "quiet"})
NOT_RULES = frozenset({"slots.toml", "spelling.toml", "context.toml"})


class RuleFileError(ValueError):
    """A rule file that cannot be used. The message names the file, the rule and what to do."""

    def __init__(self, file: Path, rule: str, problem: str) -> None:
        self.file, self.rule, self.problem = file, rule, problem
        super().__init__(f"{file.parent.name}/{file.name}: rule {rule!r} {problem}.")


@dataclass(frozen=True, slots=True)
class Rule:
    """One frame: who does what to whom, when. ``evidence`` is in log-odds, ``fires`` and ``quiet`` are its tests."""

    id: str
    category: str
    urgency: Urgency
    evidence: float
    match: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]
    owner: str
    review_by: date
    language: str
    approved: bool


@dataclass(frozen=True, slots=True)
class Context:
    """Wording near a match that makes it count for less or more; ``note`` says why to the reader of the flag."""

    id: str
    kind: str
    note: str
    effect: float
    urgency: Urgency | None
    categories: frozenset[str]
    match: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A pattern worth trying; of each set in ``others`` the text must have something as well."""

    pattern: Pattern
    owner: Rule | Context
    others: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything for one language. ``index`` maps a word or a ``@slot`` to what is worth trying when it is there."""

    language: str
    normaliser: Normaliser
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    contexts: tuple[Context, ...]
    index: Mapping[str, tuple[Trial, ...]]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All languages that can be screened, by their code; English is always there."""

    packs: Mapping[str, Pack]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every language."""
        return tuple(rule for pack in self.packs.values() for rule in pack.rules)


def load_rules(directory: Path = DATA) -> RuleBook:
    """Read every language folder in ``directory``. Raises ``RuleFileError``; the caller keeps the rules it has."""
    folders = sorted(path for path in directory.iterdir() if (path / "slots.toml").is_file())
    if directory / "en" not in folders:
        raise RuleFileError(directory / "en" / "slots.toml", "-", "is missing; put the English rules back")
    return RuleBook({folder.name: _load_pack(folder) for folder in folders})


@lru_cache(maxsize=1)
def standing_rules() -> RuleBook:
    """The rules that come with the program, read once."""
    return load_rules(DATA)


def _load_pack(folder: Path) -> Pack:
    tables = _spelling_tables(folder)
    slots = _slot_texts(folder)
    bare = tables.normaliser(frozenset())
    try:
        lexicon = read_lexicon(slots, bare, tables.everyday)
    except PatternError as error:
        raise RuleFileError(folder / "slots.toml", "slots", str(error)) from error
    reader = PatternReader(lambda text: tuple(bare.plain(text)), frozenset(slots))
    rules = tuple(rule for file in _rule_files(folder) for rule in _read_rules(file, reader, folder.name))
    contexts = tuple(_read_contexts(folder / "context.toml", reader))
    _refuse_doubles(folder, [rule.id for rule in rules] + [context.id for context in contexts])
    index = _index([*rules, *contexts], lexicon)
    known = lexicon.vocabulary | _literals([*rules, *contexts]) | tables.everyday
    return Pack(folder.name, tables.normaliser(known), lexicon, rules, contexts, index)


def _rule_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.toml") if path.name not in NOT_RULES)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleFileError(file, "-", f"cannot be read ({error}); correct the line that is named") from error


def _spelling_tables(folder: Path) -> SpellingTables:
    file = folder / "spelling.toml"
    tables = _toml(file) if file.is_file() else {}
    words = folder / "everyday.txt"
    everyday = words.read_text(encoding="utf-8") if words.is_file() else ""
    try:
        return SpellingTables.read(tables, everyday)
    except (AttributeError, TypeError) as error:
        raise RuleFileError(file, "-", 'needs lines of the form written = "plain words" in each table') from error


def _slot_texts(folder: Path) -> dict[str, str]:
    file = folder / "slots.toml"
    slots = _toml(file).get("slots", {})
    for name, text in slots.items():
        if not isinstance(text, str):
            raise RuleFileError(file, name, "must be one text of words with commas between them")
    return dict(slots)


def _read_rules(file: Path, reader: PatternReader, language: str) -> Iterable[Rule]:
    head = _toml(file)
    category = head.get("category")
    if category not in CATEGORIES:
        raise RuleFileError(file, "-", f"has the category {category!r}; use one of {', '.join(CATEGORIES)}")
    for entry in head.get("rule", []):
        yield _read_rule(file, head, entry, reader, language)


def _read_rule(file: Path, head: dict[str, Any], entry: dict[str, Any], reader: PatternReader, language: str) -> Rule:
    name = _named(file, entry, RULE_KEYS)
    return Rule(
        id=f"{head['category']}.{name}" if language == "en" else f"{language}.{head['category']}.{name}",
        category=head["category"],
        urgency=_urgency(file, name, entry.get("urgency", "soon")),
        evidence=_strength(file, name, entry.get("strength", "fair")),
        match=_patterns(file, name, entry, "match", reader),
        unless=_patterns(file, name, entry, "unless", reader),
        fires=_examples(file, name, entry),
        quiet=_texts(file, name, entry, "quiet"),
        owner=_owner(file, name, entry.get("owner", head.get("owner"))),
        review_by=_review(file, name, entry.get("review_by", head.get("review_by"))),
        language=language,
        approved=head.get("approved", False) is True,
    )


def _named(file: Path, entry: dict[str, Any], keys: frozenset[str]) -> str:
    name = entry.get("id")
    if not isinstance(name, str) or not name:
        raise RuleFileError(file, "-", 'has no id; give every rule a line id = "a-short-name"')
    if unknown := set(entry) - keys:
        raise RuleFileError(file, name, f"has {', '.join(sorted(unknown))}; use only {', '.join(sorted(keys))}")
    if not entry.get("match"):
        raise RuleFileError(file, name, "has no match; write at least one pattern")
    return name


def _urgency(file: Path, name: str, value: object) -> Urgency:
    if value not in ("immediate", "soon"):
        raise RuleFileError(file, name, f"has the urgency {value!r}; use immediate or soon")
    return Urgency(value)


def _strength(file: Path, name: str, value: object) -> float:
    if value not in STRENGTHS:
        raise RuleFileError(file, name, f"has the strength {value!r}; use {', '.join(STRENGTHS)}")
    return STRENGTHS[str(value)]


def _owner(file: Path, name: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise RuleFileError(file, name, 'has no owner; write owner = "safeguarding lead" at the head of the file')
    return value


def _review(file: Path, name: str, value: object) -> date:
    if not isinstance(value, date):
        raise RuleFileError(file, name, "has no review date; write review_by = 2027-01-31 at the head of the file")
    return value


def _texts(file: Path, name: str, entry: dict[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise RuleFileError(file, name, f"has a {key} that is not a list of texts; put each in quotation marks")
    return tuple(value)


def _examples(file: Path, name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    fires = _texts(file, name, entry, "fires")
    if not fires:
        raise RuleFileError(file, name, "has no fires; give at least one example that it must find")
    return fires


def _patterns(file: Path, name: str, entry: dict[str, Any], key: str, reader: PatternReader) -> tuple[Pattern, ...]:
    try:
        return tuple(reader.read(source) for source in _texts(file, name, entry, key))
    except PatternError as error:
        raise RuleFileError(file, name, str(error)) from error


def _read_contexts(file: Path, reader: PatternReader) -> Iterable[Context]:
    for entry in _toml(file).get("context", []) if file.is_file() else []:
        name = _named(file, entry, CONTEXT_KEYS)
        yield Context(
            id=name,
            kind=str(entry.get("kind", name)),
            note=str(entry.get("note", "")),
            effect=_effect(file, name, entry.get("effect", 0.0)),
            urgency=_urgency(file, name, entry["urgency"]) if "urgency" in entry else None,
            categories=frozenset(_categories(file, name, entry)),
            match=_patterns(file, name, entry, "match", reader),
            unless=_patterns(file, name, entry, "unless", reader),
            fires=_texts(file, name, entry, "fires"),
            quiet=_texts(file, name, entry, "quiet"),
        )


def _effect(file: Path, name: str, value: object) -> float:
    if not isinstance(value, int | float) or not -6 <= value <= 3:
        raise RuleFileError(file, name, f"has the effect {value!r}; use a number from -6 to 3")
    return float(value)


def _categories(file: Path, name: str, entry: dict[str, Any]) -> tuple[str, ...]:
    categories = _texts(file, name, entry, "categories")
    if unknown := set(categories) - set(CATEGORIES):
        raise RuleFileError(file, name, f"has {', '.join(sorted(unknown))}; use only {', '.join(CATEGORIES)}")
    return categories


def _refuse_doubles(folder: Path, names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise RuleFileError(folder / "slots.toml", name, "is there twice; give one of them another id")
        seen.add(name)


def _literals(owners: Iterable[Rule | Context]) -> frozenset[str]:
    return frozenset(
        word
        for owner in owners
        for pattern in (*owner.match, *owner.unless)
        for part in pattern.parts
        for step in part.steps
        for phrase in step.element.phrases
        for word in phrase
    )


def _index(owners: Iterable[Rule | Context], lexicon: Lexicon) -> dict[str, tuple[Trial, ...]]:
    index: dict[str, list[Trial]] = {}
    for owner in owners:
        for pattern in owner.match:
            rarest, *others = needed(pattern, lexicon.weight)
            trial = Trial(pattern, owner, tuple(_keys(element, lexicon) for element in others))
            for key in _keys(rarest, lexicon):
                index.setdefault(key, []).append(trial)
    return {key: tuple(trials) for key, trials in index.items()}


def _keys(element: Element, lexicon: Lexicon) -> frozenset[str]:
    """The words and ``@slots`` of which a text has at least one when it has the element."""
    rarest = {min(phrase, key=lexicon.commonness) for phrase in element.phrases}
    return frozenset(rarest | {f"@{slot}" for slot in element.slots})
