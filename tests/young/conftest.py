"""A response that was sent, and a visitor who opens it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.responses.rules import QuoteConsent
from tests.factories import said, send

WORDS = "i <3 my mum but <he hits me>"


@dataclass(frozen=True)
class Kept:
    """What a young person keeps, and the id that only the tests know."""

    response_id: int
    words: str
    number: str


@pytest.fixture
def kept(database: Database, ring: KeyRing) -> Kept:
    """A response with two texts, both of which may be shown."""
    with database.transaction() as session:
        sent = send(session, ring, said(good="The club", not_good=WORDS), consent=QuoteConsent.USE_WORDS)
        return Kept(sent.response.id or 0, sent.code.words, sent.code.number())


@pytest.fixture
def opened(client: FlaskClient, post: Callable[..., object], kept: Kept) -> FlaskClient:
    """A visitor who has given the code."""
    post(client, "/replies", {"code": kept.words})
    return client
