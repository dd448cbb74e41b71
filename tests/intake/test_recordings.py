"""Recordings: made here, rewritten, sealed with the draft, heard again, thrown away; everything else is refused."""

import io
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session, select

from participation.intake.models import Draft, DraftUpload
from participation.responses.models import Statement, Upload
from tests.conftest import token
from tests.intake.made import record, recording_of, tone
from tests.pages.live import ARGUMENTS, CHROMIUM, PHONE, Site

Post = Callable[..., Any]
VOICE, ROOM = "house_of_dreams_voice", "/houses/house_of_dreams"
ADDRESS = recording_of(VOICE)
MINE = "q-house_of_dreams_voice"


def frames(wav: bytes) -> int:
    with wave.open(io.BytesIO(wav)) as sound:
        return int(sound.getnframes())


def test_a_recording_is_kept_with_the_draft_and_heard_again(client: FlaskClient) -> None:
    assert record(client, VOICE).json == {"kept": True}
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.mimetype, frames(answer.data)) == (200, "audio/wav", 16_000)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "recorded" in client.get(ROOM).text


def test_a_part_of_it_may_be_asked_for_as_players_do(client: FlaskClient) -> None:
    record(client, VOICE)
    answer = client.get(ADDRESS, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.data) == (206, b"RIFF")


def test_it_lies_sealed(client: FlaskClient, session: Session) -> None:
    record(client, VOICE)
    assert b"RIFF" not in session.exec(select(DraftUpload)).one().sealed


def test_recording_again_replaces_it(client: FlaskClient, session: Session) -> None:
    record(client, VOICE)
    record(client, VOICE, tone(2))
    assert len(session.exec(select(DraftUpload)).all()) == 1
    assert frames(client.get(ADDRESS).data) == 32_000


def test_thrown_away_it_is_gone(client: FlaskClient, session: Session) -> None:
    sent = record(client, VOICE)
    assert sent.status_code == 200
    assert client.delete(ADDRESS, headers={"X-CSRFToken": token(client, ROOM)}).json == {"kept": False}
    assert client.get(ADDRESS).status_code == 404
    assert session.exec(select(DraftUpload)).all() == []


