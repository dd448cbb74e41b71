"""What the inbox lists, for whom, in which order; paging that loses and doubles nothing."""

from collections.abc import Callable
from datetime import date
from itertools import count

import pytest
from sqlmodel import Session

from participation.access import Principal, Role, Scope
from participation.conversations.models import Author
from participation.conversations.services import mark_seen
from participation.intake.services import delete_response, send_message
from participation.kernel.sealing import KeyRing
from participation.moderation import services
from participation.moderation.queries import inbox as queries
from participation.moderation.rules import NOT_SAID, Action, Place, Wanted
from participation.responses.models import Response
from participation.responses.queries import statements_of
from participation.responses.rules import Channel, Handling, StatementStatus, Urgency
from tests.factories import Council, said, send
from tests.moderation.conftest import DAY

Make = Callable[..., Response]
NOW, SOON, REST = Urgency


@pytest.fixture
def make(session: Session, ring: KeyRing, council: Council) -> Make:
    """`make(urgency, handling, locality="north", …)`: a response that stands so."""

    def make(
        urgency: Urgency = REST, handling: Handling = Handling.UNREAD, *, locality: str = "", **answers: str
    ) -> Response:
        place = {"about_locality": locality} if locality else {}
        made = send(session, ring, said(good="fine", **place, **answers), day=DAY).response
        made.urgency, made.handling = int(urgency), handling
        session.flush()
        return made

    return make


def listed(session: Session, by: Principal, **wanted: object) -> list[int]:
    return [row.id for row in queries.inbox(session, by, Wanted(**wanted)).rows]  # type: ignore[arg-type]


def row(session: Session, by: Principal, **wanted: object) -> queries.Row:
    return queries.inbox(session, by, Wanted(**wanted)).rows[0]  # type: ignore[arg-type]


def test_the_most_urgent_is_first_and_the_oldest_within(session: Session, make: Make, worker: Principal) -> None:
    made = [make(urgency) for urgency in (REST, SOON, NOW, REST, NOW, SOON)]
    assert listed(session, worker) == [made[place].id for place in (2, 4, 1, 5, 0, 3)]


def test_what_is_done_is_listed_newest_first(session: Session, make: Make, worker: Principal) -> None:
    made = [make(urgency, Handling.DONE) for urgency in (REST, NOW, SOON)]
    assert listed(session, worker, handling=Handling.DONE) == [each.id for each in reversed(made)]


@pytest.mark.parametrize("handling", Handling)
def test_pages_together_are_the_whole_list(session: Session, make: Make, worker: Principal, handling: Handling) -> None:
    for number in range(11):
        make(Urgency(number % 3), handling)
    whole, paged, start = listed(session, worker, handling=handling), [], None
    for _ in count():
        page = queries.inbox(session, worker, Wanted(handling), start, limit=3)
        paged += [each.id for each in page.rows]
        start = page.next
        if start is None:
            break
    assert paged == whole
    assert len(whole) == 11


def test_a_response_that_comes_while_somebody_pages_moves_nothing(
    session: Session, make: Make, worker: Principal
) -> None:
    made = [make() for _ in range(4)]
    first = queries.inbox(session, worker, Wanted(), limit=2)
    make(NOW)
    rest = queries.inbox(session, worker, Wanted(), first.next, limit=2)
    assert [each.id for each in (*first.rows, *rest.rows)] == [each.id for each in made]


@pytest.mark.parametrize(
    ("who", "wanted", "seen"),
    [
        ("worker", {}, {"north", "south", ""}),
        ("worker", {"locality": "north"}, {"north"}),
        ("worker", {"locality": ""}, {""}),
        ("north", {}, {"north"}),
        ("north", {"locality": "north"}, {"north"}),
        ("north", {"locality": "south"}, set()),
        ("north", {"locality": ""}, set()),
    ],
)
def test_the_scope_is_in_the_query(
    session: Session,
    make: Make,
    council: Council,
    request: pytest.FixtureRequest,
    who: str,
    wanted: dict[str, str],
    seen: set[str],
) -> None:
    by = request.getfixturevalue(who)
    made = {locality: make(locality=locality).id for locality in ("north", "south", "")}
    filters = {key: council.localities.get(value, NOT_SAID) for key, value in wanted.items()}
    assert set(listed(session, by, **filters)) == {made[locality] for locality in seen}
    assert queries.count(session, by, Wanted(**filters)) == len(seen)


def test_several_localities_are_one_list_in_order(
    session: Session, make: Make, council: Council, worker: Principal
) -> None:
    both = Principal(worker.staff_id, "both", Role.WORKER, Scope(frozenset(council.localities.values())))
    made = [make(urgency, locality=place) for urgency, place in ((REST, "north"), (NOW, "south"), (SOON, "north"))]
    make()
    assert listed(session, both) == [made[place].id for place in (1, 2, 0)]


