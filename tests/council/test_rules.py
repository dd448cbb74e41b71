"""The council's words: what fits, what does not, and that a page never fails over what is kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from participation.council.rules import (
    HELPLINES,
    CouncilSettings,
    Helpline,
    SettingError,
    faults,
    new_slug,
    place_name,
    readable,
    text_number,
    working_days_after,
)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "   "),
        ("site_name", "x" * 81),
        ("emergency_number", "the duty team"),
        ("emergency_number", "12"),
        ("worry_open", True),
        ("week", (None,) * 7),
        ("closed_days", [f"2026-{month:02}-{day:02}" for month in range(1, 6) for day in range(1, 26)]),
        ("reply_days", 0),
        ("reply_days", 31),
        ("decide_days", 181),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence_for_its_field(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        CouncilSettings.model_validate({field: value})
    assert set(faults(caught.value)) == {field}
    assert faults(caught.value)[field].endswith(".")


def test_days_come_in_the_order_of_the_work() -> None:
    with pytest.raises(ValidationError) as caught:
        CouncilSettings(reply_days=20, talk_days=10)
    assert "comes before" in faults(caught.value)[""]


def test_a_tap_reaches_the_number_that_is_read() -> None:
    with pytest.raises(ValidationError, match="not the one that is shown"):
        Helpline(name="Childline", number="0800 1111", call="08001112", hours="Always")
    with pytest.raises(ValidationError, match="not the one that is shown"):
        Helpline(name="Shout", number="Text SHOUT to 85258", text="85259", hours="Always")


def test_a_text_message_goes_to_the_last_number() -> None:
    assert text_number("Text YM 2 85258") == "85258"
    assert text_number("no digits") == ""


@pytest.mark.parametrize(
    ("verified", "needs"), [("", True), ("2025-08-01", True), ("2026-01-10", False), ("2026-03-01", False)]
)
def test_a_helpline_wants_a_look_after_half_a_year(verified: str, needs: bool) -> None:
    line = HELPLINES[0].model_copy(update={"last_verified": verified})
    assert line.needs_a_check(date(2026, 3, 2)) is needs


@given(
    st.dictionaries(
        st.sampled_from(sorted(CouncilSettings.model_fields)) | st.text(max_size=5),
        st.none() | st.text() | st.integers(),
    )
)
def test_whatever_is_kept_can_be_read(kept: dict[str, object]) -> None:
    assert isinstance(readable(kept), CouncilSettings)


def test_what_no_longer_fits_falls_back_alone() -> None:
    found = readable({"name": "Our council", "reply_days": 500, "gone": 1})
    assert (found.name, found.reply_days) == ("Our council", 5)


@pytest.mark.parametrize(("typed", "kept"), [("  North   Shields ", "North Shields"), ("Kids’ café", "Kids’ café")])
def test_a_place_is_named_as_typed(typed: str, kept: str) -> None:
    assert place_name(typed, []) == kept


@pytest.mark.parametrize("typed", ["", " ", "x" * 121, "north"])
def test_but_not_nothing_nor_twice(typed: str) -> None:
    with pytest.raises(SettingError):
        place_name(typed, ["North"])


@given(st.text(max_size=60), st.sets(st.sampled_from(["place", "north", "place-2", "north-2"])))
def test_a_slug_is_plain_and_new(name: str, taken: set[str]) -> None:
    slug = new_slug(name, taken)
    assert slug not in taken
    assert 0 < len(slug) <= 64
    assert slug.isascii()
    assert slug.replace("-", "").isalnum()


@pytest.mark.parametrize(
    ("day", "days", "after"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
    ],
)
def test_working_days_leave_out_weekends(day: date, days: int, after: date) -> None:
    assert working_days_after(day, days) == after


def test_the_promised_days_of_the_timeline() -> None:
    friday, monday, tuesday = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
    council = CouncilSettings(reply_days=1, talk_days=1, decide_days=2)
    assert council.steps_due(friday) == (friday, monday, monday, tuesday)
