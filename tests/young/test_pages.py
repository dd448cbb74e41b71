"""Home, help, look, language, leaving."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation.council.rules import CouncilSettings, Helpline
from participation.council.services import save_settings
from participation.kernel.database import Database

PAGES = ["/", "/help", "/look", "/language", "/tell-us", "/houses", "/surveys", "/replies"]


def body(client: FlaskClient, path: str) -> str:
    return client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
@pytest.mark.parametrize("path", PAGES)
def test_help_and_the_way_out_are_on_every_page(client: FlaskClient, path: str, look: str) -> None:
    page = body(client, f"{path}?look={look}")
    assert f'data-look="{look}"' in page
    assert page.count('href="/exit"') == 1
    assert page.index('href="/help?next=') < page.index("<main")


@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("cy", "ltr"), ("ar", "rtl")])
def test_a_language_is_remembered_for_the_visit(client: FlaskClient, lang: str, direction: str) -> None:
    client.get(f"/?lang={lang}")
    assert f'<html lang="{lang}" dir="{direction}"' in body(client, "/help")


def test_the_browser_is_asked_for_its_language_first(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Language": "ar-SY, en;q=0.5"}).get_data(as_text=True)
    assert 'dir="rtl"' in page


@pytest.mark.parametrize("wish", ["?look=huge", "?lang=xx", "?lang=../etc", "?look="])
def test_unknown_wishes_are_ignored(client: FlaskClient, wish: str) -> None:
    assert '<html lang="en" dir="ltr" data-look="standard">' in body(client, "/" + wish)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.test",
        "/\t/evil.test",
        "/\\evil.test",
        "https://evil.test",
        "/staff/inbox",
        "javascript:alert(1)",
        "/a?b",
        "",
    ],
)
@pytest.mark.parametrize("page", ["/look", "/language", "/help"])
def test_only_our_own_pages_are_gone_back_to(client: FlaskClient, page: str, path: str) -> None:
    shown = client.get(page, query_string={"next": path}).get_data(as_text=True).split("<main")[1]
    assert 'class="back" href="/"' in shown


def test_look_and_language_lead_back_to_the_page(client: FlaskClient) -> None:
    assert "/look?next=/tell-us/good" in body(client, "/tell-us/good")
    assert 'href="/tell-us/good?look=younger"' in body(client, "/look?next=/tell-us/good")
    assert 'href="/tell-us/good?lang=ar"' in body(client, "/language?next=/tell-us/good")


def test_the_languages_say_whether_a_person_has_checked_them(client: FlaskClient) -> None:
    assert body(client, "/language").count("A person still has to check these words.") == 2


def test_leaving_goes_to_the_neutral_site_and_deletes_the_cookie(client: FlaskClient, app: Flask) -> None:
    client.get("/?look=younger")
    answer = client.get("/exit")
    assert answer.location == app.config["SETTINGS"].neutral_site
    assert "visit=;" in answer.headers["Set-Cookie"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'data-look="standard"' in body(client, "/")


def test_help_shows_the_councils_own_helplines(client: FlaskClient, app: Flask, database: Database) -> None:
    line = Helpline(name="Listening Ear <3", number="0800 000 000", call="0800000000", hours="Always")
    with database.transaction() as session:
        save_settings(session, CouncilSettings(helplines=(line,)))
    for kept in app.extensions["participation_kept"]:
        kept.forget()
    page = body(client, "/help")
    assert 'href="tel:0800000000"' in page
    assert "Listening Ear &lt;3" in page


@pytest.mark.parametrize("path", PAGES)
def test_titles_do_not_tell_what_a_page_is_about(client: FlaskClient, path: str) -> None:
    title = body(client, path).split("<title>")[1].split("</title>")[0].lower()
    assert not {"worry", "worries", "safe", "hurt", "council"} & set(title.split())
