"""Who may do what with a statement, in one table, and what that makes of the whole response."""

import enum
import hashlib
from collections.abc import Iterable, Mapping

from participation.access import Permission, Principal, Role, allows
from participation.moderation.rules.redaction import Redaction
from participation.responses.rules import Handling, StatementStatus, Urgency

WAITING, APPROVED = StatementStatus.WAITING, StatementStatus.APPROVED
PRIVATE, SECOND_LOOK = StatementStatus.PRIVATE, StatementStatus.SECOND_LOOK


class Action(enum.StrEnum):
    """What a reader does with a statement."""

    APPROVE = "approve"
    KEEP_PRIVATE = "keep_private"
    ASK_SECOND_LOOK = "ask_second_look"
    REOPEN = "reopen"


TRANSITIONS: Mapping[tuple[StatementStatus, Action], StatementStatus] = {
    (WAITING, Action.APPROVE): APPROVED,
    (WAITING, Action.KEEP_PRIVATE): PRIVATE,
    (WAITING, Action.ASK_SECOND_LOOK): SECOND_LOOK,
    (SECOND_LOOK, Action.APPROVE): APPROVED,
    (SECOND_LOOK, Action.KEEP_PRIVATE): PRIVATE,
    (APPROVED, Action.REOPEN): WAITING,
    (PRIVATE, Action.REOPEN): WAITING,
}
EDITABLE = frozenset({WAITING, SECOND_LOOK})  # words are taken out and put back only before a decision


class NotAllowedError(Exception):
    """This person cannot do this with a statement that stands so; the message says why."""


def after(by: Principal, status: StatementStatus, action: Action, asked_by: int | None) -> StatementStatus:
    """The status that this leads to; raises NotAllowedError. A second look is for another person than `asked_by`."""
    if not allows(by, Permission.MODERATE):
        raise NotAllowedError("Your role does not decide about words.")
    if (status, action) not in TRANSITIONS:
        raise NotAllowedError("That cannot be done with words that stand like this.")
    if status is SECOND_LOOK and by.staff_id == asked_by:
        raise NotAllowedError("You asked for another look, so somebody else decides.")
    return TRANSITIONS[status, action]


def possible(by: Principal, status: StatementStatus, asked_by: int | None) -> tuple[Action, ...]:
    """What this person may do now, in the order of the buttons."""
    return tuple(action for action in Action if _allowed(by, status, action, asked_by))


def _allowed(by: Principal, status: StatementStatus, action: Action, asked_by: int | None) -> bool:
    try:
        after(by, status, action, asked_by)
    except NotAllowedError:
        return False
    return True


def fingerprint(status: StatementStatus, redactions: Iterable[Redaction], sealed: bytes) -> str:
    """What a reader saw of a statement, to find out whether somebody else changed it meanwhile, or its young person.

    `sealed` is its newest wording: two sealed texts are never the same.
    """
    seen = [status.value, *(f"{each.start}-{each.end}-{each.reason}" for each in redactions)]
    return hashlib.sha256(" ".join(seen).encode() + sealed).hexdigest()[:16]


def handling_after(
    current: Handling, statuses: Iterable[StatementStatus], *, unanswered: bool, withdrawn: bool, deleted: bool
) -> Handling:
    """Done once every statement is decided and no message waits; only opening takes a response from the unread.

    Of what was withdrawn nothing is decided any more, and who deleted it reads no answer.
    """
    if current is Handling.UNREAD:
        return current
    deciding = not withdrawn and any(status in EDITABLE for status in statuses)
    finished = deleted or not (unanswered or deciding)
    return Handling.DONE if finished else Handling.OPENED


def may_decide_together(handling: Handling, urgency: Urgency, *, flagged: bool, opened: bool, withdrawn: bool) -> bool:
    """Bulk decisions cover only unflagged items that were opened one by one (practice.md, "Safeguarding")."""
    unflagged = urgency is Urgency.EVERYTHING_ELSE and not flagged
    return handling is Handling.OPENED and unflagged and opened and not withdrawn


def words_readable(handling: Handling, urgency: Urgency, role: Role, *, deleted: bool) -> bool:
    """Words that were deleted are read once, since every word is read; flagged ones stay open to the lead."""
    return not deleted or handling is Handling.UNREAD or (role is Role.LEAD and urgency < Urgency.EVERYTHING_ELSE)
