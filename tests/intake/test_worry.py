"""Something is worrying me: the words before it, the questions, help at once, what is kept and who is told."""

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.app import jobs
from participation.council.rules import HELPLINES
from participation.identity.models import Identity
from participation.intake.models import Draft
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.jobs import run_once
from participation.kernel.sealing import KeyRing, place, unseal_under
from participation.kernel.settings import Settings
from participation.responses.models import Answer, Response, Statement
from participation.responses.queries import exact_words, second_secret_matches, statements_of
from participation.responses.rules import QuoteConsent, StatementStatus, Urgency
from participation.safeguarding.services import ALERT
from participation.surveys.queries import published
from participation.surveys.rules import load_shipped, raises_to
from participation.surveys.services import close
from tests.conftest import token
from tests.factories import LOCALITIES, NIGHT_NUMBER, SERVICES, open_worries, said, send
from tests.intake.made import tone
from tests.intake.test_danger import DANGER, LEAD, newest, told

Post = Callable[..., Any]
LOOKS = ["younger", "standard", "easy-read"]
WORRY = load_shipped()["worry"]
NAME, CONTACT, WORDS = "Samira Peculiar", "07700 900123", "They shout at night."
SAID = {
    "happening_now": "no",
    "safe_now": "yes",
    "safe_here": "yes",
    "worry": WORDS,
    "urgent": "can_wait",
    "who_should_know": "My gran",
    "who_not_told": "My uncle",
    "how_answer": "phone",
    "who_you_are": "name",
    "my_name": NAME,
    "safe_contact": CONTACT,
    "safe_time": "After school",
    "about_locality": "north",
}
PRIVATE = {
    "younger": "If we think someone is hurt or not safe, we tell a grown-up whose job is to help.",
    "standard": "Private, not secret. If you or someone else may be at risk of harm, we must share it",
    "easy-read": "It is not a secret. If someone may get hurt, we tell people who can help.",
}
pytestmark = pytest.mark.usefixtures("worries")


def through(
    client: FlaskClient, post: Post, given: dict[str, str], *, picture: str = "fish", word: str = "snow"
) -> str:
    """From the first question to the check page, as a browser without scripts goes it; returns every page passed."""
    address, passed = "/worry/happening_now", ""
    while not address.endswith("/check"):
        page = client.get(address).get_data(as_text=True)
        passed += f"\n== {address}\n{page}"
        data = {f"q-{key}": value for key, value in given.items() if f'name="q-{key}"' in page}
        data |= {name: value for name, value in (("own-picture", "fish"), ("own-word", "snow")) if name in address}
        address = post(client, address, {**data, "go": "next" if all(data.values()) and data else "skip"}).location
    return passed


def sent(client: FlaskClient, post: Post, session: Session, **given: str) -> Response:
    """A worry that was sent with these answers."""
    through(client, post, given)
    assert post(client, "/worry/check", {}).location == "/sent"
    return newest(session)


@pytest.mark.parametrize("look", LOOKS)
def test_what_stays_private_is_said_before_any_typing(client: FlaskClient, look: str) -> None:
    page = client.get(f"/worry?look={look}").get_data(as_text=True)
    assert PRIVATE[look] in page
    assert "tel:999" in page
    assert "tel:08001111" in page
    assert "read" in page
    assert "999" in page
    assert "<textarea" not in page
    assert re.findall('href="(/worry[^"]*)"', page) == ["/worry/happening_now", "/worry/again"]
    assert "/help?next=/worry" in page
    assert "anonymous" not in page.lower()


@pytest.mark.parametrize("look", LOOKS)
def test_whoever_it_is_not_clear_to_is_told_again_and_never_kept_out(client: FlaskClient, look: str) -> None:
    first, again = (client.get(f"{path}?look={look}").get_data(as_text=True) for path in ("/worry", "/worry/again"))
    assert first != again
    assert re.findall('href="(/worry[^"]+)"', again) == ["/worry/happening_now"] * 2


def test_nothing_is_kept_of_what_was_pressed(client: FlaskClient, session: Session) -> None:
    for path in ("/worry", "/worry/again", "/help?next=/worry", "/worry/happening_now"):
        client.get(path)
    assert session.exec(select(Draft)).all() == []
    cookie = client.get_cookie("visit")
    assert cookie is None or "secret" not in cookie.decoded_value


