"""What changed, as young people see it, and the button that says that it matters to them too."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.promises import services
from participation.promises.models import Promise, PromisePresses
from participation.promises.queries import PAGE
from participation.promises.rules import Action, Outcome, Wording
from participation.responses.models import Statement
from participation.responses.rules import QuoteConsent
from participation.surveys.rules import Look
from tests.factories import Council, principal
from tests.promises.conftest import DAY, OWN, made

Post = Callable[..., object]


def page(client: FlaskClient, address: str = "/changes") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def change(database: Database, council: Council, **wanted: object) -> int:
    """One more ask, in a transaction of its own."""
    with database.transaction() as session:
        return made(session, principal(session, council.staff["worker"]), **wanted).id or 0  # type: ignore[arg-type]


def pressed(database: Database, promise_id: int) -> int:
    with database.session(write=False) as session:
        return session.get_one(PromisePresses, promise_id).presses


def test_only_what_is_published_is_there(client: FlaskClient, shown: dict[str, int]) -> None:
    text = page(client)
    assert [f'id="change-{shown[name]}"' in text for name in ("quoted", "north", "late", "draft")] == [True] * 3 + [
        False
    ]
    assert text.index(f"change-{shown['north']}") < text.index(f"change-{shown['late']}")


@pytest.mark.parametrize("look", Look)
def test_each_look_has_its_own_words(client: FlaskClient, shown: dict[str, int], look: Look) -> None:
    text = page(client, f"/changes?look={look}")
    assert f"{look} answer." in text
    assert not any(f"{other} answer." in text for other in Look if other is not look)


@pytest.mark.parametrize(
    ("look", "sentence"),
    [("younger", "only one kind of words"), ("easy-read", "not written in simple words yet"), ("standard", "")],
)
def test_a_card_says_where_it_is_written_in_one_way_only(
    client: FlaskClient, database: Database, council: Council, look: str, sentence: str
) -> None:
    change(database, council, texts={Look.STANDARD: Wording("", "You said", "We did")})
    text = page(client, f"/changes?look={look}")
    assert "We did" in text
    assert (sentence in text) if sentence else ("one way only" not in text)


def test_english_words_are_marked_in_another_language(
    client: FlaskClient, database: Database, council: Council, shown: dict[str, int]
) -> None:
    with database.transaction() as session:
        welsh = {Look.STANDARD: Wording("", "Dwedoch chi", "Gwnaethom ni")}
        promise, worker = session.get_one(Promise, shown["north"]), principal(session, council.staff["worker"])
        services.write_texts(session, promise, "cy", welsh, worker, promise.version)
    arabic, cymraeg = page(client, "/changes?lang=ar"), page(client, "/changes?lang=cy")
    assert '<p lang="en" dir="ltr">standard answer.</p>' in arabic
    assert "<p>Gwnaethom ni</p>" in cymraeg
    assert "Gwnaethom" not in arabic


def test_words_are_quoted_without_saying_whose_and_go_when_consent_does(
    client: FlaskClient, database: Database, shown: dict[str, int]
) -> None:
    assert f"“{OWN}”</blockquote>" in page(client)
    with database.transaction() as session:
        session.get_one(Statement, shown["statement"]).quote_consent = QuoteConsent.DO_NOT_SHARE
    assert OWN not in page(client)


def test_what_is_late_is_called_late(client: FlaskClient, shown: dict[str, int]) -> None:
    assert page(client).count("We are late, and we are sorry.") == 1
    assert "2 March 2026" in page(client)


def test_what_is_open_says_when_there_is_more(client: FlaskClient, database: Database, council: Council) -> None:
    due = clock.today() + timedelta(days=40)
    change(database, council, outcome=Outcome.NOT_YET, due_on=due)
    assert f"We will tell you more by {due.day} {due:%B %Y}." in page(client)


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("", "quoted north late"),
        ("?topic=school", "north"),
        ("?area=north", "quoted north late"),
        ("?topic=school&area=north", "north"),
        ("?topic=getting_around", "quoted late"),
        ("?topic=home", ""),
        ("?topic=nonsense&area=nowhere&page=x", "quoted north late"),
        ("?topic=school&page=2", ""),
    ],
)
def test_filters(client: FlaskClient, shown: dict[str, int], query: str, there: str) -> None:
    text = page(client, f"/changes{query}")
    assert [name for name in ("quoted", "north", "late") if f"change-{shown[name]}" in text] == there.split()
    if not there:
        assert "There is nothing here about that yet." in text
        assert 'href="/changes"' in text or "page=1" in text


def test_few_a_page(client: FlaskClient, database: Database, council: Council) -> None:
    for day in range(PAGE + 1):
        change(database, council, published=DAY + timedelta(days=day))
    first, second = page(client), page(client, "/changes?page=2")
    assert [text.count('class="news"') for text in (first, second)] == [PAGE, 1]
    assert "Older" in first
    assert "Newer" not in first
    assert "Newer" in second
    assert "Older" not in second


def test_nothing_yet_is_said_with_the_day_that_is_owed(
    client: FlaskClient, database: Database, council: Council
) -> None:
    text = page(client)
    assert "We have not finished anything yet." in text
    assert "within 60 working days" in text
    due = clock.today() + timedelta(days=5)
    change(database, council, outcome=Outcome.NOT_YET, due_on=due, published=None)
    assert f"by {due.day} {due:%B %Y}" in page(client)


def test_a_press_counts_once_a_visit_and_can_be_taken_back(
    client: FlaskClient, post: Post, database: Database, shown: dict[str, int]
) -> None:
    address, counts = f"/changes/{shown['north']}/matters", []
    for data in ({"press": "1"}, {"press": "1"}, {"undo": "1"}, {"undo": "1"}, {"press": "1"}):
        post(client, address, data, page="/changes")
        counts.append(pressed(database, shown["north"]))
    assert counts == [1, 1, 0, 0, 1]
    assert "You said: this matters to me too." in page(client)


def test_another_visit_counts_again(app: Flask, post: Post, database: Database, shown: dict[str, int]) -> None:
    for _ in range(2):
        post(app.test_client(), f"/changes/{shown['north']}/matters", {}, page="/changes")
    assert pressed(database, shown["north"]) == 2


def test_a_press_comes_back_to_its_card(client: FlaskClient, post: Post, shown: dict[str, int]) -> None:
    address = f"/changes/{shown['north']}/matters?topic=school&area=north&page=1"
    answer = post(client, address, {}, page="/changes")
    assert answer.status_code == 303  # type: ignore[attr-defined]
    assert answer.location == f"/changes?topic=school&area=north&page=1#change-{shown['north']}"  # type: ignore[attr-defined]


def test_the_visit_keeps_the_ids_and_nothing_else(client: FlaskClient, post: Post, shown: dict[str, int]) -> None:
    page(client)
    with client.session_transaction() as cookie:
        before = set(cookie)
    post(client, f"/changes/{shown['north']}/matters", {}, page="/changes")
    with client.session_transaction() as cookie:
        assert cookie["matters"] == [shown["north"]]
        assert set(cookie) - before <= {"matters", "csrf_token"}


@pytest.mark.parametrize("name", ["draft", "nothing"])
def test_what_is_not_on_the_page_cannot_be_pressed(
    client: FlaskClient, post: Post, database: Database, shown: dict[str, int], name: str
) -> None:
    answer = post(client, f"/changes/{shown.get(name, 999_999)}/matters", {}, page="/changes")
    assert answer.status_code == 404  # type: ignore[attr-defined]
    assert pressed(database, shown["draft"]) == 0


def test_a_press_needs_its_token(client: FlaskClient, database: Database, shown: dict[str, int]) -> None:
    assert client.post(f"/changes/{shown['north']}/matters").status_code == 400
    assert pressed(database, shown["north"]) == 0


def test_the_count_is_shown_from_ten_on(client: FlaskClient, database: Database, shown: dict[str, int]) -> None:
    for presses, there in ((9, False), (10, True)):
        with database.transaction() as session:
            session.get_one(PromisePresses, shown["north"]).presses = presses
        assert (f"Pressed {presses} times" in page(client)) is there


def test_a_cookie_does_not_grow_without_end(
    client: FlaskClient, post: Post, database: Database, shown: dict[str, int]
) -> None:
    page(client)
    with client.session_transaction() as cookie:
        cookie["matters"] = list(range(1000, 1200))
    post(client, f"/changes/{shown['north']}/matters", {}, page="/changes")
    assert pressed(database, shown["north"]) == 0


def test_what_was_taken_down_is_gone(
    client: FlaskClient, database: Database, council: Council, shown: dict[str, int]
) -> None:
    with database.transaction() as session:
        promise, worker = session.get_one(Promise, shown["north"]), principal(session, council.staff["worker"])
        services.move(session, promise, Action.TAKE_DOWN, worker, clock.today(), promise.version)
    assert f"change-{shown['north']}" not in page(client)


def test_markup_is_text(client: FlaskClient, database: Database, ring: KeyRing, council: Council) -> None:
    alive = "<script>alert(1)</script>"
    change(database, council, texts={Look.STANDARD: Wording(alive, alive, alive)})
    text = page(client)
    assert alive not in text
    assert text.count("&lt;script&gt;alert(1)") == 3


@time_machine.travel("2026-03-03T12:00:00+00:00", tick=False)
def test_the_day_itself_is_not_late(client: FlaskClient, database: Database, council: Council) -> None:
    change(database, council, outcome=Outcome.DOING, due_on=date(2026, 3, 3), published=date(2026, 3, 3))
    assert "late" not in page(client).split("<main")[1]


def test_nothing_here_reads_who_pressed(session: Session) -> None:
    assert list(session.exec(select(PromisePresses))) == []
