"""What is done with a whole import, and only where its words are public already."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from participation.access import Principal, Scope
from participation.audit.models import AuditEvent
from participation.imports import queries
from participation.imports.models import ImportBatch
from participation.imports.services import NotPublicError, approve_all, code_by_label, mark_public
from participation.intake.services import sending as intake
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.moderation.models import Decision
from participation.responses.models import Response, Statement
from participation.responses.rules import Handling, StatementStatus, Urgency
from participation.themes import queries as themes
from participation.themes.rules import ThemeText
from participation.themes.services import add_theme, set_archived
from tests.imports.conftest import CSV, Import

DAY = date(2026, 11, 25)


@pytest.fixture
def public(database: Database, bring_in: Import, admin: Principal) -> int:
    """An import that is public already."""
    batch_id = bring_in().batch_id
    with database.transaction() as session:
        mark_public(session, session.get_one(ImportBatch, batch_id), "Open data", admin, DAY)
    return batch_id


def actions(session: Session) -> list[str]:
    query = select(AuditEvent.action).where(AuditEvent.subject_type == "import_batch")
    return list(session.exec(query.order_by(col(AuditEvent.id))))


def test_marking_is_for_a_reason_once_and_on_the_record(
    database: Database, session: Session, bring_in: Import, admin: Principal
) -> None:
    batch = session.get(ImportBatch, bring_in().batch_id)
    assert batch is not None
    with pytest.raises(ValueError, match="reason"):
        mark_public(session, batch, "  ", admin, DAY)
    assert [mark_public(session, batch, why, admin, DAY) for why in (" Open data ", "Other")] == [True, False]
    assert (batch.public_reason, batch.public_by_id) == ("Open data", admin.staff_id)
    assert set(session.exec(select(Response.already_public))) == {True}
    assert actions(session) == ["import_begun", "import_marked_public"]


def test_nothing_is_done_at_once_with_words_that_are_not_public(
    database: Database, ring: KeyRing, bring_in: Import, admin: Principal
) -> None:
    batch_id = bring_in().batch_id
    with pytest.raises(NotPublicError):
        approve_all(database, ring, batch_id, admin, DAY)
    with pytest.raises(NotPublicError):
        code_by_label(database, batch_id, admin, DAY)
    with database.session(write=False) as session:
        assert queries.standing(session, batch_id) == queries.Standing(3, 3, 0, 0, 0, 0)


def test_approving_all_publishes_the_exact_words_and_empties_the_inbox(
    database: Database, ring: KeyRing, public: int, admin: Principal
) -> None:
    assert [approve_all(database, ring, public, admin, DAY) for _ in range(2)] == [3, 0]
    with database.session(write=False) as session:
        found = session.exec(select(Statement).order_by(col(Statement.id))).all()
        assert [each.published for each in found] == ["The food is nice", "It took ages", "None"]
        assert {each.decided_by_id for each in found} == {admin.staff_id}
        assert set(session.exec(select(Response.handling))) == {Handling.DONE}
        assert {(each.before, each.after) for each in session.exec(select(Decision))} == {
            (StatementStatus.WAITING, StatementStatus.APPROVED)
        }
        assert queries.standing(session, public) == queries.Standing(0, 0, 0, 3, 3, 0)


def test_what_was_flagged_stays_in_the_inbox(
    database: Database, ring: KeyRing, bring_in: Import, admin: Principal, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter([Urgency.SOON, Urgency.EVERYTHING_ELSE, Urgency.EVERYTHING_ELSE])
    monkeypatch.setattr(intake, "urgency_of", lambda *_, **__: next(found))
    batch_id = bring_in().batch_id
    with database.transaction() as session:
        mark_public(session, session.get_one(ImportBatch, batch_id), "Open data", admin, DAY)
        session.exec(select(Statement)).all()[1].flags = [{"start": 0, "end": 2, "category": "x", "rule": "y"}]
    assert approve_all(database, ring, batch_id, admin, DAY) == 1
    with database.session(write=False) as session:
        assert queries.standing(session, batch_id) == queries.Standing(2, 0, 2, 1, 1, 0)


def test_what_was_taken_out_stays_out_and_what_was_opened_again_waits(
    database: Database, ring: KeyRing, public: int, admin: Principal
) -> None:
    with database.transaction() as session:
        first, second, _ = session.exec(select(Statement).order_by(col(Statement.id))).all()
        first.redactions = [{"start": 4, "end": 8, "reason": "name"}]
        second.decided_by_id = admin.staff_id
    assert approve_all(database, ring, public, admin, DAY) == 2
    with database.session(write=False) as session:
        found = session.exec(select(Statement.published).order_by(col(Statement.id))).all()
        assert found == ["The [name] is nice", None, "None"]
        assert queries.standing(session, public).for_people == 1


@pytest.mark.parametrize("status", [StatementStatus.PRIVATE, StatementStatus.SECOND_LOOK])
def test_what_somebody_decided_is_left_as_it_is(
    database: Database, ring: KeyRing, public: int, admin: Principal, status: StatementStatus
) -> None:
    with database.transaction() as session:
        session.exec(select(Statement)).all()[0].status = status
    assert approve_all(database, ring, public, admin, DAY) == 2
    with database.session(write=False) as session:
        assert session.exec(select(Statement.status)).first() is status


def test_other_imports_and_responses_are_left_alone(
    database: Database, ring: KeyRing, bring_in: Import, public: int, admin: Principal
) -> None:
    other = bring_in(CSV.replace("r", "other-")).batch_id
    approve_all(database, ring, public, admin, DAY)
    with database.session(write=False) as session:
        assert queries.standing(session, other).waiting == 3


def test_rows_that_come_in_later_are_public_too(
    database: Database, bring_in: Import, public: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as session:
        session.delete(session.exec(select(Response)).all()[0])
    assert (bring_in().added, bring_in().batch_id) == (1, public)
    with database.session(write=False) as session:
        assert set(session.exec(select(Response.already_public))) == {True}


def test_coding_by_label_uses_the_code_book_and_adds_what_it_lacks(
    database: Database, ring: KeyRing, public: int, admin: Principal
) -> None:
    with database.transaction() as session:
        add_theme(session, ThemeText("food"), admin)
    approve_all(database, ring, public, admin, DAY)
    done, again = (code_by_label(database, public, admin, DAY) for _ in range(2))
    assert (done.codes, done.themes, done.archived) == (3, 1, ())
    assert (again.codes, again.themes) == (0, 0)
    with database.session(write=False) as session:
        book = themes.code_book(session, Scope())
        assert {row.text.name: row.counts for row in book} == {"food": {"good_thing": 2}, "Waiting": {"worry": 1}}
        assert queries.standing(session, public).coded == 3


def test_only_approved_statements_are_coded_by_label(database: Database, public: int, admin: Principal) -> None:
    done = code_by_label(database, public, admin, DAY)
    assert (done.codes, done.themes) == (0, 0)


def test_an_archived_theme_gets_no_codes(database: Database, ring: KeyRing, public: int, admin: Principal) -> None:
    with database.transaction() as session:
        set_archived(session, add_theme(session, ThemeText("Food"), admin), True, admin)
    approve_all(database, ring, public, admin, DAY)
    done = code_by_label(database, public, admin, DAY)
    assert (done.codes, done.archived) == (1, ("Food",))


def test_what_was_taken_back_is_neither_approved_nor_counted(
    database: Database, ring: KeyRing, public: int, admin: Principal
) -> None:
    with database.transaction() as session:
        session.exec(select(Response)).all()[0].withdrawn_on = DAY
    assert approve_all(database, ring, public, admin, DAY) == 2
    with database.session(write=False) as session:
        assert queries.standing(session, public).approved == 2
