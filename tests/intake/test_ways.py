"""Write, draw, say it, pick pictures: equal ways to answer one question, in every look."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.kernel.clock import today
from participation.kernel.sealing import KeyRing
from participation.responses.models import Answer, Response, Statement, Upload
from participation.responses.queries import drawing_svg, exact_words, is_written_down, recording_wav
from participation.responses.rules import Medium, QuoteConsent, StatementStatus
from participation.responses.services import erase
from participation.surveys.rules import load_shipped
from participation.surveys.rules.drawings import BRUSHES, COLOURS
from tests.intake.made import DRAWN, record

Post = Callable[..., Any]
HOUSE = "/houses/house_of_worries"
LOOKS = ["younger", "standard", "easy-read"]


def text(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


@pytest.mark.parametrize("look", LOOKS)
def test_each_house_offers_every_way_on_one_page(client: FlaskClient, look: str) -> None:
    page = text(client, f"{HOUSE}?look={look}")
    assert [f"q-house_of_worries{way}" in page for way in ("", "_drawing", "_voice", "_pictures", "_name")] == [
        True
    ] * 5
    assert page.count('<details class="way"') == 4


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    "given", [{"q-house_of_worries_drawing": DRAWN}, {"q-house_of_worries_pictures": ["home", "shout"]}]
)
def test_one_way_is_enough_to_go_on(client: FlaskClient, post: Post, look: str, given: dict[str, object]) -> None:
    client.get(f"/?look={look}")
    assert post(client, HOUSE, given).location == "/houses"
    assert text(client, "/houses").count(" lit") == 1


def test_nothing_in_any_way_asks_once_and_names_the_ways(client: FlaskClient, post: Post) -> None:
    answer = post(client, HOUSE, {})
    assert answer.status_code == 422
    assert "Write, draw, talk or pick pictures. Or press Skip." in answer.text


def test_skip_is_for_the_house_with_all_that_is_in_it(client: FlaskClient, post: Post) -> None:
    post(client, HOUSE, {"q-house_of_worries_drawing": DRAWN, "go": "skip"})
    assert " lit" not in text(client, "/houses")
    assert "You skipped this one" in text(client, "/houses")


def test_not_sure_stands_beside_what_was_drawn(client: FlaskClient, post: Post) -> None:
    post(client, HOUSE, {"q-house_of_worries_drawing": DRAWN, "go": "not_sure"})
    assert 'viewBox="0 0 1000 750"' in text(client, "/houses/check")


@pytest.mark.parametrize(
    "broken", ["not a drawing", '{"v":1,"strokes":[["gold","thin",[1,2]]]}', "[" * 9000, "x" * 300_000, "\x00", "null"]
)
def test_what_is_no_drawing_is_told_kindly_and_loses_nothing_else(client: FlaskClient, post: Post, broken: str) -> None:
    answer = post(client, HOUSE, {"q-house_of_worries": "my words", "q-house_of_worries_drawing": broken})
    if broken == "\x00":  # nothing at all was sent
        assert answer.status_code == 303
        return
    assert answer.status_code == 422
    assert "drawing" in answer.text
    assert "my words" in answer.text
    assert broken[:40] not in answer.text


def test_an_empty_drawing_is_no_answer(client: FlaskClient, post: Post) -> None:
    assert post(client, HOUSE, {"q-house_of_worries_drawing": '{"v":1,"strokes":[]}'}).status_code == 422


def test_a_drawing_that_was_kept_comes_back_to_be_drawn_on(client: FlaskClient, post: Post) -> None:
    post(client, HOUSE, {"q-house_of_worries_drawing": DRAWN})
    assert DRAWN.replace('"', "&#34;") in text(client, HOUSE)


def test_a_name_stands_on_the_door_and_lights_nothing(client: FlaskClient, post: Post) -> None:
    post(client, HOUSE, {"q-house_of_worries_name": "<The> loud house"})
    street = text(client, "/houses")
    assert "<bdi>&lt;The&gt; loud house</bdi>" in street
    assert " lit" not in street
    assert "<bdi>&lt;The&gt; loud house</bdi>" in text(client, HOUSE)


@pytest.fixture
def sent(client: FlaskClient, post: Post, session: Session) -> dict[str, Statement]:
    """A response with a worry that was written, drawn, spoken, picked and named, by question."""
    record(client, "house_of_worries_voice")
    post(
        client,
        HOUSE,
        {
            "q-house_of_worries": "the words",
            "q-house_of_worries_drawing": DRAWN,
            "q-house_of_worries_voice": "recorded",
            "q-house_of_worries_pictures": ["tears", "home"],
            "q-house_of_worries_name": "Nan's",
        },
    )
    assert post(client, "/houses/check", {"consent-house_of_worries": "use_words"}).location == "/sent"
    return {row.question_key: row for row in session.exec(select(Statement))}


def test_what_was_drawn_and_spoken_is_read_soon_with_its_questions_lens_and_consent(
    sent: dict[str, Statement], session: Session
) -> None:
    made = {key: row.medium for key, row in sent.items()}
    assert made == {
        "house_of_worries": Medium.TEXT,
        "house_of_worries_drawing": Medium.DRAWING,
        "house_of_worries_voice": Medium.RECORDING,
        "house_of_worries_name": Medium.TEXT,
    }
    assert {row.lens for row in sent.values()} == {"worry"}
    assert max(row.urgency for row in sent.values()) == 1
    consents = [sent[f"house_of_worries{way}"].quote_consent for way in ("", "_drawing", "_voice")]
    assert consents == [QuoteConsent.USE_WORDS] * 3
    assert (
        session.exec(select(Answer.value).where(Answer.question_key == "house_of_worries_pictures")).one()
        == "home,tears"
    )


def test_a_name_of_a_house_is_read_and_never_quoted(sent: dict[str, Statement]) -> None:
    name = sent["house_of_worries_name"]
    assert (name.status, name.quote_consent) == (StatementStatus.PRIVATE, QuoteConsent.DO_NOT_SHARE)


def test_staff_open_what_was_made_and_there_is_no_text_until_they_wrote_it_down(
    sent: dict[str, Statement], session: Session, ring: KeyRing
) -> None:
    response = session.exec(select(Response)).one()
    drawn, spoken = sent["house_of_worries_drawing"], sent["house_of_worries_voice"]
    assert "<path " in drawing_svg(session, ring, response, drawn)
    assert recording_wav(session, ring, response, spoken)[:4] == b"RIFF"
    assert [exact_words(ring, response, row) for row in (drawn, spoken)] == ["", ""]
    assert [is_written_down(row) for row in sent.values()].count(False) == 2
    assert drawing_svg(session, ring, response, spoken) == ""
    assert recording_wav(session, ring, response, drawn) == b""


def test_what_was_made_lies_sealed_and_is_gone_when_erased(sent: dict[str, Statement], session: Session) -> None:
    assert len(sent) == 4
    rows = session.exec(select(Upload)).all()
    assert len(rows) == 2
    assert not any(b"strokes" in row.sealed or b"RIFF" in row.sealed for row in rows)
    erase(session, session.exec(select(Response)).one(), today())
    session.flush()
    assert session.exec(select(Upload)).all() == []


def test_far_too_much_comes_back_to_be_made_shorter(client: FlaskClient, post: Post) -> None:
    long = "so much to say " * 100_000
    answer = post(client, HOUSE, {"q-house_of_worries_name": "Nan’s house", "q-house_of_worries": long})
    assert answer.status_code == 413
    assert "make it shorter" in answer.text
    assert "so much to say" in answer.text
    assert 'value="Nan’s house"' in answer.text


def test_every_picture_that_is_offered_is_drawn(app: Flask) -> None:
    pictures = app.jinja_env.get_template("components/pictures.html").module
    unknown = str(pictures.shape("no such picture"))  # type: ignore[attr-defined]
    offered = {o.picture for survey in load_shipped().values() for q in survey.questions for o in q.options}
    faces = {name for name in offered if name and name.startswith("face-")}
    missing = {name for name in offered - faces - {None} if str(pictures.shape(name)) == unknown}  # type: ignore[attr-defined]
    assert missing == set()


def test_the_page_draws_with_every_colour_and_brush_that_is_taken(client: FlaskClient) -> None:
    page = client.get(HOUSE).text
    assert dict(re.findall(r'value="(\w+)" data-ink="(#\w+)"', page)) == COLOURS
    assert {name: int(width) for name, width in re.findall(r'value="(\w+)" data-width="(\d+)"', page)} == BRUSHES
