"""Recordings: made here, rewritten, sealed with the draft, heard again, thrown away; everything else is refused."""

import io
import wave
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.intake.models import Draft, DraftUpload
from participation.responses.models import Statement, Upload
from tests.intake.made import record, recording_of, tone

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
    token = {"X-CSRFToken": _token(client)}
    assert client.delete(ADDRESS, headers=token).json == {"kept": False}
    assert client.get(ADDRESS).status_code == 404
    assert session.exec(select(DraftUpload)).all() == []


def _token(client: FlaskClient) -> str:
    from tests.conftest import token

    return token(client, ROOM)


@pytest.mark.parametrize(
    ("sound", "status", "words"),
    [
        (b"", 422, "recording"),
        (b"not a recording", 422, "recording"),
        (tone(0.1), 422, "too short"),
        (tone(61), 422, "longer than a minute"),
        (tone()[:-300], 422, "recording"),
        (b"RIFF" + b"x" * 3_000_000, 413, "go back"),
        (b"x" * 50_000_000, 413, "go back"),
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
    assert client.post(address, data=tone(), headers={"X-CSRFToken": _token(client)}).status_code == 404


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