@pytest.mark.parametrize("look", LOOKS)
def test_a_worry_goes_from_the_first_question_to_the_receipt(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing, look: str
) -> None:
    client.get(f"/worry?look={look}")
    response = sent(client, post, session, **SAID)
    words = {row.question_key: exact_words(ring, response, row) for row in statements_of(session, response.id or 0)}
    assert words == {"worry": WORDS, "who_should_know": "My gran", "who_not_told": "My uncle"}
    assert (response.look, response.locality_id is not None) == (look, True)
    assert second_secret_matches(ring, response, "fish", "snow")
    assert told(session) == [("lead@example.test", ALERT, response.id)]


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_says_that_nothing_is_sent_yet(client: FlaskClient, post: Post, look: str) -> None:
    client.get(f"/worry?look={look}")
    pages = through(client, post, SAID).split("\n== ")[1:]
    pages.append(client.get("/worry/check").get_data(as_text=True))
    assert len(pages) > 9
    assert [page[:40] for page in pages if "Not sent. Nobody has read this." not in page] == []
    assert [page[:40] for page in pages if "read" not in page] == []


@pytest.mark.parametrize("look", LOOKS)
def test_no_question_has_to_be_answered(client: FlaskClient, post: Post, session: Session, look: str) -> None:
    client.get(f"/worry?look={look}")
    sent(client, post, session, who_should_know="My gran")
    assert newest(session).urgency == Urgency.SOON
    assert not [question.key for question in WORRY.questions if question.required or not question.allow_skip]


def test_without_a_single_answer_there_is_nothing_to_send(client: FlaskClient, post: Post, session: Session) -> None:
    through(client, post, {})
    assert post(client, "/worry/check", {}).status_code == 422
    assert session.exec(select(Response)).all() == []


NOW, SOON = Urgency.NOW, Urgency.SOON
RAISED = [
    ({"worry": WORDS}, SOON),
    ({"who_should_know": "My gran"}, SOON),
    ({"happening_now": "no", "safe_now": "yes", "safe_here": "yes", "urgent": "can_wait"}, SOON),
    ({"happening_now": "yes"}, NOW),
    ({"happening_now": "no", "safe_now": "no"}, NOW),
    ({"safe_now": "yes", "safe_here": "no"}, NOW),
    ({"worry": WORDS, "urgent": "yes"}, NOW),
    ({"worry": DANGER, "urgent": "can_wait", "happening_now": "no", "safe_now": "yes"}, NOW),
    ({"how_answer": "phone", "safe_contact": DANGER}, NOW),
    ({"who_not_told": DANGER}, NOW),
]


@pytest.mark.parametrize(("given", "urgency"), RAISED, ids=[str(list(given)) for given, _ in RAISED])
def test_what_was_answered_only_raises(
    session: Session, ring: KeyRing, given: dict[str, str], urgency: Urgency
) -> None:
    response = send(session, ring, said(**given), slug="worry").response
    assert response.urgency == urgency
    assert told(session) == [("lead@example.test", ALERT, response.id)]


def test_not_sure_is_read_soon_and_never_lower(client: FlaskClient, post: Post, session: Session) -> None:
    for page in ("happening_now", "safe_now", "safe_here"):
        post(client, f"/worry/{page}?look=younger", {"go": "not_sure"})
    post(client, "/worry/check", {"q-worry": "x"})
    post(client, "/worry/who_should_know", {"q-who_should_know": "x"})
    assert post(client, "/worry/check", {}).location == "/sent"
    assert newest(session).urgency == Urgency.SOON


def test_the_answers_that_raise_are_these_and_no_others() -> None:
    raising = {
        (question.key, option.value): option.raises
        for question in WORRY.questions
        for option in question.options
        if option.raises
    }
    assert raising == {
        ("happening_now", "yes"): "now",
        ("safe_now", "no"): "now",
        ("safe_here", "no"): "now",
        ("urgent", "yes"): "now",
    }
    [safe] = [question for question in WORRY.questions if question.key == "safe_now"]
    assert [raises_to(safe, said(q=value)["q"]) for value in ("no", "yes")] == ["now", None]


URGENT = [("happening_now", "yes"), ("safe_now", "no"), ("safe_here", "no"), ("urgent", "yes"), ("worry", DANGER)]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("key", "value"), URGENT)
def test_an_urgent_answer_shows_help_first_and_goes_on(
    client: FlaskClient, post: Post, look: str, key: str, value: str
) -> None:
    client.get(f"/worry?look={look}")
    answer = post(client, f"/worry/{key}", {f"q-{key}": value, "go": "next"})
    page = client.get(answer.location).get_data(as_text=True)
    main = page[page.index("<main") :]
    assert main.index("tel:999") < main.index("<form")
    assert "tel:08001111" in main
    assert NIGHT_NUMBER in main
    assert "<form" in main


