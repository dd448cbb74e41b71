"""The rows of the litmus table."""

import pytest

from participation.disclosure import NOTHING, Hidden, Shown, in_full
from participation.reports.rules.arithmetic import Verdict
from participation.reports.rules.places import ALL, NOT_SAID, Reader
from participation.reports.rules.statements import (
    WITH_A_WORKER,
    Heard,
    StatementLine,
    answers_table,
    share_of,
    statement_lines,
)
from participation.responses.rules import Channel
from participation.surveys.rules import Leaning
from tests.reports.made import FIGURES, IN_FULL, PLACES, QUARTER, SAFE, answers, heard, view

KEYS = [each.key for each in PLACES]
LAST, YEAR_AGO = QUARTER.previous, QUARTER.year_before


def line(rows: list[Heard], reader: Reader = IN_FULL, place: int | str = ALL, *, over: bool = True) -> StatementLine:
    """The one line of a page."""
    return statement_lines([SAFE], rows, view(place, reader=reader, over=over))[0]


def test_what_is_in_the_base() -> None:
    """Middle and not sure stay in; skipped and does not apply are out; with a worker stands apart."""
    rows = [heard(count, leaning) for count, leaning in enumerate(Leaning, start=1)]
    table = answers_table([*rows, heard(70, channel=Channel.WITH_A_WORKER)], KEYS)
    assert table.counts[1, "replies"] == 1 + 2 + 3 + 4
    assert table.counts[ALL, "positive"] == 1
    assert [table.counts[ALL, each.value] for each in list(Leaning)[1:]] == [2, 3, 4, 5, 6]
    assert table.counts[WITH_A_WORKER, "replies"] == 70


def test_a_reply_without_a_locality_is_counted_as_not_said() -> None:
    table = answers_table(answers(20, 10, None), KEYS)
    assert table.counts[NOT_SAID, "replies"] == table.counts[ALL, "replies"] == 30


def test_a_share_with_its_interval() -> None:
    share = line(answers(40, 20)).share
    assert (str(share.replies), str(share.percent), str(share.low), str(share.high)) == ("60", "67", "54", "77")
    assert not share.unreliable


def test_a_share_of_rounded_counts_has_the_interval_of_rounded_counts() -> None:
    rows = answers(41, 21)
    found = line(rows, FIGURES).share
    assert (found.replies, found.percent) == (Shown(60), Shown(67))
    assert found == share_of(in_full(answers_table(answers(40, 20), KEYS)), ALL)


@pytest.mark.parametrize(("replies", "unreliable"), [(29, True), (30, False)])
def test_fewer_than_thirty_replies_are_unreliable(replies: int, unreliable: bool) -> None:
    assert line(answers(replies - 10, 10)).share.unreliable is unreliable


def test_nobody_replied() -> None:
    found = line([heard(0)])
    assert (str(found.share.percent), found.since_quarter.verdict) == ("[z]", Verdict.TOO_FEW)


@pytest.mark.parametrize("rows", [answers(38, 2), answers(40, 0), answers(3, 37), answers(6, 3)])
def test_a_hidden_count_hides_everything_that_follows_from_it(rows: list[Heard]) -> None:
    """Few of one kind, everybody of one kind, fewer than ten."""
    before = answers(20, 20, quarter=LAST)
    found = line([*rows, *before], FIGURES)
    assert {found.share.percent, found.share.low, found.share.high} == {Hidden()}
    assert found.since_quarter.verdict in {Verdict.NOT_SHOWN, Verdict.TOO_FEW}
    assert (found.since_quarter.points, found.like_for_like, found.look_closer) == (NOTHING, NOTHING, False)


def test_what_was_hidden_before_hides_the_change() -> None:
    found = line([*answers(20, 20), *answers(38, 2, quarter=LAST)], FIGURES)
    assert (found.share.percent, found.since_quarter.was) == (Shown(50), Hidden())
    assert (found.since_quarter.verdict, found.since_quarter.points) == (Verdict.NOT_SHOWN, NOTHING)


def test_a_worker_and_a_leader_read_the_same_verdict() -> None:
    rows = [*answers(52, 71), *answers(88, 33, quarter=LAST), *answers(81, 31, quarter=YEAR_AGO)]
    full, figures = line(rows), line(rows, FIGURES)
    assert full.since_quarter.verdict is figures.since_quarter.verdict is Verdict.WORSE
    assert full.since_year.verdict is figures.since_year.verdict is Verdict.WORSE
    assert full.since_quarter.points == figures.since_quarter.points == Shown(-30)


def test_nothing_is_said_of_changes_until_the_quarter_is_over() -> None:
    found = line([*answers(20, 80), *answers(80, 20, quarter=LAST)], over=False)
    assert (found.since_quarter.verdict, found.since_quarter.points) == (Verdict.CANT_TELL, NOTHING)
    assert found.look_closer, "a safety signal does not wait"


def test_a_fall_on_a_safety_statement_says_look_closer() -> None:
    rows = [*answers(34, 6), *answers(36, 4, quarter=LAST)]
    assert line(rows).look_closer
    other = SAFE.__class__(SAFE.id, SAFE.title, "", safety=False)
    assert not statement_lines([other], rows, view(reader=IN_FULL))[0].look_closer


def test_with_a_worker_is_shown_apart() -> None:
    found = line([*answers(30, 10), *answers(20, 20, channel=Channel.WITH_A_WORKER)])
    assert found.with_a_worker
    assert (found.share.replies, found.with_a_worker.replies) == (Shown(40), Shown(40))
    assert (found.share.percent, found.with_a_worker.percent) == (Shown(75), Shown(50))


def test_like_for_like_stands_beside_the_raw_share() -> None:
    """Under 8s agree, and there are many more of them now than there were."""
    rows = [
        *answers(95, 5, age_band="under_8"),
        *answers(50, 50, age_band="16_17"),
        *answers(19, 1, age_band="under_8", quarter=LAST),
        *answers(90, 90, age_band="16_17", quarter=LAST),
    ]
    found = line(rows)
    assert found.share.percent == Shown(73)
    assert found.like_for_like == Shown(64)
    assert found.since_quarter.was == Shown(55)
    assert found.since_quarter.points == Shown(0)


def test_a_place_has_no_breakdowns_for_whoever_reads_figures() -> None:
    rows = [*answers(40, 20), *answers(40, 20, 2)]
    found = line(rows, FIGURES, 1)
    assert (found.split, found.with_a_worker, found.by_place) == ((), None, ())
    assert line(rows, FIGURES).by_place[0] == found.share


def test_a_place_in_full_is_that_place_alone() -> None:
    rows = [*answers(40, 20), heard(7, Leaning.SKIPPED), *answers(10, 20, 2), heard(3, Leaning.SKIPPED, 2)]
    found = line(rows, IN_FULL, 1)
    assert found.share.replies == Shown(60)
    assert dict(found.split)["Skipped"] == Shown(7)
