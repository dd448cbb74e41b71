"""The small parts: static files, health, kept values, dates, the bar of pages, limits on guessing."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from participation.access import GRANTS, Permission, Role
from participation.council.models import Locality
from participation.kernel.database import Database
from participation.web.assets import FOR_GOOD, asset
from participation.web.dates import calendar_day, moment
from participation.web.kept import Kept
from participation.web.limits import wrong_guess
from participation.web.navigation import STAFF_PAGES


def test_static_files_are_compressed_and_cached_for_good(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = asset("staff.css")
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    packed = client.get(address, headers={"Accept-Encoding": "br"})
    assert plain.headers["Cache-Control"] == packed.headers["Cache-Control"] == FOR_GOOD
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data) == plain.data


def test_the_staff_stylesheet_is_small(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = asset("staff.css")
    assert len(client.get(address, headers={"Accept-Encoding": "br"}).data) <= 10 * 1024


def test_another_version_is_served_but_not_kept(client: FlaskClient) -> None:
    assert client.get("/static/old/staff.css").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/static/x/nothing.css", "/static/x/../pyproject.toml", "/static/x/%2e%2e%2fapp.py"])
def test_nothing_else_is_served(path: str, client: FlaskClient) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health(path: str, client: FlaskClient) -> None:
    assert client.get(path).json == {"status": "ok"}


def places(session: Session) -> list[str]:
    return list(session.exec(select(Locality.name).order_by(col(Locality.id))))


def test_a_kept_value_is_read_anew_after_the_commit_that_changed_it(database: Database) -> None:
    kept = Kept(database, places)
    assert kept.get() == ["North", "South"]
    with database.transaction() as session:
        session.get_one(Locality, 1).name = "Far north"
        kept.forget_after(session)
        session.flush()
        assert kept.get() == ["North", "South"]
    assert kept.get() == ["Far north", "South"]


def test_a_change_that_was_rolled_back_is_not_seen(database: Database) -> None:
    kept = Kept(database, places)
    with database.session(write=True) as session:
        session.get_one(Locality, 1).name = "Far north"
        session.flush()
        kept.forget_after(session)
        session.rollback()
    assert kept.get() == ["North", "South"]


@pytest.mark.parametrize(
    "day", [date(2026, 3, 2), "2026-03-02", datetime.fromisoformat("2026-03-02"), datetime(2026, 3, 2, 8, tzinfo=UTC)]
)
def test_days_in_words(day: date | str) -> None:
    assert calendar_day(day) == "2 March 2026"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 3, 2, 9, 5, tzinfo=UTC), "2 March 2026, 09:05"),
        (datetime(2026, 7, 1, 23, 5, tzinfo=UTC), "2 July 2026, 00:05"),
        (datetime.fromisoformat("2026-07-01T12:00"), "1 July 2026, 13:00"),
    ],
)
def test_moments_in_the_councils_time(at: datetime, text: str) -> None:
    assert moment(at) == text


@pytest.mark.parametrize("role", Role)
def test_the_bar_shows_what_the_role_may_open(role: Role, staff: Callable[[str], FlaskClient]) -> None:
    text = staff(role.value).get("/staff/account").text
    shown = {page.label for page in STAFF_PAGES if f">{page.label}</a>" in text}
    assert shown == {page.label for page in STAFF_PAGES if page.permission in GRANTS[role]}


def test_the_page_one_is_on_is_marked(staff: Callable[[str], FlaskClient]) -> None:
    admin = staff("admin")
    assert '<a href="/staff/people" aria-current="page">People</a>' in admin.get("/staff/people/add").text
    assert admin.get("/staff/account").text.count("aria-current") == 0


def test_guesses_are_counted_for_each_session_apart(app: Flask) -> None:
    with app.app_context():
        assert [wrong_guess("test", "one") for _ in range(6)] == [True] * 5 + [False]
        assert wrong_guess("test", "other")


def test_every_page_of_the_bar_asks_for_a_permission() -> None:
    assert all(isinstance(page.permission, Permission) for page in STAFF_PAGES)
