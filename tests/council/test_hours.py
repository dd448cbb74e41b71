"""When somebody reads, by the clock on the council's wall."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.council.rules import OFFICE_WEEK, CouncilSettings, Opening, reading_at, working_days_after
from participation.council.rules.hours import Run, Week, runs
from participation.kernel.clock import LONDON

FRIDAY, MONDAY, TUESDAY = date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)


def at(written: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "until", "back"),
    [
        ("2026-11-27T08:59:59", None, (FRIDAY, time(9))),
        ("2026-11-27T09:00:00", time(17), None),
        ("2026-11-27T16:59:59", time(17), None),
        ("2026-11-27T17:00:00", None, (MONDAY, time(9))),
        ("2026-11-28T12:00:00", None, (MONDAY, time(9))),
        ("2026-06-12T08:00:00", time(17), None),  # nine o'clock in summer
        ("2026-06-12T16:00:00", None, (date(2026, 6, 15), time(9))),
        ("2026-03-29T00:30:00", None, (date(2026, 3, 30), time(9))),  # the clocks go forward that night
        ("2026-03-30T07:59:00", None, (date(2026, 3, 30), time(9))),
        ("2026-03-30T08:00:00", time(17), None),
        ("2026-10-26T08:30:00", None, (date(2026, 10, 26), time(9))),  # they went back the day before
    ],
)
def test_somebody_reads_or_is_back(moment: str, until: time | None, back: tuple[date, time] | None) -> None:
    found = reading_at(at(moment), OFFICE_WEEK, ())
    assert found.until == until
    assert found.now is (until is not None)
    assert ((found.back_on, found.back_at) if found.back_on else None) == back


def test_nobody_reads_on_closed_days() -> None:
    found = reading_at(at("2026-11-27T10:00:00"), OFFICE_WEEK, {FRIDAY, MONDAY})
    assert (found.now, found.back_on, found.days_away) == (False, TUESDAY, 4)


def test_when_no_end_is_in_sight_no_day_is_promised() -> None:
    closed = [date.fromordinal(FRIDAY.toordinal() + days) for days in range(100)]
    assert reading_at(at("2026-11-27T10:00:00"), OFFICE_WEEK, closed).back_on is None


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
openings = st.none() | st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] < pair[1]).map(
    lambda pair: Opening(opens=pair[0], closes=pair[1])
)
weeks = st.lists(openings, min_size=7, max_size=7).map(tuple).filter(any)


@given(moments, weeks, st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=30))
def test_they_are_back_when_they_say(now: datetime, week: Week, closed: set[date]) -> None:
    found = reading_at(now, week, closed)
    here = now.astimezone(LONDON)
    if found.back_on and found.back_at:
        assert (found.back_on, found.back_at) > (here.date(), here.time())
        assert found.back_on not in closed
        opening = week[found.back_on.weekday()]
        assert opening is not None
        assert opening.opens == found.back_at
    assert not (found.now and found.back_on)


def test_a_week_is_said_in_runs_of_days() -> None:
    late = Opening(opens=time(10), closes=time(19, 30))
    office = OFFICE_WEEK[0]
    assert office is not None
    week = (office, office, late, office, office, None, late)
    assert runs(week) == (Run(0, 1, office), Run(2, 2, late), Run(3, 4, office), Run(6, 6, late))
    assert CouncilSettings(week=week).hours_sentence == (
        "We read messages Monday to Tuesday, 9 am to 5 pm, Wednesday, 10 am to 7:30 pm, Thursday to Friday, 9 am to "
        "5 pm and Sunday, 10 am to 7:30 pm."
    )


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.integers(0, 30), st.sets(st.dates(), max_size=20))
def test_working_days_are_counted_one_by_one(day: date, days: int, closed: set[date]) -> None:
    after = working_days_after(day, days, closed)
    between = [date.fromordinal(each) for each in range(day.toordinal() + 1, after.toordinal() + 1)]
    assert sum(each.weekday() < 5 and each not in closed for each in between) == days


def test_what_is_promised_leaves_out_closed_days() -> None:
    council = CouncilSettings(reply_days=1, talk_days=1, decide_days=2, closed_days=(MONDAY,))
    assert council.steps_due(FRIDAY) == (FRIDAY, TUESDAY, TUESDAY, date(2026, 12, 2))


@pytest.mark.parametrize(
    ("opens", "closes", "found"),
    [("9", "17", (9, 0, 17, 0)), ("09:30", "17:00:00", (9, 30, 17, 0)), ("9.15", "12", (9, 15, 12, 0))],
)
def test_hours_as_people_type_them(opens: str, closes: str, found: tuple[int, int, int, int]) -> None:
    assert Opening.typed(opens, closes) == Opening(opens=time(*found[:2]), closes=time(*found[2:]))
    assert Opening.typed("", " ") is None
