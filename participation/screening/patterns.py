"""The small language in which rules are written, and its matching in linear time.

A pattern is a row of words with slots and gaps, for example ``@carer .. (hits|slaps) ..1 me``:

* a plain word stands for itself; ``hurt~`` stands for its regular forms too;
* ``@carer`` is any word or phrase of that slot;
* ``(one|two words|@slot)`` is any of these; ``[please]`` may be missing;
* ``..`` lets up to three other words stand between, ``..5`` up to five; a gap never crosses the end of a sentence;
* ``^`` and ``$`` are the beginning and the end of a sentence;
* `` & `` joins parts that may stand in any order, within forty words of each other.

Positions are bits of whole numbers, and a gap is a few shifts: there is no backtracking, so no rule can be slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from participation.screening.normalise import Reading

Phrase = tuple[str, ...]
PIECE = re.compile(r"\.\.\d*|[\[\]()|^$&]|[^\s\[\]()|^$&]+")
DEFAULT_GAP = 3
LONGEST_GAP = 12
MOST_ITEMS = 14
MOST_PARTS = 4
MOST_ALTERNATIVES = 100
LONGEST_PHRASE = 12
NEAR = 40
VOWELS = "aeiou"


class PatternError(ValueError):
    """A pattern that cannot be used; the message says what is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class Element:
    """Any one of some named slots or written phrases."""

    slots: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    by_first: Mapping[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """An element, the number of words that may stand before it, and whether it may be missing."""

    element: Element
    gap: int
    optional: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Steps in order; ``from_start`` and ``to_end`` tie it to the ends of a sentence."""

    steps: tuple[Step, ...]
    from_start: bool
    to_end: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """Parts that must all be found near each other."""

    source: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens ``first`` to ``last`` (included); ``taken`` has a bit for each token that a step used."""

    first: int
    last: int
    taken: int


def inflected(word: str) -> tuple[str, ...]:
    """The regular forms of an English verb: hurt, hurts, hurting, hurted; grab, grabs, grabbing, grabbed."""
    if word.endswith("e"):
        return (word, word + "s", word[:-1] + "ing", word + "d")
    if word.endswith("y") and word[-2] not in VOWELS:
        return (word, word[:-1] + "ies", word + "ing", word[:-1] + "ied")
    stem = word + word[-1] if _doubles(word) else word
    plural = word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return (word, plural, stem + "ing", stem + "ed")


def _doubles(word: str) -> bool:
    closed = len(word) >= 3 and word[-1] not in VOWELS + "wxy" and word[-2] in VOWELS and word[-3] not in VOWELS
    return closed and len(word) <= 5


@dataclass
class PatternReader:
    """Turns what is written into a ``Pattern``; ``plain`` gives the plain words of a literal, ``slots`` the names."""

    plain: Callable[[str], Phrase]
    slots: frozenset[str]
    _seen: dict[str, Element] = field(default_factory=dict)

    def read(self, source: str) -> Pattern:
        """Parse one pattern. Raises ``PatternError`` with what to do."""
        if strange := set(source) & set("?*+{}\\"):
            raise PatternError(
                f"has the sign {min(strange)}; a pattern is words, @slots, ( | ), [ ], .., ~, ^, $ and &"
            )
        pieces = PIECE.findall(source)
        parts: list[list[str]] = [[]]
        for piece in pieces:
            if piece == "&":
                parts.append([])
            else:
                parts[-1].append(piece)
        if len(parts) > MOST_PARTS:
            raise PatternError(f"has {len(parts)} parts joined by &; use at most {MOST_PARTS}")
        return Pattern(source, tuple(self._part(part) for part in parts))

    def _part(self, pieces: list[str]) -> Part:
        from_start, to_end = pieces[:1] == ["^"], pieces[-1:] == ["$"]
        steps: list[Step] = []
        gap, place, last = 0, int(from_start), len(pieces) - int(to_end)
        while place < last:
            piece = pieces[place]
            if piece.startswith(".."):
                gap, place = _gap(piece), place + 1
                continue
            element, optional, place = self._element(pieces, place, last)
            steps.append(Step(element, gap if steps or from_start else 0, optional))
            gap = 0
        if gap:
            raise PatternError("ends with a gap; take the .. at its end out or write what comes after it")
        _check_steps(steps)
        return Part(tuple(steps), from_start, to_end)

    def _element(self, pieces: list[str], place: int, last: int) -> tuple[Element, bool, int]:
        opening = pieces[place]
        if opening not in ("(", "["):
            if opening in (")", "]", "|", "^", "$"):
                raise PatternError(f"has a {opening!r} that belongs to nothing; take it out or add its other half")
            return self._element_of([opening]), False, place + 1
        closing = ")" if opening == "(" else "]"
        if closing not in pieces[place:last]:
            raise PatternError(f"has {opening!r} without {closing!r}; add the closing one")
        end = pieces.index(closing, place, last)
        alternatives = " ".join(pieces[place + 1 : end]).split("|")
        return self._element_of([text.strip() for text in alternatives]), opening == "[", end + 1

    def _element_of(self, alternatives: list[str]) -> Element:
        key = "|".join(alternatives)
        if key not in self._seen:
            self._seen[key] = self._new_element(alternatives)
        return self._seen[key]

    def _new_element(self, alternatives: list[str]) -> Element:
        if len(alternatives) > MOST_ALTERNATIVES:
            raise PatternError(f"has {len(alternatives)} alternatives in one place; make a slot of them in slots.toml")
        slots: list[str] = []
        phrases: list[Phrase] = []
        for text in alternatives:
            if text.startswith("@"):
                slots.append(self._slot(text[1:]))
            else:
                phrases.extend(phrases_of(text, self.plain))
        by_first: dict[str, tuple[Phrase, ...]] = {}
        for phrase in phrases:
            by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
        return Element(tuple(slots), tuple(phrases), by_first)

    def _slot(self, name: str) -> str:
        if name not in self.slots:
            raise PatternError(f"uses @{name}, which slots.toml does not have; add it there or correct the name")
        return name


def phrases_of(text: str, plain: Callable[[str], Phrase]) -> list[Phrase]:
    """The phrases that a written entry stands for; ``~`` after a word asks for its regular forms."""
    if not text or ".." in text or set(text) & set("@[]()"):
        raise PatternError(f"has the entry {text!r}; write plain words, a @slot alone, or leave it out")
    forms: list[Phrase] = [()]
    for word in text.split():
        endings = inflected(word[:-1]) if word.endswith("~") and len(word) > 2 else (word,)
        forms = [(*form, *plain(ending)) for form in forms for ending in endings]
        if len(forms) > MOST_ALTERNATIVES:
            raise PatternError(f"has too many ~ in {text!r}; write the forms that are needed")
    if any(len(form) > LONGEST_PHRASE for form in forms):
        raise PatternError(f"has the phrase {text!r}; use at most {LONGEST_PHRASE} words and join them with ..")
    return [form for form in forms if form]


def _gap(piece: str) -> int:
    size = int(piece[2:]) if len(piece) > 2 else DEFAULT_GAP
    if size > LONGEST_GAP:
        raise PatternError(f"has the gap {piece}; use at most ..{LONGEST_GAP}, or two parts joined by &")
    return size


def _check_steps(steps: list[Step]) -> None:
    if not steps or all(step.optional for step in steps):
        raise PatternError("has a part in which nothing is needed; write at least one word or slot without [ ]")
    if len(steps) > MOST_ITEMS:
        raise PatternError(f"has {len(steps)} words or slots in a row; use at most {MOST_ITEMS}")


@dataclass
class Board:
    """One text laid out for matching: for each word and each slot, the positions where it stands, as bits."""

    reading: Reading
    single: Mapping[str, tuple[str, ...]]
    several: Mapping[str, tuple[tuple[Phrase, tuple[str, ...]], ...]]
    words: dict[str, int] = field(default_factory=dict)
    slots: dict[str, dict[int, int]] = field(default_factory=dict)
    _hits: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = self.words
        bit = 1
        for word in self.reading.words:
            words[word] = words.get(word, 0) | bit
            bit <<= 1
        self.size = len(self.reading.words)
        self.inside = ~self.reading.sentence_starts
        self.everywhere = bit - 1
        for word, mask in words.items():
            if word in self.single:
                for slot in self.single[word]:
                    self._mark(slot, 1, mask)
            if word in self.several:
                for phrase, slots in self.several[word]:
                    self._mark_phrase(phrase, slots)

    def _mark(self, slot: str, length: int, mask: int) -> None:
        lengths = self.slots.setdefault(slot, {})
        lengths[length] = lengths.get(length, 0) | mask

    def _mark_phrase(self, phrase: Phrase, slots: tuple[str, ...]) -> None:
        mask = self.phrase(phrase)
        if mask:
            for slot in slots:
                self._mark(slot, len(phrase), mask)

    def phrase(self, phrase: Phrase) -> int:
        """Bits of the positions where ``phrase`` begins."""
        mask = -1
        for offset, word in enumerate(phrase):
            mask &= self.words.get(word, 0) >> offset
            if not mask:
                return 0
        return mask

    def hits(self, element: Element) -> tuple[tuple[int, int], ...]:
        """Pairs of length and the bits of the positions where an occurrence of that length begins."""
        key = id(element)
        if key not in self._hits:
            self._hits[key] = self._find(element)
        return self._hits[key]

    def _find(self, element: Element) -> tuple[tuple[int, int], ...]:
        lengths: dict[int, int] = {}
        for slot in element.slots:
            for length, mask in self.slots.get(slot, {}).items():
                lengths[length] = lengths.get(length, 0) | mask
        for word in self.words.keys() & element.by_first.keys():
            for phrase in element.by_first[word]:
                if mask := self.phrase(phrase):
                    lengths[len(phrase)] = lengths.get(len(phrase), 0) | mask
        return tuple(sorted(lengths.items(), reverse=True))

    def match(self, pattern: Pattern) -> tuple[Span, ...]:
        """The first place of each part of ``pattern`` near the others; empty when it is not there."""
        if len(pattern.parts) == 1:
            states = self._states(pattern.parts[0])
            return (self._span(pattern.parts[0], states, states[-1]),) if states else ()
        return self._match_parts(pattern.parts)

    def _match_parts(self, parts: tuple[Part, ...]) -> tuple[Span, ...]:
        runs = []
        for part in parts:
            states = self._states(part)
            if not states:
                return ()
            runs.append(states)
        common = -1
        for states in runs:
            common &= spread_both_ways(states[-1], NEAR)
        common &= (self.everywhere << 1) | 1
        if not common:
            return ()
        close = spread_both_ways(common & -common, NEAR)
        return tuple(self._span(part, states, states[-1] & close) for part, states in zip(parts, runs, strict=True))

    def _states(self, part: Part) -> list[int]:
        """For each step the bits just after it; empty when the part is not in the text."""
        state = self.reading.sentence_starts if part.from_start else self.everywhere
        fresh = state
        states = [state]
        for step in part.steps:
            reach = (state & self.inside) | fresh
            for _ in range(step.gap):
                reach |= (reach << 1) & self.inside
            after = state if step.optional else 0
            for length, mask in self.hits(step.element):
                after |= (reach & mask) << length
            if not after:
                return []
            fresh = fresh if step.optional else 0
            state = after
            states.append(state)
        if part.to_end:
            states[-1] &= self.reading.sentence_starts | (1 << self.size)
        return states if states[-1] else []

    def _span(self, part: Part, states: list[int], ends: int) -> Span:
        """Walk back from the first end, always to the nearest place where the step before can have ended."""
        after = (ends & -ends).bit_length() - 1
        first, last, taken = after, after - 1, 0
        for number in range(len(part.steps) - 1, -1, -1):
            step, before = part.steps[number], states[number]
            begin = self._began(step, before, after)
            if begin < 0:
                continue
            taken |= (1 << after) - (1 << begin)
            first = begin
            after = (before & ((2 << begin) - 1)).bit_length() - 1
        return Span(first, last, taken)

    def _began(self, step: Step, before: int, after: int) -> int:
        """Where the step that ended at ``after`` began, or -1 when it was left out."""
        for length, mask in self.hits(step.element):
            begin = after - length
            if begin >= 0 and mask >> begin & 1 and self._reachable(step.gap, before, begin):
                return begin
        return -1

    def _reachable(self, gap: int, before: int, begin: int) -> bool:
        nearest = (before & ((2 << begin) - 1)).bit_length() - 1
        return nearest >= 0 and begin - nearest <= gap


def spread_both_ways(mask: int, distance: int) -> int:
    """``mask`` with every bit copied up to ``distance`` places to both sides."""
    done = 0
    while done < distance:
        step = min(done + 1, distance - done)
        mask |= (mask << step) | (mask >> step)
        done += step
    return mask


def needed(pattern: Pattern, weight: Callable[[Element], float]) -> list[Element]:
    """The elements that a text must have for ``pattern``, the rarest first: it is only tried where that one stands."""
    elements = [step.element for part in pattern.parts for step in part.steps if not step.optional]
    return sorted(elements, key=weight)
