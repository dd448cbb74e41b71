"""Whole pages read as easily as practice.md, "Writing for children", asks: all lines, and long ones alone."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.young.conftest import Kept
from tests.young.reading import grade

LIMITS = {"younger": 2.0, "easy-read": 4.0, "standard": 5.0}
ENOUGH = 40
PAGES = [
    "/",
    "/help",
    "/look",
    "/tell-us",
    "/tell-us/good",
    "/tell-us/about_why",
    "/houses",
    "/houses/house_of_good_things",
    "/houses/house_of_worries",
    "/houses/house_of_dreams",
    "/houses/how_are_things",
    "/surveys/how-are-we-doing",
    "/surveys/how-are-we-doing/understand",
    "/surveys/how-are-we-doing/feel_safe",
    "/surveys/how-are-we-doing/better",
    "/replies",
    "/nowhere",
    "/tell-us/check",
    "/sent",
]


def too_hard(pages: dict[str, str], limit: float) -> dict[str, list[tuple[float, int]]]:
    """The pages with enough words that are harder than the limit, all lines and full sentences alone."""
    measured = {path: [grade(page), grade(page, shortest=5)] for path, page in pages.items()}
    return {path: found for path, found in measured.items() if any(g > limit and n >= ENOUGH for g, n in found)}


@pytest.mark.parametrize(("look", "limit"), LIMITS.items())
def test_pages_are_easy_to_read(
    client: FlaskClient, post: Callable[..., object], kept: Kept, look: str, limit: float
) -> None:
    client.get(f"/?look={look}")
    post(client, "/tell-us/good", {"q-good": "The club"})
    pages = {path: client.get(path).get_data(as_text=True) for path in PAGES[:-1]}
    post(client, "/tell-us/check", {})
    pages["/sent"] = client.get("/sent").get_data(as_text=True)
    post(client, "/replies", {"code": kept.words})
    for path in ("/replies", "/replies/withdraw"):
        pages[f"{path} opened"] = client.get(path).get_data(as_text=True)
    assert too_hard(pages, limit) == {}


def test_the_measure_finds_a_hard_page() -> None:
    hard = "<main><p>" + "Participation facilitates considerably improved organisational accountability. " * 10
    assert grade(hard)[0] > 5
