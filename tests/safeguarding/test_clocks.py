"""A worry has a working hour to be opened in, and what one person opened has until the next working day."""

from datetime import datetime, timedelta

import pytest
import time_machine
from sqlmodel import Session, select

from participation.access import Principal, Role
from participation.accounts.models import Staff
from participation.identity.rules import Step
from participation.kernel import clock
from participation.kernel.models import Alarm, OutboxMessage
from participation.kernel.sealing import KeyRing
from participation.moderation.services import open_response
from participation.responses.models import Response
from participation.safeguarding.models import ToBeSeen
from participation.safeguarding.queries import opening_of, seen_by_times, unseen, waiting, waiting_count
from participation.safeguarding.services import (
    ALERT,
    ANSWERED,
    NOBODY_REVIEWS,
    NOT_REVIEWED,
    REVIEW_OVERDUE,
    SECOND_PERSON,
    alert,
    answer_request,
    ask_to_open,
    expect_reading,
    open_in_danger,
    remind_of_unseen,
    tell_of_unreviewed,
)
from tests.factories import Council, make_staff, principal, said, send

WEDNESDAY = "2026-11-25T10:07:31Z"


def mails(session: Session, template: str) -> list[str]:
    session.flush()
    return sorted(session.exec(select(OutboxMessage.recipient).where(OutboxMessage.template == template)))


def alarms(session: Session) -> list[str]:
    session.flush()
    return sorted(session.exec(select(Alarm.kind)))


@pytest.mark.usefixtures("any_database")
@time_machine.travel(WEDNESDAY, tick=False)
def test_the_due_time_is_coarse_and_an_hour_that_runs_is_kept(session: Session, response: Response) -> None:
    expect_reading(session, response.id or 0)
    due = seen_by_times(session, [response.id or 0])[response.id or 0]
    assert (due.minute % 15, due.second, due.microsecond) == (0, 0, 0)
    assert timedelta(0) <= due - clock.now() - timedelta(hours=1) < timedelta(minutes=15)
    with time_machine.travel(clock.now() + timedelta(minutes=40), tick=False):
        alert(session, response.id or 0, response.locality_id)
    assert seen_by_times(session, [response.id or 0]) == {response.id: due}


@pytest.mark.usefixtures("any_database")
def test_the_leads_are_told_once_more_and_once_only(session: Session, response: Response) -> None:
    with time_machine.travel(WEDNESDAY, tick=False) as now:
        alert(session, response.id or 0, response.locality_id)
        assert remind_of_unseen(session) == 0
        now.shift(timedelta(hours=1, minutes=15))
        assert [remind_of_unseen(session), remind_of_unseen(session)] == [1, 0]
    assert mails(session, ALERT) == ["lead@example.test"] * 2


def test_opening_it_ends_the_clock(session: Session, response: Response, worker: Principal) -> None:
    with time_machine.travel(WEDNESDAY, tick=False) as now:
        expect_reading(session, response.id or 0)
        assert [each.response_id for each in unseen(session, worker)] == [response.id]
        open_response(session, response, worker, clock.today())
        assert session.exec(select(ToBeSeen)).all() == []
        now.shift(timedelta(days=3))
        assert remind_of_unseen(session) == 0


@pytest.mark.parametrize(("slug", "waits"), [("worry", True), ("tell-us", False)])
def test_every_worry_has_the_clock_whatever_was_flagged(
    session: Session, ring: KeyRing, council: Council, worker: Principal, slug: str, waits: bool
) -> None:
    answers = said(worry="I do not like the dark") if slug == "worry" else said(good="I like the dark")
    made = send(session, ring, answers, slug=slug).response
    assert [(each.response_id, each.worry) for each in unseen(session, worker)] == [(made.id, True)] * waits


def test_what_waits_is_seen_in_scope_only(session: Session, ring: KeyRing, council: Council) -> None:
    south = send(session, ring, said(worry="x", about_locality="south"), slug="worry").response
    north = send(session, ring, said(worry="x", about_locality="north"), slug="worry").response
    reader = principal(session, council.staff["north_worker"])
    assert [each.response_id for each in unseen(session, reader)] == [north.id]
    assert south.id


@time_machine.travel(WEDNESDAY, tick=False)
def test_who_may_be_the_second_person_is_told_and_it_waits_for_them(
    session: Session, ring: KeyRing, response: Response, worker: Principal, lead: Principal, council: Council
) -> None:
    make_staff(session, "south", Role.LEAD, [council.localities["south"]])
    ask_to_open(session, ring, response, worker, clock.today(), "to ring back")
    assert mails(session, SECOND_PERSON) == ["lead@example.test"]
    assert [(each.opening.reason, each.due, each.mine) for each in waiting(session, ring, lead)] == [
        ("to ring back", None, False)
    ]
    assert [waiting_count(session, each) for each in (lead, worker)] == [1, 0]
    assert alarms(session) == []


@time_machine.travel(WEDNESDAY, tick=False)
def test_the_only_lead_has_no_second_person_and_is_not_held_up(
    session: Session, ring: KeyRing, response: Response, lead: Principal
) -> None:
    open_in_danger(session, ring, response, lead, clock.today(), "not safe tonight")
    assert mails(session, SECOND_PERSON) == []
    assert alarms(session) == [NOBODY_REVIEWS]
    assert [each.mine for each in waiting(session, ring, lead)] == [True]
    assert waiting_count(session, lead) == 0


@pytest.mark.usefixtures("any_database")
def test_an_opening_that_nobody_reviewed_is_told_each_day_with_an_alarm(
    session: Session, ring: KeyRing, response: Response, worker: Principal, lead: Principal
) -> None:
    with time_machine.travel(WEDNESDAY, tick=False) as now:
        open_in_danger(session, ring, response, worker, clock.today(), "not safe tonight")
        now.shift(timedelta(days=1))
        assert (tell_of_unreviewed(session), alarms(session)) == (0, [])
        now.shift(timedelta(days=1))
        assert [tell_of_unreviewed(session), tell_of_unreviewed(session)] == [1, 0]
        assert (alarms(session), mails(session, REVIEW_OVERDUE)) == ([NOT_REVIEWED], ["lead@example.test"])
        opening = opening_of(session, response.id or 0, waiting(session, ring, lead)[0].opening.id)
        assert opening
        answer_request(session, ring, response, opening, Step.REVIEW, lead, clock.today(), "it was right")
        assert mails(session, ANSWERED) == ["worker@example.test"]
        now.shift(timedelta(days=1))
        assert tell_of_unreviewed(session) == 0


def test_a_weekend_is_no_working_day(session: Session, ring: KeyRing, response: Response, worker: Principal) -> None:
    with time_machine.travel(datetime.fromisoformat("2026-11-27T15:00:00+00:00"), tick=False) as now:
        open_in_danger(session, ring, response, worker, clock.today(), "not safe tonight")
        told = []
        for _ in range(4):
            now.shift(timedelta(days=1))
            told.append(tell_of_unreviewed(session))
    assert told == [0, 0, 0, 1]


def test_without_a_lead_there_is_an_alarm(
    session: Session, ring: KeyRing, response: Response, worker: Principal
) -> None:
    for lead in session.exec(select(Staff).where(Staff.role == Role.LEAD)):
        lead.disabled = True
    with time_machine.travel(WEDNESDAY, tick=False) as now:
        open_in_danger(session, ring, response, worker, clock.today(), "not safe tonight")
        now.shift(timedelta(days=2))
        assert tell_of_unreviewed(session) == 0
    assert alarms(session) == sorted([NOBODY_REVIEWS, NOT_REVIEWED])
