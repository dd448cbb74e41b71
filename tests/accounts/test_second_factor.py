"""The second factor: required outside the demo, enrolled first, each code good once."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

from participation.accounts import services
from participation.accounts.models import Staff
from participation.audit.models import AuditEvent
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from tests.conftest import token
from tests.factories import Council

pytestmark = pytest.mark.usefixtures("any_database")

Send = Callable[..., Any]
ENROL, CODE = "/staff/account/second-factor", "/staff/sign-in/code"


@pytest.fixture
def visitor(real_app: Flask) -> FlaskClient:
    """A browser outside the demo."""
    return real_app.test_client()


@pytest.fixture
def enrolled(visitor: FlaskClient, sign_in: Send) -> str:
    """The secret of a worker who has just enrolled in `visitor`."""
    sign_in(visitor, "worker")
    return enrol(visitor)


def enrol(client: FlaskClient) -> str:
    page = client.get(ENROL).text
    secret = "".join(re.findall(r"<dd>([A-Z2-7 ]{32,})</dd>", page)[0].split())
    code = pyotp.TOTP(secret).at(clock.now())
    assert client.post(ENROL, data={"code": code, "csrf_token": token(client, ENROL)}).location == "/staff/"
    return secret


def type_code(client: FlaskClient, code: str) -> Any:
    return client.post(CODE, data={"code": code, "csrf_token": token(client, CODE)})


@pytest.mark.parametrize("page", ["/staff/", "/staff/inbox", "/staff/account", "/staff/people"])
def test_who_has_none_enrols_before_anything_else(page: str, visitor: FlaskClient, sign_in: Send) -> None:
    sign_in(visitor, "admin")
    assert visitor.get(page).location == ENROL


def test_the_demo_asks_for_none(client: FlaskClient, sign_in: Send) -> None:
    sign_in(client, "admin")
    assert client.get("/staff/people").status_code == 200


def test_enrolling_shows_a_picture_and_opens_the_pages(visitor: FlaskClient, enrolled: str) -> None:
    assert visitor.get("/staff/account").status_code == 200
    assert visitor.get(ENROL + "/picture").status_code == 404
    visitor.get(ENROL)
    assert visitor.get(ENROL + "/picture").content_type.startswith("image/svg+xml")


def test_a_wrong_first_code_turns_nothing_on(visitor: FlaskClient, sign_in: Send) -> None:
    sign_in(visitor, "worker")
    answer = visitor.post(ENROL, data={"code": "000000", "csrf_token": token(visitor, ENROL)})
    assert "does not fit" in answer.text
    assert visitor.get("/staff/account").location == ENROL


def test_the_waiting_secret_is_sealed_in_the_cookie(visitor: FlaskClient, sign_in: Send) -> None:
    sign_in(visitor, "worker")
    page = visitor.get(ENROL).text
    secret = "".join(re.findall(r"<dd>([A-Z2-7 ]{32,})</dd>", page)[0].split())
    with visitor.session_transaction(ENROL) as cookie:
        assert secret not in str(dict(cookie))


def test_the_password_alone_opens_nothing(
    real_app: Flask, enrolled: str, sign_in: Send, code_of: Callable[[int], str], council: Council
) -> None:
    phone = real_app.test_client()
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        assert sign_in(phone, "worker").location == CODE
        assert phone.get("/staff/account").location == "/staff/sign-in?next=/staff/account"
        assert "That code is not right" in type_code(phone, "000000").text
        assert type_code(phone, code_of(council.staff["worker"])).location == "/staff/"
        assert phone.get("/staff/account").status_code == 200


def test_a_code_is_good_once_and_an_older_one_not_after_it(
    database: Database, real_ring: KeyRing, enrolled: str, council: Council
) -> None:
    totp = pyotp.TOTP(enrolled)
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False), database.transaction() as session:
        worker = session.get_one(Staff, council.staff["worker"])
        used, older = totp.at(clock.now()), totp.at(clock.now() - timedelta(seconds=30))
        services.check_code(session, real_ring, worker, f" {used[:3]} {used[3:]}", "bucket")
        for code in (used, older, "", "１２３４５６", "abc"):
            with pytest.raises(services.SignInError):
                services.check_code(session, real_ring, worker, code, f"bucket of {code}")


def test_the_code_that_enrolled_is_used_up(
    database: Database, real_ring: KeyRing, visitor: FlaskClient, sign_in: Send, council: Council
) -> None:
    with time_machine.travel(clock.now(), tick=False):
        sign_in(visitor, "worker")
        code = pyotp.TOTP(enrol(visitor)).at(clock.now())
        with database.transaction() as session, pytest.raises(services.SignInError):
            services.check_code(session, real_ring, session.get_one(Staff, council.staff["worker"]), code, "bucket")


def test_guessing_codes_slows_down(real_app: Flask, enrolled: str, sign_in: Send) -> None:
    phone = real_app.test_client()
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=False):
        sign_in(phone, "worker")
        said = [type_code(phone, "000000").text for _ in range(6)]
    assert "several wrong tries" in said[-1]


def test_the_second_step_is_open_for_five_minutes(real_app: Flask, enrolled: str, sign_in: Send) -> None:
    phone = real_app.test_client()
    with time_machine.travel(clock.now(), tick=False) as now:
        sign_in(phone, "worker")
        now.shift(timedelta(minutes=6))
        assert phone.get(CODE).location == "/staff/sign-in"


def test_a_lost_phone_is_forgotten_by_an_administrator_on_the_record(
    database: Database, visitor: FlaskClient, enrolled: str, sign_in: Send, council: Council
) -> None:
    with database.transaction() as session:
        worker = session.get_one(Staff, council.staff["worker"])
        services.forget_second_factor(session, worker, council.staff["admin"])
        done = session.exec(select(AuditEvent).where(AuditEvent.action == "second_factor_forgotten")).one()
        assert (done.staff_id, done.subject_id) == (council.staff["admin"], council.staff["worker"])
    assert visitor.get("/staff/account").status_code == 302
    sign_in(visitor, "worker")
    assert visitor.get("/staff/account").location == ENROL


def test_is_it_still_you_asks_for_a_code_too(
    visitor: FlaskClient, enrolled: str, code_of: Callable[[int], str], council: Council
) -> None:
    with time_machine.travel(clock.now() + timedelta(minutes=12), tick=False):
        assert visitor.get(ENROL).location == f"/staff/confirm?next={ENROL}"
        form = {"password": "quiet-green-lamp-7", "csrf_token": token(visitor, "/staff/confirm")}
        assert "Enter the six digits" in visitor.post("/staff/confirm", data=form).text
        form["code"] = code_of(council.staff["worker"])
        assert visitor.post("/staff/confirm", data=form).location == "/staff/"
