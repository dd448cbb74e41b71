"""A child in danger is seen at once, wherever and in whatever language of the page it is said (product.md, worth 1)."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from participation.conversations.models import Message
from participation.intake.services import SCREENING_FAILED, screened, write_response
from participation.kernel.models import Alarm, OutboxMessage
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response, Statement
from participation.responses.queries import exact_words, statements_of
from participation.responses.rules import Channel, Handling, Urgency
from participation.safeguarding.services import ALERT
from participation.surveys.queries import published
from participation.surveys.rules import TEXT_KINDS
from tests.factories import LOCALITIES, SERVICES, said, send
from tests.intake.test_nothing_is_lost import codes

Post = Callable[..., Any]
DANGER = "my dad hit me and i want to kill myself tonight"
LEAD = "lead@example.test"
TEXTS = {
    "/tell-us": ("good", "not_good", "better"),
    "/houses": ("house_of_good_things", "house_of_worries", "house_of_dreams"),
    "/surveys/how-are-we-doing": ("better",),
    "/worry": ("worry", "who_should_know", "who_not_told"),
}
EVERY_TEXT = [(door, key) for door, keys in TEXTS.items() for key in keys]


def newest(session: Session) -> Response:
    return session.exec(select(Response).order_by(col(Response.id).desc())).first()  # type: ignore[return-value]


def told(session: Session) -> list[tuple[str, str, int | None]]:
    return [(each.recipient, each.template, each.subject_id) for each in session.exec(select(OutboxMessage))]


@pytest.mark.usefixtures("worries")
@pytest.mark.parametrize("language", ["en", "cy", "ar"])
@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
@pytest.mark.parametrize(("door", "key"), EVERY_TEXT)
def test_urgent_words_in_any_text_page_the_lead(
    client: FlaskClient, post: Post, session: Session, door: str, key: str, look: str, language: str
) -> None:
    client.get(f"/?lang={language}&look={look}")
    assert post(client, f"{door}/{key}", {f"q-{key}": DANGER}).status_code == 303
    assert post(client, f"{door}/check", {}).location == "/sent"
    response = newest(session)
    assert (response.urgency, response.handling) == (Urgency.NOW, Handling.UNREAD)
    assert told(session) == [(LEAD, ALERT, response.id)]


def test_every_text_question_of_every_survey_is_among_them(session: Session) -> None:
    """But for names of houses and people, which are tried where they are asked."""
    surveys = published(session, LOCALITIES, SERVICES)
    questions = [question for each in surveys.values() for question in each.definition.questions]
    written = [each for each in questions if each.kind in TEXT_KINDS and not (each.beside or each.identity)]
    assert {each.key for each in written} == {key for _, key in EVERY_TEXT}


def test_one_urgent_text_makes_the_whole_response_urgent(session: Session, ring: KeyRing) -> None:
    made = send(session, ring, said(good="the club is nice", better=DANGER)).response
    assert made.urgency == Urgency.NOW
    each = [statement.urgency for statement in statements_of(session, made.id or 0)]
    assert each == [Urgency.EVERYTHING_ELSE, Urgency.NOW]


def test_an_unsafe_answer_is_read_soon(session: Session, ring: KeyRing) -> None:
    survey = published(session, LOCALITIES, SERVICES)["how-are-we-doing"]
    [asked] = [question for question in survey.definition.questions if question.safety]
    worst, *_, best = sorted(asked.options, key=lambda option: option.score or 0)
    made = [send(session, ring, said(**{asked.key: o.value}), slug="how-are-we-doing").response for o in (worst, best)]
    assert [each.urgency for each in made] == [Urgency.SOON, Urgency.EVERYTHING_ELSE]
    assert told(session) == []


def test_an_urgent_message_pages_the_lead_and_brings_the_response_back(
    client: FlaskClient, post: Post, session: Session
) -> None:
    post(client, "/tell-us/good", {"q-good": "fine"})
    post(client, "/tell-us/check", {})
    post(client, "/replies", {"code": codes(client.get("/sent").text)[0]})
    read = newest(session)
    read.handling = Handling.DONE
    session.commit()
    post(client, "/replies/message", {"message": DANGER}, page="/replies")
    session.refresh(read)
    assert (read.urgency, read.handling) == (Urgency.NOW, Handling.UNREAD)
    assert told(session) == [(LEAD, ALERT, read.id)]
    assert session.exec(select(Message.urgency)).one() == Urgency.NOW


def test_flagged_words_that_are_deleted_at_once_stay_and_page_again(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing
) -> None:
    post(client, "/tell-us/good", {"q-good": DANGER})
    post(client, "/tell-us/check", {})
    post(client, "/replies", {"code": codes(client.get("/sent").text)[0]})
    post(client, "/replies/delete", {})
    response = newest(session)
    assert (response.urgency, response.handling) == (Urgency.NOW, Handling.UNREAD)
    assert told(session) == [(LEAD, ALERT, response.id)] * 2
    [statement] = statements_of(session, response.id or 0)
    assert statement.flags
    assert exact_words(ring, response, statement) == DANGER


@pytest.mark.parametrize("about", ["message", "text"])
def test_screening_that_fails_keeps_the_words_marks_them_soon_and_raises_an_alarm(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing, monkeypatch: pytest.MonkeyPatch, about: str
) -> None:
    post(client, "/tell-us/good", {"q-good": "fine"})
    if about == "text":
        monkeypatch.setattr(screened, "screen", lambda *_: 1 / 0)
    post(client, "/tell-us/check", {})
    post(client, "/replies", {"code": codes(client.get("/sent").text)[0]})
    monkeypatch.setattr(screened, "screen", lambda *_: 1 / 0)
    if about == "message":
        post(client, "/replies/message", {"message": "and more"}, page="/replies")
    response = newest(session)
    assert response.urgency == Urgency.SOON
    assert [exact_words(ring, response, each) for each in statements_of(session, response.id or 0)] == ["fine"]
    assert session.exec(select(Alarm.kind)).all() == [SCREENING_FAILED]


def test_nobody_to_page_refuses_nothing(app: Flask, client: FlaskClient, post: Post, session: Session) -> None:
    session.connection().exec_driver_sql("UPDATE staff SET disabled = true")
    session.commit()
    post(client, "/tell-us/good", {"q-good": DANGER})
    assert post(client, "/tell-us/check", {}).location == "/sent"
    assert (newest(session).urgency, told(session)) == (Urgency.NOW, [])
    assert len(session.exec(select(Alarm)).all()) == 1


def test_an_import_pages_nobody_and_is_flagged_all_the_same(session: Session, ring: KeyRing) -> None:
    survey = published(session, LOCALITIES, SERVICES)["tell-us"]
    write_response(
        session,
        ring,
        survey.definition,
        said(good=DANGER),
        version_id=survey.version_id,
        language="en",
        look="standard",
        channel=Channel.IMPORTED,
        page_someone=False,
    )
    assert (newest(session).urgency, told(session)) == (Urgency.NOW, [])
    assert session.exec(select(Statement.flags)).one()
