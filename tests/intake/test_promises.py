"""What a survey promises about privacy or safety is asked in English until somebody stands by its translation."""

import pytest
from flask.testing import FlaskClient

from participation.kernel.database import Database
from participation.languages import queries
from participation.languages.rules import Kind
from participation.languages.services import approve
from participation.surveys.rules import load_shipped, promises_of
from tests.factories import Council

pytestmark = pytest.mark.usefixtures("worries")
PAGE = "/worry/who_you_are?lang=ar"
ENGLISH = "We can’t find you unless you tell us who or where you are."
QUESTION = load_shipped()["worry"].questions_by_key["who_you_are"]


def arabic(what: str) -> str:
    """The drafted translation of a part of the question."""
    text = {"title": QUESTION.title, "hint": QUESTION.hint}[what]
    assert text is not None
    return text.resolve("ar", "standard").text


def promises() -> list[object]:
    return [text for text in queries.texts("ar", Kind.SAFETY) if any("who_you_are" in place for place in text.places)]


def test_it_is_english_with_a_picture(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert ENGLISH in page
    assert 'class="english" lang="en" dir="ltr"' in page
    assert arabic("hint") not in page
    assert arabic("title") not in page


def test_once_all_of_it_is_approved_it_is_translated(client: FlaskClient, database: Database, council: Council) -> None:
    with database.transaction() as session:
        approve(session, council.staff["lead"], "ar", promises())  # type: ignore[arg-type]
    page = client.get(PAGE).text
    assert arabic("hint") in page
    assert ENGLISH not in page


def test_a_part_of_it_is_not_enough(client: FlaskClient, database: Database, council: Council) -> None:
    with database.transaction() as session:
        approve(session, council.staff["lead"], "ar", promises()[:1])  # type: ignore[arg-type]
    assert ENGLISH in client.get(PAGE).text


def test_it_stands_among_the_safety_texts_and_not_among_the_ordinary_ones() -> None:
    ordinary = {place for text in queries.texts("ar", Kind.ORDINARY) for place in text.places}
    assert len(promises()) >= 3
    assert not any("who_you_are" in place for place in ordinary)


@pytest.mark.parametrize("slug", ["tell-us", "houses", "worry"])
def test_why_we_ask_about_you_is_such_a_text(slug: str) -> None:
    found = dict(promises_of(load_shipped()[slug]))
    assert load_shipped()[slug].about_you is ("about_why.title" in found)


def test_the_rest_of_the_worry_is_asked_in_the_language_of_the_page(client: FlaskClient) -> None:
    assert QUESTION.promises
    title = load_shipped()["worry"].questions_by_key["worry"].title.resolve("ar", "standard").text
    assert title in client.get("/worry/worry?lang=ar").text
