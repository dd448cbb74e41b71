"""The pages, as a browser uses them: with tokens, in scope, on the record, with nothing typed ever lost."""

import re
from collections.abc import Callable
from html import unescape

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.audit.queries import history
from participation.conversations.models import Message
from participation.intake.services import delete_response
from participation.kernel.database import Database
from participation.responses.models import Response, Statement
from participation.responses.rules import Handling, StatementStatus, Urgency
from tests.conftest import token
from tests.moderation.conftest import Keep

Staff = Callable[[str], FlaskClient]
INBOX = "/staff/inbox"
SEEN = re.compile(r'name="seen" value="(\w+)"')


def page(response_id: int) -> str:
    return f"/staff/read/{response_id}"


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def send(client: FlaskClient, response_id: int, path: str, **data: object) -> tuple[int, str]:
    """Send a form of the page with its token; the status and the page's words."""
    here = page(response_id)
    answer = client.post(f"{here}/{path}", data={**data, "csrf_token": token(client, here)})
    return answer.status_code, unescape(answer.get_data(as_text=True))


def seen(client: FlaskClient, response_id: int) -> str:
    found = SEEN.search(client.get(page(response_id)).get_data(as_text=True))
    assert found
    return found[1]


def statement(database: Database, response_id: int) -> Statement:
    with database.session(write=False) as session:
        return session.exec(select(Statement).where(Statement.response_id == response_id)).one()


def stored(database: Database, response_id: int) -> Response:
    with database.session(write=False) as session:
        return session.get_one(Response, response_id)


def test_the_inbox_names_everything_and_no_words(staff: Staff, kept: Keep) -> None:
    kept(good="a very particular sentence", about_locality="north", service="youth-club")
    shown = text(staff("worker"), INBOX)
    assert "Tell us how it’s going" in shown
    assert "North" in shown
    assert "Youth club" in shown
    assert "particular" not in shown


@pytest.mark.parametrize(
    "query", ["?state=x&stream=9&locality=abc&survey=%27&after=zz", "?after=2-99999999", "?state=done"]
)
def test_an_address_that_nobody_made_shows_a_list_too(staff: Staff, kept: Keep, query: str) -> None:
    kept(good="hello")
    assert staff("worker").get(INBOX + query).status_code == 200


def test_the_exact_words_stand_on_the_page_and_opening_is_on_the_record(
    staff: Staff, kept: Keep, database: Database
) -> None:
    mine = kept(good="i <3 my mum but <he hits me> 👩‍👩‍👧")
    shown = re.sub(r"</?(span|mark|blockquote)[^>]*>", "", staff("worker").get(page(mine)).get_data(as_text=True))
    assert "“i &lt;3 my mum but &lt;he hits me&gt; 👩‍👩‍👧”" in shown
    assert stored(database, mine).handling is Handling.OPENED
    with database.session(write=False) as session:
        assert [event.action for event in history(session, "response", mine)] == ["opened"]


