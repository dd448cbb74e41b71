"""The languages pages: what waits, approving, taking back, reading a whole language."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from participation.kernel.localisation import TRANSLATED, Drafted
from participation.languages import queries
from participation.languages.rules import Kind
from tests.conftest import token
from tests.factories import Council

pytestmark = pytest.mark.usefixtures("any_database")

PAGE = "/staff/languages"
SAFETY = f"{PAGE}/ar/safety"
Staffed = Callable[[str], FlaskClient]


def send(client: FlaskClient, address: str, **data: object) -> Any:
    """A form of the Arabic page."""
    return client.post(address, data={**data, "csrf_token": token(client, SAFETY)})


def test_each_language_is_there_with_what_waits(admin: FlaskClient) -> None:
    text = admin.get(PAGE).text
    for language in TRANSLATED:
        assert language.name in text
        assert f"{PAGE}/{language.code}/safety" in text
    assert f"0 of {len(queries.texts('ar', Kind.SAFETY))}" in text


def test_texts_stand_side_by_side(admin: FlaskClient, danger: Drafted) -> None:
    text = admin.get(f"{SAFETY}?q=danger+right").text
    assert danger.english[0] in text
    assert f'<div lang="ar" dir="rtl">{danger.translated[0]}</div>' in text
    assert "Drafted by machine" in text


@pytest.mark.parametrize("name", ["admin", "lead"])
def test_approving_shows_it_to_young_people_and_taking_it_back_hides_it(
    name: str, staff: Staffed, client: FlaskClient, danger: Drafted
) -> None:
    somebody = staff(name)
    assert danger.translated[0] not in client.get("/help?lang=ar").text
    answer = send(somebody, f"{SAFETY}/approve?q=danger", texts=[danger.text_hash])
    assert answer.location == f"{SAFETY}?page=1&q=danger"
    assert danger.translated[0] in client.get("/help?lang=ar").text
    page = somebody.get(f"{SAFETY}?q=danger+right").text
    assert f"By {name} on " in page
    send(somebody, f"{SAFETY}/take-back", texts=[danger.text_hash])
    assert danger.translated[0] not in client.get("/help?lang=ar").text


def test_nothing_ticked_says_so(admin: FlaskClient) -> None:
    assert "Tick a text first." in send(admin, f"{SAFETY}/approve").text


def test_a_text_that_changed_meanwhile_is_not_approved(admin: FlaskClient) -> None:
    send(admin, f"{SAFETY}/approve", texts=["0" * 64])
    assert "0 texts are approved." in admin.get(SAFETY).text


def test_an_ordinary_text_is_no_safety_text(admin: FlaskClient) -> None:
    ordinary = queries.texts("ar", Kind.ORDINARY)[0]
    send(admin, f"{SAFETY}/approve", texts=[ordinary.text_hash])
    assert "0 texts are approved." in admin.get(SAFETY).text


def test_a_language_is_marked_until_a_person_has_read_it(admin: FlaskClient, client: FlaskClient) -> None:
    marked = "A person still has to check these words."
    before = client.get("/language").text.count(marked)
    assert before == len(TRANSLATED)
    send(admin, f"{PAGE}/ar/read")
    assert client.get("/language").text.count(marked) == before - 1
    assert "Read by a person" in admin.get(PAGE).text
    one = queries.texts("ar", Kind.ORDINARY)[0]
    send(admin, f"{PAGE}/ar/ordinary/take-back", texts=[one.text_hash])
    assert client.get("/language").text.count(marked) == before


def test_reading_the_ordinary_texts_approves_no_safety_text(
    admin: FlaskClient, client: FlaskClient, danger: Drafted
) -> None:
    send(admin, f"{PAGE}/ar/read")
    assert danger.translated[0] not in client.get("/help?lang=ar").text


def test_pages_and_states(admin: FlaskClient, danger: Drafted) -> None:
    assert "Page 2" in admin.get(f"{SAFETY}?page=2").text
    assert "Nothing fits" in admin.get(f"{SAFETY}?state=approved").text
    send(admin, f"{SAFETY}/approve", texts=[danger.text_hash])
    assert danger.english[0] in admin.get(f"{SAFETY}?state=approved").text


@pytest.mark.parametrize("page", ["page=0", "page=-1", "page=99999999999", "page=x", "state=none", "q=" + "x" * 300])
def test_an_odd_address_is_no_failure(page: str, admin: FlaskClient) -> None:
    assert admin.get(f"{SAFETY}?{page}").status_code == 200


@pytest.mark.parametrize("page", ["/en/safety", "/xx/safety", "/ar/nonsense"])
def test_what_is_not_there_is_not_found(page: str, admin: FlaskClient) -> None:
    assert admin.get(PAGE + page).status_code == 404


@pytest.mark.parametrize("name", ["worker", "leader", "partner"])
def test_others_may_not(name: str, staff: Staffed) -> None:
    client = staff(name)
    assert {client.get(PAGE + page).status_code for page in ("", "/ar/safety", "/ar/ordinary")} == {403}


def test_the_council_page_says_that_languages_wait(admin: FlaskClient) -> None:
    assert f"{len(TRANSLATED)} languages wait for a reader" in admin.get("/staff/council").text


def test_it_is_on_the_record(admin: FlaskClient, council: Council, danger: Drafted) -> None:
    send(admin, f"{SAFETY}/approve", texts=[danger.text_hash])
    send(admin, f"{SAFETY}/take-back", texts=[danger.text_hash])
    record = admin.get(f"/staff/audit?staff={council.staff['admin']}").text
    assert "translated texts" in record
    assert "took the approval back of" in record
