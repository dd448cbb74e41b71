"""The arithmetic of the litmus test (practice.md, "A sound litmus test"): intervals and verdicts.

Shares run from 0 to 1 in here and become whole points when they are shown.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

ENOUGH = 30  # replies in each of two quarters before anything is said of a change
STEADY = 0.05
ALPHA = 0.05
Z = NormalDist().inv_cdf(1 - ALPHA / 2)
LEAST_GROUP = 10  # replies a quarter in each group that like-for-like figures are made of
LEAST_TO_LOOK = 10
FURTHEST = 12.0


@dataclass(frozen=True)
class Estimate:
    """A share of so many replies; `replies` is an effective number where groups are weighted."""

    share: float
    replies: float


@dataclass(frozen=True)
class Difference:
    """A change between two shares with its interval."""

    change: float
    low: float
    high: float


def wilson(estimate: Estimate, z: float = Z) -> tuple[float, float]:
    """Wilson's score interval of a share: it stays within 0 and 1, and holds near both."""
    share, replies = estimate.share, estimate.replies
    spread = z * z / replies
    middle = (share + spread / 2) / (1 + spread)
    reach = z / (1 + spread) * math.sqrt(share * (1 - share) / replies + spread / (4 * replies))
    return max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach))


def newcombe(now: Estimate, before: Estimate, z: float = Z) -> Difference:
    """Newcombe's interval of a difference (1998, method 10), made of the two Wilson intervals."""
    low, high = wilson(now, z)
    low_before, high_before = wilson(before, z)
    change = now.share - before.share
    down = math.hypot(now.share - low, high_before - before.share)
    up = math.hypot(high - now.share, before.share - low_before)
    return Difference(change, change - down, change + up)


def p_value(now: Estimate, before: Estimate) -> float:
    """How surprising the difference is if nothing changed: the level at which Newcombe's interval just reaches none."""
    near, far = 0.0, FURTHEST
    for _ in range(50):
        z = (near + far) / 2
        found = newcombe(now, before, z)
        near, far = (near, z) if found.low <= 0 <= found.high else (z, far)
    return 2 * (1 - NormalDist().cdf(near))


def holm(p_values: Sequence[float], alpha: float = ALPHA) -> list[bool]:
    """Which differences stand when all are looked at together: at most one page in twenty says so of nothing."""
    stand = [False] * len(p_values)
    for rank, place in enumerate(sorted(range(len(p_values)), key=lambda place: p_values[place])):
        if p_values[place] > alpha / (len(p_values) - rank):
            break
        stand[place] = True
    return stand


@dataclass(frozen=True)
class Tally:
    """How many of so many replies were positive."""

    positive: int = 0
    replies: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.positive + other.positive, self.replies + other.replies)

    @property
    def estimate(self) -> Estimate:
        """The raw share."""
        return Estimate(self.positive / self.replies, self.replies)


Group = tuple[str | int | None, ...]
Groups = Mapping[Group, Tally]


def total(groups: Groups) -> Tally:
    """All groups together."""
    return sum(groups.values(), Tally())


def like_for_like(quarters: Sequence[Groups]) -> list[Estimate] | None:
    """The shares if each quarter's replies had the same mix of age band, service and channel (direct standardisation).

    The mix is that of all these quarters together. A group with fewer than ten replies in any quarter is merged: over
    channels first, then services, then age bands. None when only one group is left, as there is nothing to adjust.
    The effective number of replies is Kish's, which leans to caution.
    """
    merged = _merged(quarters)
    if len(merged[0]) < 2:
        return None
    sizes = {group: sum(quarter[group].replies for quarter in merged) for group in merged[0]}
    everybody = sum(sizes.values())
    weights = {group: size / everybody for group, size in sizes.items()}
    return [_weighted(quarter, weights) for quarter in merged]


def _weighted(quarter: Groups, weights: Mapping[Group, float]) -> Estimate:
    share = sum(weight * quarter[group].estimate.share for group, weight in weights.items())
    spread = sum(weight * weight / quarter[group].replies for group, weight in weights.items())
    return Estimate(min(1.0, share), 1 / spread)