def test_help_stands_first_once_and_not_on_every_page(client: FlaskClient, post: Post) -> None:
    first = post(client, "/worry/happening_now", {"q-happening_now": "yes", "q-safe_now": "no"}).location
    second = post(client, first, {"q-worry": WORDS, "q-urgent": "yes"}).location
    assert "panel help" in client.get(first).get_data(as_text=True)
    assert "panel help" not in client.get(second).get_data(as_text=True)


def test_a_calm_answer_shows_no_alarm(client: FlaskClient, post: Post) -> None:
    answer = post(client, "/worry/happening_now", {"q-happening_now": "no", "q-safe_now": "yes", "q-safe_here": "yes"})
    assert "panel help" not in client.get(answer.location).get_data(as_text=True)


def test_who_somebody_is_is_kept_apart_and_nowhere_else(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing
) -> None:
    response = sent(client, post, session, **SAID)
    [identity] = session.exec(select(Identity)).all()
    key = ring.unseal(identity.data_key, place("identity", identity.reference, "data_key"))
    kept = {
        field: unseal_under(key, getattr(identity, field), place("identity", identity.reference, field)).decode()
        for field in ("name", "contact")
    }
    assert kept == {"name": NAME, "contact": f"{CONTACT}\nAfter school"}
    private = {"my_name", "trusted_person", "safe_contact", "safe_time"}
    assert identity.response_id == response.id
    assert not private & set(session.exec(select(Statement.question_key)))
    assert not private & set(session.exec(select(Answer.question_key)))


def test_no_name_leaves_no_identity(client: FlaskClient, post: Post, session: Session) -> None:
    sent(client, post, session, **{**SAID, "who_you_are": "no_name", "how_answer": "here"})
    assert session.exec(select(Identity)).all() == []


def test_a_name_that_was_taken_back_before_sending_is_not_kept(
    client: FlaskClient, post: Post, session: Session
) -> None:
    through(client, post, SAID)
    post(client, "/worry/who_you_are?then=check", {"q-who_you_are": "no_name"})
    post(client, "/worry/how_answer?then=check", {"q-how_answer": "here"})
    assert NAME not in client.get("/worry/check").get_data(as_text=True)
    post(client, "/worry/check", {})
    assert session.exec(select(Identity)).all() == []


@pytest.mark.sqlite
def test_nothing_of_a_worry_lies_anywhere_in_clear(
    client: FlaskClient,
    post: Post,
    database: Database,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    session: Session,
) -> None:
    """Neither of the draft on its way nor of what was sent; the mail and the log say nothing of it."""
    caplog.set_level(logging.DEBUG)
    secrets = (NAME, CONTACT, WORDS, "My gran", "My uncle", "After school")
    through(client, post, SAID)
    session.rollback()
    assert [each for each in secrets if each.encode() in files(tmp_path)] == []
    post(client, "/worry/check", {})
    run_once(database, jobs(settings))
    output = capsys.readouterr()
    said_aloud = output.out + output.err + "".join(record.getMessage() for record in caplog.records)
    assert "Something new is waiting for you" in said_aloud
    assert [each for each in secrets if each.encode() in files(tmp_path) or each in said_aloud] == []
    assert "fish" not in said_aloud
    assert "worry" not in output.out


