"""Leaving as design.md says: what was typed does not come back, with scripts and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.pages.live import DESKTOP, Site, Visit
from tests.pages.walks import timeline

pytestmark = pytest.mark.browser
SECRET = "nobody may read this"
PLACES = ["/tell-us/good", "/houses/house_of_worries", "/replies"]


def type_secret(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("main :is(textarea, input[type=text]:not([name=website]))").first.fill(SECRET)


def seen(page: Page) -> str:
    """Everything on the page, what stands in its fields included."""
    fields = [field.input_value() for field in page.locator("textarea, input[type=text]").all()]
    return page.content() + "".join(fields)


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("js", [True, False])
def test_back_does_not_bring_the_words_back(visit: Visit, site: Site, js: bool, path: str) -> None:
    page = visit(js=js)
    type_secret(page, path)
    page.click("[data-exit]")
    expect(page).to_have_url(f"{site.neutral}/")
    page.go_back()
    assert SECRET not in seen(page)


@pytest.mark.parametrize("js", [True, False])
def test_leaving_forgets_the_visit_and_what_it_had_begun(visit: Visit, site: Site, js: bool) -> None:
    page = visit(js=js)
    type_secret(page, "/houses/house_of_worries")
    page.click("button[value=next]")
    page.goto("/houses/house_of_worries")
    assert SECRET in seen(page)
    page.click("[data-exit]")
    expect(page).to_have_url(f"{site.neutral}/")
    assert [cookie["name"] for cookie in page.context.cookies(site.address)] == []
    page.go_back()
    assert SECRET not in seen(page)
    page.goto(f"{site.address}/houses/house_of_worries")
    assert SECRET not in seen(page)


DRAWN = "[data-drawing]"


def test_back_does_not_bring_a_drawing_back(visit: Visit, site: Site) -> None:
    page = visit()
    page.goto("/houses/house_of_worries")
    page.locator("details:has([data-drawing]) > summary").click()
    paper = page.locator(".draw canvas")
    paper.scroll_into_view_if_needed()
    paper.hover(position={"x": 40, "y": 40})
    page.mouse.down()
    paper.hover(position={"x": 90, "y": 90})
    page.mouse.up()
    assert "strokes" in page.locator(DRAWN).input_value()
    page.click("[data-exit]")
    expect(page).to_have_url(f"{site.neutral}/")
    page.go_back()
    assert "strokes" not in page.content()
    page.goto(f"{site.address}/houses/house_of_worries")
    assert page.locator(DRAWN).input_value() == ""


@pytest.mark.parametrize("js", [True, False])
def test_back_does_not_bring_an_opened_reply_back(visit: Visit, site: Site, js: bool) -> None:
    page = visit(js=js)
    timeline(page, site)
    assert "I had four workers" in page.content()
    page.click("[data-exit]")
    expect(page).to_have_url(f"{site.neutral}/")
    page.go_back()
    assert "I had four workers" not in page.content()
    page.goto(f"{site.address}/replies")
    assert "I had four workers" not in page.content()


def test_shift_three_times_leaves(visit: Visit, site: Site) -> None:
    page = visit(viewport=DESKTOP)
    type_secret(page, "/tell-us/good")
    for _press in range(3):
        page.keyboard.press("Shift")
    expect(page).to_have_url(f"{site.neutral}/")
    page.go_back()
    assert SECRET not in seen(page)


def test_typing_capital_letters_does_not_leave(visit: Visit, site: Site) -> None:
    page = visit(viewport=DESKTOP)
    page.goto("/tell-us/good")
    page.locator("textarea").first.focus()
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    assert page.locator("textarea").first.input_value() == "ABCDE"


@pytest.mark.parametrize("viewport", [None, {"width": 320, "height": 568}, DESKTOP])
def test_the_way_out_stays_on_the_screen(visit: Visit, viewport: object) -> None:
    page = visit(viewport=viewport)
    page.goto("/help")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(100)
    expect(page.locator("[data-exit]")).to_be_in_viewport()


@pytest.mark.parametrize("settings", ["", "?size=largest&spacing=wider"])
def test_the_keyboard_never_loses_sight_of_where_it_is(visit: Visit, settings: str) -> None:
    page = visit()
    page.goto(f"/tell-us{settings}")
    covered = """() => { const part = document.activeElement, box = part.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return !top || part.contains(top) || top.contains(part) || !!top.closest("label") ? "" : part.outerHTML }"""
    for _step in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate(covered) == ""
