"""Reading aloud: voices of this device only, sentence by sentence, the page or one question, in the right language."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.live import Visit

pytestmark = pytest.mark.browser
Voice = tuple[str, bool]
ENGLISH, ARABIC = ("en-GB", True), ("ar", True)
SPEECH = """voices => {
  const spoken = []; window.spoken = spoken;
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices.map(([lang, localService]) => ({ lang, localService })),
    cancel: () => {}, addEventListener: () => {},
    speak: said => { spoken.push([said.lang, said.text]); said.onstart(); } } });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""


def listening(visit: Visit, path: str, *voices: Voice, lang: str = "en") -> Page:
    """A page on a device with these voices: their language, and whether they are on the device itself."""
    page = visit(lang=lang)
    page.add_init_script(
        f"({SPEECH})({[list(voice) for voice in voices]})".replace("True", "true").replace("False", "false")
    )
    page.goto(path)
    return page


def spoken(page: Page) -> list[list[str]]:
    said: Any = page.evaluate("window.spoken")
    return list(said)


@pytest.mark.parametrize("voice", [None, ("cy-GB", True), ("en-GB", False)])
def test_no_button_without_a_voice_of_this_device_for_the_language(visit: Visit, voice: Voice | None) -> None:
    page = listening(visit, "/tell-us/good", *([voice] if voice else []))
    page.wait_for_timeout(300)  # until the page is idle
    for button in page.locator(".listen").all():
        expect(button).to_be_hidden()


def test_the_page_is_read_sentence_by_sentence(visit: Visit) -> None:
    page = listening(visit, "/tell-us/good", ("en_GB", True))
    page.click("[data-listen]")
    words = [text for _lang, text in spoken(page)]
    assert {"Private, not secret.", "What is going well?", "What would make it better?"} <= set(words)
    expect(page.locator("[data-listen]")).to_have_text("Stop")
    page.click("[data-listen]")
    expect(page.locator("[data-listen]")).to_have_text("Listen")


def test_each_question_can_be_heard_alone(visit: Visit) -> None:
    page = listening(visit, "/tell-us/good", ENGLISH)
    expect(page.locator("[data-listen]")).to_be_visible()
    questions = page.locator(".question")
    assert questions.locator(".listen").count() == questions.count() > 1
    questions.nth(1).locator(".listen").click()
    words = " ".join(text for _lang, text in spoken(page))
    assert ("What is not going so well?" in words, "What is going well?" in words) == (True, False)


def test_the_sentence_that_is_read_is_marked(visit: Visit) -> None:
    page = listening(visit, "/tell-us/good", ENGLISH)
    page.click("[data-listen]")
    marked = page.evaluate("[...CSS.highlights.get('said')].map(String).join().trim()")
    assert marked == spoken(page)[-1][1]


@pytest.mark.parametrize(
    ("voices", "languages"), [([("ar", True)], {"ar"}), ([("ar", True), ("en-GB", True)], {"ar", "en"})]
)
def test_a_text_in_another_language_has_its_own_voice_or_none(
    visit: Visit, voices: list[Voice], languages: set[str]
) -> None:
    page = listening(visit, "/tell-us/good", *voices, lang="ar")
    page.click("[data-listen]")
    assert {lang for lang, _text in spoken(page)} == languages
    assert any("Private, not secret" in text for _lang, text in spoken(page)) == ("en" in languages)
