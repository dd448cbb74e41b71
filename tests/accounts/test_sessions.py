"""Sessions on the server: new at sign-in, gone at sign-out, at closing, with a new role, when idle, after a day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.access import Role
from participation.accounts import services
from participation.accounts.models import Staff, StaffSession
from participation.accounts.queries import token_hash
from participation.kernel import clock
from participation.kernel.database import Database
from tests.conftest import token
from tests.factories import Council

pytestmark = pytest.mark.usefixtures("any_database")

Staffed = Callable[[str], FlaskClient]
PAGE = "/staff/account"


def signed_in(client: FlaskClient) -> bool:
    return client.get(PAGE).status_code == 200


def held(client: FlaskClient) -> str:
    with client.session_transaction(PAGE) as cookie:
        return str(cookie["_user_id"])


def test_the_database_keeps_a_hash_of_the_token_and_the_cookie_no_trace_of_the_browser(
    staff: Staffed, session: Session
) -> None:
    client = staff("worker")
    row = session.exec(select(StaffSession)).one()
    assert row.token_hash == token_hash(held(client))
    with client.session_transaction(PAGE) as cookie:
        assert cookie.get("_id") is None


def test_every_sign_in_makes_a_new_session(staff: Staffed) -> None:
    assert held(staff("worker")) != held(staff("worker"))


def test_a_copied_cookie_is_worth_nothing_after_sign_out(app: Flask, staff: Staffed) -> None:
    client, thief = staff("worker"), app.test_client()
    copied = client.get_cookie("staff")
    assert copied
    client.post("/staff/sign-out", data={"csrf_token": token(client, PAGE)})
    thief.set_cookie("staff", copied.value)
    assert not signed_in(thief)


def test_signing_out_elsewhere_leaves_this_session(staff: Staffed) -> None:
    one, other = staff("worker"), staff("worker")
    one.post("/staff/sign-out", data={"csrf_token": token(one, PAGE)})
    assert not signed_in(one)
    assert signed_in(other)


CHANGES: tuple[Callable[[Session, Staff, int], Any], ...] = (
    lambda session, staff, by: services.set_disabled(session, staff, True, by),
    lambda session, staff, by: services.set_role(session, staff, Role.LEADER, by),
    lambda session, staff, by: services.set_password(session, staff, "another-green-lamp", by),
)


@pytest.mark.parametrize("change", CHANGES)
def test_closing_a_new_role_and_a_new_password_end_every_session(
    change: Callable[..., Any], staff: Staffed, database: Database, council: Council
) -> None:
    client = staff("worker")
    with database.transaction() as session:
        change(session, session.get_one(Staff, council.staff["worker"]), council.staff["admin"])
    assert not signed_in(client)


def test_the_same_role_again_ends_nothing(staff: Staffed, database: Database, council: Council) -> None:
    client = staff("worker")
    with database.transaction() as session:
        worker = session.get_one(Staff, council.staff["worker"])
        services.set_role(session, worker, Role.WORKER, council.staff["admin"])
    assert signed_in(client)


def test_half_an_hour_without_a_page_ends_it(staff: Staffed) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        client = staff("worker")
        now.shift(timedelta(minutes=29))
        assert signed_in(client)
        now.shift(timedelta(minutes=29))
        assert signed_in(client)
        now.shift(timedelta(minutes=31))
        assert not signed_in(client)


def test_twelve_hours_end_it_however_busy(staff: Staffed) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        client = staff("worker")
        for _ in range(25):
            now.shift(timedelta(minutes=28))
            assert signed_in(client)
        now.shift(timedelta(minutes=25))
        assert not signed_in(client)


def test_what_is_over_is_cleared(staff: Staffed, database: Database) -> None:
    staff("worker")
    with time_machine.travel(clock.now() + timedelta(hours=13)), database.transaction() as session:
        assert services.clear_old(session) == 1
        assert session.exec(select(StaffSession)).all() == []


def test_no_page_outside_the_staff_pages_knows_who_is_signed_in(staff: Staffed) -> None:
    assert b"Sign out" not in staff("worker").get("/").data
