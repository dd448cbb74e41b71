"""Replies to litmus statements, approved words, and people who look at reports."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from sqlmodel import Session, select

from participation.access import Role
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.queries import exact_words, statements_of
from participation.responses.rules import QuoteConsent, StatementStatus
from participation.surveys.rules import AnswerState
from participation.themes.models import Coding, Theme
from tests.factories import Council, make_staff, said, send
from tests.reports.made import NOW

Reply = Callable[..., Response]


@pytest.fixture
def reply(session: Session, ring: KeyRing, council: Council) -> Reply:
    """`reply(feel_safe="yes", about_locality="north", day=…, columns={…})`: a reply to the litmus statements."""

    def make(
        day: date = NOW,
        slug: str = "how-are-we-doing",
        consent: QuoteConsent = QuoteConsent.NOT_SAID,
        language: str = "en",
        columns: Mapping[str, object] | None = None,
        **given: str | AnswerState,
    ) -> Response:
        sent = send(session, ring, said(**given), slug=slug, day=day, consent=consent, language=language)
        for name, value in (columns or {}).items():
            setattr(sent.response, name, value)
        session.flush()
        return sent.response

    return make


def _theme(session: Session, name: str) -> int:
    found = session.exec(select(Theme).where(Theme.name == name)).one_or_none() or Theme(name=name)
    session.add(found)
    session.flush()
    return found.id or 0


@pytest.fixture
def coded(session: Session, ring: KeyRing, council: Council, reply: Reply) -> Reply:
    """`coded("Home", better="more time", …)`: a reply whose words are approved and coded with a theme."""

    def make(theme: str, *, published: str = "", **given: object) -> Response:
        response, theme_id = reply(**given), _theme(session, theme)
        for statement in statements_of(session, response.id or 0):
            statement.published = published or exact_words(ring, response, statement)
            statement.status = StatementStatus.APPROVED
            staff_id = council.staff["worker"]
            session.add(Coding(statement_id=statement.id or 0, theme_id=theme_id, staff_id=staff_id, coded_on=NOW))
        session.flush()
        return response

    return make


@pytest.fixture
def north_leader(session: Session, council: Council) -> str:
    """A leader of one locality only."""
    make_staff(session, "north_leader", Role.LEADER, [council.localities["north"]])
    session.commit()
    return "north_leader"
