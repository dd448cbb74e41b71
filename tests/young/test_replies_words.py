"""One's own words: what others see, who may, other words instead of the first, a copy to take away."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.conversations.services import reply
from participation.kernel.database import Database
from participation.kernel.models import OutboxMessage
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response, Statement
from participation.responses.queries import exact_words, first_words, statements_of
from participation.responses.rules import Handling, Medium, QuoteConsent, StatementStatus, Urgency
from participation.surveys.rules import RECORDED, write_drawing, write_wav
from participation.surveys.rules.drawings import Stroke
from tests.factories import Council, principal, said, send
from tests.young.conftest import WORDS, Kept

Post = Callable[..., Any]
SHOWN = WORDS.replace("<", "&lt;").replace(">", "&gt;")
NEW = "i <3 my mum & my gran"
PAGE = "/replies/words"


@pytest.fixture
def text_id(database: Database, kept: Kept) -> int:
    """The second text, which others may see without some words."""
    with database.transaction() as session:
        statement = statements_of(session, kept.response_id)[1]
        statement.published, statement.status = "i <3 my mum but [name]", StatementStatus.APPROVED
        statement.redactions = [{"start": 16, "end": 28, "reason": "name"}]
        session.get_one(Response, kept.response_id).handling = Handling.DONE
        return statement.id or 0


def of(session: Session, text_id: int) -> Statement:
    session.rollback()
    return session.get_one(Statement, text_id)


@pytest.mark.parametrize("path", ["/replies", PAGE])
def test_they_see_what_others_may_see_and_what_was_taken_out_and_why(
    opened: FlaskClient, text_id: int, path: str
) -> None:
    page = opened.get(path).text
    assert SHOWN in page
    assert "i &lt;3 my mum but [name]" in page
    assert "a name, so that nobody can tell who it is" in page


def test_the_younger_look_has_less_at_once(opened: FlaskClient, text_id: int) -> None:
    page = opened.get("/replies?look=younger").text
    assert SHOWN not in page
    assert 'href="/replies/words"' in page
    assert 'href="/replies/more"' in page
    assert SHOWN in opened.get(PAGE).text


@pytest.mark.parametrize(
    "changes",
    [
        {"quote_consent": QuoteConsent.DO_NOT_SHARE},
        {"quote_consent": QuoteConsent.NOT_SAID},
        {"status": StatementStatus.PRIVATE},
        {"status": StatementStatus.WAITING},
    ],
)
def test_without_consent_or_approval_nobody_else_sees_them(
    opened: FlaskClient, database: Database, text_id: int, changes: dict[str, object]
) -> None:
    with database.transaction() as session:
        for name, value in changes.items():
            setattr(session.get_one(Statement, text_id), name, value)
    page = opened.get(PAGE).text
    assert "Others may see this" not in page
    assert "[name]" not in page


@pytest.mark.parametrize("consent", ["use_words", "change_words", "do_not_share"])
def test_who_may_see_a_text_can_be_said_anew_at_any_time(
    opened: FlaskClient, post: Post, session: Session, text_id: int, consent: str
) -> None:
    assert post(opened, f"{PAGE}/{text_id}/share", {"consent": consent}, page=PAGE).location == f"{PAGE}#w{text_id}"
    assert of(session, text_id).quote_consent.value == consent


@pytest.mark.parametrize("consent", ["", "not_said", "yes please"])
def test_nothing_said_changes_nothing(
    opened: FlaskClient, post: Post, session: Session, text_id: int, consent: str
) -> None:
    post(opened, f"{PAGE}/{text_id}/share", {"consent": consent}, page=PAGE)
    assert of(session, text_id).quote_consent is QuoteConsent.USE_WORDS


def test_nothing_is_chosen_for_anybody(client: FlaskClient, post: Post, database: Database, ring: KeyRing) -> None:
    with database.transaction() as session:
        code = send(session, ring, said(good="hello")).code.words
    post(client, "/replies", {"code": code})
    assert " checked" not in client.get(PAGE).text


def test_texts_of_others_are_not_there(
    opened: FlaskClient, post: Post, database: Database, ring: KeyRing, kept: Kept
) -> None:
    with database.transaction() as session:
        other = send(session, ring, said(good="somebody else")).response
        theirs = statements_of(session, other.id or 0)[0].id
    assert opened.get(f"{PAGE}/{theirs}/change").status_code == 404
    assert opened.get(f"{PAGE}/{theirs}/recording").status_code == 404
    for path, form in (("share", {"consent": "use_words"}), ("change", {"message": NEW})):
        assert post(opened, f"{PAGE}/{theirs}/{path}", form, page=PAGE).status_code == 404


def test_other_words_replace_the_first_ones_and_are_read_like_the_first(
    opened: FlaskClient, post: Post, session: Session, ring: KeyRing, kept: Kept, text_id: int
) -> None:
    assert post(opened, f"{PAGE}/{text_id}/change", {"message": NEW}, page=PAGE).status_code == 303
    statement, response = of(session, text_id), session.get_one(Response, kept.response_id)
    assert (exact_words(ring, response, statement), first_words(ring, response, statement)) == (NEW, WORDS)
    assert (statement.status, statement.published, statement.redactions) == (StatementStatus.WAITING, None, [])
    assert statement.corrected_on
    assert response.handling is Handling.UNREAD
    assert b"gran" not in (statement.corrected or b"")
    page = opened.get(PAGE).text
    assert "my gran" in page
    assert "What you wrote first" in page


def test_other_words_can_only_raise_how_soon_they_are_read(
    opened: FlaskClient, post: Post, session: Session, kept: Kept, text_id: int
) -> None:
    before = session.get_one(Response, kept.response_id).urgency
    session.rollback()
    post(opened, f"{PAGE}/{text_id}/change", {"message": "all is fine now"}, page=PAGE)
    assert session.get_one(Response, kept.response_id).urgency == before
    assert [flag for flag in of(session, text_id).flags if flag.get("first")]


def test_danger_in_other_words_pages_the_lead(
    client: FlaskClient, post: Post, database: Database, ring: KeyRing, session: Session
) -> None:
    with database.transaction() as writing:
        sent = send(writing, ring, said(good="fine"))
        mine = statements_of(writing, sent.response.id or 0)[0].id
    post(client, "/replies", {"code": sent.code.words})
    post(client, f"{PAGE}/{mine}/change", {"message": "my dad hit me and i want to kill myself tonight"}, page=PAGE)
    assert [row.template for row in session.exec(select(OutboxMessage))] == ["urgent"]
    assert of(session, mine or 0).urgency == Urgency.NOW


@pytest.mark.parametrize(
    ("typed", "said_so"), [("  ", "Write something first."), ("long " * 1200, "That is too long.")]
)
def test_words_that_cannot_be_kept_come_back(
    opened: FlaskClient, post: Post, session: Session, text_id: int, typed: str, said_so: str
) -> None:
    answer = post(opened, f"{PAGE}/{text_id}/change", {"message": typed}, page=PAGE)
    assert answer.status_code == 422
    assert said_so in answer.text
    assert typed in answer.text
    assert of(session, text_id).corrected is None


def test_words_without_a_good_token_or_after_putting_away_come_back(
    opened: FlaskClient, post: Post, session: Session, text_id: int
) -> None:
    answer = opened.post(f"{PAGE}/{text_id}/change", data={"message": NEW})
    assert answer.status_code == 422
    assert "my gran</textarea>" in answer.text
    post(opened, "/replies/close", {}, page="/replies")
    answer = post(opened, f"{PAGE}/{text_id}/change", {"message": NEW}, page="/replies")
    assert "my gran</textarea>" in answer.text
    assert of(session, text_id).corrected is None


def test_the_same_words_change_nothing(opened: FlaskClient, post: Post, session: Session, text_id: int) -> None:
    post(opened, f"{PAGE}/{text_id}/change", {"message": WORDS}, page=PAGE)
    assert of(session, text_id).status is StatementStatus.APPROVED


def test_a_copy_can_be_taken_away_and_read_without_us(
    opened: FlaskClient, database: Database, ring: KeyRing, council: Council, kept: Kept, text_id: int
) -> None:
    with database.transaction() as session:
        response = session.get_one(Response, kept.response_id)
        reply(session, ring, response, "Thank <you>", principal(session, council.staff["worker"]))
    answer = opened.get("/replies/copy")
    assert answer.headers["Content-Disposition"] == "attachment; filename=copy.htm"
    assert answer.mimetype == "text/html"
    for part in (SHOWN, "The club", "i &lt;3 my mum but [name]", "Thank &lt;you&gt;", "We will read it by"):
        assert part in answer.text, part
    assert not [part for part in ("<script", "href=", "src=", "http:", "url(", kept.words) if part in answer.text]


@pytest.mark.parametrize("lang", ["en", "cy", "ar"])
@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
def test_a_copy_has_the_answers_that_were_chosen(
    client: FlaskClient, post: Post, database: Database, ring: KeyRing, lang: str, look: str
) -> None:
    with database.transaction() as session:
        sent = send(session, ring, said(how_is_it_going="good", good="hello", about_age_band="12-15"))
    post(client, "/replies", {"code": sent.code.words})
    copy = client.get(f"/replies/copy?lang={lang}&look={look}").text
    assert copy.count("<dt>") == 2
    assert f'lang="{lang}"' in copy


@pytest.fixture
def made(client: FlaskClient, post: Post, database: Database, ring: KeyRing) -> FlaskClient:
    """A visitor who drew in one house and spoke in another."""
    answers = said(
        house_of_good_things_drawing=write_drawing((Stroke("blue", "thick", (10, 20, 30, 40)),)),
        house_of_worries_voice=RECORDED,
    )
    spoken = {"house_of_worries_voice": write_wav(b"\0\1" * 16_000)}
    with database.transaction() as session:
        code = send(session, ring, answers, slug="houses", recordings=spoken).code.words
    post(client, "/replies", {"code": code})
    return client


def test_what_was_drawn_and_said_is_there_again_and_can_be_taken_away(made: FlaskClient, session: Session) -> None:
    page = made.get(PAGE).text
    assert 'd="M10 20L30 40"' in page
    path = next(part for part in page.split('"') if part.endswith("/recording"))
    wav = made.get(path)
    assert (wav.mimetype, wav.data[:4]) == ("audio/wav", b"RIFF")
    assert wav.headers["Content-Disposition"] == "attachment; filename=recording.wav"
    copy = made.get("/replies/copy").text
    assert 'd="M10 20L30 40"' in copy
    assert "It is a file of its own." in copy


def test_what_was_drawn_has_no_words_to_change(made: FlaskClient, session: Session) -> None:
    drawing = session.exec(select(Statement.id).where(Statement.medium == Medium.DRAWING)).one()
    session.rollback()
    assert made.get(f"{PAGE}/{drawing}/change").status_code == 404
    assert made.get(f"{PAGE}/{drawing}/recording").status_code == 404
    made.get("/exit")
    assert made.get(f"{PAGE}/{drawing}/recording").location == "/replies"


def test_a_copy_is_left_on_no_disk_of_ours(opened: FlaskClient) -> None:
    assert opened.get("/replies/copy").headers["Cache-Control"] == "no-store"