def test_a_lead_of_one_locality_is_shown_what_names_none(
    session: Session, make: Make, council: Council, worker: Principal
) -> None:
    scope = Scope(frozenset({council.localities["north"]}), not_said=True)
    lead = Principal(worker.staff_id, "lead", Role.LEAD, scope)
    made = [make(urgency, locality=place) for urgency, place in ((REST, "north"), (NOW, ""), (SOON, "south"))]
    assert listed(session, lead) == [made[place].id for place in (1, 0)]
    assert listed(session, lead, locality=NOT_SAID) == [made[1].id]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"urgency": SOON}, ["soon"]),
        ({"service": "social-work"}, ["soon"]),
        ({"survey": "houses"}, ["houses"]),
        ({"survey": "tell-us", "urgency": REST}, ["plain"]),
        ({"survey": "nothing-like-it"}, []),
    ],
)
def test_filters(
    session: Session,
    ring: KeyRing,
    make: Make,
    council: Council,
    worker: Principal,
    wanted: dict[str, object],
    found: list[str],
) -> None:
    made = {
        "plain": make().id,
        "soon": make(SOON, service="social-work").id,
        "houses": send(session, ring, said(good_things="my cat"), slug="houses").response.id,
    }
    if "service" in wanted:
        wanted = {**wanted, "service": council.services[str(wanted["service"])]}
    assert listed(session, worker, **wanted) == [made[name] for name in found]


def test_a_new_message_is_seen_and_found(session: Session, ring: KeyRing, make: Make, worker: Principal) -> None:
    make()
    written = make()
    send_message(session, ring, written, "one more thing")
    assert listed(session, worker, message=True) == [written.id]
    assert row(session, worker, message=True).new_message
    mark_seen(session, written.id or 0, Author.YOUNG_PERSON)
    assert listed(session, worker, message=True) == []


def test_another_look_says_who_asked(
    session: Session, ring: KeyRing, make: Make, worker: Principal, other: Principal
) -> None:
    asked = make()
    statement = statements_of(session, asked.id or 0)[0]
    services.open_response(session, asked, worker, DAY)
    seen = services.seen_of(statement)
    services.decide(session, ring, asked, statement, Action.ASK_SECOND_LOOK, worker, DAY, seen=seen, reason="who?")
    session.flush()
    found = row(session, other, handling=Handling.OPENED, second_look=True)
    assert (found.id, found.second_look_by) == (asked.id, {worker.staff_id})


def test_what_a_row_says(session: Session, ring: KeyRing, make: Make, worker: Principal) -> None:
    made = make(SOON, locality="north", service="youth-club", better="ask me")
    found = row(session, worker)
    assert (found.id, found.survey, found.locality, found.service) == (
        made.id,
        "Tell us how it’s going",
        "North",
        "Youth club",
    )
    assert (found.texts, found.due, found.withdrawn, found.together) == (2, date(2026, 11, 24), False, False)


def test_what_was_taken_back_is_still_listed_until_it_was_read(session: Session, make: Make, worker: Principal) -> None:
    made = make()
    delete_response(session, made)
    assert row(session, worker).withdrawn
    services.open_response(session, made, worker, DAY)
    session.flush()
    assert listed(session, worker) == []


def test_what_was_erased_is_not_listed(session: Session, make: Make, worker: Principal) -> None:
    erased = make()
    erased.erased_on, erased.data_key = DAY, None
    session.flush()
    assert listed(session, worker) == []


def test_only_those_that_this_person_opened_can_be_ticked(
    session: Session, make: Make, worker: Principal, other: Principal
) -> None:
    made = make()
    services.open_response(session, made, worker, DAY)
    session.flush()
    assert row(session, worker, handling=Handling.OPENED).together
    assert not row(session, other, handling=Handling.OPENED).together
    statements_of(session, made.id or 0)[0].status = StatementStatus.SECOND_LOOK
    session.flush()
    assert not row(session, worker, handling=Handling.OPENED).together


def test_streams_say_how_many_wait_and_when_the_first_is_due(session: Session, make: Make, worker: Principal) -> None:
    make(SOON).received_on = date(2026, 11, 25)
    make(SOON)
    imported = make()
    imported.channel = Channel.IMPORTED
    session.flush()
    found = queries.streams(session, worker, Wanted())
    assert [(each.urgency, each.count, each.due) for each in found] == [
        (NOW, 0, None),
        (SOON, 2, date(2026, 11, 24)),
        (REST, 1, None),
    ]


def test_counting_stops(session: Session, make: Make, worker: Principal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "COUNTED", 2)
    for _ in range(3):
        make(locality="north")
    assert queries.count(session, worker, Wanted()) == 2


@pytest.mark.sqlite
@pytest.mark.parametrize("start", [None, Place(2, 10)])
@pytest.mark.parametrize("handling", Handling)
def test_the_list_is_read_along_an_index(
    session: Session, worker: Principal, north: Principal, handling: Handling, start: Place | None
) -> None:
    for by in (worker, north):
        query = queries._page(by.scope, Wanted(handling), start, 40)
        sql = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        plan = " ".join(step[3] for step in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))
        assert "SCAN response" not in plan
        assert "inbox" in plan