def _merged(quarters: Sequence[Groups]) -> list[dict[Group, Tally]]:
    names: dict[Group, Group] = {group: group for quarter in quarters for group in quarter}
    depth = max(map(len, names), default=0)
    for length in range(depth - 1, -1, -1):
        thin = {group for group, size in _least(quarters, names).items() if size < LEAST_GROUP and len(group) > length}
        names = {group: name[:length] if name in thin else name for group, name in names.items()}
    least = _least(quarters, names)
    while len(least) > 1 and least.get((), LEAST_GROUP) < LEAST_GROUP:
        smallest = min((name for name in least if name), key=lambda name: (least[name], str(name)))
        names = {group: () if name == smallest else name for group, name in names.items()}
        least = _least(quarters, names)
    return [_renamed(quarter, names) for quarter in quarters]


def _least(quarters: Sequence[Groups], names: Mapping[Group, Group]) -> dict[Group, int]:
    """The fewest replies that each merged group has in any quarter."""
    merged = [_renamed(quarter, names) for quarter in quarters]
    return {name: min(quarter[name].replies for quarter in merged) for name in merged[0]} if merged else {}


def _renamed(quarter: Groups, names: Mapping[Group, Group]) -> dict[Group, Tally]:
    merged = dict.fromkeys(names.values(), Tally())
    for group, tally in quarter.items():
        merged[names[group]] += tally
    return merged


class Verdict(enum.StrEnum):
    """What may be said of a change, in words."""

    BETTER = "getting better"
    STEADY = "steady"
    WORSE = "getting worse"
    CANT_TELL = "can’t tell yet"
    TOO_FEW = "too few replies"
    NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Comparison:
    """One share in two quarters. `least` is the smaller number of replies, unweighted."""

    now: Estimate
    before: Estimate
    least: int

    @property
    def enough(self) -> bool:
        """Whether a verdict may be given at all."""
        return self.least >= ENOUGH


@dataclass(frozen=True)
class Judged:
    """A verdict; no difference where there was nothing to compare with. `close_call`: it would have stood alone."""

    verdict: Verdict
    difference: Difference | None = None
    close_call: bool = False


def judge(comparisons: Sequence[Comparison | None]) -> list[Judged]:
    """Verdicts on everything that one page compares, so that looking at many does not make chance look like change.

    A change that stands is named even where it is small; "steady" needs the whole interval within 5 points.
    """
    places = [place for place, each in enumerate(comparisons) if each and each.enough]
    stands = holm([p_value(each.now, each.before) for each in comparisons if each and each.enough])
    standing = {place for place, stand in zip(places, stands, strict=True) if stand}
    return [_judged(each, stands=place in standing) for place, each in enumerate(comparisons)]


def _judged(comparison: Comparison | None, *, stands: bool) -> Judged:
    if comparison is None or not comparison.enough:
        return Judged(Verdict.TOO_FEW)
    found = newcombe(comparison.now, comparison.before)
    if stands:
        return Judged(Verdict.BETTER if found.change > 0 else Verdict.WORSE, found)
    if found.low >= -STEADY and found.high <= STEADY:
        return Judged(Verdict.STEADY, found)
    return Judged(Verdict.CANT_TELL, found, close_call=not found.low <= 0 <= found.high)


def look_closer(comparison: Comparison | None) -> bool:
    """Whether a safety statement fell: by five whole points, or by any fall beyond chance, with no adjustment for how
    much else is on the page. From ten replies on, as looking costs little and missing costs a child."""
    if comparison is None or comparison.least < LEAST_TO_LOOK:
        return False
    found = newcombe(comparison.now, comparison.before)
    return found.change < 0 and (found.high < 0 or points(found.change) <= -points(STEADY))


def points(share: float) -> int:
    """A share or a change in whole points, halves away from none."""
    return math.floor(abs(share) * 100 + 0.5) * (1 if share >= 0 else -1)


class Answer(enum.StrEnum):
    """What the most of the replies say, allowing for chance."""

    YES = "yes"
    DIVIDED = "divided"
    NO = "no"


def answer(low: int, high: int) -> Answer:
    """From an interval in whole per cent: a half that it holds leaves it divided."""
    if low > 50:
        return Answer.YES
    return Answer.NO if high < 50 else Answer.DIVIDED


def plain_answer(answers: Iterable[Answer]) -> str:
    """The answer to "Are we doing the right things?" in one or two words; empty when there is none."""
    given = list(answers)
    yes, no = given.count(Answer.YES), given.count(Answer.NO)
    if not given:
        return ""
    if yes == len(given):
        return "yes, in everything we asked"
    if yes * 3 >= len(given) * 2:
        return "mostly"
    if no * 3 >= len(given) * 2:
        return "mostly not"
    return "in part"
