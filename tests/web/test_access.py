"""Every endpoint says who may ask for it; what says nothing refuses everybody."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation.access import Permission
from participation.web.access import PUBLIC, fresh, public, requires


def test_every_endpoint_is_public_or_requires_something(app: Flask) -> None:
    unmarked = [
        name
        for name, view in app.view_functions.items()
        if getattr(view, "access", None) != PUBLIC and not isinstance(getattr(view, "access", None), Permission)
    ]
    assert unmarked == []


def test_no_staff_page_but_sign_in_is_public(app: Flask) -> None:
    open_ones = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/staff") and getattr(app.view_functions[rule.endpoint], "access", None) == PUBLIC
    }
    assert open_ones == {"accounts.sign_in", "accounts.sign_in_code"}


@pytest.fixture
def bare(app: Flask) -> FlaskClient:
    """The program with a page that says nothing, one that is public, and one that wants it fresh."""
    app.add_url_rule("/nothing-said", "nothing_said", lambda: "seen")
    app.add_url_rule("/said", "said", public(lambda: "seen"))
    app.add_url_rule("/staff/changes", "changes", fresh(requires(Permission.MANAGE_PEOPLE)(lambda: "seen")))
    app.add_url_rule("/staff/posts", "posts", requires(Permission.MANAGE_PEOPLE)(lambda: "seen"), methods=["POST"])
    return app.test_client()


def test_a_page_that_says_nothing_is_refused(bare: FlaskClient) -> None:
    assert bare.get("/nothing-said").status_code == 403
    assert bare.get("/said").text == "seen"


def test_who_is_not_signed_in_is_asked_to_and_comes_back_to_pages_only(bare: FlaskClient) -> None:
    assert bare.get("/staff/changes?a=b").location == "/staff/sign-in?next=/staff/changes?a%3Db"
    assert bare.post("/staff/posts").location == "/staff/sign-in"
