"""Opening, taking words out, deciding, answering: what changes, what goes on the record, and what is refused."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from participation.access import Principal, Role
from participation.audit.queries import history
from participation.conversations.models import Message
from participation.intake.services import delete_response, send_message
from participation.kernel.sealing import KeyRing
from participation.moderation import services
from participation.moderation.models import Decision
from participation.moderation.queries.reading import read
from participation.moderation.rules import Action, NotAllowedError, Redaction, RedactionError, RedactionReason, Span
from participation.responses.models import Response, Statement
from participation.responses.queries import statements_of
from participation.responses.rules import Handling, Progress, StatementStatus, Urgency
from tests.factories import Council, anyone, said, send
from tests.moderation.conftest import DAY

Decide = Callable[..., None]
MY, SAM = (Redaction(*place, RedactionReason.NAME) for place in ((0, 2), (10, 13)))
APPROVED, PRIVATE = StatementStatus.APPROVED, StatementStatus.PRIVATE


@pytest.fixture
def decide(session: Session, ring: KeyRing, response: Response) -> Decide:
    """`decide(statement, action, by)`, as somebody who sees it as it stands."""

    def decide(statement: Statement, action: Action, by: Principal, **more: str) -> None:
        seen = more.pop("seen", services.seen_of(statement))
        services.decide(session, ring, response, statement, action, by, DAY, seen=seen, **more)

    return decide


@pytest.fixture
def statements(session: Session, response: Response, worker: Principal) -> list[Statement]:
    """The two texts of the response, which has been opened."""
    services.open_response(session, response, worker, DAY)
    return statements_of(session, response.id or 0)


def actions(session: Session, kind: str, row: int | None) -> list[str]:
    return [event.action for event in history(session, kind, row or 0)]


def test_the_first_opening_is_the_reading(
    session: Session, response: Response, worker: Principal, other: Principal
) -> None:
    services.open_response(session, response, worker, DAY)
    services.open_response(session, response, other, DAY)
    assert response.handling is Handling.OPENED
    assert (response.progress, response.read_on) == (Progress.READ, DAY)
    assert actions(session, "response", response.id) == ["opened", "opened"]


def test_a_response_without_any_text_is_done_once_it_was_opened(
    session: Session, ring: KeyRing, council: Council, worker: Principal
) -> None:
    silent = send(session, ring, said(service="youth-club")).response
    assert silent.handling is Handling.UNREAD
    services.open_response(session, silent, worker, DAY)
    assert silent.handling is Handling.DONE


def test_approving_publishes_what_was_left_in(
    session: Session, ring: KeyRing, response: Response, statements: list[Statement], decide: Decide, worker: Principal
) -> None:
    seen = services.seen_of(statements[0])
    services.redact(session, ring, response, statements[0], [SAM], worker, seen)
    decide(statements[0], Action.APPROVE, worker)
    assert statements[0].published == "My worker [name] is kind"
    assert statements[0].decided_by_id == worker.staff_id
    assert actions(session, "statement", statements[0].id) == ["took_words_out", "approved"]


def test_opening_a_decision_again_unpublishes_and_keeps_what_was_taken_out(
    session: Session, ring: KeyRing, response: Response, statements: list[Statement], decide: Decide, worker: Principal
) -> None:
    first = statements[0]
    services.redact(session, ring, response, first, [SAM], worker, services.seen_of(first))
    decide(first, Action.APPROVE, worker)
    decide(first, Action.REOPEN, worker)
    assert (first.status, first.published) == (StatementStatus.WAITING, None)
    assert len(first.redactions) == 1


def test_a_response_is_done_when_its_last_text_is_decided_and_not_when_reopened(
    response: Response, statements: list[Statement], decide: Decide, worker: Principal
) -> None:
    decide(statements[0], Action.APPROVE, worker)
    assert response.handling is Handling.OPENED
    decide(statements[1], Action.KEEP_PRIVATE, worker)
    assert response.handling is Handling.DONE
    decide(statements[1], Action.REOPEN, worker)
    assert response.handling is Handling.OPENED


def test_another_look_is_somebody_elses_and_its_reason_is_sealed(
    session: Session,
    ring: KeyRing,
    response: Response,
    statements: list[Statement],
    decide: Decide,
    worker: Principal,
    other: Principal,
) -> None:
    first = statements[0]
    decide(first, Action.ASK_SECOND_LOOK, worker, reason="Is this the only Sam?")
    with pytest.raises(NotAllowedError):
        decide(first, Action.APPROVE, worker)
    decide(first, Action.APPROVE, other)
    asked = session.exec(select(Decision).order_by(Decision.id)).first()  # type: ignore[arg-type]
    assert asked
    assert b"Sam" not in (asked.reason or b"Sam")
    shown = read(session, ring, response, other).statements[0].decisions
    assert [(each.after, each.reason) for each in shown] == [
        (StatementStatus.SECOND_LOOK, "Is this the only Sam?"),
        (APPROVED, ""),
    ]


def test_another_look_needs_a_reason(statements: list[Statement], decide: Decide, worker: Principal) -> None:
    with pytest.raises(NotAllowedError):
        decide(statements[0], Action.ASK_SECOND_LOOK, worker, reason="  ")


def test_the_second_of_two_who_decide_is_told(
    session: Session, statements: list[Statement], decide: Decide, worker: Principal, other: Principal
) -> None:
    first = statements[0]
    seen = services.seen_of(first)
    decide(first, Action.KEEP_PRIVATE, worker)
    with pytest.raises(services.ChangedMeanwhileError):
        decide(first, Action.APPROVE, other, seen=seen)
    assert (first.status, first.published, first.decided_by_id) == (PRIVATE, None, worker.staff_id)


def test_nobody_approves_what_somebody_else_changed_meanwhile(
    session: Session,
    ring: KeyRing,
    response: Response,
    statements: list[Statement],
    decide: Decide,
    worker: Principal,
    other: Principal,
) -> None:
    first = statements[0]
    seen = services.seen_of(first)
    services.redact(session, ring, response, first, [SAM], worker, seen)
    for change in (
        lambda: decide(first, Action.APPROVE, other, seen=seen),
        lambda: services.redact(session, ring, response, first, [MY], other, seen),
        lambda: services.restore(session, response, first, Span(10, 13), other, seen),
    ):
        with pytest.raises(services.ChangedMeanwhileError):
            change()
    assert [(each["start"], each["end"]) for each in first.redactions] == [(10, 13)]


def test_words_are_taken_out_and_put_back_before_a_decision_only(
    session: Session, ring: KeyRing, response: Response, statements: list[Statement], decide: Decide, worker: Principal
) -> None:
    first = statements[0]
    take = [MY, SAM]
    services.redact(session, ring, response, first, take, worker, services.seen_of(first))
    services.restore(session, response, first, Span(0, 2), worker, services.seen_of(first))
    decide(first, Action.APPROVE, worker)
    assert first.published == "My worker [name] is kind"
    with pytest.raises(NotAllowedError):
        services.restore(session, response, first, Span(10, 13), worker, services.seen_of(first))


def test_a_stretch_outside_the_words_takes_nothing_out(
    session: Session, ring: KeyRing, response: Response, statements: list[Statement], worker: Principal
) -> None:
    seen = services.seen_of(statements[0])
    with pytest.raises(RedactionError):
        services.redact(
            session, ring, response, statements[0], [MY, Redaction(5, 500, RedactionReason.NAME)], worker, seen
        )
    assert statements[0].redactions == []


def test_a_new_message_keeps_a_response_from_being_done_until_it_is_answered(
    session: Session, ring: KeyRing, response: Response, statements: list[Statement], decide: Decide, worker: Principal
) -> None:
    for statement in statements:
        decide(statement, Action.APPROVE, worker)
    send_message(session, ring, response, "ok but when?")
    assert response.handling is Handling.UNREAD
    services.open_response(session, response, worker, DAY)
    assert response.handling is Handling.OPENED
    services.answer(session, ring, response, "On Monday.", worker, read(session, ring, response, worker).last_message)
    assert response.handling is Handling.DONE
    assert "replied" in actions(session, "response", response.id)


def test_a_message_that_needs_no_answer_is_marked_as_read(
    session: Session, ring: KeyRing, response: Response, statements: list[Statement], decide: Decide, worker: Principal
) -> None:
    for statement in statements:
        decide(statement, Action.KEEP_PRIVATE, worker)
    send_message(session, ring, response, "thanks")
    services.open_response(session, response, worker, DAY)
    shown = read(session, ring, response, worker).last_message
    send_message(session, ring, response, "wait")
    services.needs_no_answer(session, response, worker, shown)
    assert [message.seen for message in session.exec(select(Message).order_by(Message.id))] == [True, False]  # type: ignore[arg-type]
    assert response.handling is Handling.UNREAD


def test_who_has_not_seen_the_last_message_does_not_answer_past_it(
    session: Session, ring: KeyRing, response: Response, statements: list[Statement], worker: Principal
) -> None:
    send_message(session, ring, response, "please wait")
    with pytest.raises(services.ChangedMeanwhileError):
        services.answer(session, ring, response, "Too late.", worker, 0)
    assert len(session.exec(select(Message)).all()) == 1


@pytest.mark.parametrize(("step", "passed"), [(Progress.TALKED_ABOUT, [DAY, None]), (Progress.DECIDED, [DAY, DAY])])
def test_steps_of_the_timeline(
    session: Session,
    response: Response,
    statements: list[Statement],
    worker: Principal,
    step: Progress,
    passed: list[object],
) -> None:
    services.take_step(session, response, step, worker, DAY)
    services.take_step(session, response, step, worker, DAY)
    assert [response.talked_about_on, response.decided_on] == passed
    assert actions(session, "response", response.id).count(step.value) == 1


@pytest.mark.parametrize("step", [Progress.RECEIVED, Progress.READ])
def test_other_steps_come_by_themselves(
    session: Session, response: Response, worker: Principal, step: Progress
) -> None:
    with pytest.raises(NotAllowedError):
        services.take_step(session, response, step, worker, DAY)


def test_nothing_is_done_with_what_was_taken_back(
    session: Session, ring: KeyRing, response: Response, statements: list[Statement], decide: Decide, worker: Principal
) -> None:
    decide(statements[0], Action.APPROVE, worker)
    delete_response(session, response)
    assert (statements[0].published, statements[0].status) == (None, PRIVATE)
    for change in (
        lambda: decide(statements[1], Action.APPROVE, worker),
        lambda: services.answer(session, ring, response, "Hello", worker, 0),
        lambda: services.take_step(session, response, Progress.DECIDED, worker, DAY),
    ):
        with pytest.raises(NotAllowedError):
            change()


def test_what_was_taken_back_unread_is_read_once(
    session: Session, ring: KeyRing, response: Response, worker: Principal
) -> None:
    delete_response(session, response)
    assert read(session, ring, response, worker).statements[0].actions == ()
    services.open_response(session, response, worker, DAY)
    after = read(session, ring, response, worker)
    assert (response.handling, after.readable, after.statements) == (Handling.DONE, False, ())


def test_what_was_flagged_and_taken_back_is_unread_again(
    session: Session, response: Response, statements: list[Statement], worker: Principal
) -> None:
    response.urgency = int(Urgency.SOON)
    delete_response(session, response)
    assert response.handling is Handling.UNREAD


def test_only_what_this_person_opened_and_nobody_flagged_is_decided_together(
    session: Session, ring: KeyRing, council: Council, worker: Principal, other: Principal
) -> None:
    mine, theirs, flagged, asked = (send(session, ring, said(good=f"nice {n}")).response for n in range(4))
    for each, reader in ((mine, worker), (theirs, other), (flagged, worker), (asked, worker)):
        services.open_response(session, each, reader, DAY)
    statements_of(session, flagged.id or 0)[0].flags = [{"start": 0, "end": 4, "category": "abuse", "rule": "abuse.x"}]
    question = statements_of(session, asked.id or 0)[0]
    services.decide(
        session,
        ring,
        asked,
        question,
        Action.ASK_SECOND_LOOK,
        worker,
        DAY,
        seen=services.seen_of(question),
        reason="why",
    )
    left = services.decide_together(session, ring, [mine, theirs, flagged, asked], Action.KEEP_PRIVATE, worker, DAY)
    assert left == 3
    assert [each.handling for each in (mine, theirs, flagged, asked)] == [
        Handling.DONE,
        Handling.OPENED,
        Handling.OPENED,
        Handling.OPENED,
    ]


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN, Role.PARTNER])
def test_other_roles_decide_nothing(statements: list[Statement], decide: Decide, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        decide(statements[0], Action.APPROVE, anyone(role))