def files(folder: Path) -> bytes:
    """Everything that lies in the files of a database."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_who_must_not_know_is_never_quoted_and_nobody_is_asked(
    client: FlaskClient, post: Post, session: Session
) -> None:
    through(client, post, SAID)
    check = client.get("/worry/check").get_data(as_text=True)
    assert set(re.findall('name="consent-([a-z_]+)"', check)) == {"worry"}
    assert "checked" not in check
    asked = {f"consent-{key}": "use_words" for key in SAID}
    post(client, "/worry/check", asked)
    kept = {row.question_key: (row.status, row.quote_consent) for row in session.exec(select(Statement))}
    private = (StatementStatus.PRIVATE, QuoteConsent.DO_NOT_SHARE)
    assert kept == {
        "worry": (StatementStatus.WAITING, QuoteConsent.USE_WORDS),
        "who_should_know": private,
        "who_not_told": private,
    }


def test_it_can_be_drawn_or_spoken_or_said_in_pictures(client: FlaskClient, post: Post, session: Session) -> None:
    page = client.get("/worry/worry").get_data(as_text=True)
    assert {each.kind.value for each in WORRY.questions if each.beside} == {"drawing", "voice", "picture_choice"}
    assert 'name="q-worry_pictures"' in page
    response = sent(client, post, session, worry_pictures="alone")
    [picked] = session.exec(select(Answer.value).where(Answer.question_key == "worry_pictures"))
    assert (picked, response.urgency) == ("alone", Urgency.SOON)


def test_a_change_of_look_or_language_in_the_middle_loses_nothing(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing
) -> None:
    post(client, "/worry/worry?look=standard", {"q-worry": WORDS, "q-urgent": "can_wait"})
    for change in ("?look=younger", "?lang=ar", "?look=easy-read&lang=cy"):
        assert WORDS in client.get(f"/worry/worry{change}").get_data(as_text=True)
    client.get("/?lang=ar&look=younger")
    response = sent(client, post, session, **SAID)
    assert (response.language, response.look) == ("ar", "younger")
    assert WORDS in [exact_words(ring, response, row) for row in statements_of(session, response.id or 0)]


def test_going_back_after_sending_sends_nothing_twice(client: FlaskClient, post: Post, session: Session) -> None:
    through(client, post, SAID)
    page = client.get("/worry/check").get_data(as_text=True)
    fields = dict(re.findall('<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert client.post("/worry/check", data=fields).location == "/sent"
    assert client.post("/worry/check", data=fields).location == "/sent"
    assert len(session.exec(select(Response)).all()) == 1
    assert client.get("/worry").status_code == 200
    assert WORDS not in client.get("/worry/worry").get_data(as_text=True)


@pytest.mark.parametrize("page", ["own-picture", "own-word", "worry"])
def test_a_form_without_its_token_is_shown_again(client: FlaskClient, post: Post, page: str) -> None:
    post(client, "/worry/worry", {"q-worry": "first"})
    typed = {"own-picture": "fish", "own-word": "snow", "q-worry": WORDS, "csrf_token": "made-up"}
    answer = client.post(f"/worry/{page}", data=typed)
    assert answer.status_code == 400
    shown = answer.get_data(as_text=True)
    assert WORDS in shown if page == "worry" else "checked" in shown


@pytest.mark.parametrize("page", ["own-picture", "own-word"])
@pytest.mark.parametrize("chosen", ["", "tiger", "<script>", "snow" * 5000, "\x00"])
def test_what_is_not_of_the_set_is_asked_for_again(client: FlaskClient, post: Post, page: str, chosen: str) -> None:
    post(client, "/worry/worry", {"q-worry": WORDS})
    answer = post(client, f"/worry/{page}", {page: chosen, "go": "next"})
    assert answer.status_code == 422
    assert "Pick one to carry on." in answer.get_data(as_text=True)


def test_nobody_has_to_have_a_picture_and_a_word(client: FlaskClient, post: Post, session: Session) -> None:
    post(client, "/worry/worry", {"q-worry": WORDS})
    assert post(client, "/worry/own-picture", {"go": "none"}).location == "/worry/check"
    post(client, "/worry/check", {})
    assert newest(session).second_secret is None


def test_without_something_written_there_is_no_picture_to_choose(client: FlaskClient) -> None:
    assert client.get("/worry/own-picture").location == "/worry"


@pytest.mark.parametrize("button", ["talk", "look", "language"])
def test_going_aside_keeps_the_picture(client: FlaskClient, post: Post, button: str) -> None:
    post(client, "/worry/worry", {"q-worry": WORDS})
    answer = post(client, "/worry/own-picture", {"own-picture": "fish", "go": button})
    assert answer.location.endswith("?next=/worry/own-picture")
    assert re.search('value="fish"[^>]* checked', client.get("/worry/own-picture").get_data(as_text=True))


def test_other_forms_offer_a_picture_and_a_word_on_their_check_page(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing
) -> None:
    post(client, "/tell-us/good", {"q-good": "The club"})
    assert post(client, "/tell-us/about_why", {"go": "skip"}).location == "/tell-us/check"
    assert "Your own picture and word" in client.get("/tell-us/check").get_data(as_text=True)
    post(client, "/tell-us/own-picture", {"own-picture": "moon"})
    assert post(client, "/tell-us/own-word", {"own-word": "lake"}).location == "/tell-us/check"
    post(client, "/tell-us/check", {"consent-good": "use_words"})
    assert second_secret_matches(ring, newest(session), "moon", "lake")


def test_the_receipt_has_the_number_for_the_night_and_says_nothing_of_who_is_told(
    client: FlaskClient, post: Post, session: Session
) -> None:
    sent(client, post, session, **SAID)
    page = client.get("/sent").get_data(as_text=True).split("<main")[1]
    assert NIGHT_NUMBER in page
    assert not re.search(r"\breferr|police|LADO|social work", page, re.I)


@pytest.mark.parametrize("what", ["message", "not-finished", "change"])
def test_whatever_comes_to_a_worry_later_is_told_to_the_lead(
    client: FlaskClient, post: Post, session: Session, ring: KeyRing, what: str
) -> None:
    worry = send(session, ring, said(worry=WORDS), slug="worry")
    text = statements_of(session, worry.response.id or 0)[0].id
    session.commit()
    post(client, "/replies", {"code": worry.code.words})
    before = told(session)
    session.rollback()
    path, form = {
        "message": ("message", {"message": "hello"}),
        "not-finished": ("not-finished", {}),
        "change": (f"words/{text}/change", {"message": "hello"}),
    }[what]
    post(client, f"/replies/{path}", form, page="/replies")
    assert told(session) == [*before, (LEAD, ALERT, worry.response.id)]


def shut(app: Flask, database: Database, how: str) -> None:
    with database.transaction() as session:
        if how == "closed":
            close(session, "worry", clock.today() - timedelta(days=1))
        else:
            open_worries(session, taken=False)
    for kept in app.extensions["participation_kept"]:
        kept.forget()


@pytest.mark.parametrize("how", ["closed", "off"])
@pytest.mark.parametrize("look", LOOKS)
def test_where_no_worry_is_taken_there_is_somebody_to_talk_to(
    app: Flask, client: FlaskClient, database: Database, how: str, look: str
) -> None:
    shut(app, database, how)
    for path in ("/worry", "/worry/again", "/worry/happening_now"):
        page = client.get(f"{path}?look={look}").get_data(as_text=True)
        assert "tel:999" in page
        assert [line.name for line in HELPLINES if line.number not in page] == []
        assert NIGHT_NUMBER in page
        assert "/tell-us" in page
        assert "<form" not in page


@pytest.mark.parametrize("how", ["closed", "off"])
def test_who_had_begun_can_still_send(
    app: Flask, client: FlaskClient, post: Post, database: Database, session: Session, how: str
) -> None:
    post(client, "/worry/worry", {"q-worry": WORDS})
    shut(app, database, how)
    assert client.get("/worry").status_code == 200
    assert post(client, "/worry/check", {}).location == "/sent"
    assert told(session) == [("lead@example.test", ALERT, newest(session).id)]


@pytest.mark.parametrize("how", ["closed", "off"])
def test_what_was_typed_comes_back_where_it_cannot_be_sent(
    app: Flask, client: FlaskClient, post: Post, database: Database, session: Session, how: str
) -> None:
    page = client.get("/worry/worry").get_data(as_text=True)
    token = re.findall('name="csrf_token" value="([^"]+)"', page)[0]
    shut(app, database, how)
    answer = client.post("/worry/worry", data={"q-worry": WORDS, "csrf_token": token})
    assert answer.status_code == 409
    assert WORDS in answer.get_data(as_text=True)
    assert session.exec(select(Draft)).all() == []


@pytest.mark.parametrize("how", ["closed", "off"])
def test_a_recording_begins_no_worry_where_none_is_taken(
    app: Flask, client: FlaskClient, database: Database, session: Session, how: str
) -> None:
    client.get("/worry/worry")
    shown = token(client, "/worry/worry")
    shut(app, database, how)
    answer = client.post(
        "/surveys/worry/worry_voice/recording",
        data=tone(),
        content_type="audio/wav",
        headers={"X-CSRFToken": shown},
    )
    assert answer.status_code == 409
    assert session.exec(select(Draft)).all() == []


def test_a_worry_is_listed_nowhere_but_at_its_own_door(client: FlaskClient, session: Session) -> None:
    assert not published(session, LOCALITIES, SERVICES)["worry"].listed
    assert "worry" not in client.get("/surveys").get_data(as_text=True).split("<main")[1].split("<footer")[0]


def test_it_is_never_asked_who_it_is_about() -> None:
    """A leading question spoils what a child says later (practice.md, "Safeguarding")."""
    asked = " ".join(question.title.resolve("en", look).text for question in WORRY.questions for look in LOOKS).lower()
    for leading in ("who hurt", "who did", "did he", "did she", "did they", "touch", "hit you", "about who"):
        assert leading not in asked
