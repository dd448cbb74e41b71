"""The weekly test alert: young people may only send a worry while alerts arrive (practice.md, "Safeguarding"). Pure."""

from datetime import date, timedelta

TEST_ALERT = "test_alert"  # a template of mail; its subject id is the ordinal of the day on which it was written
EACH = timedelta(days=7)
LATE = timedelta(days=1)


def alerts_leave(last_sent: date | None, waiting_since: date | None, today: date) -> bool:
    """Whether the last test alert could be sent.

    One that still waits the day after it was written could not; nor could one that is a week and a day overdue,
    as when nothing works in the background at all. `last_sent` counts from the opening until the first test.
    """
    waits = waiting_since is not None and today - waiting_since >= LATE
    return not waits and last_sent is not None and today - last_sent <= EACH + LATE


def next_test_due(last_written: date | None, today: date) -> bool:
    """Whether another test alert is to be written."""
    return last_written is None or today - last_written >= EACH
