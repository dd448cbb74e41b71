"""Something drawn and something recorded, as the page's own script makes them."""

import json
from typing import Any

from flask.testing import FlaskClient

from participation.surveys.rules import write_wav
from tests.conftest import token

DRAWN = json.dumps(
    {"v": 1, "strokes": [["blue", "thick", [10, 20, 300, 400]], ["red", "thin", [5, 5]]]}, separators=(",", ":")
)


def tone(seconds: float = 1) -> bytes:
    """A recording of something like a tone."""
    return write_wav(b"\x00\x10\x00\xf0" * int(8000 * seconds))


def recording_of(question: str, slug: str = "houses") -> str:
    return f"/surveys/{slug}/{question}/recording"


def record(client: FlaskClient, question: str, sound: bytes | None = None, **headers: str) -> Any:
    """Send a recording as the script does."""
    sent = {"X-CSRFToken": token(client, "/houses/house_of_good_things"), **headers}
    body = tone() if sound is None else sound
    return client.post(recording_of(question), data=body, headers=sent, content_type="audio/wav")
