"""Drawing in a real browser: with a mouse or a finger, undone, begun again, come back to, or with keys instead."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.live import PHONE, SMALL_PHONE, Site, faults, small_targets, too_wide

Visit = Callable[..., Page]
ROOM = "/houses/house_of_dreams"
LOOKS = ["younger", "standard", "easy-read"]


def paper(page: Page) -> dict[str, float]:
    """Where the paper stands on the screen, once it is open."""
    page.goto(ROOM)
    page.get_by_text("Draw it").click()
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('canvas').scrollIntoView({block: 'start'})")
    box = canvas.bounding_box()
    assert box
    return dict(box)


def draw(page: Page, box: dict[str, float], *places: tuple[float, float]) -> None:
    """A line through places given as parts of the paper."""
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=4)
    page.mouse.up()


def strokes(page: Page) -> list[Any]:
    kept = page.locator("[data-drawing]").input_value()
    return list(json.loads(kept)["strokes"]) if kept else []


def ink(page: Page) -> int:
    """How many dots of the paper have colour on them."""
    return int(
        page.evaluate(
            "() => { const c = document.querySelector('canvas');"
            "const dots = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            "return dots.filter((value, at) => at % 4 === 3 && value).length }"
        )
    )


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit()


def test_a_line_is_kept_as_a_stroke_of_its_colour_and_brush(page: Page) -> None:
    box = paper(page)
    page.get_by_label("Blue").check()
    page.get_by_label("Thick").check()
    draw(page, box, (0.1, 0.1), (0.5, 0.5), (0.9, 0.1))
    (colour, brush, points), *others = strokes(page)
    assert (colour, brush, others) == ("blue", "thick", [])
    assert points[:2] == pytest.approx([100, 75], abs=12)
    assert points[-2:] == pytest.approx([900, 75], abs=12)
    assert ink(page) > 1000
    expect(page.get_by_text("Colour: Blue")).to_be_visible()
    expect(page.get_by_text("Line: Thick")).to_be_visible()


def test_a_touch_without_moving_is_a_dot(page: Page) -> None:
    draw(page, paper(page), (0.5, 0.5))
    assert len(strokes(page)[0][2]) == 2
    assert ink(page) > 20


def test_undo_takes_the_last_line_and_start_again_can_be_undone(page: Page) -> None:
    box = paper(page)
    undo, again = page.get_by_role("button", name="Undo"), page.get_by_role("button", name="Start again")
    assert undo.is_disabled()
    assert again.is_disabled()
    for y in (0.2, 0.4, 0.6):
        draw(page, box, (0.1, y), (0.9, y))
    undo.click()
    assert len(strokes(page)) == 2
    again.click()
    assert strokes(page) == []
    assert ink(page) == 0
    undo.click()
    assert len(strokes(page)) == 2
    assert ink(page) > 1000


def test_what_was_drawn_is_there_again_and_goes_on(page: Page) -> None:
    draw(page, paper(page), (0.1, 0.1), (0.5, 0.5))
    page.get_by_role("button", name="Carry on").click()
    page.goto(ROOM)
    assert len(strokes(page)) == 1
    assert ink(page) > 500
    page.get_by_role("button", name="Undo").click()
    assert strokes(page) == []


def test_going_aside_keeps_the_drawing(page: Page) -> None:
    draw(page, paper(page), (0.1, 0.1), (0.5, 0.5))
    page.get_by_role("link", name="Look").click()
    page.goto(ROOM)
    assert len(strokes(page)) == 1


def test_it_is_shown_before_it_is_sent_as_lines_of_ours(page: Page) -> None:
    draw(page, paper(page), (0.1, 0.1), (0.5, 0.5))
    page.get_by_role("button", name="Carry on").click()
    page.goto("/houses/check")
    assert page.locator("svg.drawing path").count() == 1
    expect(page.get_by_role("img", name="Your drawing")).to_be_visible()


def test_a_finger_draws(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.address, viewport=PHONE, has_touch=True)  # type: ignore[arg-type]
    page = context.new_page()
    box = paper(page)
    before = page.evaluate("scrollY")
    touch = context.new_cdp_session(page)
    for kind, x, y in [("touchStart", 40, 60), ("touchMove", 90, 20), ("touchMove", 140, 60)]:
        at = {"x": box["x"] + x, "y": box["y"] + y}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert len(strokes(page)) == 1
    assert page.evaluate("scrollY") == before
    context.close()


def test_the_paper_has_an_end_and_says_so(page: Page) -> None:
    box = paper(page)
    full = json.dumps({"v": 1, "strokes": [["red", "thin", [1, 1]]] * 400})
    page.evaluate("kept => { document.querySelector('[data-drawing]').value = kept }", full)
    page.get_by_role("button", name="Carry on").click()
    box = paper_again(page)
    draw(page, box, (0.1, 0.1), (0.5, 0.5))
    assert len(strokes(page)) == 400
    expect(page.get_by_text("The paper is full.")).to_be_visible()


def paper_again(page: Page) -> dict[str, float]:
    page.goto(ROOM)
    page.evaluate("document.querySelector('canvas').scrollIntoView({block: 'start'})")
    box = page.locator("canvas").bounding_box()
    assert box
    return dict(box)


def test_with_keys_alone_pictures_are_picked_instead(page: Page) -> None:
    page.goto(ROOM)
    page.locator("summary", has_text="Pick pictures").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Family").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Carry on").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/houses")
    page.goto("/houses/check")
    expect(page.get_by_text("Family · Friends")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_without_scripts_every_other_way_remains_and_the_page_says_so(visit: Visit, look: str) -> None:
    page = visit(js=False, look=look)
    page.goto(ROOM)
    page.locator("summary", has_text="Draw it").click()
    expect(page.locator("[data-without]").first).to_be_visible()
    assert page.locator("canvas").is_hidden()
    page.locator("summary", has_text="Pick pictures").click()
    page.get_by_label("Family").check()
    page.locator("form.room button[value=next]").click()
    assert page.locator(".lit").count() == 1


@pytest.mark.parametrize("lang", ["en", "ar", "cy"])
@pytest.mark.parametrize("look", LOOKS)
def test_all_ways_open_are_without_a_fault_and_fit_a_small_phone(visit: Visit, look: str, lang: str) -> None:
    page = visit(look=look, lang=lang, viewport=SMALL_PHONE)
    page.goto(ROOM)
    page.evaluate("document.querySelectorAll('.way, .naming').forEach(each => { each.open = true })")
    page.emulate_media(color_scheme="dark")
    assert (too_wide(page), small_targets(page), faults(page)) == (0, [], [])
    page.emulate_media(color_scheme="light")
    assert faults(page) == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_first_visit_of_a_house_is_small(visit: Visit, lang: str) -> None:
    page = visit(lang=lang)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(ROOM)
    page.wait_for_load_state("networkidle")
    assert len(set(asked)) <= 5
