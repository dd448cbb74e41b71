"""The people on duty, and a response that somebody must see."""

import pytest
from sqlmodel import Session

from participation.access import Principal
from participation.identity.services import keep_identity
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from tests.factories import Council, principal, said, send


@pytest.fixture
def worker(session: Session, council: Council) -> Principal:
    """Sees every locality."""
    return principal(session, council.staff["worker"])


@pytest.fixture
def lead(session: Session, council: Council) -> Principal:
    """The only lead, who sees every locality."""
    return principal(session, council.staff["lead"])


@pytest.fixture
def response(session: Session, ring: KeyRing, council: Council) -> Response:
    """From the north, with a name; nobody was told of it."""
    made = send(session, ring, said(good="fine", about_locality="north")).response
    keep_identity(session, ring, made.id or 0, "Robin Example", "")
    return made
