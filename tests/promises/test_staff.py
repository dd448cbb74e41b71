"""The staff's side: making an ask, putting it into words, showing it, and who may."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.promises.models import Promise, PromiseStatement, PromiseText
from participation.promises.rules import Outcome, Status
from participation.responses.rules import QuoteConsent, StatementStatus
from participation.surveys.rules import Look
from participation.themes.services import ship
from tests.architecture.conftest import page_token
from tests.factories import Council, principal
from tests.promises.conftest import OWN, approved, made

Staff = Callable[[str], FlaskClient]
LIST = "/staff/promises"
ASK = {"ask": "A later bus", "owner": "Head of transport", "due_on": "2030-05-01", "topic": "getting_around"}
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"')


def send(client: FlaskClient, address: str, **fields: object) -> object:
    return client.post(address, data={"locality": "0", "theme": "0", **fields, "csrf_token": page_token(client)})


def version_on(client: FlaskClient, address: str) -> str:
    found = VERSION.search(client.get(address).get_data(as_text=True))
    assert found
    return found[1]


def newest(database: Database) -> Promise:
    with database.session(write=False) as session:
        return session.exec(select(Promise).order_by(col(Promise.id).desc())).first() or Promise()


def test_from_an_ask_to_the_page(staff: Staff, client: FlaskClient, database: Database) -> None:
    worker = staff("worker")
    answer = send(worker, f"{LIST}/add", **ASK, version="1")
    one = f"{LIST}/{newest(database).id}"
    assert answer.location == f"{one}/words/en"  # type: ignore[attr-defined]
    words = {"standard_said": "Buses go early.", "standard_answer": "We asked for one more."}
    send(worker, f"{one}/words/en", **words, version=version_on(worker, f"{one}/words/en"))
    send(worker, f"{one}/outcome", outcome="did", reason="", version=version_on(worker, f"{one}/outcome"))
    assert "We asked for one more." not in client.get("/changes").text
    send(worker, f"{one}/publish", version=version_on(worker, one))
    assert "We asked for one more." in client.get("/changes").text
    send(worker, f"{one}/take_down", version=version_on(worker, one))
    assert "We asked for one more." not in client.get("/changes").text
    assert newest(database).status is Status.TAKEN_DOWN


def test_a_draft_without_words_is_not_shown(staff: Staff, database: Database, shown: dict[str, int]) -> None:
    worker, one = staff("worker"), f"{LIST}/{shown['draft']}"
    send(worker, f"{one}/publish", version=version_on(worker, one))
    assert "Write it in English" in worker.get(one).text
    with database.session(write=False) as session:
        assert session.get_one(Promise, shown["draft"]).status is Status.DRAFT


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ask": " "}, "Say what they ask."),
        ({"owner": ""}, "Name a person or a role."),
        ({"due_on": ""}, "Enter a day."),
        ({"due_on": "0026-05-01"}, "Check the year."),
        ({"topic": "nonsense"}, "There is a problem"),
        ({"locality": "999"}, "There is a problem"),
        ({"theme": "999"}, "There is a problem"),
        ({"ask": "x" * 2001}, "2,000 characters or fewer"),
        ({"version": "x"}, "There is a problem"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    staff: Staff, database: Database, wrong: dict[str, str], said: str
) -> None:
    answer = send(staff("worker"), f"{LIST}/add", **{**ASK, "version": "1", "evidence": "Still here", **wrong})
    text = answer.get_data(as_text=True)  # type: ignore[attr-defined]
    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert said in text
    assert "Still here" in text
    assert newest(database).id is None


@pytest.mark.parametrize(
    ("part", "fields", "typed"),
    [
        ("change", {**ASK, "ask": "Typed just now"}, "Typed just now"),
        ("words/en", {"standard_said": "Typed just now", "standard_answer": "We did"}, "Typed just now"),
        ("outcome", {"outcome": "cannot", "reason": "Typed just now"}, "Typed just now"),
    ],
)
def test_two_people_do_not_write_over_each_other_unseen(
    staff: Staff, database: Database, shown: dict[str, int], part: str, fields: dict[str, str], typed: str
) -> None:
    worker, one = staff("worker"), f"{LIST}/{shown['quoted']}"
    seen = version_on(worker, f"{one}/{part}")
    send(worker, f"{one}/outcome", outcome="doing", reason="Quicker", version=seen)
    answer = send(worker, f"{one}/{part}", **fields, version=seen)
    text = answer.get_data(as_text=True)  # type: ignore[attr-defined]
    assert "Somebody else changed this" in text
    assert typed in text
    with database.session(write=False) as session:
        assert session.get_one(Promise, shown["quoted"]).reason == "Quicker"
        assert typed not in {row.said for row in session.exec(select(PromiseText))}
    again = VERSION.search(text)
    assert again
    assert send(worker, f"{one}/{part}", **fields, version=again[1]).status_code == 302  # type: ignore[attr-defined]


def test_publishing_what_changed_meanwhile_is_refused(staff: Staff, database: Database, shown: dict[str, int]) -> None:
    worker, one = staff("worker"), f"{LIST}/{shown['quoted']}"
    send(worker, f"{one}/take_down", version="1")
    assert "Somebody else changed this" in worker.get(one).text
    with database.session(write=False) as session:
        assert session.get_one(Promise, shown["quoted"]).status is Status.PUBLISHED


def test_a_form_without_its_token_comes_back_with_what_was_typed(staff: Staff, database: Database) -> None:
    answer = staff("worker").post(f"{LIST}/add", data={**ASK, "locality": "0", "theme": "0", "version": "1"})
    assert "Head of transport" in answer.text
    assert newest(database).id is None


def test_a_refusal_needs_its_reason(staff: Staff, shown: dict[str, int]) -> None:
    worker, one = staff("worker"), f"{LIST}/{shown['quoted']}"
    answer = send(worker, f"{one}/outcome", outcome="cannot", reason="", version=version_on(worker, one))
    assert "Say why it cannot be done." in answer.get_data(as_text=True)  # type: ignore[attr-defined]


def test_a_theme_and_a_statement_lead_to_an_ask(
    staff: Staff, database: Database, ring: KeyRing, council: Council
) -> None:
    with database.transaction() as session:
        ship(session)
        statement_id = approved(session, ring).id
    worker = staff("worker")
    form = worker.get(f"{LIST}/add?theme=2&statement={statement_id}").text
    assert OWN in form
    assert '<option selected value="2">' in form
    send(worker, f"{LIST}/add?theme=2&statement={statement_id}", **{**ASK, "theme": "2", "version": "1"})
    promise = newest(database)
    with database.session(write=False) as session:
        assert promise.theme_id == 2
        assert session.exec(select(PromiseStatement.statement_id)).all() == [statement_id]


def test_the_theme_and_the_statement_show_the_way(
    staff: Staff, database: Database, ring: KeyRing, council: Council
) -> None:
    with database.transaction() as session:
        ship(session)
        statement = approved(session, ring)
        address, statement_id = f"/staff/read/{statement.response_id}", statement.id
    worker = staff("worker")
    assert f'href="{LIST}/add?theme=1"' in worker.get("/staff/themes/1").text
    assert f'href="{LIST}/add?statement={statement_id}"' in worker.get(address).text


@pytest.mark.parametrize("statement", ["999999", "x"])
def test_a_statement_that_is_not_there_is_not_there(staff: Staff, statement: str) -> None:
    assert staff("worker").get(f"{LIST}/add?statement={statement}").status_code == (404 if statement != "x" else 200)


def test_a_statement_of_elsewhere_or_not_approved_is_not_there(
    staff: Staff, database: Database, ring: KeyRing, council: Council
) -> None:
    with database.transaction() as session:
        south = approved(session, ring, about_locality="south")
        waiting = approved(session, ring, about_locality="north")
        waiting.status = StatementStatus.WAITING
        ids = [south.id, waiting.id]
    north_worker = staff("north_worker")
    assert [north_worker.get(f"{LIST}/add?statement={each}").status_code for each in ids] == [404, 404]
    assert [staff("worker").get(f"{LIST}/add?statement={each}").status_code for each in ids] == [200, 404]


def test_words_are_shown_and_hidden_from_the_form(
    staff: Staff, client: FlaskClient, database: Database, shown: dict[str, int]
) -> None:
    worker, one = staff("worker"), f"{LIST}/{shown['quoted']}/change"
    kept = {**ASK, "statements": [shown["statement"]]}
    assert OWN in client.get("/changes").text
    send(worker, one, **kept, version=version_on(worker, one))
    assert OWN not in client.get("/changes").text
    send(worker, one, **kept, quotes=[shown["statement"]], version=version_on(worker, one))
    assert OWN in client.get("/changes").text


def test_words_without_consent_are_not_on_offer(
    staff: Staff, database: Database, ring: KeyRing, council: Council
) -> None:
    with database.transaction() as session:
        statement = approved(session, ring, OWN, QuoteConsent.NOT_SAID).id or 0
        worker = principal(session, council.staff["worker"])
        one = f"{LIST}/{made(session, worker, quotes=(statement,)).id}"
    client = staff("worker")
    assert 'name="quotes"' not in client.get(f"{one}/change").text
    assert "The young person has not agreed" in client.get(one).text
    fields = {**ASK, "statements": [statement], "quotes": [statement]}
    answer = send(client, f"{one}/change", **fields, version=version_on(client, f"{one}/change"))
    assert answer.status_code == 200  # type: ignore[attr-defined]
    with database.session(write=False) as session:
        assert not any(session.exec(select(PromiseStatement.quoted)))


def test_own_words_are_not_typed_into_what_others_read(staff: Staff, database: Database, shown: dict[str, int]) -> None:
    worker, one = staff("worker"), f"{LIST}/{shown['quoted']}/words/en"
    words = {"standard_said": f"You said: {OWN}", "standard_answer": "We did"}
    answer = send(worker, one, **words, version=version_on(worker, one))
    assert "are a young person’s own words" in answer.get_data(as_text=True)  # type: ignore[attr-defined]


@pytest.mark.parametrize("look", Look)
def test_the_preview_is_the_card_of_each_look(staff: Staff, shown: dict[str, int], look: Look) -> None:
    text = staff("worker").get(f"{LIST}/{shown['quoted']}/preview?look={look}").text
    assert f'data-look="{look}"' in text
    assert f"{look} answer." in text
    assert OWN in text
    assert 'action="/changes' not in text


def test_the_preview_in_another_language(staff: Staff, shown: dict[str, int]) -> None:
    text = staff("worker").get(f"{LIST}/{shown['quoted']}/preview?look=standard&lang=ar").text
    assert '<html lang="ar" dir="rtl"' in text
    assert '<p lang="en" dir="ltr">standard answer.</p>' in text


def test_a_draft_without_words_has_an_empty_preview(staff: Staff, shown: dict[str, int]) -> None:
    assert "Nobody has put this into words yet" in staff("worker").get(f"{LIST}/{shown['draft']}/preview").text


@pytest.mark.parametrize("language", ["xx", "en-GB", "EN"])
def test_a_language_that_we_do_not_speak_is_not_there(staff: Staff, shown: dict[str, int], language: str) -> None:
    assert staff("worker").get(f"{LIST}/{shown['quoted']}/words/{language}").status_code == 404


def test_the_list_says_what_is_late_first_and_narrows(staff: Staff, shown: dict[str, int]) -> None:
    worker = staff("worker")
    text = worker.get(LIST).text
    assert "1 answer is overdue" in text
    assert text.index(f'"{LIST}/{shown["late"]}"') < text.index(f'"{LIST}/{shown["north"]}"')
    assert worker.get(f"{LIST}?state=overdue").text.count('scope="row"') == 1
    assert worker.get(f"{LIST}?state=draft").text.count('scope="row"') == 1
    assert "No ask stands like this." in worker.get(f"{LIST}?state=taken_down").text
    assert worker.get(f"{LIST}?state=nonsense&page=x").status_code == 200


def test_a_leader_reads_and_changes_nothing(staff: Staff, shown: dict[str, int]) -> None:
    leader, one = staff("leader"), f"{LIST}/{shown['quoted']}"
    text = leader.get(one).text
    assert "A later bus" in text
    assert OWN not in text
    assert not [part for part in ("change", "words", "outcome", "publish", "take_down") if f"{one}/{part}" in text]
    assert leader.get(f"{one}/preview").status_code == 200
    assert [leader.get(f"{one}/{part}").status_code for part in ("change", "words/en", "outcome")] == [403] * 3
    assert leader.get(f"{LIST}/add").status_code == 403


def test_a_worker_of_one_place_reads_what_is_for_everywhere_and_changes_only_their_own(
    staff: Staff, database: Database, council: Council, shown: dict[str, int]
) -> None:
    with database.transaction() as session:
        worker = principal(session, council.staff["worker"])
        south = made(session, worker, locality_id=council.localities["south"]).id
    north_worker = staff("north_worker")
    status = {
        (each, part): north_worker.get(f"{LIST}/{each}{part}").status_code
        for each in (shown["north"], shown["quoted"], south)
        for part in ("", "/change")
    }
    assert list(status.values()) == [200, 200, 200, 404, 404, 404]
    form = north_worker.get(f"{LIST}/add").text
    assert "Everywhere" not in form
    assert "South" not in form
    answer = send(north_worker, f"{LIST}/add", **{**ASK, "locality": "0", "version": "1"})
    assert answer.status_code == 200  # type: ignore[attr-defined]


def test_the_history_of_an_outcome_is_on_the_page(
    staff: Staff, database: Database, council: Council, shown: dict[str, int]
) -> None:
    worker, one = staff("worker"), f"{LIST}/{shown['late']}"
    fields = {"outcome": Outcome.CANNOT.value, "reason": "The company said no."}
    send(worker, f"{one}/outcome", **fields, version=version_on(worker, one))
    text = worker.get(one).text
    assert text.index("The company said no.") < text.index("We are doing it")
    with database.session(write=False) as session:
        assert session.get_one(Promise, shown["late"]).published_on == clock.today()


def test_what_staff_write_is_text(staff: Staff, database: Database, session: Session) -> None:
    alive = "<script>alert(1)</script>"
    worker = staff("worker")
    send(worker, f"{LIST}/add", **{**ASK, "ask": alive, "owner": alive, "version": "1"})
    for address in (LIST, f"{LIST}/1", f"{LIST}/1/change", f"{LIST}/1/words/en", f"{LIST}/1/outcome"):
        assert alive not in worker.get(address).text
