"""Home, help, look, language, leaving."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from participation.council.rules import HELPLINES, CouncilSettings, Helpline
from participation.council.services import save_settings
from participation.kernel.database import Database
from participation.kernel.localisation import LANGUAGES
from participation.retention.rules import Schedule
from participation.young.views import pages

pytestmark = pytest.mark.wording

TOLD = ["/rights", "/privacy", "/safety", "/about", "/accessibility"]
PAGES = ["/", "/help", "/look", "/language", "/tell-us", "/houses", "/surveys", "/replies", *TOLD]


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
    assert 'class="back" href="/tell-us/good"' in body(client, "/look?next=/tell-us/good")
    assert 'href="/tell-us/good?lang=ar"' in body(client, "/language?next=/tell-us/good")


def test_the_languages_say_whether_a_person_has_checked_them(client: FlaskClient) -> None:
    assert body(client, "/language").count("A person still has to check these words.") == len(LANGUAGES) - 1


def test_leaving_goes_to_the_neutral_site_and_deletes_the_cookie(client: FlaskClient, app: Flask) -> None:
    client.get("/?look=younger")
    answer = client.get("/exit")
    assert answer.location == app.config["SETTINGS"].neutral_site
    assert "visit=;" in answer.headers["Set-Cookie"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'data-look="standard"' in body(client, "/")


def test_help_shows_the_councils_own_helplines(client: FlaskClient, app: Flask, database: Database) -> None:
    line = Helpline(name="Listening Ear <3", number="0800 000 000", call="0800000000", hours="Always")
    save(app, database, helplines=(line,))
    page = body(client, "/help")
    assert 'href="tel:0800000000"' in page
    assert "Listening Ear &lt;3" in page


@pytest.mark.parametrize("path", [*PAGES, "/nowhere"])
def test_what_is_told_can_be_reached_from_every_page(client: FlaskClient, path: str) -> None:
    foot = body(client, path).split("</main>")[1]
    assert [told for told in TOLD if f'href="{told}?next=' not in foot] == []


@pytest.mark.parametrize("path", TOLD)
def test_each_look_is_written_apart(client: FlaskClient, path: str) -> None:
    pages = [body(client, f"{path}?look={look}") for look in ("younger", "standard", "easy-read")]
    said = [set(re.findall(r"<p>((?!We read messages)[^<]{40,})</p>", page)) for page in pages]
    assert all(said)
    assert not said[0] & said[1]
    assert not said[1] & said[2]


def test_going_aside_to_what_is_told_keeps_what_was_typed(client: FlaskClient, post: Callable[..., Any]) -> None:
    page, form = "/tell-us/good", {"q-good": "half a word", "go": "privacy"}
    assert post(client, page, form).location == "/privacy?next=/tell-us/good"
    assert "half a word" in body(client, page)


def test_the_days_of_the_privacy_page_are_those_of_the_rules(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "7 days after you last touched them" in body(client, "/privacy")
    monkeypatch.setattr(pages, "SCHEDULE", Schedule(drafts=timedelta(days=3)))
    assert "3 days after you last touched them" in body(client, "/privacy")


def save(app: Flask, database: Database, **changes: Any) -> None:
    """Settings that every page has from now on."""
    with database.transaction() as session:
        save_settings(session, CouncilSettings.model_validate(changes))
    for kept in app.extensions["participation_kept"]:
        kept.forget()


@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
def test_help_says_who_answers_at_night_and_when_a_number_was_checked(
    client: FlaskClient, app: Flask, database: Database, look: str
) -> None:
    assert "emergency" not in body(client, f"/help?look={look}").split("<main")[1].replace("for emergencies", "")
    line = HELPLINES[0].model_copy(update={"last_verified": "2026-11-02"})
    save(app, database, emergency_number="01632 960001", helplines=(line,))
    page = body(client, "/help")
    assert 'href="tel:01632960001"' in page
    assert "We checked this number on 2 November 2026." in page


@pytest.mark.parametrize(
    ("moment", "lang", "sentence"),
    [
        ("2026-11-27T10:00:00Z", "en", "Somebody is reading until 5 pm today."),
        ("2026-11-27T08:00:00Z", "en", "Nobody is reading now. We are back today at 9 am."),
        ("2026-11-26T18:00:00Z", "en", "Nobody is reading now. We are back tomorrow at 9 am."),
        ("2026-11-27T18:00:00Z", "en", "Nobody is reading now. We are back on Monday at 9 am."),
        ("2026-12-24T18:00:00Z", "en", "We are back on Monday 4 January at 9 am."),
        ("2026-11-27T10:00:00Z", "ar", "٥:٠٠"),
    ],
)
def test_whether_somebody_reads_now(
    client: FlaskClient, app: Flask, database: Database, moment: str, lang: str, sentence: str
) -> None:
    days = [f"2026-12-{day}" for day in (25, 28, 29, 30, 31)]
    save(app, database, closed_days=[*days, "2027-01-01"])
    with time_machine.travel(moment, tick=False):
        assert sentence in body(client, f"/help?lang={lang}")


def test_who_is_in_charge_and_how_to_reach_them(client: FlaskClient, app: Flask, database: Database) -> None:
    save(app, database, name="Our council", contact="hello@example.test", privacy_contact="data@example.test")
    assert "Our council is in charge of your data." in body(client, "/privacy")
    assert "data@example.test" in body(client, "/privacy")
    assert "hello@example.test" in body(client, "/rights")


@pytest.mark.parametrize("path", PAGES)
def test_titles_do_not_tell_what_a_page_is_about(client: FlaskClient, path: str) -> None:
    title = body(client, path).split("<title>")[1].split("</title>")[0].lower()
    assert not {"worry", "worries", "safe", "hurt", "council"} & set(title.split())