@pytest.mark.parametrize(
    ("sound", "status", "words"),
    [
        (b"", 422, "recording"),
        (b"not a recording", 422, "recording"),
        (tone(0.1), 422, "too short"),
        (tone(61), 422, "longer than a minute"),
        (tone()[:-300], 422, "recording"),
        (b"RIFF" + b"x" * 3_000_000, 413, "shorter"),
        (b"x" * 50_000_000, 413, "shorter"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(
    client: FlaskClient, session: Session, sound: bytes, status: int, words: str
) -> None:
    answer = record(client, VOICE, sound)
    assert answer.status_code == status
    assert words in answer.json["problem"]
    assert session.exec(select(DraftUpload)).all() == []


def test_a_refused_one_leaves_what_was_kept(client: FlaskClient) -> None:
    record(client, VOICE)
    record(client, VOICE, b"noise")
    assert frames(client.get(ADDRESS).data) == 16_000


def test_without_the_pages_token_nothing_is_taken(client: FlaskClient, session: Session) -> None:
    client.get(ROOM)
    answer = client.post(ADDRESS, data=tone(), content_type="audio/wav")
    assert answer.status_code == 400
    assert answer.json["problem"]
    assert client.delete(ADDRESS).status_code == 400
    assert session.exec(select(Draft)).all() == []


@pytest.mark.parametrize(
    "address",
    [
        recording_of("house_of_dreams"),
        recording_of("house_of_dreams_drawing"),
        recording_of("x"),
        recording_of(VOICE, "x"),
    ],
)
def test_there_is_nothing_to_record_elsewhere(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post(address, data=tone(), headers={"X-CSRFToken": token(client, ROOM)}).status_code == 404


def test_nobody_else_hears_it(client: FlaskClient, app: Any) -> None:
    record(client, VOICE)
    stranger = app.test_client()
    stranger.get(ROOM)
    assert stranger.get(ADDRESS).status_code == 404


def test_sent_it_is_a_statement_and_the_draft_keeps_nothing(client: FlaskClient, post: Post, session: Session) -> None:
    record(client, VOICE)
    post(client, ROOM, {MINE: "recorded"})
    assert post(client, "/houses/check", {}).location == "/sent"
    assert [row.question_key for row in session.exec(select(Statement))] == [VOICE]
    assert len(session.exec(select(Upload)).all()) == 1
    assert session.exec(select(DraftUpload)).all() == []


def test_a_page_that_says_there_is_one_where_there_is_none_sends_none(
    client: FlaskClient, post: Post, session: Session
) -> None:
    post(client, ROOM, {"q-house_of_dreams": "words", MINE: "recorded"})
    assert post(client, "/houses/check", {}).location == "/sent"
    assert [row.question_key for row in session.exec(select(Statement))] == ["house_of_dreams"]


@pytest.mark.parametrize(("address", "allowed"), [(ROOM, True), ("/houses", False), ("/tell-us", False), ("/", False)])
def test_the_microphone_is_for_the_page_that_records_alone(client: FlaskClient, address: str, allowed: bool) -> None:
    policy = client.get(address).headers["Permissions-Policy"]
    assert ("microphone=(self)" in policy) is allowed
    assert ("microphone=()" in policy) is not allowed


def test_sound_comes_from_here_alone(client: FlaskClient) -> None:
    assert "media-src 'self'" in client.get(ROOM).headers["Content-Security-Policy"]


SAY, RECORD, STOP = "Say it", "Record", "Stop"


@pytest.fixture(scope="module")
def hearing(browser: Browser) -> Iterator[Browser]:
    """A Chromium whose microphone hears a beep."""
    sound = [*ARGUMENTS, "--use-fake-device-for-media-stream"]
    hearing = browser.browser_type.launch(executable_path=CHROMIUM, args=sound)
    yield hearing
    hearing.close()


@contextmanager
def speaking(browser: Browser, site: Site, *, allowed: bool = True) -> Iterator[Page]:
    """The dreams' page in a browser, with the way to speak open."""
    grants = ["microphone"] if allowed else []
    context = browser.new_context(base_url=site.address, viewport=PHONE, permissions=grants)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(ROOM)
    page.get_by_text(SAY).click()
    yield page
    context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def told(page: Page, words: str) -> None:
    expect(page.locator(".told")).to_contain_text(words, timeout=8000)


def speak(page: Page) -> None:
    """Record for a second."""
    press(page, RECORD)
    told(page, "Recording now. You have one minute.")
    expect(page.locator(".meter b")).to_have_text("0:01", timeout=8000)
    press(page, STOP)


def length(page: Page) -> float:
    """How long the player says that it is, in seconds."""
    return float(
        page.evaluate(
            "async () => { const audio = document.querySelector('audio'); audio.preload = 'auto'; audio.load();"
            "await new Promise(done => { audio.onloadedmetadata = done; }); return audio.duration }"
        )
    )


def test_speaking_is_recorded_kept_heard_again_and_there_when_coming_back(hearing: Browser, site: Site) -> None:
    with speaking(hearing, site) as page:
        speak(page)
        told(page, "kept with your answers")
        assert 0.5 < length(page) < 4
        press(page, "Carry on")
        expect(page.locator(".lit")).to_have_count(1)
        page.goto(ROOM)
        expect(page.locator("audio")).to_be_visible()
        page.goto("/houses/check")
        assert 0.5 < length(page) < 4


def test_a_recording_is_thrown_away(hearing: Browser, site: Site) -> None:
    with speaking(hearing, site) as page:
        speak(page)
        told(page, "kept with your answers")
        with page.expect_response(lambda answer: answer.request.method == "DELETE"):
            press(page, "Throw away")
        told(page, "thrown away")
        page.goto(ROOM)
        expect(page.locator("audio")).to_be_hidden()


def test_a_lost_network_is_told_and_tried_again(hearing: Browser, site: Site) -> None:
    with speaking(hearing, site) as page:
        page.route("**/recording", lambda route: route.abort())
        speak(page)
        told(page, "It isn’t kept yet")
        page.unroute("**/recording")
        press(page, "Try again")
        told(page, "kept with your answers")


def test_going_on_before_stopping_keeps_it_first(hearing: Browser, site: Site) -> None:
    with speaking(hearing, site) as page:
        press(page, RECORD)
        expect(page.locator(".meter b")).to_have_text("0:01", timeout=8000)
        press(page, "Carry on")
        page.wait_for_url("**/houses")
        expect(page.locator(".lit")).to_have_count(1)


def test_a_microphone_that_is_cut_off_leaves_what_was_said(hearing: Browser, site: Site) -> None:
    with speaking(hearing, site) as page:
        page.evaluate(
            "() => { const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
            "navigator.mediaDevices.getUserMedia = async (what) => window.heard = await ask(what) }"
        )
        press(page, RECORD)
        expect(page.locator(".meter b")).to_have_text("0:01", timeout=8000)
        page.evaluate("window.heard.getTracks()[0].dispatchEvent(new Event('ended'))")
        told(page, "The microphone was cut off.")


def test_it_ends_by_itself_after_a_minute(hearing: Browser, site: Site) -> None:
    """The page's clock is the sound itself; here it takes the sound for a slower one, so that the minute is short."""
    with speaking(hearing, site) as page:
        page.evaluate("Object.defineProperty(BaseAudioContext.prototype, 'sampleRate', { get: () => 4000 })")
        press(page, RECORD)
        told(page, "Ten seconds left.")
        told(page, "That was one minute")
        told(page, "kept with your answers")
        assert length(page) == 60


def test_a_refused_microphone_is_no_harm(browser: Browser, site: Site) -> None:
    with speaking(browser, site, allowed=False) as page:
        press(page, RECORD)
        told(page, "you can")
        page.locator("textarea").fill("words instead")
        press(page, "Carry on")
        expect(page.locator(".lit")).to_have_count(1)


def test_without_a_script_there_is_no_button_and_the_page_says_that_typing_is_fine(visit: Callable[..., Page]) -> None:
    page = visit(js=False)
    page.goto(ROOM)
    page.get_by_text(SAY).click()
    expect(page.get_by_text("That’s fine, you can type instead.")).to_be_visible()
    assert page.locator("[data-record]").is_hidden()
