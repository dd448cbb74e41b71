"""Two cookies apart: what happens on a shared phone to one leaves the other alone."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from participation.app import create_app
from participation.kernel.database import Database
from participation.kernel.settings import Settings
from tests.conftest import token


def test_staff_and_young_people_have_a_cookie_each(staff: Callable[[str], FlaskClient]) -> None:
    client = staff("worker")
    client.get("/?look=younger")
    assert client.get_cookie("staff")
    assert client.get_cookie("visit")


def test_leaving_the_site_does_not_sign_a_worker_out(staff: Callable[[str], FlaskClient]) -> None:
    client = staff("worker")
    client.get("/?look=younger")
    client.get("/exit")
    assert client.get("/staff/account").status_code == 200


def test_signing_out_leaves_a_young_persons_visit(staff: Callable[[str], FlaskClient]) -> None:
    client = staff("worker")
    client.get("/?look=younger")
    client.post("/staff/sign-out", data={"csrf_token": token(client, "/staff/account")})
    assert 'data-look="younger"' in client.get("/").text


def test_one_cookie_does_not_open_the_other(staff: Callable[[str], FlaskClient]) -> None:
    client = staff("worker")
    stolen = client.get_cookie("staff")
    assert stolen
    client.set_cookie("visit", stolen.value)
    with client.session_transaction("/") as cookie:
        assert dict(cookie) == {}


def test_a_changed_cookie_is_an_empty_one(staff: Callable[[str], FlaskClient]) -> None:
    client = staff("worker")
    good = client.get_cookie("staff")
    assert good
    client.set_cookie("staff", good.value[:-2] + "xx")
    assert client.get("/staff/account").status_code == 302


@pytest.mark.parametrize(("page", "name"), [("/staff/sign-in", "__Host-staff"), ("/?look=younger", "__Host-visit")])
def test_over_https_they_are_bound_to_the_host(page: str, name: str, settings: Settings, database: Database) -> None:
    secure = settings.model_copy(update={"base_url": "https://voices.example"})
    answer = create_app(secure, database).test_client().get(page, base_url="https://voices.example")
    made = answer.headers["Set-Cookie"]
    assert made.startswith(f"{name}=")
    assert all(part in made for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert all(part not in made for part in ("Expires", "Max-Age", "Domain"))


def test_a_look_without_a_wish_needs_no_cookie(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/help").headers
