"""What a visitor sets for their own eyes: taken from the address, remembered for this visit, forgotten with it."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from participation.web.visit import SETTINGS

WISHES = [(name, value) for name, values in SETTINGS.items() for value in values[1:]]


def html_tag(client: FlaskClient, address: str = "/help") -> str:
    found = re.search("<html [^>]+>", client.get(address).text)
    assert found
    return found[0]


@pytest.mark.parametrize(("name", "value"), WISHES)
def test_a_setting_stays_for_the_visit(client: FlaskClient, name: str, value: str) -> None:
    client.get(f"/?{name}={value}")
    assert f'data-{name}="{value}"' in html_tag(client)


def test_settings_go_together_and_go_back_one_by_one(client: FlaskClient) -> None:
    client.get("/?size=largest&contrast=more")
    client.get("/?size=usual")
    assert 'data-contrast="more"' in html_tag(client)
    assert "data-size" not in html_tag(client)


def test_everything_can_be_put_back_at_once(client: FlaskClient) -> None:
    client.get("/?look=younger&" + "&".join(f"{name}={value}" for name, value in WISHES))
    link = re.search('class="quiet" href="([^"]+)">Put everything back', client.get("/look").text)
    assert link
    client.get(unescape(link[1]))
    assert html_tag(client) == '<html lang="en" dir="ltr" data-look="standard">'


@pytest.mark.parametrize("wish", ["size=huge", "contrast=", 'letters="><b>', "motion=usual", "colour=more"])
def test_what_is_not_offered_changes_nothing(client: FlaskClient, wish: str) -> None:
    assert html_tag(client, f"/?{wish}") == '<html lang="en" dir="ltr" data-look="standard">'
    assert client.get_cookie("visit") is None


def test_leaving_forgets_the_settings(client: FlaskClient) -> None:
    client.get("/?size=largest&letters=clearer")
    client.get("/exit")
    assert html_tag(client) == '<html lang="en" dir="ltr" data-look="standard">'


@pytest.mark.parametrize(("wish", "words"), [("letters=usual", "Off"), ("letters=clearer", "On")])
def test_the_page_says_in_words_what_is_on(client: FlaskClient, wish: str, words: str) -> None:
    page = client.get(f"/look?{wish}").text
    found = re.search(r"Clearer letters</b>.*?<em>(.*?)</em>", page, re.DOTALL)
    assert found
    assert re.sub("<.*?>", "", found[1]).strip() == words


def test_the_usual_size_is_marked_where_nothing_was_chosen(client: FlaskClient) -> None:
    assert re.search(r'class="pill usual"[^>]+aria-current="true">Usual', client.get("/look").text)
