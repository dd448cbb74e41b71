"""Houses that were drawn in and spoken in: lines and a tone that are computed, so plainly nobody's own."""

import math
import struct
from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session

from participation.demo.trends import LOCALITIES, SERVICES
from participation.intake.services import write_response
from participation.kernel.sealing import KeyRing
from participation.responses.rules import QuoteConsent, new_code
from participation.surveys.queries import published
from participation.surveys.rules import RECORDED, AnswerState, AnswerValue, Drawing, write_drawing, write_wav
from participation.surveys.rules.drawings import Stroke
from participation.surveys.rules.recordings import RATE

TONE, SECONDS = 330, 4


def add_made(session: Session, ring: KeyRing, today: date) -> None:
    """Three young people in the last days: one drew, one spoke, one gave a house a name and picked pictures."""
    survey = published(session, LOCALITIES, SERVICES)["houses"]
    for days, (answers, recordings) in enumerate(_houses(), start=1):
        write_response(
            session,
            ring,
            survey.definition,
            answers,
            version_id=survey.version_id,
            language="en",
            look="younger",
            consent=QuoteConsent.USE_WORDS,
            recordings=recordings,
            code=new_code(),
            received_on=today - timedelta(days=days),
            page_someone=False,
        )


def _houses() -> Iterator[tuple[dict[str, AnswerValue], dict[str, bytes]]]:
    yield {"house_of_good_things_drawing": _said(write_drawing(home_and_sun()))}, {}
    yield {"house_of_worries_voice": _said(RECORDED)}, {"house_of_worries_voice": write_wav(tone())}
    yield (
        {
            "house_of_dreams_name": _said("The sunny house"),
            "house_of_dreams_pictures": AnswerValue(state=AnswerState.ANSWERED, values=("home", "dog", "bed")),
            "house_of_dreams_drawing": _said(write_drawing(sun())),
        },
        {},
    )


def _said(value: str) -> AnswerValue:
    return AnswerValue(state=AnswerState.ANSWERED, value=value)


def home_and_sun() -> Drawing:
    """A house with a roof and a door on green ground, and the sun."""
    return (
        Stroke("green", "thick", (60, 690, 940, 690)),
        Stroke("brown", "middle", (250, 680, 250, 400, 620, 400, 620, 680)),
        Stroke("red", "middle", (210, 410, 435, 220, 660, 410)),
        Stroke("blue", "middle", (400, 680, 400, 540, 480, 540, 480, 680)),
        *sun(),
    )


def sun() -> Drawing:
    """A circle and its rays."""
    around = [math.tau * step / 24 for step in range(25)]
    rays = [_points([angle], 110) + _points([angle], 150) for angle in around[:24:3]]
    return (
        Stroke("yellow", "thick", _points(around, 70)),
        *(Stroke("orange", "middle", ray) for ray in rays),
    )


def _points(angles: list[float], radius: int) -> tuple[int, ...]:
    places = ((800 + radius * math.cos(angle), 170 + radius * math.sin(angle)) for angle in angles)
    return tuple(round(number) for place in places for number in place)


def tone() -> bytes:
    """A tone that swells and fades, in the place of a voice."""
    length = RATE * SECONDS
    heights = (math.sin(math.pi * at / length) * math.sin(math.tau * TONE * at / RATE) for at in range(length))
    return struct.pack(f"<{length}h", *(round(8000 * height) for height in heights))
