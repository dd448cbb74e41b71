"""The timeline as the young person sees it."""

from datetime import date

import pytest

from participation.council.rules import CouncilSettings
from participation.young.rules import timeline

COUNCIL = CouncilSettings()
FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)


def test_everything_is_read_by_the_end_of_the_next_working_day() -> None:
    steps = timeline(FRIDAY, None, None, None, COUNCIL, FRIDAY)
    assert [step.name.value for step in steps] == ["received", "read", "talked_about", "decided"]
    assert (steps[0].done_on, steps[1].due_on) == (FRIDAY, MONDAY)


@pytest.mark.parametrize(("today", "late"), [(FRIDAY, False), (MONDAY, False), (TUESDAY, True)])
def test_a_step_is_late_from_the_day_after_it_was_due(today: date, late: bool) -> None:
    assert timeline(FRIDAY, None, None, None, COUNCIL, today)[1].late is late


def test_what_was_done_is_never_late() -> None:
    steps = timeline(FRIDAY, TUESDAY, None, None, COUNCIL, date(2027, 1, 1))
    assert [step.late for step in steps] == [False, False, True, False]
