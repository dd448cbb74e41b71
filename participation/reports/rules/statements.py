"""What replies say to each litmus statement: the rows of the litmus table. Pure.

Counting makes tables (`disclosure.Table`), a release of them decides what this reader may see, and the lines are made
of the release's figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from participation.disclosure import NOTHING, Figure, Hidden, Release, Shown, Table, percentage
from participation.kernel.quarters import Quarter
from participation.reports.rules.arithmetic import (
    ENOUGH,
    Comparison,
    Estimate,
    Group,
    Judged,
    Tally,
    Verdict,
    judge,
    like_for_like,
    look_closer,
    points,
    total,
    wilson,
)
from participation.reports.rules.places import ALL, Place, View, place_of
from participation.responses.rules import Channel
from participation.surveys.rules import Leaning

WITH_A_WORKER = "with_a_worker"
OTHERS = (Leaning.MIDDLE, Leaning.NEGATIVE, Leaning.NOT_SURE)
COUNTED = frozenset({Leaning.POSITIVE, *OTHERS})
SPLIT = {
    Leaning.MIDDLE: "In the middle",
    Leaning.NEGATIVE: "Negative",
    Leaning.NOT_SURE: "Not sure",
    Leaning.SKIPPED: "Skipped",
    Leaning.NOT_APPLICABLE: "Doesn’t apply",
}


@dataclass(frozen=True)
class Statement:
    """A litmus statement. The same idea asked with three and with five faces is two of them."""

    id: str
    title: str
    hint: str
    safety: bool


@dataclass(frozen=True)
class Heard:
    """So many alike answers to one statement, by young people themselves."""

    statement: str
    quarter: Quarter
    locality: int | None
    service: int | None
    age_band: str | None
    channel: Channel
    leaning: Leaning
    count: int

    @property
    def alone(self) -> bool:
        """Whether no worker sat beside; with one, replies are shown apart."""
        return self.channel is not Channel.WITH_A_WORKER


@dataclass(frozen=True)
class Share:
    """How many of how many replies were positive, in whole per cent, with a 95 % interval that covers chance only."""

    replies: Figure
    percent: Figure
    low: Figure
    high: Figure

    @property
    def unreliable(self) -> bool:
        """Whether chance alone moves it a lot."""
        return isinstance(self.percent, Shown) and isinstance(self.replies, Shown) and self.replies.value < ENOUGH


@dataclass(frozen=True)
class Change:
    """What may be said of a change since an earlier quarter; points are whole, like for like where that can be."""

    since: Quarter
    was: Figure
    verdict: Verdict
    points: Figure = NOTHING
    low: Figure = NOTHING
    high: Figure = NOTHING
    close_call: bool = False


@dataclass(frozen=True)
class StatementLine:
    """One row of the litmus table."""

    statement: Statement
    share: Share
    like_for_like: Figure
    since_quarter: Change
    since_year: Change
    look_closer: bool
    split: tuple[tuple[str, Figure], ...]
    with_a_worker: Share | None
    by_place: tuple[Share, ...]


def answers_table(rows: Iterable[Heard], places: Sequence[Place]) -> Table:
    """One statement in one quarter: every count that a page, a filter or a file could show, tied to the others.

    Middle, negative and "not sure" stay in the base; skipped and "doesn't apply" are out of it, counted apart. With a
    worker stands apart altogether.
    """
    table = Table({(ALL, leaning.value): 0 for leaning in SPLIT})
    for row in rows:
        if row.leaning in COUNTED:
            place = place_of(row.locality) if row.alone else WITH_A_WORKER
            table.add((place, "positive" if row.leaning is Leaning.POSITIVE else "other"), row.count)
        if row.alone and row.leaning in SPLIT:
            table.add((ALL, row.leaning.value), row.count)
    for place in (*places, WITH_A_WORKER):
        table.add_line((place, "replies"), [(place, "positive"), (place, "other")], answers=True)
    for what in ("positive", "other", "replies"):
        table.add_line((ALL, what), [(place, what) for place in places])
    table.add_line((ALL, "replies"), [(ALL, "positive"), (ALL, "other")], answers=True)
    table.add_line((ALL, "other"), [(ALL, leaning.value) for leaning in OTHERS])
    return table


def groups_of(rows: Iterable[Heard]) -> dict[Group, Tally]:
    """Counted replies by age band, service and channel: what like-for-like figures hold constant."""
    found: dict[Group, Tally] = {}
    for row in rows:
        if row.leaning in COUNTED and row.alone:
            group = (row.age_band, row.service, row.channel.value)
            positive = row.count if row.leaning is Leaning.POSITIVE else 0
            found[group] = found.get(group, Tally()) + Tally(positive, row.count)
    return found


def share_of(release: Release, place: Place) -> Share:
    """The share at a place, from what is shown: the interval comes from rounded counts where counts are rounded."""
    base, positive = release[place, "replies"], release[place, "positive"]
    percent = percentage(positive, base)
    if isinstance(positive, Hidden) or isinstance(base, Hidden) or not base.value:
        return Share(base, percent, percent, percent)
    low, high = wilson(Estimate(positive.value / base.value, base.value))
    return Share(base, percent, Shown(points(low)), Shown(points(high)))


@dataclass(frozen=True)
class _Counted:
    """One statement in the quarters that a page compares, the reported one first; `mix` in points, None without."""

    statement: Statement
    releases: tuple[Release, ...]
    comparisons: tuple[Comparison | None, ...]
    mix: int | None


def statement_lines(statements: Sequence[Statement], rows: Sequence[Heard], view: View) -> tuple[StatementLine, ...]:
    """The litmus table. Until the quarter is over, nothing is said of changes."""
    if view.reader.in_full:
        rows = [row for row in rows if view.covers(row.locality)]
    counted = [_counted(each, [row for row in rows if row.statement == each.id], view) for each in statements]
    judged = iter(judge([each for statement in counted for each in statement.comparisons]))
    return tuple(_line(each, [next(judged) for _ in each.comparisons], view) for each in counted)


def _counted(statement: Statement, rows: Iterable[Heard], view: View) -> _Counted:
    by_quarter = [[row for row in rows if row.quarter == quarter] for quarter in view.periods]
    groups = [groups_of(row for row in part if view.covers(row.locality)) for part in by_quarter]
    standard, raw = _standard(groups), total(groups[0])
    return _Counted(
        statement,
        tuple(view.reader.release(answers_table(part, view.keys)) for part in by_quarter),
        tuple(_comparison(standard, groups, then) for then in range(1, len(groups))),
        points(standard[0].share - raw.estimate.share) if standard else None,
    )


def _standard(groups: Sequence[Mapping[Group, Tally]]) -> dict[int, Estimate]:
    """The shares at one mix of the quarters that have enough replies; none where the reported one has not."""
    enough = [index for index, each in enumerate(groups) if total(each).replies >= ENOUGH]
    estimates = like_for_like([groups[index] for index in enough]) if 0 in enough and len(enough) > 1 else None
    return dict(zip(enough, estimates, strict=True)) if estimates else {}


def _comparison(
    standard: Mapping[int, Estimate], groups: Sequence[Mapping[Group, Tally]], then: int
) -> Comparison | None:
    """This quarter against an earlier one: like for like where both are, else as they came."""
    now, before = total(groups[0]), total(groups[then])
    least = min(now.replies, before.replies)
    if not least:
        return None
    if 0 in standard and then in standard:
        return Comparison(standard[0], standard[then], least)
    return Comparison(now.estimate, before.estimate, least)


def _line(counted: _Counted, judged: Sequence[Judged], view: View) -> StatementLine:
    release, place = counted.releases[0], view.place.key
    share, *earlier = (share_of(each, place) for each in counted.releases)
    since_quarter, since_year = (
        _change(quarter, share, then, found, over=view.over)
        for quarter, then, found in zip(view.periods[1:], earlier, judged, strict=True)
    )
    fell = any(
        look_closer(comparison)
        for comparison, then in zip(counted.comparisons, earlier, strict=True)
        if not _confidential(share, then)
    )
    return StatementLine(
        counted.statement,
        share,
        _like_for_like(share, counted.mix),
        since_quarter,
        since_year,
        look_closer=counted.statement.safety and fell,
        split=_split(release) if view.whole else (),
        with_a_worker=share_of(release, WITH_A_WORKER) if view.whole else None,
        by_place=tuple(share_of(release, each) for each in view.keys) if view.everywhere else (),
    )


def _like_for_like(share: Share, mix: int | None) -> Figure:
    """The share with what the mix of replies makes of it, in whole points."""
    if mix is None or isinstance(share.percent, Hidden):
        return NOTHING
    return Shown(max(0, min(100, share.percent.value + mix)))


def _split(release: Release) -> tuple[tuple[str, Figure], ...]:
    others = ((name, release[ALL, leaning.value]) for leaning, name in SPLIT.items())
    return (("Positive", release[ALL, "positive"]), *others)


def _confidential(*shares: Share) -> bool:
    return any(share.percent == Hidden() for share in shares)


def _change(since: Quarter, now: Share, then: Share, judged: Judged, *, over: bool) -> Change:
    """A change as this reader may see it. What follows from hidden counts is hidden, the verdict too."""
    if _confidential(now, then):
        few = any(isinstance(share.replies, Shown) and share.replies.value < ENOUGH for share in (now, then))
        return Change(since, then.percent, Verdict.TOO_FEW if few else Verdict.NOT_SHOWN)
    if not over or judged.difference is None:
        return Change(since, then.percent, judged.verdict if over else Verdict.CANT_TELL)
    found = judged.difference
    change, low, high = (Shown(points(number)) for number in (found.change, found.low, found.high))
    return Change(since, then.percent, judged.verdict, change, low, high, judged.close_call)
