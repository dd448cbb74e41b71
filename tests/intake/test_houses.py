"""The three houses are a place: entered in any order, lit where there is something inside."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

Post = Callable[..., object]
HOUSES = ["house_of_good_things", "house_of_worries", "house_of_dreams"]


def street(client: FlaskClient) -> str:
    return client.get("/houses").get_data(as_text=True)


@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
def test_the_street_shows_three_dark_houses_at_first(client: FlaskClient, look: str) -> None:
    page = client.get(f"/houses?look={look}").get_data(as_text=True)
    assert [f"/houses/{house}" in page for house in HOUSES] == [True] * 3
    assert " lit" not in page
    assert "Weld and Greening" in page


@pytest.mark.parametrize("first", HOUSES)
def test_any_house_comes_first_and_leads_back_to_the_street(client: FlaskClient, post: Post, first: str) -> None:
    answer = post(client, f"/houses/{first}", {f"q-{first}": "something"})
    assert answer.location == "/houses"  # type: ignore[attr-defined]
    assert street(client).count(" lit") == 1
    assert "You put something in here" in street(client)


def test_a_skipped_house_stays_dark_and_says_so(client: FlaskClient, post: Post) -> None:
    post(client, "/houses/house_of_worries", {"go": "skip"})
    assert " lit" not in street(client)
    assert "You skipped this one" in street(client)


def test_after_the_houses_comes_the_scale_and_then_about_you(client: FlaskClient, post: Post) -> None:
    post(client, "/houses/house_of_worries", {"q-house_of_worries": "x"})
    assert "/houses/how_are_things" in street(client)
    answer = post(client, "/houses/how_are_things", {"q-how_are_things": "7"})
    assert answer.location == "/houses/about_why"  # type: ignore[attr-defined]


def test_changing_a_house_from_the_check_page_leads_back_there(client: FlaskClient, post: Post) -> None:
    post(client, "/houses/house_of_worries", {"q-house_of_worries": "x"})
    answer = post(client, "/houses/house_of_worries?then=check", {"q-house_of_worries": "y"})
    assert answer.location == "/houses/check"  # type: ignore[attr-defined]


def test_stopping_on_the_street_keeps_every_house_under_a_code(client: FlaskClient, post: Post) -> None:
    post(client, "/houses/house_of_worries", {"q-house_of_worries": "x"})
    answer = post(client, "/houses", {"go": "pause"})
    assert answer.location == "/paused"  # type: ignore[attr-defined]
    assert " lit" not in street(client)
    assert client.get("/paused").text.count("<li>") >= 5


def test_a_page_that_was_open_too_long_stops_nothing(client: FlaskClient, post: Post) -> None:
    post(client, "/houses/house_of_worries", {"q-house_of_worries": "x"})
    assert client.post("/houses", data={"go": "pause"}).status_code == 400
    assert street(client).count(" lit") == 1
