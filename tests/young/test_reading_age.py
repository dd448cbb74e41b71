"""Every English page of the young people's side reads as easily as its look promises, sentence by sentence.

A new page needs a line in PAGES: its name, and how a visitor comes to it.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from participation.council.rules import CouncilSettings
from participation.council.services import save_settings
from participation.kernel import clock
from participation.kernel.database import Database
from participation.surveys.rules import Look, load_shipped, texts_of
from participation.web.errors import TEXTS
from tests.young.conftest import Kept
from tests.young.reading import HARDEST, LONGEST, LOOKS, lines_of, sentences, too_hard

pytestmark = pytest.mark.wording


class Visitor:
    """Somebody who has just come in, in one look; `kept` is what they hold of something that was sent before."""

    def __init__(self, client: FlaskClient, post: Callable[..., Any], look: str, kept: Kept) -> None:
        self.client, self.kept, self._post = client, kept, post
        client.get(f"/?look={look}")

    def at(self, path: str) -> str:
        """The page at an address."""
        return self.client.get(path, follow_redirects=True).text

    def send(self, path: str, page: str | None = None, **fields: str) -> str:
        """Send the form of a page; the page that comes of it."""
        answer = self._post(self.client, path, fields, page)
        return answer.text if answer.status_code != 303 else self.at(answer.location)


Walk = Callable[[Visitor], str]


def at(path: str) -> Walk:
    """A page with an address of its own."""
    return lambda visitor: visitor.at(path)


def in_turn(*walks: Walk) -> Walk:
    """The last page of several steps."""
    return lambda visitor: [walk(visitor) for walk in walks][-1]


def sending(path: str, page: str | None = None, **fields: str) -> Walk:
    """What comes of a form."""
    return lambda visitor: visitor.send(path, page, **fields)


def opened(visitor: Visitor) -> str:
    """A reply, by its code."""
    return visitor.send("/replies", code=visitor.kept.words)


SAID_SOMETHING = sending("/tell-us/good", **{"q-good": "The club"})
A_WORRY = sending("/worry/who_should_know", **{"q-who_should_know": "My gran"})
URGENT = {"q-happening_now": "yes", "q-safe_now": "no", "q-safe_here": "yes"}
NAMED = {"q-who_you_are": "name", "q-my_name": "Sam"}
PAGES: dict[str, Walk] = {
    **{
        path: at(path)
        for path in (
            "/",
            "/help",
            "/rights",
            "/privacy",
            "/safety",
            "/about",
            "/accessibility",
            "/look",
            "/tell-us",
            "/tell-us/good",
            "/tell-us/about_why",
            "/houses",
            "/houses/house_of_good_things",
            "/houses/house_of_worries",
            "/houses/house_of_dreams",
            "/houses/how_are_things",
            "/surveys",
            "/surveys/how-are-we-doing",
            "/surveys/how-are-we-doing/understand",
            "/surveys/how-are-we-doing/feel_safe",
            "/surveys/how-are-we-doing/better",
            "/replies",
            "/changes",
            "/worry",
            "/worry/again",
            "/worry/happening_now",
            "/worry/safe_here",
            "/worry/worry",
            "/worry/urgent",
            "/worry/who_should_know",
            "/worry/who_not_told",
            "/worry/how_answer",
            "/worry/who_you_are",
            "/nowhere",
        )
    },
    "check": in_turn(SAID_SOMETHING, at("/tell-us/check")),
    "receipt": in_turn(SAID_SOMETHING, sending("/tell-us/check")),
    "a worry that is urgent": sending("/worry/happening_now", **URGENT),
    "a name": in_turn(sending("/worry/who_you_are", **NAMED), at("/worry/my_name")),
    "somebody to trust": in_turn(
        sending("/worry/how_answer", **{"q-how_answer": "trusted"}), at("/worry/trusted_person")
    ),
    "a safe contact": in_turn(sending("/worry/how_answer", **{"q-how_answer": "phone"}), at("/worry/safe_contact")),
    "a safe time": in_turn(sending("/worry/how_answer", **{"q-how_answer": "phone"}), at("/worry/safe_time")),
    "a picture of one’s own": in_turn(A_WORRY, at("/worry/own-picture")),
    "no picture": in_turn(A_WORRY, sending("/worry/own-picture", **{"own-picture": ""})),
    "a word of one’s own": in_turn(A_WORRY, at("/worry/own-word")),
    "check a worry": in_turn(A_WORRY, at("/worry/check")),
    "a worry’s receipt": in_turn(A_WORRY, sending("/worry/check")),
    "nothing chosen": sending("/houses/how_are_things", go="next"),
    "too long": sending("/houses/house_of_dreams", **{"q-house_of_dreams": "word " * 1100}),
    "wrong code": sending("/replies", code="five wrong words here"),
    "no code": sending("/replies", code=""),
    "reply": opened,
    "empty message": in_turn(opened, sending("/replies/message", "/replies", message="")),
    "words that were sent": in_turn(opened, at("/replies/words")),
    "put it right": in_turn(opened, at("/replies/words/1/change")),
    "nothing put right": in_turn(opened, sending("/replies/words/1/change", text="")),
    "what can be done": in_turn(opened, at("/replies/more")),
    "not finished": in_turn(opened, at("/replies/not-finished")),
    "open again": in_turn(opened, sending("/replies/not-finished", message="It is not done.")),
    "withdraw": in_turn(opened, at("/replies/withdraw")),
    "withdrawn": in_turn(opened, sending("/replies/withdraw")),
    "delete": in_turn(opened, at("/replies/delete")),
    "deleted": in_turn(opened, sending("/replies/delete")),
    "paused": sending("/tell-us/good", **{"q-good": "The club", "go": "pause"}),
    "languages": at("/language"),
    "no such survey": at("/surveys/none"),
}


@pytest.fixture
def everything_set(app: Flask, database: Database) -> Flask:
    """The program with every setting that brings a sentence of its own onto a page."""
    with database.transaction() as session:
        before = CouncilSettings()
        checked = [each.model_copy(update={"last_verified": clock.today().isoformat()}) for each in before.helplines]
        told = {"contact": "hello@example.test", "privacy_contact": "data@example.test", "helplines": tuple(checked)}
        worry = {"worry_open": True, "worry_open_since": clock.today(), "emergency_number": "01632 960001"}
        save_settings(session, CouncilSettings.model_validate({**told, **worry}))
    return app


@pytest.mark.parametrize("look", LOOKS)
def test_pages_are_easy_to_read(everything_set: Flask, post: Callable[..., Any], kept: Kept, look: str) -> None:
    found = []
    for name, walk in PAGES.items():
        page = walk(Visitor(everything_set.test_client(), post, look, kept))
        assert f'data-look="{look}"' in page, name
        found += too_hard(name, look, lines_of(page))
    assert not found, "\n".join(found)


NO_PAGES = {"assets.icon", "health.live", "health.ready", "young.exit", "young.copy"}


def test_no_page_is_left_out(everything_set: Flask, post: Callable[..., Any], kept: Kept) -> None:
    """A new page of the young people's side is read here too; files and what leads elsewhere are no pages."""
    seen: set[str | None] = set()
    everything_set.after_request(lambda answer: seen.add(request.endpoint) or answer)  # type: ignore[func-returns-value]
    for walk in PAGES.values():
        walk(Visitor(everything_set.test_client(), post, "standard", kept))
    there = {
        rule.endpoint
        for rule in everything_set.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and not str(rule).startswith(("/staff", "/static", "/api"))
        and not rule.endpoint.endswith("recording")
    }
    assert there - NO_PAGES - seen == set()


