"""How long things are kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from participation.responses.rules import Handling, Urgency
from participation.retention.rules import SCHEDULE, Schedule, may_be_erased


def test_drafts_have_seven_whole_days() -> None:
    assert SCHEDULE.last_draft_day(date(2026, 3, 10)) == date(2026, 3, 2)
    assert Schedule(drafts=timedelta(days=1)).last_draft_day(date(2026, 3, 1)) == date(2026, 2, 27)


def test_mail_that_has_left_is_known_for_thirty_days() -> None:
    assert SCHEDULE.last_mail(datetime(2026, 3, 31, 9, tzinfo=UTC)) == datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("handling", Handling)
@pytest.mark.parametrize("urgency", Urgency)
def test_only_what_was_dealt_with_and_not_flagged_may_be_erased(handling: Handling, urgency: Urgency) -> None:
    allowed = {(Handling.DONE, Urgency.EVERYTHING_ELSE)}
    assert may_be_erased(handling, urgency) is ((handling, urgency) in allowed)
