"""Commands on the code book and on codes."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from participation.access import Principal
from participation.audit.models import AuditEvent
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response, Statement
from participation.responses.rules import StatementStatus
from participation.themes import queries, services
from participation.themes.models import Theme
from participation.themes.rules import ThemeText
from tests.factories import Council, principal, said, send
from tests.themes.conftest import Approve

DAY = date(2026, 3, 2)


@pytest.fixture
def themes(session: Session, worker: Principal) -> list[int]:
    """Three themes."""
    return [services.add_theme(session, ThemeText(name), worker).id or 0 for name in ("Home", "Food", "Waiting")]


def actions(session: Session) -> list[str]:
    query = select(AuditEvent.action).where(col(AuditEvent.subject_type).in_(["theme", "statement"]))
    return list(session.exec(query.order_by(col(AuditEvent.id))))


def codes(session: Session, statement: Statement) -> set[int]:
    return set(queries.codes_of(session, [statement.id or 0])[statement.id or 0])


def test_coding_adds_and_removes_and_is_recorded(
    session: Session, themes: list[int], in_the_north: Statement, worker: Principal
) -> None:
    home, food, waiting = themes
    services.code(session, in_the_north.id or 0, {home, food}, worker, DAY)
    assert services.code(session, in_the_north.id or 0, {food, waiting}, worker, DAY)
    assert codes(session, in_the_north) == {food, waiting}
    assert actions(session)[len(themes) :] == ["code_added", "code_added", "code_added", "code_removed"]


def test_the_same_codes_again_change_and_record_nothing(
    session: Session, themes: list[int], in_the_north: Statement, worker: Principal
) -> None:
    services.code(session, in_the_north.id or 0, themes, worker, DAY)
    before = actions(session)
    assert not services.code(session, in_the_north.id or 0, themes, worker, DAY)
    assert actions(session) == before


@pytest.mark.parametrize("status", [s for s in StatementStatus if s is not StatementStatus.APPROVED])
def test_only_approved_statements_are_coded(
    session: Session, themes: list[int], in_the_north: Statement, worker: Principal, status: StatementStatus
) -> None:
    in_the_north.status = status
    session.flush()
    with pytest.raises(services.NotApprovedError):
        services.code(session, in_the_north.id or 0, themes, worker, DAY)
    assert not services.add_codes(session, [(in_the_north.id or 0, themes[0])], worker, DAY)


def test_what_was_taken_back_is_not_coded(
    session: Session, themes: list[int], in_the_north: Statement, worker: Principal
) -> None:
    session.get_one(Response, in_the_north.response_id).withdrawn_on = DAY
    session.flush()
    with pytest.raises(services.NotApprovedError):
        services.code(session, in_the_north.id or 0, themes, worker, DAY)


def test_a_statement_outside_the_scope_is_not_there(
    session: Session, themes: list[int], approved: Approve, council: Council
) -> None:
    north_worker = principal(session, council.staff["north_worker"])
    for place in ({"about_locality": "south"}, {}):
        statement = approved(said(good="fine", **place))
        with pytest.raises(services.NoSuchStatementError):
            services.code(session, statement.id or 0, themes, north_worker, DAY)


def test_codes_of_archived_themes_stay_and_no_new_one_is_given(
    session: Session, themes: list[int], in_the_north: Statement, worker: Principal
) -> None:
    home, food, _ = themes
    services.code(session, in_the_north.id or 0, {home}, worker, DAY)
    services.set_archived(session, session.get_one(Theme, home), True, worker)
    services.code(session, in_the_north.id or 0, {food}, worker, DAY)
    assert codes(session, in_the_north) == {home, food}
    with pytest.raises(services.NoSuchThemeError):
        services.code(session, in_the_north.id or 0, {home}, worker, DAY)


def test_many_codes_at_once_leave_out_what_is_not_approved_or_there(
    session: Session, ring: KeyRing, themes: list[int], in_the_north: Statement, worker: Principal
) -> None:
    waiting = send(session, ring, said(good="not read yet"))
    [unread] = session.exec(select(Statement.id).where(Statement.response_id == waiting.response.id))
    wanted = [(in_the_north.id or 0, themes[0]), (in_the_north.id or 0, themes[0]), (unread or 0, themes[0])]
    assert [services.add_codes(session, wanted, worker, DAY) for _ in range(2)] == [1, 0]


def test_a_name_is_taken_once_however_it_is_written(session: Session, themes: list[int], worker: Principal) -> None:
    home = session.get_one(Theme, themes[0])
    services.set_archived(session, home, True, worker)
    with pytest.raises(services.NameTakenError):
        services.add_theme(session, ThemeText("  HOME "), worker)
    with pytest.raises(services.NameTakenError):
        services.change_theme(session, session.get_one(Theme, themes[1]), ThemeText("home"), worker)
    assert services.change_theme(session, home, ThemeText("HOME"), worker)


def test_what_changes_nothing_is_not_recorded(session: Session, themes: list[int], worker: Principal) -> None:
    home, before = session.get_one(Theme, themes[0]), actions(session)
    assert not services.change_theme(session, home, ThemeText(" Home "), worker)
    assert not services.set_archived(session, home, False, worker)
    assert actions(session) == before


def test_the_starter_is_shipped_once_and_never_over_a_team_s_own(session: Session, worker: Principal) -> None:
    assert [services.ship(session), services.ship(session)] == [14, 0]
    session.exec(select(Theme)).first().name = "Renamed"  # type: ignore[union-attr]
    session.flush()
    assert services.ship(session) == 0
