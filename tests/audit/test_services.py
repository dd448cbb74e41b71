"""Writing the record, chaining it, and checking it a piece at a time."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from sqlmodel import Session, col, select

from participation.audit import queries, services
from participation.audit.models import AuditEvent
from participation.audit.rules import BROKEN
from participation.kernel import clock
from participation.kernel.models import Alarm
from participation.kernel.outbox import raise_alarm

pytestmark = pytest.mark.usefixtures("any_database")


def fill(session: Session, count: int) -> None:
    for number in range(count):
        services.record(session, 1, "opened", "response", number)
    session.flush()
    while services.append_chain(session):
        session.flush()


def tamper(session: Session, sequence: int) -> None:
    session.execute(sa.update(AuditEvent).where(col(AuditEvent.sequence) == sequence).values(staff_id=99))
    session.expire_all()


def check_all(session: Session) -> None:
    while services.check_next(session) == services.BATCH:
        session.flush()


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of ten, so that few events make several."""
    monkeypatch.setattr(services, "BATCH", 10)
    monkeypatch.setattr(queries, "LAST", 10)


def test_every_event_gets_its_place_in_the_order_it_was_written(session: Session) -> None:
    fill(session, 25)
    rows = session.exec(select(AuditEvent).order_by(col(AuditEvent.id))).all()
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert queries.verify(session) == (len(rows), None)


def test_what_staff_do_has_its_moment_and_what_a_young_person_does_only_its_day(session: Session) -> None:
    with time_machine.travel("2026-07-01T22:45:12+00:00", tick=False):
        services.record(session, 1, "opened", "response", 1)
        services.record(session, None, "withdrawn_by_young_person", "response", 1)
        session.flush()
    by_staff, by_child = session.exec(select(AuditEvent).order_by(col(AuditEvent.id).desc()).limit(2)).all()[::-1]
    assert by_staff.at.replace(tzinfo=None).isoformat() == "2026-07-01T22:45:12"
    assert by_child.at.replace(tzinfo=None).isoformat() == "2026-07-01T00:00:00"


@pytest.mark.parametrize("broken", [1, 12, 25])
def test_a_change_made_behind_our_back_is_found_wherever_it_is(broken: int, session: Session) -> None:
    fill(session, 30)
    tamper(session, broken)
    assert queries.verify(session)[1] == broken
    check_all(session)
    assert queries.chain_state(session).fault == broken
    assert session.exec(select(Alarm.kind)).all() == [BROKEN]


def test_the_page_checks_only_the_newest_part_itself(session: Session) -> None:
    fill(session, 30)
    chained = queries.head(session)
    tamper(session, 3)
    assert queries.chain_state(session).whole
    tamper(session, chained - 2)
    assert not queries.chain_state(session).whole


def test_a_missing_event_in_the_newest_part_is_seen(session: Session) -> None:
    fill(session, 30)
    session.execute(sa.delete(AuditEvent).where(col(AuditEvent.sequence) == queries.head(session) - 4))
    session.expire_all()
    assert not queries.chain_state(session).whole


def test_a_short_record_is_checked_whole(session: Session) -> None:
    fill(session, 0)
    assert queries.chain_state(session).whole
    assert queries.chain_state(session).waiting == 0


def test_the_check_goes_on_where_it_stopped_and_rests_until_the_next_day(session: Session) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        fill(session, 25)
        assert services.check_next(session) == 10
        check_all(session)
        assert queries.chain_state(session).checked_on == clock.today()
        assert services.check_next(session) == 0
        now.shift(timedelta(days=1))
        tamper(session, 2)
        services.check_next(session)
        assert queries.chain_state(session).fault == 2


def test_an_alarm_is_settled_once_and_not_when_it_was_raised_again(session: Session) -> None:
    raise_alarm(session, "mail does not leave")
    session.flush()
    alarm = session.exec(select(Alarm)).one()
    raise_alarm(session, "mail does not leave")
    session.flush()
    assert not services.settle_alarm(session, alarm.id or 0, 1, 1)
    assert services.settle_alarm(session, alarm.id or 0, 2, 1)
    assert not services.settle_alarm(session, alarm.id or 0, 2, 1)
    assert queries.alarm_count(session) == 0
