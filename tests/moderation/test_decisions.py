"""Who may decide what, role by role and state by state; when a response is done; what is left of one taken back."""

from itertools import product

import pytest

from participation.access import Role
from participation.moderation.rules import (
    Action,
    NotAllowedError,
    Redaction,
    RedactionReason,
    after,
    fingerprint,
    handling_after,
    may_decide_together,
    possible,
    words_readable,
)
from participation.responses.rules import Handling, StatementStatus, Urgency
from tests.factories import anyone

WAITING, APPROVED = StatementStatus.WAITING, StatementStatus.APPROVED
PRIVATE, SECOND_LOOK = StatementStatus.PRIVATE, StatementStatus.SECOND_LOOK
READERS = {Role.WORKER, Role.LEAD}
ME, SOMEBODY_ELSE = anyone().staff_id, 99
# Everything that leads anywhere; whatever is not here is refused.
LEADS_TO = {
    (WAITING, Action.APPROVE): APPROVED,
    (WAITING, Action.KEEP_PRIVATE): PRIVATE,
    (WAITING, Action.ASK_SECOND_LOOK): SECOND_LOOK,
    (SECOND_LOOK, Action.APPROVE): APPROVED,
    (SECOND_LOOK, Action.KEEP_PRIVATE): PRIVATE,
    (APPROVED, Action.REOPEN): WAITING,
    (PRIVATE, Action.REOPEN): WAITING,
}
EVERYTHING = list(product(Role, StatementStatus, Action, (ME, SOMEBODY_ELSE, None)))


def expected(role: Role, status: StatementStatus, action: Action, asked_by: int | None) -> StatementStatus | None:
    own_question = status is SECOND_LOOK and asked_by == ME
    return LEADS_TO.get((status, action)) if role in READERS and not own_question else None


@pytest.mark.parametrize(("role", "status", "action", "asked_by"), EVERYTHING)
def test_every_role_in_every_state(role: Role, status: StatementStatus, action: Action, asked_by: int | None) -> None:
    wanted = expected(role, status, action, asked_by)
    if wanted is None:
        with pytest.raises(NotAllowedError):
            after(anyone(role), status, action, asked_by)
    else:
        assert after(anyone(role), status, action, asked_by) is wanted


def test_there_are_more_refusals_than_grants() -> None:
    grants = sum(expected(*case) is not None for case in EVERYTHING)
    assert 0 < grants < len(EVERYTHING) - grants


@pytest.mark.parametrize(("role", "status"), list(product(Role, StatementStatus)))
def test_the_buttons_are_exactly_what_the_table_allows(role: Role, status: StatementStatus) -> None:
    buttons = possible(anyone(role), status, SOMEBODY_ELSE)
    assert buttons == tuple(a for a in Action if expected(role, status, a, SOMEBODY_ELSE))


def test_who_asked_for_another_look_has_no_button() -> None:
    assert possible(anyone(), SECOND_LOOK, ME) == ()


@pytest.mark.parametrize(
    ("statuses", "unanswered", "withdrawn", "deleted", "wanted"),
    [
        ([], False, False, False, Handling.DONE),
        ([APPROVED, PRIVATE], False, False, False, Handling.DONE),
        ([APPROVED], True, False, False, Handling.OPENED),
        ([], True, False, False, Handling.OPENED),
        ([APPROVED, WAITING], False, False, False, Handling.OPENED),
        ([SECOND_LOOK], False, False, False, Handling.OPENED),
        ([WAITING, SECOND_LOOK], False, True, False, Handling.DONE),
        ([WAITING], True, True, False, Handling.OPENED),
        ([WAITING, SECOND_LOOK], True, True, True, Handling.DONE),
    ],
)
def test_a_response_is_done_when_nothing_waits(
    statuses: list[StatementStatus], unanswered: bool, withdrawn: bool, deleted: bool, wanted: Handling
) -> None:
    for current in (Handling.OPENED, Handling.DONE):
        after = handling_after(current, statuses, unanswered=unanswered, withdrawn=withdrawn, deleted=deleted)
        assert after is wanted


@pytest.mark.parametrize(("unanswered", "withdrawn", "deleted"), list(product((True, False), repeat=3)))
def test_nothing_but_opening_takes_a_response_from_the_unread(unanswered: bool, withdrawn: bool, deleted: bool) -> None:
    after = handling_after(Handling.UNREAD, [APPROVED], unanswered=unanswered, withdrawn=withdrawn, deleted=deleted)
    assert after is Handling.UNREAD


@pytest.mark.parametrize(
    ("handling", "urgency", "flagged", "opened", "withdrawn"),
    list(product(Handling, Urgency, *[(True, False)] * 3)),
)
def test_only_unflagged_ones_that_were_opened_go_together(
    handling: Handling, urgency: Urgency, flagged: bool, opened: bool, withdrawn: bool
) -> None:
    allowed = may_decide_together(handling, urgency, flagged=flagged, opened=opened, withdrawn=withdrawn)
    assert allowed == (
        (handling, urgency, flagged, opened, withdrawn)
        == (Handling.OPENED, Urgency.EVERYTHING_ELSE, False, True, False)
    )


@pytest.mark.parametrize(
    ("handling", "urgency", "role", "deleted", "readable"),
    [
        (Handling.DONE, Urgency.EVERYTHING_ELSE, Role.WORKER, False, True),
        (Handling.UNREAD, Urgency.EVERYTHING_ELSE, Role.WORKER, True, True),
        (Handling.DONE, Urgency.EVERYTHING_ELSE, Role.WORKER, True, False),
        (Handling.DONE, Urgency.EVERYTHING_ELSE, Role.LEAD, True, False),
        (Handling.DONE, Urgency.SOON, Role.WORKER, True, False),
        (Handling.DONE, Urgency.SOON, Role.LEAD, True, True),
        (Handling.OPENED, Urgency.NOW, Role.LEAD, True, True),
    ],
)
def test_what_was_deleted_is_read_once_and_stays_open_to_the_lead_when_flagged(
    handling: Handling, urgency: Urgency, role: Role, deleted: bool, readable: bool
) -> None:
    assert words_readable(handling, urgency, role, deleted=deleted) is readable


def test_what_a_reader_saw_differs_with_status_with_each_redaction_and_with_the_wording() -> None:
    name, place = (Redaction(0, 3, reason) for reason in (RedactionReason.NAME, RedactionReason.PLACE))
    facts = product(StatementStatus, ((), (name,), (place,)), (b"first", b"second"))
    assert len({fingerprint(*each) for each in facts}) == len(StatementStatus) * 3 * 2
