"""The timeline as the young person sees it."""

from datetime import date

import pytest

from participation.council.rules import CouncilSettings
from participation.responses.rules import PROGRESS_ORDER, Progress
from participation.young.rules import timeline

COUNCIL = CouncilSettings()
NOTHING = dict.fromkeys(PROGRESS_ORDER[1:])
FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)


def test_everything_is_read_by_the_end_of_the_next_working_day() -> None:
    steps = timeline(FRIDAY, None, NOTHING, COUNCIL, FRIDAY)
    assert [step.name for step in steps] == ["received", "read", "talked_about", "decided"]
    assert (steps[0].done_on, steps[1].due_on) == (FRIDAY, MONDAY)


@pytest.mark.parametrize(("today", "late"), [(FRIDAY, False), (MONDAY, False), (TUESDAY, True)])
def test_a_step_is_late_from_the_day_after_it_was_due(today: date, late: bool) -> None:
    assert timeline(FRIDAY, None, NOTHING, COUNCIL, today)[1].late is late


def test_what_was_done_is_never_late() -> None:
    steps = timeline(FRIDAY, None, {**NOTHING, Progress.READ: TUESDAY}, COUNCIL, date(2027, 1, 1))
    assert [step.late for step in steps] == [False, False, True, False]


def test_what_was_re_opened_is_promised_anew_from_that_day() -> None:
    steps = timeline(FRIDAY, MONDAY, NOTHING, COUNCIL, TUESDAY)
    assert [(step.name, step.done_on) for step in steps[:3]] == [
        ("received", FRIDAY),
        ("reopened", MONDAY),
        ("read", None),
    ]
    assert (steps[2].due_on, steps[2].late) == (TUESDAY, False)


def test_nothing_more_is_promised_for_what_was_withdrawn() -> None:
    steps = timeline(FRIDAY, None, {**NOTHING, Progress.READ: MONDAY}, COUNCIL, TUESDAY, withdrawn=True)
    assert [step.name for step in steps] == ["received", "read"]
