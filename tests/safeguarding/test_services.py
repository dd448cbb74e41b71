"""Who is told, of what came and of what is late."""

from collections.abc import Sequence
from datetime import date

import pytest
import time_machine
from sqlmodel import Session, select

from participation.access import Role
from participation.accounts.models import Staff
from participation.conversations.models import Author
from participation.conversations.services import mark_seen
from participation.council.queries import in_force
from participation.council.rules import CouncilSettings
from participation.council.services import save_settings
from participation.intake.services import correct_words, delete_response, reopen_response, send_message
from participation.kernel import clock
from participation.kernel.models import Alarm, OutboxMessage
from participation.kernel.sealing import KeyRing
from participation.responses.queries import response_in_scope, statements_of
from participation.responses.rules import Channel, Handling, Progress
from participation.safeguarding.rules import last_overdue_day
from participation.safeguarding.services import (
    NOBODY_COVERS,
    NOBODY_REMINDED,
    NOBODY_TESTED,
    NOBODY_TOLD,
    TEST_LOST,
    alert,
    send_test_alert,
    tell_of_overdue,
)
from tests.factories import Council, make_staff, principal, said, send

TUESDAY = "2026-11-24T09:00:00Z"
DANGER = "my dad hit me and i want to kill myself tonight"


def told(session: Session) -> list[str]:
    session.flush()
    return sorted(message.recipient for message in session.exec(select(OutboxMessage)))


def alarms(session: Session) -> list[str]:
    session.flush()
    return [alarm.kind for alarm in session.exec(select(Alarm))]


def close_leads(session: Session) -> None:
    for lead in session.exec(select(Staff).where(Staff.role == Role.LEAD)):
        lead.disabled = True


@pytest.fixture
def here(session: Session, ring: KeyRing, council: Council) -> int:
    """A response of the north that nobody was told of."""
    return send(session, ring, said(good="fine", about_locality="north")).response.id or 0


@pytest.mark.parametrize(
    ("scopes", "wanted"),
    [
        (["south"], ["lead@example.test"]),
        (["north"], ["lead@example.test", "second@example.test"]),
    ],
)
def test_every_lead_whose_scope_covers_it_is_told(
    session: Session, council: Council, here: int, scopes: Sequence[str], wanted: list[str]
) -> None:
    make_staff(session, "second", Role.LEAD, [council.localities[slug] for slug in scopes])
    assert alert(session, here, council.localities["north"]) == len(wanted)
    assert told(session) == wanted


def test_where_no_scope_covers_it_every_lead_is_told(session: Session, council: Council, here: int) -> None:
    close_leads(session)
    make_staff(session, "second", Role.LEAD, [council.localities["south"]])
    alert(session, here, council.localities["north"])
    assert told(session) == ["second@example.test"]
    assert alarms(session) == [NOBODY_COVERS]


@pytest.mark.parametrize("locality", [None, "north"])
def test_whoever_is_told_may_read_it(session: Session, ring: KeyRing, council: Council, locality: str | None) -> None:
    close_leads(session)
    lead = make_staff(session, "second", Role.LEAD, [council.localities["north"]])
    made = send(session, ring, said(good=DANGER, **({"about_locality": locality} if locality else {})))
    assert told(session) == ["second@example.test"]
    assert alarms(session) == []
    assert response_in_scope(session, principal(session, lead).scope, made.response.id or 0)


def test_nobody_to_tell_raises_an_alarm(session: Session, here: int) -> None:
    close_leads(session)
    assert alert(session, here, None) == 0
    assert alarms(session) == [NOBODY_TOLD]


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 11, 24), date(2026, 11, 22)),
        (date(2026, 11, 25), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 19)),
        (date(2026, 11, 21), date(2026, 11, 19)),
        (date(2026, 11, 22), date(2026, 11, 19)),
    ],
)
def test_the_next_working_day_must_be_over(today: date, last: date) -> None:
    assert last_overdue_day(today) == last


def test_a_bank_holiday_is_no_working_day() -> None:
    christmas = (date(2026, 12, 25), date(2026, 12, 28))
    assert last_overdue_day(date(2026, 12, 29), christmas) == date(2026, 12, 23)
    assert last_overdue_day(date(2026, 12, 30), christmas) == date(2026, 12, 28)


@pytest.mark.parametrize(("came", "late"), [(date(2026, 11, 20), True), (date(2026, 11, 23), False)])
@time_machine.travel(TUESDAY, tick=False)
def test_what_is_late_is_told_once_a_day(
    session: Session, ring: KeyRing, council: Council, came: date, late: bool
) -> None:
    send(session, ring, said(good="fine"), day=came)
    assert [tell_of_overdue(session), tell_of_overdue(session)] == [int(late), 0]
    with time_machine.travel("2026-11-25T09:00:00Z", tick=False):
        assert tell_of_overdue(session) == 1


