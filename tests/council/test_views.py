"""The council's page."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from participation.kernel import clock
from tests.factories import Council

pytestmark = pytest.mark.usefixtures("any_database")

Staffed = Callable[[str], FlaskClient]
Post = Callable[..., Any]
PAGE = "/staff/council"
WORDS = {"name": "Our council", "site_name": "Speak up", "team_name": "Our team"}
LINE = {"name": "The Mix", "number": "0808 808 4994", "how": "call", "hours": "Evenings", "about": ""}


@pytest.fixture
def admin(staff: Staffed) -> FlaskClient:
    """An administrator."""
    return staff("admin")


def test_new_words_show_everywhere_at_once(admin: FlaskClient, client: FlaskClient, post: Post) -> None:
    assert "Speak up" not in client.get("/").text
    assert post(admin, f"{PAGE}/words", WORDS).location == PAGE
    assert "Speak up" in client.get("/").text
    assert "Names and hours: saved." in admin.get(PAGE).text


def test_a_mistake_keeps_what_was_typed_and_saves_nothing(admin: FlaskClient, post: Post) -> None:
    text = post(admin, f"{PAGE}/words", {**WORDS, "team_name": "x" * 81}).text
    assert "Enter a name of at most 80 characters." in text
    assert "Speak up" in text
    assert "Speak up" not in admin.get(PAGE).text


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (("5", "20", "x"), "Enter a number of working days from 1 to 180."),
        (("0", "20", "60"), "Enter a number of working days from 1 to 30."),
        (("9" * 30, "20", "60"), "Enter a number of working days from 1 to 30."),
        (("5", "", "60"), "Enter a number of working days from 1 to 90."),
        (("20", "10", "60"), "comes before"),
    ],
)
def test_days_that_do_not_fit(days: tuple[str, str, str], sentence: str, admin: FlaskClient, post: Post) -> None:
    form = dict(zip(("reply_days", "talk_days", "decide_days"), days, strict=True))
    answer = post(admin, f"{PAGE}/days", form)
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert sentence in answer.text


def test_a_helpline_that_was_checked_today_says_so(admin: FlaskClient, client: FlaskClient, post: Post) -> None:
    post(admin, f"{PAGE}/helplines/add", {**LINE, "checked": "y"})
    assert f'<time datetime="{clock.today().isoformat()}">' in admin.get(PAGE).text
    assert "0808 808 4994" in client.get("/help").text


def test_a_helpline_is_corrected_moved_and_taken_off(admin: FlaskClient, post: Post) -> None:
    second = f"{PAGE}/helplines/1"
    post(admin, second, {**LINE, "name": "Shout", "was": "Shout"})
    post(admin, second, {"action": "up", "was": "Shout"})
    text = admin.get(PAGE).text
    assert text.index("0808 808 4994") < text.index("0800 1111")
    post(admin, f"{PAGE}/helplines/0", {"action": "remove", "was": "Shout"})
    assert "0808 808 4994" not in admin.get(PAGE).text


def test_a_helpline_that_somebody_moved_meanwhile_is_not_mixed_up(admin: FlaskClient, post: Post) -> None:
    assert post(admin, f"{PAGE}/helplines/0", {"action": "remove", "was": "Shout"}).status_code == 404
    assert "0800 1111" in admin.get(PAGE).text


@pytest.mark.parametrize("wrong", [{"number": ""}, {"name": ""}, {"hours": ""}, {"number": "1" * 39}])
def test_a_helpline_without_what_it_needs(wrong: dict[str, str], admin: FlaskClient, post: Post) -> None:
    assert "There is a problem" in post(admin, f"{PAGE}/helplines/add", {**LINE, **wrong}).text


@pytest.mark.parametrize(("kind", "name"), [("localities", "East"), ("services", "Family time")])
def test_places_are_added_renamed_and_moved(kind: str, name: str, admin: FlaskClient, post: Post) -> None:
    post(admin, f"{PAGE}/{kind}/add", {"name": name})
    post(admin, f"{PAGE}/{kind}/3", {"name": name + " and more"})
    post(admin, f"{PAGE}/{kind}/3", {"action": "up"})
    text = admin.get(PAGE).text
    assert text.index(name + " and more") < text.index(f"{PAGE}/{kind}/2")
    assert "There is one with this name already." in post(admin, f"{PAGE}/{kind}/1", {"name": name + " and more"}).text


def test_a_new_service_can_be_chosen_at_once(admin: FlaskClient, client: FlaskClient, post: Post) -> None:
    client.get("/tell-us")
    post(admin, f"{PAGE}/services/add", {"name": "Family time"})
    assert "Family time" in client.get("/tell-us", follow_redirects=True).text


@pytest.mark.parametrize("name", ["worker", "lead", "leader", "partner"])
def test_only_administrators_change_it(name: str, staff: Staffed) -> None:
    client = staff(name)
    pages = ("", "/words", "/days", "/helplines/add", "/helplines/0", "/localities/1", "/services/add")
    assert {client.get(PAGE + page).status_code for page in pages} == {403}


@pytest.mark.parametrize("page", ["/helplines/99", "/localities/999", "/nonsense", "/nonsense/1"])
def test_what_is_not_there_is_not_found(page: str, admin: FlaskClient) -> None:
    assert admin.get(PAGE + page).status_code == 404


def test_words_are_escaped(admin: FlaskClient, client: FlaskClient, post: Post) -> None:
    post(admin, f"{PAGE}/words", {**WORDS, "site_name": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get("/").text
    assert "<script>alert" not in admin.get(PAGE).text


def test_it_is_on_the_record(admin: FlaskClient, post: Post, council: Council) -> None:
    post(admin, f"{PAGE}/words", WORDS)
    assert "the council’s settings" in admin.get(f"/staff/audit?staff={council.staff['admin']}").text
