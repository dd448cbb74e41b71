"""Telling the people on duty, keeping what must be seen, opening identities, freezing codes."""

from participation.safeguarding.services.alerts import (
    ALERT,
    NOBODY_COVERS,
    NOBODY_TOLD,
    alert,
    expect_reading,
    remind_of_unseen,
    was_opened,
)
from participation.safeguarding.services.codes import CodeError, freeze_code
from participation.safeguarding.services.daily import (
    NOBODY_REMINDED,
    NOBODY_TESTED,
    NOT_REVIEWED,
    OVERDUE,
    REVIEW_OVERDUE,
    TEST_LOST,
    send_test_alert,
    tell_of_overdue,
    tell_of_unreviewed,
)
from participation.safeguarding.services.identities import (
    ANSWERED,
    NOBODY_REVIEWS,
    SECOND_PERSON,
    answer_request,
    ask_to_open,
    look,
    open_in_danger,
)

__all__ = [
    "ALERT",
    "ANSWERED",
    "NOBODY_COVERS",
    "NOBODY_REMINDED",
    "NOBODY_REVIEWS",
    "NOBODY_TESTED",
    "NOBODY_TOLD",
    "NOT_REVIEWED",
    "OVERDUE",
    "REVIEW_OVERDUE",
    "SECOND_PERSON",
    "TEST_LOST",
    "CodeError",
    "alert",
    "answer_request",
    "ask_to_open",
    "expect_reading",
    "freeze_code",
    "look",
    "open_in_danger",
    "remind_of_unseen",
    "send_test_alert",
    "tell_of_overdue",
    "tell_of_unreviewed",
    "was_opened",
]
