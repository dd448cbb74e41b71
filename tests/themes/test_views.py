"""The pages of the code book."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from participation.access import Principal
from participation.kernel.database import Database
from participation.responses.models import Statement
from participation.responses.rules import StatementStatus
from participation.themes import queries, services
from participation.themes.models import Theme
from participation.themes.rules import ThemeText
from tests.factories import said
from tests.themes.conftest import Approve

Staff = Callable[[str], FlaskClient]
Post = Callable[..., Any]
BOOK = "/staff/themes"


@pytest.fixture
def club(session: Session, worker: Principal, in_the_north: Statement) -> tuple[int, int]:
    """A theme of which a statement from the north speaks: (theme, statement)."""
    theme = services.add_theme(session, ThemeText("Club", "my club"), worker).id or 0
    services.code(session, in_the_north.id or 0, {theme}, worker, date(2026, 3, 2))
    session.commit()
    return theme, in_the_north.id or 0


def test_a_worker_adds_changes_archives_and_brings_back(staff: Staff, post: Post, club: tuple[int, int]) -> None:
    worker = staff("worker")
    page = post(worker, f"{BOOK}/add", {"name": "<b>Buses</b>", "phrase": "It never comes"})
    assert "&lt;b&gt;Buses&lt;/b&gt;" in worker.get(page.location).text
    post(worker, f"{page.location}/change", {"name": "Buses", "definition": "Getting there"})
    assert "Getting there" in worker.get(page.location).text
    archived = post(worker, f"{page.location}/archive", {}, page=page.location)
    assert "“Buses” is archived." in worker.get(archived.location).text
    post(worker, f"{page.location}/archive", {"undo": "1"}, page=archived.location)
    assert "“Buses” is in use again." in worker.get(BOOK).text


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"name": " ", "phrase": "kept"}, "Enter a name."),
        ({"name": "cLUB", "phrase": "kept"}, "Another theme has this name"),
        ({"name": "x" * 121, "phrase": "kept"}, "Use 120 characters or fewer."),
    ],
)
def test_a_theme_that_cannot_be_added_says_why_and_keeps_what_was_typed(
    staff: Staff, post: Post, club: tuple[int, int], entered: dict[str, str], sentence: str
) -> None:
    page = post(staff("worker"), f"{BOOK}/add", entered)
    assert sentence in page.text
    assert 'value="kept"' in page.text


def test_a_theme_whose_page_was_open_too_long_is_not_lost(staff: Staff) -> None:
    worker = staff("worker")
    page = worker.post(f"{BOOK}/add", data={"name": "Buses", "definition": "Getting there"})
    assert "Getting there" in page.text
    assert "Buses" not in worker.get(BOOK).text


def test_a_theme_page_shows_approved_words_within_the_scope(
    staff: Staff, session: Session, worker: Principal, approved: Approve, club: tuple[int, int]
) -> None:
    south = approved(said(good="Only the south says this", about_locality="south"))
    services.code(session, south.id or 0, {club[0]}, worker, date(2026, 3, 2))
    session.commit()
    everything, north = (staff(name).get(f"{BOOK}/{club[0]}").text for name in ("worker", "north_worker"))
    assert "The club is brilliant" in everything
    assert "Only the south says this" in everything
    assert "The club is brilliant" in north
    assert "Only the south says this" not in north


def test_coding_goes_back_to_where_it_was_read(
    staff: Staff, post: Post, database: Database, club: tuple[int, int]
) -> None:
    _theme, statement = club
    answer = post(staff("worker"), f"{BOOK}/code/{statement}", {"next": "/staff/read/1?x=1#s2"}, page=BOOK)
    assert (answer.status_code, answer.location) == (302, "/staff/read/1?x=1#s2")
    with database.session(write=False) as session:
        assert queries.codes_of(session, [statement])[statement] == frozenset()


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://x.example/staff/", "//x.example", "/staff/\\x", "", "/help", "/staff//x.example", "/staff/../help"),
        *("/staff/\r\nX-Other: 1", "/staff/\tx", "/staff/inbox\n"),
    ],
)
def test_coding_never_leads_elsewhere(staff: Staff, post: Post, club: tuple[int, int], elsewhere: str) -> None:
    answer = post(staff("worker"), f"{BOOK}/code/{club[1]}", {"next": elsewhere, "themes": club[0]}, page=BOOK)
    assert answer.location == BOOK


def test_what_cannot_be_coded_is_said(
    staff: Staff, post: Post, session: Session, club: tuple[int, int], in_the_north: Statement
) -> None:
    worker = staff("worker")
    post(worker, f"{BOOK}/code/{club[1]}", {"themes": 999}, page=BOOK)
    assert "The code book has changed" in worker.get(BOOK).text
    in_the_north.status = StatementStatus.PRIVATE
    session.commit()
    post(worker, f"{BOOK}/code/{club[1]}", {"themes": club[0]}, page=BOOK)
    assert "Only approved statements are coded." in worker.get(BOOK).text


def test_what_is_out_of_scope_or_not_there_is_not_found(
    staff: Staff, post: Post, session: Session, approved: Approve, club: tuple[int, int]
) -> None:
    south = approved(said(good="South", about_locality="south")).id
    session.commit()
    north = staff("north_worker")
    assert post(north, f"{BOOK}/code/{south}", {"themes": club[0]}, page=BOOK).status_code == 404
    assert post(north, f"{BOOK}/code/{south + 100}", {}, page=BOOK).status_code == 404
    for address in (f"{BOOK}/999", f"{BOOK}/999/change"):
        assert north.get(address).status_code == 404


@pytest.mark.parametrize("name", ["leader", "admin", "partner"])
@pytest.mark.parametrize("address", [BOOK, f"{BOOK}/add", f"{BOOK}/1", f"{BOOK}/1/change"])
def test_others_have_no_code_book(staff: Staff, name: str, address: str) -> None:
    assert staff(name).get(address).status_code == 403


def test_coding_needs_a_token(staff: Staff, session: Session, club: tuple[int, int]) -> None:
    client = staff("worker")
    assert client.post(f"{BOOK}/code/{club[1]}", data={}).status_code == 400
    assert client.post(f"{BOOK}/{club[0]}/archive", data={}).status_code == 400
    assert not session.exec(select(Theme.archived).where(Theme.id == club[0])).one()
