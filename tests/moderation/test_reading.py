"""What the page of one response shows: the exact words with what was found in them, and every answer in words."""

import pytest
from sqlmodel import Session

from participation.access import Principal
from participation.intake.services import send_message
from participation.kernel.sealing import KeyRing
from participation.moderation import services
from participation.moderation.queries import marking
from participation.moderation.queries.reading import Reading, read
from participation.moderation.rules import Kind, Redaction, RedactionReason, Span
from participation.responses.models import Response
from participation.responses.queries import statements_of
from participation.screening import PersonalDetail, Reason, Screening
from participation.screening import Urgency as Found
from participation.surveys.rules import AnswerState
from tests.factories import Council, said, send
from tests.moderation.conftest import DAY

TEXT = "He hits me. I am Sam."
HIT, NAME = Reason(0, 10, "He hits me", "abuse", "abuse.hit-at-home"), PersonalDetail(17, 20, "NAME")
STORED = {"start": 3, "end": 10, "category": "abuse", "rule": "abuse.old"}


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screening that finds a flag and a name in any text."""
    answer = Screening(True, 0.9, Found.SOON, ("abuse",), (HIT,), (NAME,), False, ())
    monkeypatch.setattr(marking, "screen", lambda text, language: answer)


def marked(marks: marking.Marked, kind: Kind) -> str:
    return "".join(piece.text for piece in marks.pieces if kind in piece.kinds)


@pytest.mark.usefixtures("found")
def test_flags_and_personal_details_are_marked_and_said() -> None:
    marks = marking.mark(TEXT, "en")
    assert (marked(marks, Kind.FLAGGED), marked(marks, Kind.PERSONAL)) == ("He hits me", "Sam")
    assert [(flag.phrase, flag.category) for flag in marks.flags] == [("He hits me", "abuse")]
    assert [(each.phrase, each.reason) for each in marks.suggestions] == [("Sam", RedactionReason.NAME)]


@pytest.mark.usefixtures("found")
def test_flags_of_the_day_it_came_stay_beside_todays() -> None:
    assert [flag.rule for flag in marking.mark(TEXT, "en", [STORED]).flags] == ["abuse.hit-at-home", "abuse.old"]


@pytest.mark.usefixtures("found")
def test_what_is_taken_out_is_no_longer_suggested() -> None:
    marks = marking.mark(TEXT, "en", (), [Redaction(15, 20, RedactionReason.NAME)])
    assert marks.suggestions == ()
    assert (marked(marks, Kind.TAKEN_OUT), marked(marks, Kind.PERSONAL)) == ("m Sam", "")


def test_screening_that_fails_keeps_the_words_and_the_stored_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str, language: str) -> Screening:
        raise RuntimeError

    monkeypatch.setattr(marking, "screen", fail)
    marks = marking.mark(TEXT, "en", [STORED])
    assert "".join(piece.text for piece in marks.pieces) == TEXT
    assert [flag.rule for flag in marks.flags] == ["abuse.old"]


@pytest.mark.usefixtures("found")
def test_a_young_persons_message_is_marked_and_the_teams_is_not(
    session: Session, ring: KeyRing, response: Response, worker: Principal
) -> None:
    send_message(session, ring, response, TEXT)
    shown = read(session, ring, response, worker).last_message
    services.answer(session, ring, response, TEXT, worker, shown)
    assert [len(each.marked.flags) for each in read(session, ring, response, worker).messages] == [1, 0]


def read_survey(session: Session, ring: KeyRing, by: Principal, **answers: str | AnswerState) -> Reading:
    sent = send(session, ring, said(**answers), slug="how-are-we-doing")  # type: ignore[arg-type]
    return read(session, ring, sent.response, by)


@pytest.mark.parametrize(
    ("given", "words", "raises"),
    [
        ("yes", "Yes", False),
        ("no", "No", True),
        (AnswerState.NOT_SURE, "Not sure", False),
        (AnswerState.SKIPPED, "Skipped", False),
        (AnswerState.NOT_APPLICABLE, "Doesn’t apply to me", False),
    ],
)
def test_answers_are_said_in_words_and_what_made_it_urgent_is_marked(
    session: Session, ring: KeyRing, council: Council, worker: Principal, given: str, words: str, raises: bool
) -> None:
    shown = read_survey(session, ring, worker, feel_safe=given)
    answer = next(each for each in shown.answers if "safe" in each.question)
    assert (answer.answer, answer.raises) == (words, raises)


def test_place_service_and_what_they_said_of_themselves(
    session: Session, ring: KeyRing, council: Council, worker: Principal
) -> None:
    answers = said(good="fine", about_locality="north", service="youth-club", about_age_band="12_15")
    shown = read(session, ring, send(session, ring, answers).response, worker)
    assert (shown.locality, shown.service) == ("North", "Youth club")
    assert len(shown.about) == 1
    assert not [each for each in shown.answers if each.answer in {"North", "Youth club"}]


def test_somebodys_openings_on_one_day_are_one_entry(
    session: Session, ring: KeyRing, response: Response, worker: Principal, other: Principal
) -> None:
    for by in (worker, worker, other, worker):
        services.open_response(session, response, by, DAY)
    session.flush()
    shown = read(session, ring, response, worker)
    assert [entry.staff_id for entry in shown.history] == [worker.staff_id, other.staff_id, worker.staff_id]


def test_history_names_the_text_that_it_is_about(
    session: Session, ring: KeyRing, response: Response, worker: Principal
) -> None:
    statement = statements_of(session, response.id or 0)[0]
    seen = services.seen_of(statement)
    services.redact(session, ring, response, statement, [Redaction(10, 13, RedactionReason.NAME)], worker, seen)
    services.restore(session, response, statement, Span(10, 13), worker, services.seen_of(statement))
    shown = read(session, ring, response, worker)
    assert [(entry.action, entry.question) for entry in shown.history] == [
        ("took_words_out", shown.statements[0].question),
        ("put_words_back", shown.statements[0].question),
    ]