@pytest.mark.parametrize("path", ["", "/redact", "/restore", "/decide"])
def test_others_get_a_404(staff: Staff, kept: Keep, database: Database, path: str) -> None:
    north, south = kept(good="hello", about_locality="north"), kept(good="hello", about_locality="south")
    client, row = staff("north_worker"), statement(database, south)
    fields = {"csrf_token": token(client, page(north)), "seen": "x", "action": "approve", "place": "0-1", "words": "0"}
    answers = [
        client.post(f"{page(south)}/{row.id}{path}", data=fields) if path else client.get(page(south)),
        client.post(f"{page(north)}/{row.id}{path}", data=fields) if path else client.get(page(999)),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert stored(database, south).handling is Handling.UNREAD


@pytest.mark.parametrize("path", ["reply", "messages-read", "step"])
def test_others_change_nothing_of_a_response(staff: Staff, kept: Keep, path: str) -> None:
    north, south = kept(good="hello", about_locality="north"), kept(good="hello", about_locality="south")
    client = staff("north_worker")
    fields = {"csrf_token": token(client, page(north)), "text": "hi", "shown": "0", "step": "decided"}
    assert client.post(f"{page(south)}/{path}", data=fields).status_code == 404


@pytest.mark.parametrize("role", ["leader", "admin", "partner"])
def test_other_roles_do_not_read(staff: Staff, kept: Keep, role: str) -> None:
    client = staff(role)
    assert [client.get(address).status_code for address in (INBOX, page(kept(good="hello")))] == [403, 403]


def test_words_are_chosen_taken_out_approved_and_opened_again(staff: Staff, kept: Keep, database: Database) -> None:
    mine, client = kept(good="My worker Sam, he is kind"), staff("worker")
    at = statement(database, mine).id
    assert send(client, mine, f"{at}/redact", seen=seen(client, mine), words=["2"], reason="name")[0] == 303
    assert "My worker <b>[name]</b>, he is kind" in text(client, page(mine))
    assert send(client, mine, f"{at}/decide", seen=seen(client, mine), action="approve")[0] == 303
    assert statement(database, mine).published == "My worker [name], he is kind"
    assert stored(database, mine).handling is Handling.DONE
    assert send(client, mine, f"{at}/decide", seen=seen(client, mine), action="reopen")[0] == 303
    assert send(client, mine, f"{at}/restore", seen=seen(client, mine), place="10-13")[0] == 303
    assert (statement(database, mine).published, statement(database, mine).redactions) == (None, [])


@pytest.mark.parametrize(
    ("button", "published"),
    [
        ("8-12-name", "ring me [name], on 07700 900123"),
        ("8-12-name 17-29-contact", "ring me [name], on [contact detail]"),
    ],
)
def test_suggestions_are_taken_by_their_buttons(
    staff: Staff, kept: Keep, database: Database, button: str, published: str
) -> None:
    mine, client = kept(good="ring me Jo B, on 07700 900123"), staff("worker")
    at = statement(database, mine).id
    assert send(client, mine, f"{at}/redact", seen=seen(client, mine), suggestion=button)[0] == 303
    send(client, mine, f"{at}/decide", seen=seen(client, mine), action="approve")
    assert statement(database, mine).published == published


@pytest.mark.parametrize(
    "fields",
    [
        {"words": ["0"]},
        {"reason": "name"},
        {"words": ["99"], "reason": "name"},
        {"words": ["x"], "reason": "name"},
        {"suggestion": "5-2-name"},
        {"suggestion": "0-9999-name"},
        {"suggestion": "0-2-nonsense"},
        {"suggestion": "0-2-name 5-6-nonsense"},
    ],
)
def test_choosing_nothing_sensible_takes_nothing_out(
    staff: Staff, kept: Keep, database: Database, fields: dict[str, object]
) -> None:
    mine, client = kept(good="My worker Sam"), staff("worker")
    status, shown = send(client, mine, f"{statement(database, mine).id}/redact", seen=seen(client, mine), **fields)
    assert (status, "Nothing was changed" in shown) == (422, True)
    assert statement(database, mine).redactions == []


def test_the_second_of_two_is_told_and_keeps_what_was_written(staff: Staff, kept: Keep, database: Database) -> None:
    mine, first, second = kept(good="My worker Sam"), staff("worker"), staff("other_worker")
    at, before = statement(database, mine).id, seen(second, mine)
    send(first, mine, f"{at}/redact", seen=seen(first, mine), words=["2"], reason="name")
    status, shown = send(second, mine, f"{at}/decide", seen=before, action="keep_private", reason="half a thought")
    assert status == 409
    assert "Somebody else changed this" in shown
    assert "half a thought</textarea>" in shown
    assert statement(database, mine).status is StatementStatus.WAITING


def test_a_second_look_is_for_somebody_else(staff: Staff, kept: Keep, database: Database) -> None:
    mine, asking, asked = kept(good="My worker Sam"), staff("worker"), staff("other_worker")
    at = statement(database, mine).id
    send(asking, mine, f"{at}/decide", seen=seen(asking, mine), action="ask_second_look", reason="Which Sam?")
    assert "so somebody else decides" in text(asking, page(mine))
    assert "Which Sam?" in text(asked, page(mine))
    assert "Another look" in text(asked, f"{INBOX}?state=opened&second_look=y")
    assert send(asked, mine, f"{at}/decide", seen=seen(asked, mine), action="approve")[0] == 303


def test_a_reply_goes_to_the_young_person(staff: Staff, kept: Keep, database: Database) -> None:
    mine, client = kept(good="hello"), staff("worker")
    assert send(client, mine, "reply", text="Thank you <3", shown="0")[0] == 303
    assert "Thank you &lt;3" in client.get(page(mine)).get_data(as_text=True)
    with database.session(write=False) as session:
        assert b"Thank" not in session.exec(select(Message)).one().text


@pytest.mark.parametrize(("words", "status"), [("", 422), ("x" * 5001, 422), ("too late", 409)])
def test_a_reply_that_is_not_sent_is_still_there(staff: Staff, kept: Keep, words: str, status: int) -> None:
    mine, client = kept(good="hello"), staff("worker")
    send(client, mine, "reply", text="first", shown="0")
    shown = "0" if status == 409 else "1"
    assert send(client, mine, "reply", text=words, shown=shown)[0] == status
    if words:
        assert words in send(client, mine, "reply", text=words, shown=shown)[1]


@pytest.mark.parametrize(("path", "field"), [("reply", "text"), ("{at}/decide", "reason")])
def test_a_page_that_was_open_too_long_keeps_what_was_typed(
    staff: Staff, kept: Keep, database: Database, path: str, field: str
) -> None:
    mine, client = kept(good="hello"), staff("worker")
    client.get(page(mine))
    address = f"{page(mine)}/{path.format(at=statement(database, mine).id)}"
    answer = client.post(address, data={field: "an hour of thought", "action": "approve", "csrf_token": "old"})
    assert answer.status_code == 422
    assert "an hour of thought</textarea>" in answer.get_data(as_text=True)
    assert statement(database, mine).status is StatementStatus.WAITING


@pytest.mark.parametrize("path", ["messages-read", "step", "1/restore"])
def test_without_a_token_nothing_happens(staff: Staff, kept: Keep, path: str) -> None:
    assert staff("worker").post(f"{page(kept(good='hello'))}/{path}", data={"step": "decided"}).status_code == 400


@pytest.mark.parametrize(("step", "status"), [("talked_about", 303), ("decided", 303), ("read", 400), ("", 400)])
def test_steps(staff: Staff, kept: Keep, step: str, status: int) -> None:
    mine, client = kept(good="hello"), staff("worker")
    assert send(client, mine, "step", step=step)[0] == status


def test_the_lead_still_reads_what_was_flagged_and_taken_back(
    staff: Staff, kept: Keep, database: Database, session: Session
) -> None:
    mine = kept(good="something quite hidden")
    with database.transaction() as writing:
        response = writing.get_one(Response, mine)
        response.urgency = 1
        delete_response(writing, response)
    worker, lead = staff("worker"), staff("lead")
    first, again = (text(worker, page(mine)) for _ in range(2))
    assert [">hidden<" in shown for shown in (first, again, text(lead, page(mine)))] == [True, False, True]


def test_several_that_were_opened_are_decided_together(staff: Staff, kept: Keep, database: Database) -> None:
    opened, unopened, client = kept(good="nice"), kept(good="nice too"), staff("worker")
    with database.transaction() as writing:
        for table in (Response, Statement):
            writing.execute(sa.update(table).values(urgency=int(Urgency.EVERYTHING_ELSE)))
    client.get(page(opened))
    form = {"responses": [opened, unopened], "action": "approve", "csrf_token": token(client, page(opened))}
    shown = client.post(f"{INBOX}/decide", data=form, follow_redirects=True).get_data(as_text=True)
    assert "1 decided together" in shown
    assert "1 left as they were" in shown
    assert [statement(database, each).status.value for each in (opened, unopened)] == ["approved", "waiting"]


@pytest.mark.parametrize("action", ["", "nonsense", "reopen", "ask_second_look"])
def test_a_decision_that_is_none_is_refused(staff: Staff, kept: Keep, action: str) -> None:
    mine, client = kept(good="nice"), staff("worker")
    form = {"responses": [mine], "action": action, "csrf_token": token(client, page(mine))}
    assert client.post(f"{INBOX}/decide", data=form).status_code == 400


def test_ticking_nothing_says_so(staff: Staff, kept: Keep) -> None:
    client = staff("worker")
    form = {"action": "approve", "csrf_token": token(client, page(kept(good="nice")))}
    assert "Tick some" in client.post(f"{INBOX}/decide", data=form, follow_redirects=True).get_data(as_text=True)


def test_bulk_stays_within_the_scope(staff: Staff, kept: Keep) -> None:
    north, south = kept(good="hello", about_locality="north"), kept(good="hello", about_locality="south")
    client = staff("north_worker")
    form = {"responses": [south], "action": "approve", "csrf_token": token(client, page(north))}
    assert client.post(f"{INBOX}/decide", data=form).status_code == 404


@pytest.mark.parametrize(("chosen", "status"), [("9" * 40, 400), ("-1", 400), ("x", 400), ("999999", 404)])
def test_what_was_never_listed_cannot_be_decided_together(staff: Staff, chosen: str, status: int) -> None:
    client = staff("worker")
    form = {"csrf_token": token(client, "/staff/themes/add"), "action": "approve", "responses": [chosen]}
    assert client.post(f"{INBOX}/decide", data=form).status_code == status


def whole(client: FlaskClient, response_id: int, action: str, *, stale: bool = False) -> int:
    marks = SEEN.findall(client.get(page(response_id)).get_data(as_text=True).split('id="whole"')[-1])
    return send(client, response_id, "decide", action=action, seen=marks[1:] if stale else marks)[0]


@pytest.mark.parametrize(
    ("action", "status"), [("approve", StatementStatus.APPROVED), ("keep_private", StatementStatus.PRIVATE)]
)
def test_all_texts_of_one_unflagged_response_are_decided_at_once(
    staff: Staff, kept: Keep, database: Database, action: str, status: StatementStatus
) -> None:
    one = kept(good="It is good here", better="More time, please")
    assert whole(staff("worker"), one, action) == 303
    with database.session(write=False) as session:
        assert {each.status for each in session.exec(select(Statement).where(Statement.response_id == one))} == {status}
    assert stored(database, one).handling is Handling.DONE


def test_all_at_once_needs_every_text_to_be_as_it_was_seen(staff: Staff, kept: Keep, database: Database) -> None:
    one = kept(good="It is good here", better="More time, please")
    assert whole(staff("worker"), one, "approve", stale=True) == 409
    assert stored(database, one).handling is Handling.OPENED


@pytest.mark.parametrize(
    "words",
    [
        {"good": "he hits me every night", "better": "help"},
        {"good": "only one"},
        {"good": "ring 07700 900123", "better": "x"},
    ],
)
def test_flagged_single_or_identifying_texts_are_decided_one_by_one(
    staff: Staff, kept: Keep, words: dict[str, str]
) -> None:
    assert 'id="whole"' not in text(staff("worker"), page(kept(**words)))


def test_flagged_texts_are_not_decided_at_once_by_a_forged_form(staff: Staff, kept: Keep, database: Database) -> None:
    one = kept(good="he hits me every night")
    client = staff("worker")
    assert send(client, one, "decide", action="approve", seen=[seen(client, one)])[0] == 422
    assert statement(database, one).status is StatementStatus.WAITING
