"""Drawings, recordings and worries on the pages of those who read."""

from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from participation.access import Principal
from participation.audit.queries import history
from participation.intake.services import correct_words, delete_response
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.moderation import services
from participation.moderation.queries.reading import read
from participation.moderation.rules import Action, NotAllowedError
from participation.responses.models import Response, Statement
from participation.responses.queries import statements_of
from participation.responses.rules import Handling, StatementStatus, Urgency
from tests.conftest import token
from tests.factories import Council
from tests.moderation.conftest import DAY
from tests.moderation.made import NOT_TOLD, house, worry

Staff = Callable[[str], FlaskClient]


@pytest.fixture
def made(session: Session, ring: KeyRing, council: Council) -> tuple[Response, Statement, Statement]:
    """A house with a drawing and a recording."""
    return house(session, ring)


@pytest.fixture
def drawn(app: Flask, database: Database, ring: KeyRing) -> tuple[int, int, int]:
    """The same, committed: ids of the response, the drawing and the recording."""
    with database.transaction() as session:
        response, drawing, recording = house(session, ring)
        return response.id or 0, drawing.id or 0, recording.id or 0


@pytest.fixture
def worried(app: Flask, database: Database, ring: KeyRing) -> int:
    """A worry with everything in it, committed."""
    with database.transaction() as session:
        return worry(session, ring).id or 0


def approve(session: Session, ring: KeyRing, response: Response, statement: Statement, by: Principal) -> None:
    seen = services.seen_of(statement)
    services.decide(session, ring, response, statement, Action.APPROVE, by, DAY, seen=seen)


def write_down(
    session: Session, ring: KeyRing, response: Response, statement: Statement, text: str, by: Principal
) -> None:
    services.write_down(session, ring, response, statement, text, by, services.seen_of(statement))


def test_only_what_was_written_down_is_approved(
    session: Session, ring: KeyRing, made: tuple[Response, Statement, Statement], worker: Principal
) -> None:
    response, drawing, _ = made
    services.open_response(session, response, worker, DAY)
    with pytest.raises(NotAllowedError):
        approve(session, ring, response, drawing, worker)
    shown = next(each for each in read(session, ring, response, worker).statements if each.id == drawing.id)
    assert (shown.written_down, Action.APPROVE in shown.actions) == (False, False)
    write_down(session, ring, response, drawing, " A house with nobody in it ", worker)
    approve(session, ring, response, drawing, worker)
    assert drawing.published == "A house with nobody in it"
    events = [event.action for event in history(session, "statement", drawing.id or 0)]
    assert events == ["written_down", "approved"]


def test_what_is_written_down_is_screened_and_only_raises(
    session: Session, ring: KeyRing, made: tuple[Response, Statement, Statement], worker: Principal
) -> None:
    response, _, recording = made
    write_down(session, ring, response, recording, "my dad hits me and i want to kill myself tonight", worker)
    assert (recording.urgency, response.urgency) == (Urgency.NOW, Urgency.NOW)
    assert recording.flags
    write_down(session, ring, response, recording, "nothing", worker)
    assert recording.urgency == Urgency.NOW
    shown = next(each for each in read(session, ring, response, worker).statements if each.id == recording.id)
    assert shown.earlier


@pytest.mark.parametrize("text", ["", " \n"])
def test_nothing_is_no_description(
    session: Session, ring: KeyRing, made: tuple[Response, Statement, Statement], worker: Principal, text: str
) -> None:
    with pytest.raises(NotAllowedError):
        write_down(session, ring, made[0], made[1], text, worker)
    assert made[1].original is None


def test_a_young_persons_own_words_are_never_written_over(
    session: Session, ring: KeyRing, response: Response, worker: Principal
) -> None:
    statement = statements_of(session, response.id or 0)[0]
    before = statement.original
    with pytest.raises(NotAllowedError):
        write_down(session, ring, response, statement, "something else", worker)
    assert statement.original == before


def test_drawings_and_worries_are_not_decided_together(
    session: Session, ring: KeyRing, made: tuple[Response, Statement, Statement], worker: Principal
) -> None:
    both = [made[0], worry(session, ring)]
    for each in both:
        services.open_response(session, each, worker, DAY)
    assert services.decide_together(session, ring, both, Action.KEEP_PRIVATE, worker, DAY) == 2


def test_a_drawing_alone_is_left_out_however_it_was_ranked(
    session: Session, ring: KeyRing, made: tuple[Response, Statement, Statement], worker: Principal
) -> None:
    response = made[0]
    services.open_response(session, response, worker, DAY)
    response.urgency = int(Urgency.EVERYTHING_ELSE)
    for statement in statements_of(session, response.id or 0):
        statement.urgency = int(Urgency.EVERYTHING_ELSE)
    session.flush()
    assert services.decide_together(session, ring, [response], Action.APPROVE, worker, DAY) == 1


@pytest.mark.parametrize("action", Action)
def test_what_only_keeps_somebody_safe_is_never_decided_about(
    session: Session, ring: KeyRing, council: Council, worker: Principal, action: Action
) -> None:
    response = worry(session, ring)
    safety = next(each for each in statements_of(session, response.id or 0) if each.for_safety_only)
    services.open_response(session, response, worker, DAY)
    with pytest.raises(NotAllowedError):
        services.decide(
            session, ring, response, safety, action, worker, DAY, seen=services.seen_of(safety), reason="why"
        )
    assert safety.status is StatementStatus.PRIVATE


