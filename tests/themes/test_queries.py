"""What counts as speaking of a theme, and who sees it."""

from datetime import date

import pytest
from sqlmodel import Session

from participation.access import Principal, Scope
from participation.responses.models import Response, Statement
from participation.responses.rules import StatementStatus
from participation.surveys.rules import Lens
from participation.themes import queries, services
from participation.themes.rules import ThemeText
from tests.factories import Council, said
from tests.themes.conftest import Approve

DAY = date(2026, 3, 2)


@pytest.fixture
def club(session: Session, worker: Principal, in_the_north: Statement, approved: Approve) -> int:
    """A theme of which a good thing in the north, a worry in the south and one without a place speak."""
    theme = services.add_theme(session, ThemeText("Club", "my club"), worker).id or 0
    south = approved(said(not_good="It shut early", about_locality="south"))
    nowhere = approved(said(good="Good club"))
    for statement in (in_the_north, south, nowhere):
        services.code(session, statement.id or 0, {theme}, worker, DAY)
    return theme


def test_counts_by_lens_keep_to_the_scope(session: Session, club: int, council: Council) -> None:
    [everything] = queries.code_book(session, Scope())
    [north] = queries.code_book(session, Scope(frozenset({council.localities["north"]})))
    assert (everything.counts, everything.total) == ({"good_thing": 2, "worry": 1}, 3)
    assert north.counts == {"good_thing": 1}


def test_statements_are_published_words_within_the_scope_newest_first(
    session: Session, club: int, council: Council
) -> None:
    everything = queries.statements(session, Scope(), club)
    assert [s.text for s in everything] == ["Good club", "It shut early", "The club is brilliant"]
    north = Scope(frozenset({council.localities["north"]}))
    assert [s.text for s in queries.statements(session, north, club)] == ["The club is brilliant"]
    assert [s.text for s in queries.statements(session, Scope(), club, lens=Lens.WORRY)] == ["It shut early"]


@pytest.mark.parametrize("status", [s for s in StatementStatus if s is not StatementStatus.APPROVED])
def test_a_statement_that_stops_being_approved_keeps_its_codes_and_does_not_count(
    session: Session, club: int, in_the_north: Statement, status: StatementStatus
) -> None:
    in_the_north.status = status
    session.flush()
    assert queries.codes_of(session, [in_the_north.id or 0]) == {in_the_north.id: frozenset({club})}
    assert queries.code_book(session, Scope())[0].total == len(queries.statements(session, Scope(), club)) == 2


def test_what_was_taken_back_does_not_count(session: Session, club: int, in_the_north: Statement) -> None:
    session.get_one(Response, in_the_north.response_id).withdrawn_on = DAY
    session.flush()
    assert queries.code_book(session, Scope())[0].total == len(queries.statements(session, Scope(), club)) == 2


def test_pages_follow_each_other(session: Session, club: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    first, second = (queries.statements(session, Scope(), club, page=page) for page in (1, 2))
    assert ([len(first), len(second)], first[2]) == ([3, 1], second[0])


def test_a_statement_without_codes_has_an_empty_set(session: Session, in_the_north: Statement) -> None:
    assert queries.codes_of(session, [in_the_north.id or 0]) == {in_the_north.id: frozenset()}
    assert queries.codes_of(session, []) == {}
