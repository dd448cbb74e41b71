"""Statements that were approved, and somebody to code them."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from participation.access import Principal
from participation.kernel.sealing import KeyRing
from participation.responses.models import Statement
from participation.responses.queries import exact_words, statements_of
from participation.responses.rules import StatementStatus
from participation.surveys.rules import Answers
from tests.factories import Council, principal, said, send

Approve = Callable[[Answers], Statement]


@pytest.fixture
def approved(session: Session, ring: KeyRing, council: Council) -> Approve:
    """`approved(answers)`: the first statement of a new response, approved as it is."""

    def make(answers: Answers) -> Statement:
        sent = send(session, ring, answers)
        statement = statements_of(session, sent.response.id or 0)[0]
        statement.published = exact_words(ring, sent.response, statement)
        statement.status = StatementStatus.APPROVED
        session.flush()
        return statement

    return make


@pytest.fixture
def in_the_north(approved: Approve) -> Statement:
    """An approved good thing from the north."""
    return approved(said(good="The club is brilliant", about_locality="north"))


@pytest.fixture
def worker(session: Session, council: Council) -> Principal:
    """A worker who sees every locality."""
    return principal(session, council.staff["worker"])
