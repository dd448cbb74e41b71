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
    page.locator("main form button[value=send]").dblclick()
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


def test_a_question_can_be_answered_by_keyboard_alone(visit: Visit, site: Site) -> None:
    page = visit(viewport=DESKTOP)
    page.goto("/houses/how_are_things")
    page.focus("#q-how_are_things")
    page.keyboard.press("Space")
    for _step in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/houses/about_why")
    page.goto("/houses/how_are_things")
    expect(page.locator("input[value='6']")).to_be_checked()


def test_the_ladder_has_ten_at_the_top_and_its_ends_in_words(visit: Visit) -> None:
    page = visit()
    page.goto("/houses/how_are_things")
    heights = page.locator(".rung").evaluate_all("rungs => rungs.map(rung => [rung.offsetTop, +rung.innerText])")
    assert [number for _top, number in sorted(heights)] == list(range(10, -1, -1))
    assert page.locator("input[value='10']").get_attribute("aria-describedby") == "q-how_are_things-high"
    expect(page.locator("#q-how_are_things-low")).to_contain_text("As bad as it can be")


@pytest.mark.parametrize("js", [True, False])
@pytest.mark.parametrize("way", ["talk", "look", "language"])
def test_going_aside_in_the_middle_of_writing_loses_nothing(visit: Visit, way: str, js: bool) -> None:
    page = visit(js=js)
    page.goto("/tell-us/better")
    page.fill("#q-better", "more time <with mum>")
    page.click(f"header :is([data-keep={way}], [value={way}]):visible")
    page.click("main .back")
    assert page.input_value("#q-better") == "more time <with mum>"


@pytest.mark.parametrize("js", [True, False])
def test_enter_in_a_field_leads_on_and_never_aside(visit: Visit, js: bool) -> None:
    page = visit(js=js)
    page.goto("/tell-us/how_is_it_going")
    page.check("input[value=good]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tell-us/good")
