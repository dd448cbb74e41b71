"""The audit page and the alarms."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from participation.audit.services import append_chain, record
from participation.kernel.database import Database
from participation.kernel.outbox import raise_alarm
from tests.factories import Council

pytestmark = pytest.mark.usefixtures("any_database")

Staffed = Callable[[str], FlaskClient]
PAGE = "/staff/audit"


@pytest.fixture
def many(database: Database, council: Council) -> None:
    """A hundred and twenty readings by the lead."""
    with database.transaction() as session:
        for number in range(1000, 1120):
            record(session, council.staff["lead"], "opened", "response", number)
        session.flush()
        append_chain(session)


def test_it_names_people_and_says_in_words_what_they_did(staff: Staffed) -> None:
    text = staff("admin").get(PAGE).text
    assert "signed in" in text
    assert "member of staff: admin" in text
    assert "more go in within a minute" in text


@pytest.mark.usefixtures("many")
def test_pages_lead_from_the_newest_to_the_oldest_without_a_gap(staff: Staffed) -> None:
    admin, address, seen = staff("admin"), f"{PAGE}?action=opened", []
    while address:
        text = admin.get(address).text
        seen += [int(part.split("<")[0]) for part in text.split('<td role="cell">response ')[1:]]
        older = text.partition('rel="next" href="')[2].partition('"')[0]
        address = older.replace("&amp;", "&")
    assert seen == list(range(1119, 999, -1))


@pytest.mark.usefixtures("many")
def test_filters_by_person_and_action(staff: Staffed, council: Council) -> None:
    admin = staff("admin")
    assert "response 1119" in admin.get(f"{PAGE}?staff={council.staff['lead']}").text
    assert "response 1119" not in admin.get(f"{PAGE}?staff={council.staff['worker']}").text
    assert "No event fits" in admin.get(f"{PAGE}?action=signed_in&staff={council.staff['lead']}").text


@pytest.mark.parametrize(
    "query", ["?before=x", "?staff=abc", "?staff=9999999999999", "?action=<b>", "?before=-5", "?staff=٣"]
)
def test_odd_filters_are_no_failure(query: str, staff: Staffed) -> None:
    assert staff("admin").get(PAGE + query).status_code == 200


@pytest.mark.usefixtures("many")
def test_the_page_reads_a_bounded_number_of_events(
    staff: Staffed, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("participation.audit.queries.LAST", 20)
    admin, read = staff("admin"), []
    event.listen(database.engine, "before_cursor_execute", lambda *args: read.append(args[2]))
    admin.get(PAGE)
    scans = [sql for sql in read if "FROM audit_event" in sql and "LIMIT" not in sql and "max(" not in sql.lower()]
    assert all("min(" in sql or "IS NULL" in sql for sql in scans)


def test_a_broken_chain_is_said_at_the_top(staff: Staffed, database: Database, many: None) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_event SET staff_id = 1 WHERE subject_id = 1100")
    assert "has been changed from outside" in staff("admin").get(PAGE).text


@pytest.mark.parametrize("name", ["worker", "lead", "leader", "partner"])
def test_only_administrators_read_it(name: str, staff: Staffed) -> None:
    assert staff(name).get(PAGE).status_code == 403


def test_alarms_are_in_the_bar_of_those_who_may_see_them(staff: Staffed, database: Database) -> None:
    with database.transaction() as session:
        raise_alarm(session, "mail does not leave")
    assert "1 alarm</a>" in staff("admin").get("/staff/account").text
    assert "1 alarm</a>" in staff("lead").get("/staff/account").text
    assert "1 alarm</a>" not in staff("worker").get("/staff/account").text
    assert staff("worker").get("/staff/alarms").status_code == 403


def test_an_alarm_is_marked_as_dealt_with(staff: Staffed, database: Database, post: Callable[..., Any]) -> None:
    with database.transaction() as session:
        raise_alarm(session, "mail does not leave")
    admin = staff("admin")
    assert "Mail does not leave" in admin.get("/staff/alarms").text
    post(admin, "/staff/alarms/1", {"seen": "0"}, page="/staff/alarms")
    assert "was raised again" in admin.get("/staff/alarms").text
    post(admin, "/staff/alarms/1", {"seen": "1"}, page="/staff/alarms")
    text = admin.get("/staff/alarms").text
    assert "No alarms" in text
    assert "alarm</a>" not in text
    assert "dealt with an alarm" in admin.get(PAGE).text
