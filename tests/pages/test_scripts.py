"""The small script: focus on what went wrong, one sending, copying, no button for what a device cannot do."""

import pytest
from playwright.sync_api import expect

from tests.pages.live import DESKTOP, Site, Visit, return_code
from tests.pages.walks import filled, nothing_chosen, sent, too_long

pytestmark = pytest.mark.browser


def test_the_error_summary_has_the_focus_and_leads_to_the_field(visit: Visit, site: Site) -> None:
    page = visit()
    nothing_chosen(page, site)
    expect(page.locator("[data-focus]")).to_be_focused()
    page.click("[data-focus] a")
    expect(page.locator("#q-how_are_things")).to_be_focused()


@pytest.mark.parametrize("js", [True, False])
def test_what_was_too_long_is_still_there(visit: Visit, site: Site, js: bool) -> None:
    page = visit(js=js)
    too_long(page, site)
    assert page.input_value("textarea") == "word " * 1100


def test_pressing_send_twice_sends_once(visit: Visit, site: Site) -> None:
    page = visit()
    filled(page, site)
    page.locator("main form button[type=submit]").dblclick()
    page.wait_for_url("**/sent")
    assert return_code(page)


def test_the_code_can_be_copied(visit: Visit, site: Site) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sent(page, site)
    page.click("[data-copy]")
    expect(page.locator("[data-copy]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == return_code(page)


def test_without_scripts_no_button_promises_what_cannot_be(visit: Visit, site: Site) -> None:
    page = visit(js=False)
    sent(page, site)
    for button in page.locator("[data-copy], [data-print], [data-listen]").all():
        expect(button).to_be_hidden()


def test_reading_aloud_is_offered_only_with_a_voice_of_this_device(visit: Visit) -> None:
    page = visit()
    expect(page.locator("[data-listen]")).to_be_hidden()
    page.add_init_script(
        """const spoken = []; window.spoken = spoken;
        Object.defineProperty(window, "speechSynthesis", { value: {
          getVoices: () => [{ lang: "en-GB", localService: true }], cancel: () => {}, addEventListener: () => {},
          speak: said => spoken.push(said.text) } });
        window.SpeechSynthesisUtterance = function (text) { this.text = text; };"""
    )
    page.goto("/tell-us/good")
    page.click("[data-listen]")
    assert "What is going well?" in page.evaluate("window.spoken.join(' | ')")
    page.goto("/?lang=cy")
    expect(page.locator("[data-listen]")).to_be_hidden()


def test_a_question_can_be_answered_by_keyboard_alone(visit: Visit, site: Site) -> None:
    page = visit(viewport=DESKTOP)
    page.goto("/houses/how_are_things")
    page.focus("#q-how_are_things")
    page.keyboard.press("Space")
    for _step in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/houses/about_why")
    page.goto("/houses/how_are_things")
    expect(page.locator("input[value='6']")).to_be_checked()


@pytest.mark.parametrize("way", ["talk", "look", "language"])
def test_going_aside_in_the_middle_of_writing_loses_nothing(visit: Visit, way: str) -> None:
    page = visit()
    page.goto("/tell-us/better")
    page.fill("#q-better", "more time <with mum>")
    page.click(f"[data-keep={way}]")
    page.click("main .back")
    assert page.input_value("#q-better") == "more time <with mum>"
