"""Who somebody is, and frozen codes, on the pages: asked for, opened, reviewed; never seen by anybody else."""

from collections.abc import Callable
from html import unescape

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from participation.audit.queries import history
from participation.identity.services import keep_identity
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from tests.conftest import token
from tests.factories import said
from tests.factories import send as write
from tests.moderation.conftest import Keep

Staff = Callable[[str], FlaskClient]
NAME, CONTACT = "Robin Example", "my aunt’s phone"
ONE_DAY = 86_400


@pytest.fixture
def named(app: Flask, database: Database, ring: KeyRing) -> int:
    """A response of the north whose young person said who they are."""
    with database.transaction() as session:
        response_id = write(session, ring, said(good="words", about_locality="north")).response.id or 0
        keep_identity(session, ring, response_id, NAME, CONTACT)
        return response_id


def page(response_id: int) -> str:
    return f"/staff/read/{response_id}"


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.get_data(as_text=True))


def send(client: FlaskClient, response_id: int, path: str, **data: str) -> tuple[int, str, str]:
    """The status, where it leads and the words of the page."""
    here = page(response_id)
    answer = client.post(f"{here}/{path}", data={**data, "csrf_token": token(client, here)})
    return answer.status_code, answer.headers.get("Location", ""), unescape(answer.get_data(as_text=True))


def opening_id(client: FlaskClient, response_id: int) -> str:
    found = text(client, page(response_id)).split(f'action="{page(response_id)}/identity/')[1:]
    return next(each.split('"')[0] for each in found if each[0].isdigit())


def actions(database: Database, response_id: int) -> list[str]:
    with database.session(write=False) as session:
        events = history(session, "response", response_id)
        return [event.action for event in events if event.action != "opened"]


def test_the_page_says_that_there_is_a_name_and_never_which(staff: Staff, named: int) -> None:
    for name in ("worker", "lead"):
        shown = text(staff(name), page(named))
        assert "<b>their name</b>" in shown
        assert "<b>how to reach them</b>" in shown
        assert NAME not in shown
        assert CONTACT not in shown


def test_two_people_open_it(staff: Staff, named: int, database: Database) -> None:
    worker, lead, other = staff("worker"), staff("lead"), staff("other_worker")
    assert send(worker, named, "identity/ask", reason="to ring back")[0] == 303
    assert worker.get(f"{page(named)}/identity").status_code == 303
    assert "to ring back" in text(lead, "/staff/safeguarding")
    assert "1 waits for you as the second person" in text(lead, "/staff/inbox")
    assert send(lead, named, f"identity/{opening_id(lead, named)}", step="agree")[0] == 303
    for client in (worker, lead):
        shown = text(client, f"{page(named)}/identity")
        assert NAME in shown
        assert CONTACT in shown
        assert "Open for you until the end of today" in text(client, "/staff/safeguarding")
    assert "Open for you" not in text(other, "/staff/safeguarding")
    assert other.get(f"{page(named)}/identity").status_code == 303
    assert actions(database, named) == ["identity_asked_for", "identity_agreed", *["identity_looked_at"] * 2]
    assert "to ring back" not in text(lead, "/staff/safeguarding")


def test_one_person_opens_it_in_danger_and_sees_it_at_once(staff: Staff, named: int) -> None:
    worker, lead = staff("worker"), staff("lead")
    status, there, _ = send(worker, named, "identity/now", reason="not safe tonight", in_danger="y")
    assert (status, there) == (303, f"{page(named)}/identity")
    assert NAME in text(worker, there)
    assert lead.get(there).status_code == 303
    at = opening_id(lead, named)
    assert send(lead, named, f"identity/{at}", step="review", reason=" ")[0] == 422
    assert send(lead, named, f"identity/{at}", step="review", reason="it was right")[0] == 303
    assert send(lead, named, f"identity/{at}", step="review", reason="again")[0] == 422


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("identity/ask", {"reason": " "}),
        ("identity/now", {"reason": "a half-written reason"}),
        ("identity/now", {"reason": "", "in_danger": "y"}),
        ("identity/ask", {"reason": "x" * 1001}),
    ],
)
def test_without_a_reason_or_a_danger_nothing_is_opened_and_nothing_typed_is_lost(
    staff: Staff, named: int, database: Database, path: str, fields: dict[str, str]
) -> None:
    status, _, shown = send(staff("worker"), named, path, **fields)
    assert status == 422
    assert fields["reason"].strip() in shown
    assert actions(database, named) == []


def test_nobody_answers_their_own_request(staff: Staff, named: int) -> None:
    lead = staff("lead")
    send(lead, named, "identity/ask", reason="to ring back")
    shown = text(lead, page(named))
    assert "It waits for somebody else than you." in shown
    assert "There is no other lead here" not in text(staff("worker"), page(named))
    assert send(lead, named, "identity/1", step="agree")[0] == 422


def test_the_next_day_it_is_closed_again(staff: Staff, named: int) -> None:
    with time_machine.travel("2026-11-25T09:00:00Z") as now:
        worker = staff("worker")
        send(worker, named, "identity/now", reason="not safe tonight", in_danger="y")
        assert NAME in text(worker, f"{page(named)}/identity")
        now.shift(ONE_DAY)
        later = staff("worker")
        assert later.get(f"{page(named)}/identity").status_code == 303


def test_who_has_not_shown_lately_who_they_are_is_asked_first(staff: Staff, named: int) -> None:
    with time_machine.travel("2026-11-25T09:00:00Z") as now:
        worker = staff("worker")
        send(worker, named, "identity/now", reason="not safe tonight", in_danger="y")
        now.shift(1200)
        answer = worker.get(f"{page(named)}/identity")
        assert (answer.status_code, NAME in answer.get_data(as_text=True)) == (302, False)


@pytest.mark.parametrize("path", ["identity/ask", "identity/now", "identity/1", "code"])
def test_others_get_a_404(staff: Staff, named: int, kept: Keep, path: str) -> None:
    south = kept(good="hello", about_locality="south")
    client = staff("north_worker") if path != "identity/1" else staff("lead")
    there = south if path != "identity/1" else 999
    fields = {"csrf_token": token(client, page(named)), "reason": "why", "step": "agree", "action": "freeze"}
    assert client.post(f"{page(there)}/{path}", data=fields).status_code == 404


def test_a_worker_is_no_second_person(staff: Staff, named: int) -> None:
    worker, other = staff("worker"), staff("other_worker")
    send(worker, named, "identity/ask", reason="to ring back")
    fields = {"csrf_token": token(other, page(named)), "step": "agree"}
    assert other.post(f"{page(named)}/identity/1", data=fields).status_code == 403


def test_a_code_is_frozen_and_nobody_can_reply_until_it_is_let_go(staff: Staff, named: int, database: Database) -> None:
    worker = staff("worker")
    assert send(worker, named, "code", action="freeze", reason="her brother has the phone")[0] == 303
    shown = text(worker, page(named))
    assert "her brother has the phone" in shown
    assert 'name="text"' not in shown
    assert "Code frozen" in text(worker, "/staff/inbox?state=opened")
    with database.session(write=False) as session:
        assert session.get_one(Response, named).frozen_on
    assert send(worker, named, "code", action="let_go", reason="she has it back")[0] == 303
    assert 'name="text"' in text(worker, page(named))


def test_a_freeze_without_a_reason_freezes_nothing(staff: Staff, named: int, database: Database) -> None:
    assert send(staff("worker"), named, "code", action="freeze", reason="")[0] == 422
    with database.session(write=False) as session:
        assert session.get_one(Response, named).frozen_on is None
