"""Quarters, intervals, verdicts: against published examples, exact coverage and seeded simulation."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import exp, lgamma, log
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.kernel.quarters import Quarter, quarters_between
from participation.reports.rules import arithmetic
from participation.reports.rules.arithmetic import (
    Comparison,
    Estimate,
    Tally,
    Verdict,
    judge,
    newcombe,
    wilson,
)

DAYS = st.dates(date(2001, 1, 1), date(2998, 12, 31))
SHARES = tuple(percent / 100 for percent in range(5, 100, 5))
SIZES = (30, 45, 60, 90, 150, 300, 500)


@given(DAYS)
def test_a_day_lies_in_its_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.starts <= day <= quarter.ends
    assert Quarter.of(quarter.ends + timedelta(days=1)) == quarter.next
    assert quarter.next.previous == quarter
    assert quarter.previous.previous.previous.previous == quarter.year_before
    assert Quarter.parse(str(quarter)) == quarter
    assert quarter.is_over(quarter.ends + timedelta(days=1))
    assert not quarter.is_over(quarter.ends)


NO_QUARTERS = ("", "2026", "2026-Q5", "2026-Q0", "26-Q1", "2026-Q1 ", "٢٠٢٦-Q1", "9999-Q4", "0000-Q1")


@pytest.mark.parametrize("text", NO_QUARTERS)
def test_what_is_no_quarter(text: str) -> None:
    assert Quarter.parse(text) is None


def test_a_quarter_in_words() -> None:
    assert Quarter(2026, 3).label == "July to September 2026"
    assert [str(q) for q in quarters_between(Quarter(2025, 4), Quarter(2026, 2))] == [
        "2025-Q4",
        "2026-Q1",
        "2026-Q2",
    ]


@pytest.mark.parametrize(
    ("positive", "replies", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_against_newcombe_1998(positive: int, replies: int, low: float, high: float) -> None:
    """The examples of the paper on single proportions."""
    assert wilson(Tally(positive, replies).estimate) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ],
)
def test_newcombe_against_his_paper(now: tuple[int, int], before: tuple[int, int], low: float, high: float) -> None:
    """The examples of the paper on differences, method 10."""
    found = newcombe(Tally(*now).estimate, Tally(*before).estimate)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(st.floats(0, 1), st.floats(1, 1000))
def test_an_interval_holds_its_share(share: float, replies: float) -> None:
    low, high = wilson(Estimate(share, replies))
    assert 0 <= low <= share <= high <= 1


@given(st.floats(0, 1), st.floats(0, 1), st.floats(10, 1000), st.floats(10, 1000))
def test_swapping_the_quarters_mirrors_the_change(now: float, before: float, many: float, few: float) -> None:
    one, other = Estimate(now, many), Estimate(before, few)
    there, back = newcombe(one, other), newcombe(other, one)
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95), st.integers(30, 600))
def test_the_p_value_agrees_with_the_interval(now: float, before: float, replies: int) -> None:
    there, then = Estimate(now, replies), Estimate(before, replies)
    found = newcombe(there, then)
    if min(abs(found.low), abs(found.high)) > 1e-6:
        assert (arithmetic.p_value(there, then) < 0.05) == (not found.low <= 0 <= found.high)


def binomial(replies: int, share: float) -> list[float]:
    """The chance of each number of positive replies."""

    def ways(positive: int) -> float:
        return lgamma(replies + 1) - lgamma(positive + 1) - lgamma(replies - positive + 1)

    return [exp(ways(k) + k * log(share) + (replies - k) * log(1 - share)) for k in range(replies + 1)]


def test_wilson_covers_95_percent_on_average() -> None:
    """Exactly, not by chance: over shares of 5 to 95 % and 30 to 500 replies."""

    def covered(replies: int, share: float) -> float:
        holds = (low <= share <= high for low, high in (wilson(Tally(k, replies).estimate) for k in range(replies + 1)))
        return sum(chance for chance, hold in zip(binomial(replies, share), holds, strict=True) if hold)

    found = [covered(replies, share) for replies in SIZES for share in SHARES]
    assert 0.94 <= fmean(found) <= 0.96
    assert min(found) > 0.90


def test_newcombe_covers_95_percent_on_average() -> None:
    """Simulated: pairs of shares up to 20 points apart."""
    chance = random.Random(20260101)  # noqa: S311 - seeded, so that the test is the same each time

    def covered() -> bool:
        before = chance.uniform(0.05, 0.95)
        now = min(0.95, max(0.05, before + chance.uniform(-0.2, 0.2)))
        found = newcombe(drawn(chance, now, chance.randint(30, 500)), drawn(chance, before, chance.randint(30, 500)))
        return found.low <= now - before <= found.high

    assert 0.94 <= fmean(covered() for _ in range(6000)) <= 0.96


def drawn(chance: random.Random, share: float, replies: int) -> Estimate:
    """A share as a sample of replies would give it."""
    return tally(chance, share, replies).estimate


def tally(chance: random.Random, share: float, replies: int) -> Tally:
    """So many replies, each positive by chance."""
    return Tally(sum(chance.random() < share for _ in range(replies)), replies)


@pytest.mark.parametrize(
    ("p_values", "stand"),
    [
        ([], []),
        ([0.01], [True]),
        ([0.06], [False]),
        ([0.01, 0.04, 0.03, 0.005], [True, False, False, True]),  # Holm 1979's rule by hand
        ([0.02, 0.03], [True, True]),
        ([0.03, 0.03], [False, False]),
    ],
)
def test_holm(p_values: Sequence[float], stand: list[bool]) -> None:
    assert arithmetic.holm(p_values) == stand


def unchanged_page(chance: random.Random) -> Iterator[Comparison]:
    """Nine statements, each against the last quarter and a year ago, which share this quarter's replies; the mix of
    replies changes from quarter to quarter, what each group thinks does not."""
    for _ in range(9):
        shares = {(group,): chance.uniform(0.1, 0.95) for group in "abc"}
        quarters = [
            {group: tally(chance, shares[group], chance.randint(10, 130)) for group in shares} for _ in range(3)
        ]
        sizes = [arithmetic.total(quarter).replies for quarter in quarters]
        now, before, year_ago = arithmetic.like_for_like(quarters) or ()
        yield Comparison(now, before, min(sizes[0], sizes[1]))
        yield Comparison(now, year_ago, min(sizes[0], sizes[2]))


def test_on_no_change_at_most_one_page_in_twenty_says_otherwise() -> None:
    chance = random.Random(20260102)  # noqa: S311 - seeded, so that the test is the same each time
    pages = [{found.verdict for found in judge(list(unchanged_page(chance)))} for _ in range(400)]
    assert fmean(bool(said & {Verdict.BETTER, Verdict.WORSE}) for said in pages) <= 0.05


def test_without_groups_too() -> None:
    chance = random.Random(20260103)  # noqa: S311 - seeded, so that the test is the same each time

    def page() -> Iterator[Comparison]:
        for _ in range(9):
            share, sizes = chance.uniform(0.1, 0.95), [chance.randint(30, 300) for _ in range(3)]
            now, before, year_ago = (drawn(chance, share, size) for size in sizes)
            yield Comparison(now, before, min(sizes[0], sizes[1]))
            yield Comparison(now, year_ago, min(sizes[0], sizes[2]))

    pages = [{found.verdict for found in judge(list(page()))} for _ in range(400)]
    assert fmean(bool(said & {Verdict.BETTER, Verdict.WORSE}) for said in pages) <= 0.05


def alone(now: float, before: float, replies: int, least: int | None = None) -> Comparison:
    """One comparison of equal samples."""
    return Comparison(Estimate(now, replies), Estimate(before, replies), replies if least is None else least)


@pytest.mark.parametrize(
    ("comparison", "verdict"),
    [
        (alone(0.75, 0.55, 400), Verdict.BETTER),
        (alone(0.55, 0.75, 400), Verdict.WORSE),
        (alone(0.60, 0.60, 400), Verdict.CANT_TELL),  # the interval is wider than 5 points each way
        (alone(0.60, 0.60, 1000), Verdict.STEADY),
        (alone(0.90, 0.90, 400), Verdict.STEADY),
        (alone(0.90, 0.30, 29), Verdict.TOO_FEW),
        (alone(0.90, 0.30, 400, least=29), Verdict.TOO_FEW),
        (alone(0.90, 0.30, 30), Verdict.BETTER),
        (None, Verdict.TOO_FEW),
    ],
)
def test_verdicts(comparison: Comparison | None, verdict: Verdict) -> None:
    assert judge([comparison])[0].verdict is verdict


def test_what_would_stand_alone_may_not_stand_among_many() -> None:
    close = alone(0.58, 0.50, 300)
    assert judge([close])[0].verdict is Verdict.BETTER
    among = judge([close, *(alone(0.6, 0.6, 300) for _ in range(17))])[0]
    assert (among.verdict, among.close_call) == (Verdict.CANT_TELL, True)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(10, 500)), max_size=6))
def test_steady_needs_the_whole_interval_within_five_points(pairs: list[tuple[float, float, int]]) -> None:
    for found in judge([alone(*pair) for pair in pairs]):
        if found.verdict is Verdict.STEADY:
            assert found.difference
            assert -0.05 <= found.difference.low <= found.difference.high <= 0.05
        assert (found.difference is None) == (found.verdict is Verdict.TOO_FEW)


@pytest.mark.parametrize(
    ("comparison", "looks"),
    [
        (alone(0.85, 0.90, 40), True),  # five points, far from certain
        (alone(0.89, 0.90, 40), False),
        (alone(0.87, 0.90, 3000), True),  # three points, certain
        (alone(0.95, 0.90, 40), False),
        (alone(0.50, 0.90, 12), True),  # no verdict is given of so few
        (alone(0.50, 0.90, 9), False),
        (None, False),
    ],
)
def test_a_fall_on_a_safety_statement(comparison: Comparison | None, looks: bool) -> None:
    assert arithmetic.look_closer(comparison) is looks


def test_a_change_of_mix_alone_is_no_change() -> None:
    """Younger ones are happier in both quarters, and there are fewer of them now."""
    before = {("8_11",): Tally(90, 100), ("16_17",): Tally(50, 100)}
    now = {("8_11",): Tally(36, 40), ("16_17",): Tally(80, 160)}
    found = arithmetic.like_for_like([now, before])
    assert found
    assert arithmetic.total(now).estimate.share == pytest.approx(0.58)
    assert arithmetic.total(before).estimate.share == pytest.approx(0.70)
    assert found[0].share == pytest.approx(found[1].share)
    assert found[0].replies < 200


def test_the_same_mix_leaves_shares_and_replies_as_they_are() -> None:
    quarter = {("8_11", 1): Tally(20, 40), ("8_11", 2): Tally(50, 60)}
    found = arithmetic.like_for_like([quarter, quarter])
    assert found
    assert (found[0].share, found[0].replies) == pytest.approx((0.7, 100))


@pytest.mark.parametrize(
    ("quarter", "left"),
    [
        ({("a", 1, "x"): 10, ("a", 1, "y"): 10}, {("a", 1, "x"), ("a", 1, "y")}),
        ({("a", 1, "x"): 40, ("a", 1, "y"): 6, ("a", 1, "z"): 6}, {("a", 1, "x"), ("a", 1)}),
        ({("a", 1, "x"): 40, ("a", 2, "x"): 6, ("a", 3, "x"): 6}, {("a", 1, "x"), ("a",)}),
        ({("a", 1, "x"): 40, ("b", 2, "x"): 6, ("c", 3, "x"): 6}, {("a", 1, "x"), ()}),
        ({("a", 1, "x"): 40, ("b", 1, "x"): 20, ("c", 1, "x"): 6}, {("a", 1, "x"), ()}),
        ({("a", 1, "x"): 9, ("b", 1, "x"): 9}, {()}),
    ],
)
def test_thin_groups_are_merged(quarter: dict[arithmetic.Group, int], left: set[arithmetic.Group]) -> None:
    groups = {name: Tally(0, replies) for name, replies in quarter.items()}
    assert set(arithmetic._merged([groups])[0]) == left


STRATA = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.integers(1, 3), st.sampled_from("xy")),
    st.integers(0, 40).flatmap(lambda n: st.integers(0, n).map(lambda k: Tally(k, n))),
)


@given(st.lists(STRATA, min_size=1, max_size=3))
def test_like_for_like_loses_nobody_and_stays_within_bounds(quarters: list[arithmetic.Groups]) -> None:
    merged = arithmetic._merged(quarters)
    assert [arithmetic.total(each) for each in merged] == [arithmetic.total(each) for each in quarters]
    assert len(merged[0]) < 2 or all(t.replies >= 10 for each in merged for t in each.values())
    for estimate, quarter in zip(arithmetic.like_for_like(quarters) or (), quarters, strict=False):
        assert 0 <= estimate.share <= 1
        assert 0 < estimate.replies <= arithmetic.total(quarter).replies + 1e-6


def test_no_adjustment_without_groups() -> None:
    assert arithmetic.like_for_like([{}, {}]) is None


@pytest.mark.parametrize(("share", "whole"), [(0.125, 13), (-0.125, -13), (0.0, 0), (-0.004, 0), (0.994, 99)])
def test_whole_points(share: float, whole: int) -> None:
    assert arithmetic.points(share) == whole


@pytest.mark.parametrize(
    ("intervals", "words"),
    [
        ([], ""),
        ([(60, 70), (51, 90)], "yes, in everything we asked"),
        ([(60, 70), (51, 90), (45, 55)], "mostly"),
        ([(60, 70), (10, 20), (45, 55)], "in part"),
        ([(10, 20), (45, 55)], "in part"),
        ([(10, 20), (20, 30), (45, 55)], "mostly not"),
    ],
)
def test_the_plain_answer(intervals: list[tuple[int, int]], words: str) -> None:
    assert arithmetic.plain_answer(arithmetic.answer(*interval) for interval in intervals) == words