@pytest.mark.parametrize(
    "change", [{"handling": Handling.OPENED}, {"channel": Channel.IMPORTED}, {"read_on": date(2026, 11, 20)}]
)
@time_machine.travel(TUESDAY, tick=False)
def test_what_was_opened_or_imported_is_not_late(
    session: Session, ring: KeyRing, council: Council, change: dict[str, object]
) -> None:
    made = send(session, ring, said(good="fine"), day=date(2026, 11, 2)).response
    for name, value in change.items():
        setattr(made, name, value)
    session.flush()
    assert tell_of_overdue(session) == 0


@pytest.mark.parametrize(("came", "late"), [("2026-11-20", True), ("2026-11-23", False)])
def test_a_message_that_nobody_read_is_late_too(
    session: Session, ring: KeyRing, council: Council, came: str, late: bool
) -> None:
    made = send(session, ring, said(good="fine"), day=date(2026, 11, 2)).response
    made.handling, made.read_on = Handling.DONE, date(2026, 11, 3)
    with time_machine.travel(f"{came}T12:00:00Z", tick=False):
        send_message(session, ring, made, "are you there?")
    session.flush()
    with time_machine.travel(TUESDAY, tick=False):
        assert tell_of_overdue(session) == int(late)
        mark_seen(session, made.id or 0, Author.YOUNG_PERSON)
        made.handling = Handling.DONE
        session.flush()
        assert tell_of_overdue(session) == 0


@pytest.mark.parametrize(("came", "late"), [("2026-11-20", True), ("2026-11-23", False)])
@pytest.mark.parametrize("wish", ["reopen", "correct"])
def test_what_was_re_opened_or_corrected_is_late_from_that_day(
    session: Session, ring: KeyRing, council: Council, wish: str, came: str, late: bool
) -> None:
    made = send(session, ring, said(good="fine"), day=date(2026, 11, 2)).response
    made.handling, made.read_on, made.progress = Handling.DONE, date(2026, 11, 3), Progress.READ
    first = statements_of(session, made.id or 0)[0]
    with time_machine.travel(f"{came}T12:00:00Z", tick=False):
        reopen_response(session, ring, made, "") if wish == "reopen" else correct_words(
            session, ring, made, first, "not so fine"
        )
    session.flush()
    with time_machine.travel(TUESDAY, tick=False):
        assert tell_of_overdue(session) == int(late)


@pytest.mark.parametrize(("came", "late"), [("2026-11-20", True), ("2026-11-23", False)])
def test_flagged_words_that_were_taken_back_and_not_read_since_are_late_too(
    session: Session, ring: KeyRing, council: Council, came: str, late: bool
) -> None:
    made = send(session, ring, said(good=DANGER), day=date(2026, 11, 2)).response
    made.handling, made.read_on = Handling.DONE, date(2026, 11, 3)
    with time_machine.travel(f"{came}T12:00:00Z", tick=False):
        delete_response(session, made)
    session.flush()
    with time_machine.travel(TUESDAY, tick=False):
        assert tell_of_overdue(session) == int(late)


@time_machine.travel(TUESDAY, tick=False)
def test_lateness_that_nobody_can_be_told_of_raises_an_alarm(session: Session, ring: KeyRing, council: Council) -> None:
    close_leads(session)
    send(session, ring, said(good="fine"), day=date(2026, 11, 2))
    tell_of_overdue(session)
    assert alarms(session) == [NOBODY_REMINDED]


def open_for_worries(session: Session) -> None:
    save_settings(session, CouncilSettings(worry_open=True, emergency_number="01632 960001"))


def may_worry(session: Session) -> bool:
    session.flush()
    return in_force(session).worry_open


def leave(session: Session) -> None:
    """What waits in the outbox is sent."""
    for message in session.exec(select(OutboxMessage)):
        message.sent_at = message.sent_at or clock.now()


def test_each_lead_gets_a_test_alert_once_a_week(session: Session, council: Council) -> None:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        assert send_test_alert(session) == 0
        open_for_worries(session)
        days = []
        for _ in range(15):
            days.append(send_test_alert(session))
            leave(session)
            assert may_worry(session)
            traveller.shift(86_400)
    assert [day for day, told in enumerate(days) if told] == [0, 7, 14]
    assert alarms(session) == []


def test_no_worry_is_taken_while_the_test_alert_cannot_be_sent(session: Session, council: Council) -> None:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        open_for_worries(session)
        send_test_alert(session)
        assert may_worry(session)
        traveller.shift(86_400)
        send_test_alert(session)
        assert (may_worry(session), alarms(session)) == (False, [TEST_LOST])
        leave(session)
        assert may_worry(session)


def test_nor_while_nothing_works_in_the_background(session: Session, council: Council) -> None:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        open_for_worries(session)
        traveller.shift(8 * 86_400)
        assert may_worry(session)
        traveller.shift(86_400)
        assert not may_worry(session)


def test_without_a_lead_there_is_nobody_to_test(session: Session, council: Council) -> None:
    close_leads(session)
    open_for_worries(session)
    assert send_test_alert(session) == 0
    assert alarms(session) == [NOBODY_TESTED]
