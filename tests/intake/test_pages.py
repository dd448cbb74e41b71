"""The way through each survey, in each look, as a browser without scripts goes it."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.kernel.sealing import KeyRing
from participation.responses.models import Answer, Response, Statement
from participation.responses.queries import exact_words, statements_of
from participation.responses.rules import QuoteConsent

pytestmark = pytest.mark.wording

Post = Callable[..., object]
LOOKS = ["younger", "standard", "easy-read"]
DOORS = {
    "tell-us": "/tell-us",
    "houses": "/houses/house_of_good_things",
    "how-are-we-doing": "/surveys/how-are-we-doing",
}


def through(client: FlaskClient, post: Post, address: str, answers: dict[str, str]) -> str:
    """Answer page after page until the check page or the houses; returns where it ended."""
    while not address.endswith(("/check", "/houses")):
        address = post(client, address, answers).location  # type: ignore[attr-defined]
    return address


def begin(client: FlaskClient, look: str = "standard", lang: str = "en") -> None:
    client.get(f"/?look={look}&lang={lang}")


@pytest.mark.parametrize("look", LOOKS)
def test_feedback_goes_from_the_first_page_to_the_receipt(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing, look: str
) -> None:
    begin(client, look)
    answers = {"q-service": "youth-club", "q-how_is_it_going": "good", "q-good": "The club", "go": "next"}
    address = "/tell-us"
    while not address.endswith("/check"):
        page = client.get(address).get_data(as_text=True)
        here = {name: value for name, value in answers.items() if f'name="{name}"' in page}
        answer = post(client, address, {**here, "go": "next" if here.keys() - {"go"} else "skip"})
        address = answer.location  # type: ignore[attr-defined]
    assert post(client, address, {}).location == "/sent"  # type: ignore[attr-defined]
    response = session.exec(select(Response)).one()
    assert (response.look, response.service_id is not None) == (look, True)
    assert [exact_words(ring, response, s) for s in statements_of(session, response.id or 0)] == ["The club"]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("slug", DOORS)
@pytest.mark.parametrize("lang", ["en", "cy", "ar"])
def test_every_survey_can_be_skipped_through(client: FlaskClient, post: Post, slug: str, look: str, lang: str) -> None:
    begin(client, look, lang)
    end = through(client, post, DOORS[slug], {"go": "skip"})
    assert end == ("/houses" if slug == "houses" else DOORS[slug] + "/check")


def test_each_text_is_asked_for_its_own_consent_and_silence_is_no(
    client: FlaskClient, post: Post, session: Session
) -> None:
    post(client, "/tell-us/good", {"q-good": "a", "q-not_good": "b", "q-better": "c"})
    check = client.get("/tell-us/check").get_data(as_text=True)
    assert len(re.findall('name="consent-[a-z_]+"', check)) == 9
    assert "checked" not in check
    post(client, "/tell-us/check", {"consent-good": "use_words", "consent-not_good": "change_words"})
    given = {s.question_key: s.quote_consent for s in session.exec(select(Statement))}
    assert given == {
        "good": QuoteConsent.USE_WORDS,
        "not_good": QuoteConsent.CHANGE_WORDS,
        "better": QuoteConsent.NOT_SAID,
    }


def test_an_answer_can_be_changed_from_the_check_page_and_leads_back(client: FlaskClient, post: Post) -> None:
    post(client, "/tell-us/good", {"q-good": "first words"})
    change = "/tell-us/good?then=check"
    assert post(client, "/tell-us/check", {"go": "change good"}).location == change  # type: ignore[attr-defined]
    assert post(client, change, {"q-good": "second words"}).location == "/tell-us/check"  # type: ignore[attr-defined]
    check = client.get("/tell-us/check").get_data(as_text=True)
    assert "second words" in check
    assert "first words" not in check


def test_a_draft_goes_on_where_it_was(client: FlaskClient, post: Post) -> None:
    post(client, "/tell-us/good", {"q-good": "half a thought"})
    assert "half a thought" in client.get("/tell-us/good").get_data(as_text=True)


def test_another_visitor_does_not_see_it(client: FlaskClient, post: Post, app: object) -> None:
    post(client, "/tell-us/good", {"q-good": "half a thought"})
    other = app.test_client()  # type: ignore[attr-defined]
    assert "half a thought" not in other.get("/tell-us/good").get_data(as_text=True)


@pytest.mark.parametrize(("button", "path"), [("talk", "/help"), ("look", "/look"), ("language", "/language")])
def test_going_aside_keeps_what_was_written(client: FlaskClient, post: Post, button: str, path: str) -> None:
    answer = post(client, "/houses/house_of_worries", {"q-house_of_worries": "it is hard", "go": button})
    assert answer.location == f"{path}?next=/houses/house_of_worries"  # type: ignore[attr-defined]
    assert 'href="/houses/house_of_worries' in client.get(answer.location).get_data(as_text=True)  # type: ignore[attr-defined]
    assert "it is hard" in client.get("/houses/house_of_worries").get_data(as_text=True)


def test_going_aside_with_nothing_written_skips_nothing(client: FlaskClient, post: Post) -> None:
    post(client, "/houses/house_of_worries", {"q-house_of_worries": "", "go": "look"})
    assert "You skipped this one" not in client.get("/houses").get_data(as_text=True)


def test_help_comes_first_whatever_was_written(client: FlaskClient, post: Post) -> None:
    answer = post(client, "/tell-us/good?look=younger", {"q-good": "x" * 9000, "go": "talk"})
    assert answer.location == "/help?next=/tell-us/good"  # type: ignore[attr-defined]


def test_the_ways_aside_say_how_what_was_typed_is_kept(client: FlaskClient) -> None:
    page = client.get("/tell-us/good").get_data(as_text=True)
    assert re.findall('data-keep="([a-z]+)"', page)[:3] == ["talk", "look", "language"]
    assert "data-answers" in page


@pytest.mark.parametrize("aside", ["/help", "/look", "/language"])
def test_ways_lead_back_to_the_page_from_anywhere_aside(client: FlaskClient, aside: str) -> None:
    page = client.get(f"{aside}?next=/tell-us/good").get_data(as_text=True)
    for other in ("help", "look", "language"):
        assert f'href="/{other}?next=/tell-us/good"' in page


def test_a_question_is_found_in_every_look(client: FlaskClient) -> None:
    for look in LOOKS:
        assert 'name="q-better"' in client.get(f"/tell-us/better?look={look}").get_data(as_text=True)


def test_the_younger_look_asks_one_question_a_page(client: FlaskClient) -> None:
    page = client.get("/tell-us/good?look=younger").get_data(as_text=True)
    assert set(re.findall('name="(q-[a-z_]+)"', page)) == {"q-good"}


@pytest.mark.parametrize("path", ["/tell-us/good", "/houses/house_of_dreams", "/surveys/how-are-we-doing/better"])
@pytest.mark.parametrize("look", LOOKS)
def test_what_stays_private_is_said_before_typing(client: FlaskClient, path: str, look: str) -> None:
    page = client.get(f"{path}?look={look}").get_data(as_text=True)
    assert 0 < page.index('class="safe"') < page.index("<textarea")
    assert "Not sent. Nobody has read this." in page


def test_safety_words_stay_english_until_a_person_has_approved_them(client: FlaskClient) -> None:
    page = client.get("/tell-us/good?lang=ar").get_data(as_text=True)
    said = re.search(r'<span class="english" lang="en" dir="ltr">(.*?)Private, not secret\.', page, re.DOTALL)
    assert said
    assert "</p>" not in said[1]


def test_the_receipt_shows_the_code_in_words_and_in_the_digits_of_the_page(client: FlaskClient, post: Post) -> None:
    begin(client, lang="ar")
    post(client, "/tell-us/good", {"q-good": "a"})
    post(client, "/tell-us/check", {})
    page = client.get("/sent").get_data(as_text=True)
    assert len(re.findall("<li>[a-z]+</li>", page)) == 5
    assert re.search('class="number">(<bdi>[٠-٩]{4}</bdi> ?){5}<', page)
    assert "tel:999" in page


def test_the_receipt_is_for_this_session_alone(client: FlaskClient, app: object) -> None:
    assert client.get("/sent").location == "/"
    assert app.test_client().get("/sent").location == "/"  # type: ignore[attr-defined]


def test_skips_and_not_sure_are_kept_as_such(client: FlaskClient, post: Post, session: Session) -> None:
    post(client, "/tell-us/how_is_it_going", {"q-how_is_it_going": "__not_sure", "q-service": "__skip"})
    post(client, "/tell-us/good", {"q-good": "a", "q-better": "__not_sure"})
    post(client, "/tell-us/check", {})
    states = {answer.question_key: answer.state for answer in session.exec(select(Answer))}
    assert (states["how_is_it_going"], states["service"], states["better"], states["not_good"]) == (
        "not_sure",
        "skipped",
        "not_sure",
        "skipped",
    )


def test_open_surveys_are_listed_with_their_length(client: FlaskClient) -> None:
    page = client.get("/surveys").get_data(as_text=True)
    assert "/surveys/how-are-we-doing" in page
    assert "About 4 minutes" in page
    assert "/tell-us" not in page.split("<main")[1]
