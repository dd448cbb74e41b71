"""People who read, and a response to read."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlmodel import Session

from participation.access import Principal
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from tests.factories import Council, principal, said, send

DAY = date(2026, 11, 23)


@pytest.fixture
def worker(session: Session, council: Council) -> Principal:
    """Sees every locality."""
    return principal(session, council.staff["worker"])


@pytest.fixture
def other(session: Session, council: Council) -> Principal:
    """A second worker."""
    return principal(session, council.staff["other_worker"])


@pytest.fixture
def north(session: Session, council: Council) -> Principal:
    """A worker of the north only."""
    return principal(session, council.staff["north_worker"])


@pytest.fixture
def response(session: Session, ring: KeyRing, council: Council) -> Response:
    """From the north, with two texts."""
    answers = said(good="My worker Sam is kind", better="Ask me first", about_locality="north", service="youth-club")
    return send(session, ring, answers, day=DAY).response


Keep = Callable[..., int]


@pytest.fixture
def kept(app: Flask, database: Database, ring: KeyRing) -> Keep:
    """Writes a response and commits it, for pages; returns its id."""

    def keep(**answers: str) -> int:
        with database.transaction() as session:
            return send(session, ring, said(**answers)).response.id or 0

    return keep
