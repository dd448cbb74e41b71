"""Commands on asks: on the record, never over somebody else's change, never with a young person's words in them."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from participation.access import Principal, Scope
from participation.audit.models import AuditEvent
from participation.kernel import clock
from participation.promises import queries, services
from participation.promises.models import Promise, PromiseOutcome, PromisePresses, PromiseStatement, PromiseText
from participation.promises.rules import Action, NotReadyError, Outcome, Status, Topic, Wording
from participation.responses.models import Response, Statement
from participation.responses.rules import Handling, Provenance, QuoteConsent, StatementStatus, Urgency
from participation.responses.services import withdraw
from participation.retention.services import purge
from participation.surveys.rules import Look
from tests.factories import Council
from tests.promises.conftest import DAY, OWN, WORDS, Approve, Make, details

LATER = DAY + timedelta(days=9)


def actions(session: Session) -> list[str]:
    query = select(AuditEvent.action).where(AuditEvent.subject_type == "promise")
    return list(session.exec(query.order_by(col(AuditEvent.id))))


def quotes(session: Session, promise: Promise) -> list[str]:
    [card] = queries.as_shown(session, [promise], "en", Look.STANDARD, DAY)
    return [quote.text for quote in card.quotes]


def test_every_step_is_on_the_record_and_counts_the_version(session: Session, make: Make, worker: Principal) -> None:
    promise = make()
    services.move(session, promise, Action.TAKE_DOWN, worker, LATER, promise.version)
    assert actions(session) == ["ask_made", "outcome_changed", "texts_written", "published", "taken_down"]
    assert promise.version == 5


def test_what_changes_nothing_is_not_recorded(session: Session, make: Make, worker: Principal) -> None:
    promise = make()
    before = actions(session)
    version = promise.version
    assert not services.change_details(session, promise, details(), worker, version)
    assert not services.write_texts(session, promise, "en", WORDS, worker, version)
    assert not services.set_outcome(session, promise, Outcome.DID, "", worker, LATER, version)
    assert (actions(session), promise.version) == (before, version)


@pytest.mark.parametrize("seen", [0, 99])
def test_nobody_writes_over_a_change_that_they_have_not_seen(
    session: Session, make: Make, worker: Principal, seen: int
) -> None:
    promise = make()
    for change in (
        lambda: services.change_details(session, promise, details(ask="Other"), worker, seen),
        lambda: services.write_texts(session, promise, "en", {Look.STANDARD: Wording()}, worker, seen),
        lambda: services.set_outcome(session, promise, Outcome.DOING, "", worker, DAY, seen),
        lambda: services.move(session, promise, Action.TAKE_DOWN, worker, DAY, seen),
    ):
        with pytest.raises(services.ChangedMeanwhileError):
            change()
    assert (promise.ask, promise.outcome, promise.status) == ("A later bus", Outcome.DID, Status.PUBLISHED)


def test_the_outcome_keeps_its_history_and_makes_it_news(session: Session, make: Make, worker: Principal) -> None:
    promise = make(outcome=Outcome.DOING)
    services.set_outcome(session, promise, Outcome.CANNOT, "The company said no", worker, LATER, promise.version)
    kept = [(each.outcome, each.reason, each.changed_on) for each in queries.outcomes(session, promise.id or 0)]
    assert kept == [
        (Outcome.CANNOT, "The company said no", LATER),
        (Outcome.DOING, "", DAY),
        (Outcome.NOT_YET, "", DAY),
    ]
    assert promise.published_on == LATER


def test_a_draft_has_no_day_whatever_its_outcome(session: Session, make: Make, worker: Principal) -> None:
    promise = make(published=None)
    services.set_outcome(session, promise, Outcome.DOING, "", worker, LATER, promise.version)
    assert promise.published_on is None


def test_a_refusal_says_why(session: Session, make: Make, worker: Principal) -> None:
    promise = make()
    with pytest.raises(NotReadyError):
        services.set_outcome(session, promise, Outcome.CANNOT, "", worker, DAY, promise.version)


def test_what_is_on_the_page_keeps_its_english(session: Session, make: Make, worker: Principal) -> None:
    promise = make()
    with pytest.raises(NotReadyError):
        services.write_texts(session, promise, "en", {Look.STANDARD: Wording()}, worker, promise.version)
    assert services.write_texts(session, promise, "en", {Look.YOUNGER: Wording()}, worker, promise.version)
    assert set(queries.wordings(session, promise.id or 0)) == {("en", Look.STANDARD), ("en", Look.EASY_READ)}


def test_half_a_wording_is_not_kept(session: Session, make: Make, worker: Principal) -> None:
    promise = make(published=None, texts={})
    with pytest.raises(NotReadyError):
        services.write_texts(session, promise, "en", {Look.STANDARD: Wording("", "Said", "")}, worker, promise.version)
    assert not queries.wordings(session, promise.id or 0)


def test_writing_one_language_leaves_the_others(session: Session, make: Make, worker: Principal) -> None:
    promise = make()
    services.write_texts(session, promise, "cy", {Look.STANDARD: Wording("", "Dwedoch", "Gwnaethom")}, worker, 4)
    assert {code for code, _ in queries.wordings(session, promise.id or 0)} == {"en", "cy"}


@pytest.mark.parametrize(
    ("column", "value"), [("outcome", "cannot"), ("status", "published"), ("status", "taken_down")]
)
def test_the_database_refuses_what_must_not_be(session: Session, make: Make, column: str, value: str) -> None:
    make(published=None)
    with pytest.raises(IntegrityError):
        session.execute(sa.text(f"UPDATE promise SET {column} = '{value}'"))  # noqa: S608 - our own words


@pytest.mark.parametrize("row", [PromiseText(promise_id=1, language="en", look=Look.STANDARD, said="", answer="x")])
def test_the_database_refuses_half_a_wording(session: Session, make: Make, row: PromiseText) -> None:
    make(published=None, texts={})
    session.add(row)
    with pytest.raises(IntegrityError):
        session.flush()


# Words of young people


def test_an_approved_statement_with_consent_is_quoted(session: Session, make: Make, approve: Approve) -> None:
    statement = approve()
    assert quotes(session, make(quotes=(statement.id,))) == [OWN]


@pytest.mark.parametrize("consent", [QuoteConsent.NOT_SAID, QuoteConsent.DO_NOT_SHARE])
def test_without_consent_words_cannot_be_marked_to_be_shown(
    session: Session, make: Make, approve: Approve, consent: QuoteConsent
) -> None:
    promise = make(quotes=(approve(OWN, consent).id,))
    assert quotes(session, promise) == []
    assert not any(session.exec(select(PromiseStatement.quoted)))


@pytest.mark.parametrize(
    "change",
    [
        {"quote_consent": QuoteConsent.DO_NOT_SHARE},
        {"quote_consent": QuoteConsent.NOT_SAID},
        {"status": StatementStatus.WAITING},
        {"status": StatementStatus.PRIVATE},
        {"status": StatementStatus.SECOND_LOOK},
    ],
)
def test_words_go_from_the_page_the_moment_that_they_may_not_be_shown(
    session: Session, make: Make, approve: Approve, change: dict[str, object]
) -> None:
    statement = approve()
    promise = make(quotes=(statement.id,))
    for name, value in change.items():
        setattr(statement, name, value)
    session.flush()
    assert quotes(session, promise) == []


def test_words_that_were_taken_back_go_from_the_page(session: Session, make: Make, approve: Approve) -> None:
    statement = approve()
    promise = make(quotes=(statement.id,))
    withdraw(session, session.get_one(Response, statement.response_id), DAY)
    session.flush()
    assert quotes(session, promise) == []


@pytest.mark.parametrize("provenance", [Provenance.PROXY, Provenance.GROUP])
def test_words_that_somebody_said_for_them_are_not_quoted(
    session: Session, make: Make, approve: Approve, provenance: Provenance
) -> None:
    statement = approve()
    session.get_one(Response, statement.response_id).provenance = provenance
    session.flush()
    assert quotes(session, make(quotes=(statement.id,))) == []


def test_words_are_not_shown_beside_a_place(
    session: Session, make: Make, approve: Approve, worker: Principal, council: Council
) -> None:
    statement, place = approve(about_locality="north"), council.localities["north"]
    promise = make(quotes=(statement.id,))
    wanted, ids = details(locality_id=place), [statement.id or 0]
    with pytest.raises(NotReadyError):
        services.change_details(session, promise, wanted, worker, promise.version, kept=ids, quoted=ids)
    promise.locality_id = place
    session.flush()
    assert quotes(session, promise) == []


def test_only_approved_statements_of_the_scope_are_referred_to(
    session: Session, approve: Approve, north_worker: Principal, council: Council
) -> None:
    south, waiting = approve(about_locality="south"), approve(about_locality="north")
    north = approve(about_locality="north")
    waiting.status = StatementStatus.WAITING
    session.flush()
    place = council.localities["north"]
    wanted = [each.id or 0 for each in (south, waiting, north)]
    services.make_ask(session, details(locality_id=place), north_worker, DAY, [*wanted, 999_999])
    assert list(session.exec(select(PromiseStatement.statement_id))) == [north.id]


def test_whoever_cannot_see_a_statement_cannot_take_it_off(
    session: Session, make: Make, approve: Approve, north_worker: Principal
) -> None:
    promise = make(quotes=(approve(about_locality="south").id,))
    services.change_details(session, promise, details(ask="Buses"), north_worker, promise.version)
    assert quotes(session, promise) == [OWN]


def test_a_reference_is_taken_off(session: Session, make: Make, approve: Approve, worker: Principal) -> None:
    promise = make(quotes=(approve().id,))
    assert services.change_details(session, promise, details(), worker, promise.version)
    assert not session.exec(select(PromiseStatement)).all()


def test_own_words_are_refused_wherever_they_are_typed(
    session: Session, make: Make, approve: Approve, worker: Principal
) -> None:
    statement = approve(OWN, QuoteConsent.NOT_SAID)
    with pytest.raises(services.OwnWordsError):
        services.make_ask(session, details(ask=OWN), worker, DAY, [statement.id or 0])
    promise = services.make_ask(session, details(), worker, DAY, [statement.id or 0])
    typed = Wording("", f"You said: {OWN.upper()}", "We did")
    for write in (
        lambda: services.change_details(session, promise, details(evidence=OWN), worker, 1),
        lambda: services.write_texts(session, promise, "en", {Look.STANDARD: typed}, worker, 1),
        lambda: services.set_outcome(session, promise, Outcome.CANNOT, OWN, worker, DAY, 1),
    ):
        with pytest.raises(services.OwnWordsError):
            write()


def test_erasing_takes_the_reference_out_and_leaves_the_council_s_record(
    session: Session, make: Make, approve: Approve
) -> None:
    statement = approve()
    promise = make(quotes=(statement.id,))
    response = session.get_one(Response, statement.response_id)
    withdraw(session, response, DAY)
    response.handling, response.urgency, response.deleted_on = Handling.DONE, int(Urgency.EVERYTHING_ELSE), DAY
    session.flush()
    purge(session, clock.now())
    assert response.erased_on
    assert not session.exec(select(PromiseStatement)).all()
    assert session.get(Promise, promise.id)
    assert len(queries.wordings(session, promise.id or 0)) == 3


def test_a_statement_that_is_deleted_takes_the_reference_with_it(
    session: Session, make: Make, approve: Approve
) -> None:
    statement = approve()
    make(quotes=(statement.id,))
    session.execute(sa.delete(Statement).where(col(Statement.id) == statement.id))
    assert not session.exec(select(PromiseStatement)).all()


# Scopes and lists


@pytest.mark.parametrize(
    ("place", "seen", "changed"), [("north", True, True), ("south", False, False), (None, True, False)]
)
def test_a_scope_sees_its_own_and_what_is_for_everywhere_and_changes_its_own(
    session: Session, make: Make, council: Council, place: str | None, seen: bool, changed: bool
) -> None:
    promise = make(locality_id=council.localities[place] if place else None)
    for scope in (Scope(frozenset({council.localities["north"]}), not_said=lead) for lead in (False, True)):
        for which, expected in ((queries.visible_to(scope), seen), (queries.in_charge(scope), changed)):
            assert (queries.promise_for(session, which, promise.id or 0) is not None) is expected
        assert bool(queries.asks(session, scope, DAY)) is seen
        assert bool(queries.overdue_count(session, scope, date(2027, 1, 1))) is False


def test_overdue_comes_first_then_what_is_due_then_what_is_done(session: Session, make: Make) -> None:
    for days, outcome in ((-9, Outcome.DID), (5, Outcome.DOING), (-2, Outcome.NOT_YET), (3, Outcome.NOT_YET)):
        make(outcome=outcome, due_on=DAY + timedelta(days=days))
    make(outcome=Outcome.CANNOT, due_on=DAY, published=None)
    rows = queries.asks(session, Scope(), DAY)
    assert [(row.due_on - DAY).days for row in rows] == [-2, 3, 5, 0, -9]
    assert [row.overdue for row in rows] == [True, False, False, False, False]
    assert len(queries.asks(session, Scope(), DAY, queries.State.OVERDUE)) == 1
    assert len(queries.asks(session, Scope(), DAY, queries.State.DRAFT)) == 1
    assert queries.overdue_count(session, Scope(), DAY) == 1


def test_the_newest_change_stands_first_and_drafts_do_not(session: Session, make: Make) -> None:
    made = [make(published=DAY + timedelta(days=days)) for days in (2, 9, 5)]
    make(published=None)
    found = queries.changes(session, "en", Look.STANDARD, DAY)
    assert [each.id for each in found] == [made[1].id, made[2].id, made[0].id]


def test_an_area_has_what_is_for_everywhere_too(session: Session, make: Make, council: Council) -> None:
    north, south = council.localities["north"], council.localities["south"]
    make(locality_id=north)
    make(locality_id=south)
    make(topic=Topic.SCHOOL)
    found = queries.changes(session, "en", Look.STANDARD, DAY, locality_id=north)
    assert [each.area for each in found] == [None, "North"]
    assert [each.topic for each in queries.changes(session, "en", Look.STANDARD, DAY, topic=Topic.SCHOOL)] == [
        Topic.SCHOOL
    ]
    offered = queries.offered(session)
    assert offered.topics == (Topic.SCHOOL, Topic.GETTING_AROUND)
    assert [(slug, place.id) for slug, place in offered.areas.items()] == [("north", north), ("south", south)]


def test_the_next_answer_is_the_first_that_is_still_owed(session: Session, make: Make) -> None:
    for days, outcome in ((-3, Outcome.DOING), (2, Outcome.DID), (8, Outcome.NOT_YET), (4, Outcome.DOING)):
        make(outcome=outcome, due_on=DAY + timedelta(days=days), published=None)
    assert queries.next_answer(session, DAY) == DAY + timedelta(days=4)


# Presses


def test_presses_are_counted_and_never_below_zero(session: Session, make: Make) -> None:
    promise_id = make().id or 0
    assert not services.press(session, promise_id, undo=True)
    assert all(services.press(session, promise_id) for _ in range(3))
    assert services.press(session, promise_id, undo=True)
    assert session.get_one(PromisePresses, promise_id, populate_existing=True).presses == 2
    assert not services.press(session, 999_999)


def test_presses_say_nothing_of_who_or_when(session: Session) -> None:
    assert set(PromisePresses.model_fields) == {"promise_id", "presses"}
    assert not session.exec(select(PromiseOutcome)).all()
