"""A worry with everything in it, and a house that was drawn and spoken, for the pages of those who read."""

import math
import struct

from sqlmodel import Session

from participation.intake.services import correct_words
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response, Statement
from participation.responses.queries import statements_of
from participation.responses.rules import Medium, QuoteConsent
from participation.surveys.rules import write_drawing, write_wav
from participation.surveys.rules.drawings import COLOURS, Stroke
from tests.factories import said, send

NOT_TOLD = "My stepdad and Miss Example from the club"
DRAWN, SPOKEN = "house_of_worries_drawing", "house_of_worries_voice"
HOUSE = (100, 500, 100, 300, 300, 120, 500, 300, 500, 500, 100, 500)
SOUND = b"".join(struct.pack("<h", int(9000 * math.sin(place / 12))) for place in range(16_000))


def worry(session: Session, ring: KeyRing) -> Response:
    """A worry of the north whose words were corrected since, with a name, a safe contact and a second secret."""
    answers = said(
        happening_now="yes",
        safe_now="no",
        worry="It gets loud at home at night and I hide. Donaudampfschifffahrtsgesellschaftskapitänswitwenrente",
        who_should_know="My aunt",
        who_not_told=NOT_TOLD,
        how_answer="phone",
        who_you_are="name",
        my_name="Robin Example",
        safe_contact="my aunt’s phone, after school",
        about_locality="north",
    )
    response = send(session, ring, answers, slug="worry", second_secret=("cat", "bread")).response
    written = next(each for each in statements_of(session, response.id or 0) if each.question_key == "worry")
    correct_words(session, ring, response, written, "It gets loud at night. I am at my aunt’s now.")
    session.flush()
    return response


def house(session: Session, ring: KeyRing) -> tuple[Response, Statement, Statement]:
    """A house of worries with a drawing and a recording; the response, the drawing and the recording."""
    drawing = write_drawing((Stroke(next(iter(COLOURS)), "thick", HOUSE),))
    answers = said(**{"house_of_worries": "the dark", DRAWN: drawing, SPOKEN: "recorded", "about_locality": "north"})
    sent = send(
        session, ring, answers, slug="houses", consent=QuoteConsent.USE_WORDS, recordings={SPOKEN: write_wav(SOUND)}
    )
    by_medium = {each.medium: each for each in statements_of(session, sent.response.id or 0)}
    return sent.response, by_medium[Medium.DRAWING], by_medium[Medium.RECORDING]
