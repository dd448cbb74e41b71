"""The demo's changes, as whole pages, are as easy to read as the page that they stand on."""

import pytest
from flask.testing import FlaskClient

from participation.demo.changes import add_changes, made_up
from participation.kernel import clock
from participation.kernel.database import Database
from participation.promises.queries import PAGE
from participation.promises.rules import LONGEST_SENTENCES, Wording, length_of
from participation.surveys.rules import Look
from participation.themes.services import ship
from tests.factories import Council, principal
from tests.young.reading import lines_of, too_hard


@pytest.fixture
def demo(database: Database, council: Council) -> None:
    """The demo's changes in the small council."""
    with database.transaction() as session:
        ship(session)
        add_changes(session, principal(session, council.staff["worker"]), clock.today())


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("look", Look)
def test_the_pages_are_easy_to_read(client: FlaskClient, look: Look) -> None:
    found = []
    for number in range(1, 2 + (len(made_up()) - 2) // PAGE):
        text = client.get(f"/changes?look={look}&page={number}").get_data(as_text=True)
        assert 'class="news"' in text
        found += too_hard(f"/changes {number}", look, lines_of(text))
    assert found == []


def test_every_outcome_is_there_and_one_is_late() -> None:
    raw = made_up()
    assert {each["outcome"] for each in raw} == {"did", "doing", "cannot", "not_yet"}
    assert [each["ask"] for each in raw if each["outcome"] == "doing" and each["due"] < 0]
    assert len({each["topic"] for each in raw}) == 9


@pytest.mark.parametrize("look", Look)
def test_no_sentence_is_longer_than_its_look_allows(look: Look) -> None:
    texts = [Wording(*each[look]).text for each in made_up() if look in each]
    assert [text for text in texts if length_of(text).longest > LONGEST_SENTENCES[look]] == []