def test_who_must_not_be_told_stands_first_and_apart(
    session: Session, ring: KeyRing, council: Council, worker: Principal
) -> None:
    shown = read(session, ring, worry(session, ring), worker)
    assert [each.key for each in shown.safety] == ["who_not_told", "who_should_know"]
    assert [each.key for each in shown.statements] == ["worry"]
    assert shown.worry
    assert shown.answering
    assert shown.answering.answer.startswith("By phone")


def test_the_first_wording_stands_beneath_the_newest(
    session: Session, ring: KeyRing, council: Council, worker: Principal
) -> None:
    shown = read(session, ring, worry(session, ring), worker).statements[0]
    assert "".join(piece.text for piece in shown.original.pieces).startswith("It gets loud at night. I am")
    assert shown.first
    assert "I hide" in "".join(piece.text for piece in shown.first.pieces)


def test_nobody_approves_a_wording_that_they_have_not_seen(
    session: Session, ring: KeyRing, response: Response, worker: Principal
) -> None:
    services.open_response(session, response, worker, DAY)
    statement = statements_of(session, response.id or 0)[0]
    seen = services.seen_of(statement)
    correct_words(session, ring, response, statement, "something quite different")
    with pytest.raises(services.ChangedMeanwhileError):
        services.decide(session, ring, response, statement, Action.APPROVE, worker, DAY, seen=seen)
    assert statement.published is None


def made_at(response_id: int, statement_id: int, name: str) -> str:
    return f"/staff/read/{response_id}/{statement_id}/{name}"


@pytest.mark.parametrize(
    ("place", "name", "kind"), [(1, "drawing.svg", "image/svg+xml"), (2, "recording.wav", "audio")]
)
def test_what_was_made_is_a_file_of_its_own_that_may_do_nothing(
    staff: Staff, drawn: tuple[int, int, int], database: Database, place: int, name: str, kind: str
) -> None:
    answer = staff("worker").get(made_at(drawn[0], drawn[place], name))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert answer.data[:4] in (b"<svg", b"RIFF")
    with database.session(write=False) as session:
        assert [event.action for event in history(session, "statement", drawn[place])] == [
            {1: "looked_at", 2: "listened_to"}[place]
        ]


@pytest.mark.parametrize(("place", "name"), [(1, "drawing.svg"), (2, "recording.wav")])
def test_who_may_not_read_it_neither_sees_nor_hears_it(
    staff: Staff, drawn: tuple[int, int, int], database: Database, place: int, name: str
) -> None:
    with database.transaction() as session:
        session.get_one(Response, drawn[0]).locality_id = None
    path = made_at(drawn[0], drawn[place], name)
    assert [staff(who).get(path).status_code for who in ("north_worker", "leader", "admin")] == [404, 403, 403]
    assert staff("worker").get(made_at(drawn[0], drawn[3 - place], name)).status_code == 410


def test_a_drawing_that_was_deleted_is_there_for_whoever_read_it_today_and_then_for_the_lead(
    staff: Staff, drawn: tuple[int, int, int], database: Database
) -> None:
    with database.transaction() as session:
        delete_response(session, session.get_one(Response, drawn[0]))
    path, worker = made_at(drawn[0], drawn[1], "drawing.svg"), staff("worker")
    assert worker.get(f"/staff/read/{drawn[0]}").status_code == 200
    assert worker.get(path).status_code == 200
    with database.session(write=False) as session:
        assert session.get_one(Response, drawn[0]).handling is Handling.DONE
    assert staff("other_worker").get(path).status_code == 410
    assert staff("lead").get(path).status_code == 200


def test_a_drawing_is_written_down_on_its_page(staff: Staff, drawn: tuple[int, int, int], database: Database) -> None:
    worker, here = staff("worker"), f"/staff/read/{drawn[0]}"
    shown = worker.get(here).get_data(as_text=True)
    assert f'<img src="{made_at(drawn[0], drawn[1], "drawing.svg")}"' in shown
    assert f'src="{made_at(drawn[0], drawn[2], "recording.wav")}"' in shown
    with database.session(write=False) as session:
        seen = services.seen_of(session.get_one(Statement, drawn[1]))
    fields = {"csrf_token": token(worker, here), "seen": seen, "text": "A house <empty>"}
    assert worker.post(f"{here}/{drawn[1]}/write-down", data=fields).status_code == 303
    again = unescape(worker.get(here).get_data(as_text=True))
    assert "in a worker’s words" in again
    assert worker.post(f"{here}/{drawn[1]}/write-down", data={**fields, "text": "kept on the page"}).status_code == 409


def test_the_reading_page_of_a_worry(staff: Staff, worried: int) -> None:
    shown = unescape(staff("worker").get(f"/staff/read/{worried}").get_data(as_text=True))
    assert "chosen: the code alone shows no words" in shown
    assert "bread" not in shown  # the second secret itself
    assert "Made this urgent" in shown
    assert shown.index("Do not tell") < shown.index("What is worrying you?") < shown.index('id="text"')
    assert "What they wrote first" in shown
    assert NOT_TOLD.split()[1] in shown


def test_the_inbox_says_what_it_is_and_by_when(staff: Staff, worried: int, drawn: tuple[int, int, int]) -> None:
    shown = unescape(staff("worker").get("/staff/inbox").get_data(as_text=True))
    for badge in ("Worry", "Drawing", "Recording", "Changed words"):
        assert f">{badge}</span>" in shown
    assert "Open by " in shown
    there = staff("lead").get("/staff/safeguarding").get_data(as_text=True)
    assert f"/staff/read/{worried}" in there
    assert f"/staff/read/{drawn[0]}" not in there
