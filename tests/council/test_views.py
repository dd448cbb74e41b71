"""The council's page."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from participation.council.rules import WEEKDAYS
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
    assert "Names and contact: saved." in admin.get(PAGE).text


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


NO_HOURS = {f"{day}_{end}": "" for day in WEEKDAYS for end in ("opens", "closes")}
OFFICE = {f"{day}_{end}": at for day in WEEKDAYS[:4] for end, at in (("opens", "09:30"), ("closes", "17:00"))}
WEEK = {**NO_HOURS, **OFFICE}


def test_reading_hours_are_set_by_the_day(admin: FlaskClient, client: FlaskClient, post: Post) -> None:
    assert "17:00" in admin.get(f"{PAGE}/hours").text
    form = {**WEEK, "Saturday_opens": "10", "Saturday_closes": "12:00", "closed_days": "25 December 2026\n2027-01-01\n"}
    assert post(admin, f"{PAGE}/hours", form).location == PAGE
    said = "We read messages Monday to Thursday, 9:30 am to 5 pm and Saturday, 10 am to 12 noon."
    assert said in admin.get(PAGE).text
    assert said in client.get("/help").text
    assert "25 December 2026\n1 January 2027" in admin.get(f"{PAGE}/hours").text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"Monday_opens": "25:00"}, "Enter both times"),
        ({"Monday_closes": ""}, "Enter both times"),
        ({"Monday_opens": "18:00"}, "Enter an end that is later"),
        ({"closed_days": "soon"}, "“soon” is no day."),
        ({"closed_days": "30 February 2027"}, "is no day."),
        (NO_HOURS, "Enter the hours of at least one day."),
    ],
)
def test_hours_that_do_not_fit(wrong: dict[str, str], sentence: str, admin: FlaskClient, post: Post) -> None:
    text = post(admin, f"{PAGE}/hours", {**WEEK, **wrong}).text
    assert "There is a problem" in text
    assert sentence in text


def test_worries_need_a_number_for_the_night(admin: FlaskClient, client: FlaskClient, post: Post) -> None:
    worries = f"{PAGE}/worries"
    assert "Enter the number of the emergency duty team first." in post(admin, worries, {"worry_open": "y"}).text
    assert "digits and spaces only" in post(admin, worries, {"emergency_number": "ask at the desk"}).text
    post(admin, worries, {"worry_open": "y", "emergency_number": "01632 960001"})
    assert 'href="tel:01632960001"' in client.get("/help").text
    assert "Enter the number" in post(admin, worries, {"worry_open": "y", "emergency_number": ""}).text
    post(admin, worries, {"emergency_number": ""})
    assert "tel:01632960001" not in client.get("/help").text


def stylesheet(client: FlaskClient) -> tuple[str, str]:
    """The address of the stylesheet that the home page names, and what it says."""
    address = client.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address)
    assert "immutable" in answer.headers["Cache-Control"]
    return address, answer.text


def test_the_colour_comes_with_the_stylesheet_under_an_address_of_its_own(
    admin: FlaskClient, client: FlaskClient, post: Post
) -> None:
    before, text = stylesheet(client)
    post(admin, f"{PAGE}/colour", {"colour": "00693E"})
    after, changed = stylesheet(client)
    assert after != before
    assert changed.startswith(text)
    assert "--brand:#00693e" in changed
    assert "immutable" not in client.get(before).headers["Cache-Control"]
    post(admin, f"{PAGE}/colour", {"colour": ""})
    assert stylesheet(client) == (before, text)


@pytest.mark.parametrize(
    ("colour", "sentence"),
    [("#ffcc00", "Choose a darker one, such as #"), ("blue", "such as #4a36b5"), ("#12", "such as")],
)
def test_a_colour_that_cannot_be_read(colour: str, sentence: str, admin: FlaskClient, post: Post) -> None:
    assert sentence in post(admin, f"{PAGE}/colour", {"colour": colour}).text


def picture(size: tuple[int, int] = (300, 150), kind: str = "PNG") -> io.BytesIO:
    """A plain picture with a comment in it."""
    out, drawn = io.BytesIO(), Image.new("RGB", size, "#00693e")
    drawn.info["comment"] = "secret"
    drawn.save(out, kind, comment=b"secret")
    out.seek(0)
    return out


def logo_of(client: FlaskClient) -> str:
    """The address of the logo at the top of the home page, empty without one."""
    found = re.search(r'<img src="([^"]+logo.png)" alt="([^"]*)"', client.get("/").text)
    return found[1] if found else ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_a_logo_is_drawn_anew_and_served_from_here(
    kind: str, admin: FlaskClient, client: FlaskClient, post: Post
) -> None:
    assert post(admin, f"{PAGE}/logo", {"logo": (picture(kind=kind), "x.png"), "alt": "Our <sign>"}).location == PAGE
    answer = client.get(logo_of(client))
    assert answer.content_type == "image/png"
    assert b"secret" not in answer.data
    assert Image.open(io.BytesIO(answer.data)).size == (192, 96)
    assert 'alt="Our &lt;sign&gt;"' in client.get("/").text
    post(admin, f"{PAGE}/logo", {"alt": "Other words"})
    assert 'alt="Other words"' in client.get("/").text
    post(admin, f"{PAGE}/logo", {"action": "remove"})
    assert logo_of(client) == ""


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "Use a PNG or JPEG file."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Use a PNG or JPEG file."),
        (picture().read()[:60], "Use a PNG or JPEG file."),
        (picture((4000, 2000)).read(), "at most 2,000 by 2,000 pixels"),
        (picture((1000, 10)).read(), "at most 4 times"),
    ],
)
def test_what_is_no_logo(raw: bytes, sentence: str, admin: FlaskClient, client: FlaskClient, post: Post) -> None:
    answer = post(admin, f"{PAGE}/logo", {"logo": (io.BytesIO(raw), "x.png"), "alt": ""})
    assert answer.status_code == 200
    assert sentence in answer.text
    assert logo_of(client) == ""


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
    settings = ("/words", "/days", "/hours", "/worries", "/colour", "/logo")
    pages = ("", *settings, "/helplines/add", "/helplines/0", "/localities/1", "/services/add")
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
