"""Commands on responses."""

from sqlmodel import Session

from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.queries import by_code, exact_words, statements_of
from participation.responses.rules import Handling, Urgency
from participation.responses.services import bring_back
from tests.factories import Council, said, send


def test_exact_words_come_back_by_the_return_code(session: Session, ring: KeyRing, council: Council) -> None:
    sent = send(session, ring, said(good="i <3 my mum but <he hits me>"))
    found = by_code(session, ring, sent.code.words)
    assert isinstance(found, Response)
    assert [exact_words(ring, found, s) for s in statements_of(session, found.id or 0)] == [
        "i <3 my mum but <he hits me>"
    ]


def test_what_is_new_makes_a_response_unread_and_never_less_urgent(
    session: Session, ring: KeyRing, council: Council
) -> None:
    sent = send(session, ring, said(good="nice"))
    sent.response.handling, sent.response.urgency = Handling.DONE, int(Urgency.SOON)
    bring_back(sent.response, Urgency.EVERYTHING_ELSE)
    assert (sent.response.handling, sent.response.urgency) == (Handling.UNREAD, Urgency.SOON)
