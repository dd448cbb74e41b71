"""The people page: adding, changing, helping, closing; everything on the record."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.access import Role, Scope
from participation.accounts.models import Staff
from participation.accounts.queries import by_email, person, principal_of
from participation.audit.models import AuditEvent
from tests.factories import Council

pytestmark = pytest.mark.usefixtures("any_database")

Send = Callable[..., Any]
NEW = {"name": "New Person", "email": "New@Example.test", "role": "worker", "where": "all"}


@pytest.fixture
def admin(staff: Callable[[str], FlaskClient]) -> FlaskClient:
    """An administrator."""
    return staff("admin")


def recorded(session: Session) -> list[tuple[int | None, str, int | None]]:
    events = session.exec(select(AuditEvent).where(AuditEvent.action != "signed_in").order_by(AuditEvent.id))
    return [(each.staff_id, each.action, each.subject_id) for each in events]


def shown_password(text: str) -> str:
    return re.findall(r"<kbd>([a-z-]+)</kbd>", text)[0]


def test_a_new_person_gets_a_password_for_one_day_and_chooses_their_own(
    admin: FlaskClient, client: FlaskClient, post: Send, sign_in: Send
) -> None:
    given = shown_password(post(admin, "/staff/people/add", NEW).text)
    assert sign_in(client, "new", given).status_code == 302
    assert client.get("/staff/account").location == "/staff/account/password"
    answer = post(client, "/staff/account/password", {"password": "an-own-green-lamp"})
    assert answer.location == "/staff/"
    assert "Your password is changed." in client.get("/staff/account").text
    assert "is not right" in sign_in(client, "new", given).text


def test_their_own_password_must_be_a_good_one(admin: FlaskClient, post: Send) -> None:
    answer = post(admin, "/staff/account/password", {"password": "password1234"})
    assert "easily guessed" in answer.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Enter a name."),
        ({"email": "nobody"}, "Enter an e-mail address, like"),
        ({"email": "worker@example.test"}, "Somebody with this address is here already."),
        ({"role": "king"}, "Not a valid choice"),
        ({"where": "some"}, "Pick at least one locality"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    wrong: dict[str, str], sentence: str, admin: FlaskClient, post: Send
) -> None:
    answer = post(admin, "/staff/people/add", {**NEW, **wrong})
    assert sentence in answer.text
    assert "There is a problem" in answer.text
    assert wrong.get("email", "New@Example.test") in answer.text


def test_localities_and_role_change_on_the_record(
    admin: FlaskClient, post: Send, session: Session, council: Council
) -> None:
    worker, me = council.staff["worker"], council.staff["admin"]
    before = len(recorded(session))
    session.rollback()
    form = {"name": "worker", "role": "lead", "where": "some", "localities": str(council.localities["south"])}
    post(admin, f"/staff/people/{worker}", form)
    staff = session.get_one(Staff, worker)
    assert principal_of(session, staff).scope == Scope(frozenset({council.localities["south"]}), not_said=True)
    assert staff.role == Role.LEAD
    assert recorded(session)[before:] == [(me, "localities_changed", worker), (me, "role_changed", worker)]


def test_ticked_localities_count_only_with_only_these(
    admin: FlaskClient, post: Send, session: Session, council: Council
) -> None:
    north = council.staff["north_worker"]
    form = {"name": "n", "role": "worker", "where": "all", "localities": str(council.localities["north"])}
    post(admin, f"/staff/people/{north}", form)
    found = person(session, north)
    assert found
    assert found.localities == frozenset()


def test_a_new_password_is_given_on_the_record(
    admin: FlaskClient, client: FlaskClient, post: Send, sign_in: Send, session: Session, council: Council
) -> None:
    answer = post(admin, f"/staff/people/{council.staff['worker']}", {"action": "password"})
    assert sign_in(client, "worker").status_code == 200
    assert sign_in(client, "worker", shown_password(answer.text)).status_code == 302
    assert (council.staff["admin"], "password_reset", council.staff["worker"]) in recorded(session)


def test_closing_and_opening_again(
    admin: FlaskClient, client: FlaskClient, post: Send, sign_in: Send, council: Council
) -> None:
    page = f"/staff/people/{council.staff['worker']}"
    post(admin, page, {"action": "close"})
    assert sign_in(client, "worker").status_code == 200
    post(admin, page, {"action": "open"})
    assert sign_in(client, "worker").status_code == 302


@pytest.mark.parametrize("action", ["close", "password", "second-factor"])
def test_nobody_closes_or_resets_themselves(action: str, admin: FlaskClient, post: Send, council: Council) -> None:
    answer = post(admin, f"/staff/people/{council.staff['admin']}", {"action": action})
    assert answer.status_code == 403
    assert admin.get("/staff/account").status_code == 200


def test_nobody_changes_their_own_role(admin: FlaskClient, post: Send, session: Session, council: Council) -> None:
    form = {"name": "admin", "role": "worker", "where": "all"}
    assert "cannot change your own role" in post(admin, f"/staff/people/{council.staff['admin']}", form).text
    assert session.get_one(Staff, council.staff["admin"]).role == Role.ADMIN


def test_somebody_who_is_not_there_is_not_found(admin: FlaskClient) -> None:
    assert admin.get("/staff/people/9999").status_code == 404


@pytest.mark.parametrize("name", ["worker", "lead", "leader", "partner", "north_worker"])
@pytest.mark.parametrize("page", ["/staff/people", "/staff/people/add", "/staff/people/1"])
def test_only_administrators_manage_people(name: str, page: str, staff: Callable[[str], FlaskClient]) -> None:
    assert staff(name).get(page).status_code == 403


def test_names_are_escaped(admin: FlaskClient, post: Send, council: Council) -> None:
    form = {"name": "<b>Bold</b>", "role": "worker", "where": "all"}
    post(admin, f"/staff/people/{council.staff['worker']}", form)
    text = admin.get("/staff/people").text
    assert "&lt;b&gt;Bold&lt;/b&gt;" in text
    assert "<b>Bold</b>" not in text


def test_an_address_is_found_however_it_is_typed(session: Session) -> None:
    assert by_email(session, " WORKER@example.test ")
