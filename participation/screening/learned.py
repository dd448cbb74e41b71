"""A second opinion, learned from made-up texts: it may raise a text and never lowers it (trust.md, Screening promises).

A linear model over words, up to three that follow one another, and parts of words. `tests/screening/train.py` makes the
file that is read here, and `tests/screening/corpus/README.md` says from what. It is as fast as the rules, so that it is
asked in the same breath and nobody waits for a job (docs/decisions/0009-a-second-opinion-that-was-learned.md).
"""

from __future__ import annotations

import json
import math
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from participation.screening.normalise import Reading

FILE = Path(__file__).parent / "data" / "en" / "learned.bin"
BUCKETS = 1 << 15
TOGETHER = 3
PARTS = (3, 4)
FEWEST = 8
WINDOW, OVERLAP = 60, 20
RISK, IMMEDIATE = "risk", "immediate"
EVIDENCE = 1.5  # what one unit of the model's log-odds above SPEAKS adds to the evidence of the rules
SPEAKS = 0.2
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model says: log-odds of risk and of danger now, the likeliest category, and where the weight lies.

    `places` are code points of the text, start and end of the words that weighed most, heaviest first.
    """

    risk: float
    immediate: float
    category: str
    places: tuple[tuple[int, int], ...]

    @property
    def evidence(self) -> float:
        """What it adds to the evidence of the rules: nothing where it sees no risk."""
        return EVIDENCE * max(0.0, self.risk - SPEAKS)


def features(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each feature of these words as a bucket, with the place of the word that it stands at."""
    framed = ("<", *words, ">")
    for length in range(1, TOGETHER + 1):
        for first in range(len(framed) - length + 1):
            place = min(max(first - 1, 0), len(words) - 1)
            yield _bucket("w " + " ".join(framed[first : first + length])), place
    for place, word in enumerate(words):
        padded = f" {word} "
        for length in PARTS:
            for first in range(len(padded) - length + 1):
                yield _bucket("c" + padded[first : first + length]), place


def _bucket(feature: str) -> int:
    return zlib.crc32(feature.encode()) % BUCKETS


def share(count: int) -> float:
    """How much each of so many features counts, so that long texts and short ones are weighed alike."""
    return 1 / math.sqrt(max(FEWEST, count))


@dataclass(frozen=True, slots=True)
class Model:
    """One row of small whole numbers for each output; `scales` and `intercepts` bring them back to log-odds."""

    outputs: tuple[str, ...]
    scales: tuple[float, ...]
    intercepts: tuple[float, ...]
    rows: tuple[array[int], ...]

    def opinion(self, reading: Reading) -> Opinion:
        """What the model says of a text; of a long one, of the part that worries it most."""
        parts = reading.pieces(WINDOW, OVERLAP) if len(reading.words) > WINDOW else (reading,)
        return max((self._of(part) for part in parts), key=lambda opinion: opinion.risk)

    def _of(self, part: Reading) -> Opinion:
        if not part.words:
            return Opinion(-math.inf, -math.inf, "", ())
        found = dict(features(part.words))
        counts = share(len(found))
        values = {name: self._value(place, found, counts) for place, name in enumerate(self.outputs)}
        category = max(self.outputs[2:], key=lambda name: values[name])
        return Opinion(values[RISK], values[IMMEDIATE], category, self._heaviest(part, found))

    def _value(self, output: int, found: dict[int, int], counts: float) -> float:
        row = self.rows[output]
        return self.intercepts[output] + counts * self.scales[output] * sum([row[bucket] for bucket in found])

    def _heaviest(self, part: Reading, found: dict[int, int]) -> tuple[tuple[int, int], ...]:
        """The words that most of the weight for risk lies on."""
        weights = [0] * len(part.words)
        for bucket, place in found.items():
            weights[place] += self.rows[0][bucket]
        order = sorted(range(len(weights)), key=lambda place: -weights[place])[:SHOWN]
        return tuple((part.starts[place], part.ends[place]) for place in order if weights[place] > 0)


def dump(outputs: Sequence[str], scales: Sequence[float], intercepts: Sequence[float], rows: Sequence[bytes]) -> bytes:
    """The file of a model: one line of JSON, then the rows packed."""
    head = {"outputs": list(outputs), "scales": list(scales), "intercepts": list(intercepts), "buckets": BUCKETS}
    return json.dumps(head).encode() + b"\n" + zlib.compress(b"".join(rows), 9)


def load(content: bytes) -> Model:
    """A model from its file; raises ValueError for one that was made for other features."""
    head, _, packed = content.partition(b"\n")
    said = json.loads(head)
    weights = array("b", zlib.decompress(packed))
    if said["buckets"] != BUCKETS or len(weights) != BUCKETS * len(said["outputs"]):
        raise ValueError("this model was made for other features; run tests/screening/train.py again")
    rows = tuple(weights[at : at + BUCKETS] for at in range(0, len(weights), BUCKETS))
    return Model(tuple(said["outputs"]), tuple(said["scales"]), tuple(said["intercepts"]), rows)


@lru_cache(maxsize=1)
def standing_model() -> Model:
    """The model that comes with the program, read once."""
    return load(FILE.read_bytes())
