"""The clock: the council's day, and moments that are kept coarse."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from participation.kernel import clock

MOMENTS = st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds / 7, UTC))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-31T23:59:00+00:00", date(2026, 1, 31)),
        ("2026-07-31T22:59:00+00:00", date(2026, 7, 31)),
        ("2026-07-31T23:00:00+00:00", date(2026, 8, 1)),  # summer time: London is an hour ahead
        ("2026-03-29T00:59:00+00:00", date(2026, 3, 29)),
        ("2026-10-24T23:30:00+00:00", date(2026, 10, 25)),
        ("2026-10-25T23:30:00+00:00", date(2026, 10, 25)),  # the clocks went back in the night
    ],
)
def test_today_is_the_day_in_london(moment: str, day: date) -> None:
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        assert clock.today() == day
        assert clock.now() == datetime.fromisoformat(moment)


def test_now_is_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@given(MOMENTS, st.sampled_from([5, 15, 60]))
def test_coarse_rounds_up_to_a_step(moment: datetime, minutes: int) -> None:
    rounded = clock.coarse(moment, minutes)
    assert timedelta(0) <= rounded - moment < timedelta(minutes=minutes)
    assert rounded.timestamp() % (minutes * 60) == 0


@given(MOMENTS, st.sampled_from([5, 15, 60]))
def test_coarse_now_has_come_already(moment: datetime, minutes: int) -> None:
    with clock.standing_at(moment):
        rounded = clock.coarse_now(minutes)
    assert timedelta(0) <= moment - rounded < timedelta(minutes=minutes)
    assert rounded.timestamp() % (minutes * 60) == 0


def test_a_standing_clock_goes_on_afterwards() -> None:
    with clock.standing_at(datetime(2024, 7, 1, 12, tzinfo=UTC)):
        assert clock.today() == date(2024, 7, 1)
    assert clock.now() > datetime(2025, 1, 1, tzinfo=UTC)
