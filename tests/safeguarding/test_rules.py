"""When a working hour is over, when a review is due, and how both are said."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.council.rules import OFFICE_WEEK, Opening, reading_at
from participation.safeguarding.rules import review_due, seen_by, seen_by_words

SHORT = Opening(opens=time(9), closes=time(9, 30))
CLOSED = (date(2026, 12, 25), date(2026, 12, 28))
NOW = datetime(2026, 11, 25, 10, 7, tzinfo=UTC)  # a Wednesday


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-25T10:07", "2026-11-25T11:07"),
        ("2026-11-25T16:30", "2026-11-26T09:30"),
        ("2026-11-25T17:00", "2026-11-26T10:00"),
        ("2026-11-25T03:00", "2026-11-25T10:00"),
        ("2026-11-27T16:45", "2026-11-30T09:45"),
        ("2026-11-29T02:00", "2026-11-30T10:00"),  # a Sunday night
        ("2026-12-24T16:30", "2026-12-29T09:30"),  # Christmas and what follows
        ("2026-07-01T15:30", "2026-07-02T08:30"),  # summer time: the council closes at 16:00 UTC
    ],
)
def test_an_hour_counts_only_while_somebody_reads(now: str, due: str) -> None:
    assert seen_by(utc(now), OFFICE_WEEK, CLOSED) == utc(due)


def test_an_hour_may_take_several_short_days() -> None:
    assert seen_by(utc("2026-11-25T09:10"), (SHORT,) * 7) == utc("2026-11-27T09:10")


def test_where_nobody_ever_reads_it_is_an_hour_of_the_clock() -> None:
    assert seen_by(NOW, (None,) * 7) == NOW + timedelta(hours=1)


@given(st.integers(0, 366 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)))
def test_it_is_never_sooner_than_an_hour_and_never_later_than_the_next_working_day(now: datetime) -> None:
    due = seen_by(now, OFFICE_WEEK)
    assert due - now >= timedelta(hours=1)
    assert due - now <= timedelta(days=3)
    assert reading_at(due - timedelta(seconds=1), OFFICE_WEEK, ()).now


def test_a_review_is_due_on_the_next_working_day() -> None:
    assert review_due(date(2026, 11, 27)) == date(2026, 11, 30)
    assert review_due(date(2026, 12, 24), CLOSED) == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-25T10:08", "Open by 10:08 (1 minute left)"),
        ("2026-11-25T11:00", "Open by 11:00 (53 minutes left)"),
        ("2026-11-25T15:00", "Open by 15:00"),
        ("2026-11-26T09:30", "Open by Thu 26 Nov, 09:30"),
        ("2026-11-25T10:07", "Nobody opened it in time: was due 10:07"),
        ("2026-11-24T16:00", "Nobody opened it in time: was due Tue 24 Nov, 16:00"),
    ],
)
def test_the_clock_is_said_in_words_and_a_time(due: str, words: str) -> None:
    assert seen_by_words(utc(due), NOW) == words


def test_the_councils_clock_decides() -> None:
    assert seen_by_words(utc("2026-07-01T08:30"), utc("2026-07-01T05:00")) == "Open by 09:30"
