"""The receipt in a browser: a picture of the words, of a worry only after a warning; Back shows nothing."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from participation.council.queries import settings
from participation.council.services import save_settings
from tests.pages.live import PHONE, Site, Visit
from tests.pages.walks import paused, sent

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("walk", "lang"), [(sent, "en"), (sent, "ar"), (paused, "en")])
def test_the_words_can_be_saved_as_a_picture(visit: Visit, site: Site, walk: object, lang: str) -> None:
    page = visit(viewport=PHONE)
    page.goto(f"/?lang={lang}")
    walk(page, site)  # type: ignore[operator]
    with page.expect_download() as download:
        page.click("[data-picture]")
    picture = Image.open(BytesIO(Path(download.value.path()).read_bytes()))
    assert (download.value.suggested_filename, picture.format, picture.size) == ("words.png", "PNG", (900, 1120))
    assert len(picture.convert("RGB").getcolors(200_000) or ()) > 20


def test_reading_the_receipt_again_shows_the_same_words(visit: Visit, site: Site) -> None:
    page = visit(viewport=PHONE)
    sent(page, site)
    words = page.locator(".code").inner_text()
    page.reload()
    assert page.locator(".code").inner_text() == words


@pytest.mark.parametrize("scripts", [True, False])
def test_back_after_sending_shows_no_words(visit: Visit, site: Site, scripts: bool) -> None:
    page = visit(viewport=PHONE, js=scripts)
    sent(page, site)
    for _ in range(3):
        page.go_back()
        expect(page.locator("main")).not_to_contain_text("i <3 it")
        assert not [field for field in page.locator("textarea").all() if "i <3 it" in field.input_value()]


def test_without_scripts_the_words_stand_and_no_button_is_there_that_does_nothing(visit: Visit, site: Site) -> None:
    page = visit(viewport=PHONE, js=False)
    sent(page, site)
    expect(page.locator(".code li")).to_have_count(5)
    expect(page.locator(".ticket button:visible")).to_have_count(0)


def test_a_copy_of_a_worrys_words_is_made_only_after_a_warning(visit: Visit, site: Site) -> None:
    with site.session() as session:
        told = settings(session).model_copy(update={"emergency_number": "01632 960001", "worry_open": True})
        save_settings(session, told)
    for kept in site.app.extensions["participation_kept"]:
        kept.forget()
    page = visit(viewport=PHONE)
    stop_a_worry(page)
    expect(page.locator(".ticket button:visible")).to_have_count(0)
    page.click(".ticket summary")
    expect(page.locator(".ticket details")).to_contain_text(re.compile("somebody else find"))
    expect(page.locator("[data-picture]")).to_be_visible()


def stop_a_worry(page: Page) -> None:
    page.goto("/worry/worry")
    page.fill("textarea[name=q-worry]", "something")
    page.click("button[value=pause]")
    page.wait_for_url("**/paused")
