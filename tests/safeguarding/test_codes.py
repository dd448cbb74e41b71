"""Freezing a return code: with a reason, on the record, and only where there is one."""

from datetime import date

import pytest
from sqlmodel import Session, select

from participation.access import Principal, Role
from participation.audit.queries import history
from participation.intake.services import delete_response
from participation.kernel.sealing import KeyRing
from participation.moderation.rules import NotAllowedError
from participation.moderation.services import answer
from participation.responses.models import Response
from participation.safeguarding.models import Freezing
from participation.safeguarding.queries import panel
from participation.safeguarding.services import CodeError, freeze_code
from tests.factories import anyone

DAY = date(2026, 11, 25)


@pytest.mark.usefixtures("any_database")
def test_a_code_is_frozen_and_let_go_with_a_reason(
    session: Session, ring: KeyRing, response: Response, worker: Principal, lead: Principal
) -> None:
    freeze_code(session, ring, response, worker, DAY, frozen=True, reason=" the brother has the phone ")
    assert response.frozen_on == DAY
    freeze_code(session, ring, response, lead, DAY, frozen=False, reason="they have it back")
    assert response.frozen_on is None
    kept = panel(session, ring, response, worker).freezings
    assert [(each.frozen, each.staff_id, each.reason) for each in kept] == [
        (False, lead.staff_id, "they have it back"),
        (True, worker.staff_id, "the brother has the phone"),
    ]
    events = [event.action for event in history(session, "response", response.id or 0)]
    assert events == ["code_frozen", "code_unfrozen"]
    assert b"brother" not in b"".join(session.exec(select(Freezing.reason)))


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN, Role.PARTNER])
def test_other_roles_freeze_nothing(session: Session, ring: KeyRing, response: Response, role: Role) -> None:
    with pytest.raises(CodeError):
        freeze_code(session, ring, response, anyone(role), DAY, frozen=True, reason="why")
    assert response.frozen_on is None


@pytest.mark.parametrize(("frozen", "reason"), [(True, " "), (True, ""), (False, "nothing to let go")])
def test_without_a_reason_or_twice_nothing_is_done(
    session: Session, ring: KeyRing, response: Response, worker: Principal, frozen: bool, reason: str
) -> None:
    with pytest.raises(CodeError):
        freeze_code(session, ring, response, worker, DAY, frozen=frozen, reason=reason)
    assert session.exec(select(Freezing)).all() == []


def test_where_no_code_leads_there_is_none_to_freeze(
    session: Session, ring: KeyRing, response: Response, worker: Principal
) -> None:
    delete_response(session, response)
    with pytest.raises(CodeError):
        freeze_code(session, ring, response, worker, DAY, frozen=True, reason="why")


def test_nobody_writes_to_a_frozen_code(session: Session, ring: KeyRing, response: Response, worker: Principal) -> None:
    freeze_code(session, ring, response, worker, DAY, frozen=True, reason="why")
    with pytest.raises(NotAllowedError):
        answer(session, ring, response, "hello", worker, 0)
