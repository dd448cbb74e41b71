"""Somebody who said who they are, and the people who may ask to see it."""

import pytest
from sqlmodel import Session

from participation.access import Principal, Role
from participation.identity.services import keep_identity
from participation.kernel.sealing import KeyRing
from tests.factories import Council, make_staff, principal, said, send

NAME, CONTACT = "Robin Example", "my aunt, after school on Mondays"


@pytest.fixture
def known(session: Session, ring: KeyRing, council: Council) -> int:
    """A response of the north with a name and a safe contact; its id."""
    response_id = send(session, ring, said(good="words", about_locality="north")).response.id or 0
    keep_identity(session, ring, response_id, NAME, CONTACT)
    return response_id


@pytest.fixture
def worker(session: Session, council: Council) -> Principal:
    """Asks."""
    return principal(session, council.staff["worker"])


@pytest.fixture
def lead(session: Session, council: Council) -> Principal:
    """Agrees and reviews."""
    return principal(session, council.staff["lead"])


@pytest.fixture
def second_lead(session: Session, council: Council) -> Principal:
    """Another lead, who sees every locality too."""
    return principal(session, make_staff(session, "second", Role.LEAD))
