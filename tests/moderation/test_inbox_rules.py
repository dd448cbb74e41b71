"""By when something is due, in words; and where a page of the inbox begins."""

from datetime import date

import pytest

from participation.moderation.rules import Place, due_on, due_words

FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in (20, 21, 23, 24))


@pytest.mark.parametrize(
    ("received", "read", "message", "imported", "due"),
    [
        (MONDAY, None, None, False, TUESDAY),
        (FRIDAY, None, None, False, MONDAY),
        (SATURDAY, None, None, False, MONDAY),
        (FRIDAY, MONDAY, None, False, None),
        (FRIDAY, FRIDAY, MONDAY, False, TUESDAY),
        (FRIDAY, None, MONDAY, False, MONDAY),
        (FRIDAY, None, None, True, None),
    ],
)
def test_everything_is_due_the_next_working_day(
    received: date, read: date | None, message: date | None, imported: bool, due: date | None
) -> None:
    assert due_on(received, read, message, imported=imported) == due


def test_a_closed_day_is_no_working_day() -> None:
    assert due_on(FRIDAY, None, None, imported=False, closed={MONDAY}) == TUESDAY


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, ""),
        (FRIDAY, "Overdue: was due Fri 20 Nov"),
        (MONDAY, "Due today"),
        (TUESDAY, "Due by Tue 24 Nov"),
        (date(2025, 12, 31), "Overdue: was due Wed 31 Dec 2025"),
    ],
)
def test_due_days_are_said_in_words(due: date | None, words: str) -> None:
    assert due_words(due, MONDAY) == words


@pytest.mark.parametrize("written", ["", "2", "2-", "-7", "x-7", "2-7-1", "²-7", "2-" + "9" * 30, "1.5-2"])
def test_an_address_that_names_no_place_begins_at_the_top(written: str) -> None:
    assert Place.parse(written) is None


def test_a_place_comes_back_from_its_address() -> None:
    assert Place.parse(str(Place(2, 1234))) == Place(2, 1234)