@pytest.mark.parametrize("look", LOOKS)
def test_surveys_are_easy_to_read(look: str) -> None:
    found = []
    for slug, definition in load_shipped().items():
        lines = [text.resolve("en", Look(look)).text for _, text in texts_of(definition)]
        found += too_hard(slug, look, lines)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("look", LOOKS)
def test_errors_are_easy_to_read(look: str) -> None:
    which = ("younger", "standard", "easy-read").index(look)
    assert (
        too_hard("errors", look, [str(text) for _, *texts in TEXTS.values() for text in texts[which : which + 1]]) == []
    )


def test_the_measure_names_the_sentence() -> None:
    hard = "Participation facilitates considerably improved organisational accountability."
    easy = "We read it. " * 14
    for look in LOOKS:
        assert hard in too_hard("a page", look, [hard] * 8)[0]
    assert too_hard("a page", "younger", [easy]) == []


@pytest.mark.parametrize("look", LOOKS)
def test_the_measure_finds_a_long_sentence(look: str) -> None:
    words = " ".join(["we"] * (LONGEST[look] + 1))
    assert too_hard("a page", look, [f"It is so. {words}."]) == [
        f"a page, {look}: {LONGEST[look] + 1} words, at most {LONGEST[look]}: {words}."
    ]
    assert HARDEST[look] < 6


def test_a_sentence_ends_with_its_mark_or_its_line() -> None:
    assert sentences(["One. Two? “Three!” Four", "Five: six"]) == ["One.", "Two?", "“Three!", "Four", "Five: six"]
