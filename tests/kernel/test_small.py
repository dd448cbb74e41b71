"""Ids, cleaning and languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.kernel.ids import new_reference, new_secret
from participation.kernel.localisation import BY_CODE, best_match, day_in_words, own_digits, translations
from participation.kernel.sanitise import clean_marks, keep_exact


def test_ids_have_their_length_and_never_come_twice() -> None:
    assert {len(new_reference()) for _ in range(200)} == {22}
    assert {len(new_secret()) for _ in range(200)} == {43}
    assert len({new_reference() for _ in range(200)}) == 200


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<strong>bold</strong>", "<strong>bold</strong>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<a href="https://x.example" onclick="x()">x</a>', '<a href="https://x.example">x</a>'),
        ('<a href="javascript:x()">x</a>', "<a>x</a>"),
        ('<a href="java\nscript:x()">x</a>', "<a>x</a>"),
        ('<p style="color:red">x</p>', "<p>x</p>"),
        ("<img src=x onerror=x()>", "&lt;img src=x onerror=x()&gt;"),
        ("1 < 2", "1 &lt; 2"),
        ("<b>not closed", "&lt;b&gt;not closed"),
    ],
)
def test_only_simple_marks_of_staff_stay(written: str, shown: str) -> None:
    assert clean_marks(written) == shown


@given(st.text())
def test_a_childs_words_stay_exactly(text: str) -> None:
    assert keep_exact(text) == text.replace("\x00", "")


def test_only_nul_and_what_is_no_text_is_dropped() -> None:
    assert keep_exact("i <3 my mum\x00 but <he hits me>\ud800") == "i <3 my mum but <he hits me>"


def test_days_are_said_in_the_language_and_its_digits() -> None:
    day = date(2026, 11, 23)
    assert day_in_words(day, "en") == "Monday 23 November"
    assert day_in_words(day, "cy") == "dydd Llun 23 Tachwedd"
    assert day_in_words(day, "pl") == "23 listopada (poniedziałek)"
    assert day_in_words(day, "uk") == "23 листопада (понеділок)"
    assert day_in_words(day, "ur") == "پیر ۲۳ نومبر"
    assert "٢٣" in day_in_words(day, "ar")
    assert own_digits("0800 1111", "ar") == "٠٨٠٠ ١١١١"
    assert own_digits("0800 1111", "ur") == "۰۸۰۰ ۱۱۱۱"


def test_a_month_alone_is_not_bent() -> None:
    assert day_in_words(date(2026, 11, 23), "pl", "LLLL y") == "listopad 2026"
    assert day_in_words(date(2026, 11, 23), "pl", "d MMMM y") == "23 listopada 2026"


@pytest.mark.parametrize(
    ("preferred", "spoken"),
    [(["cy-GB", "en"], "cy"), (["tlh", "ar-EG"], "ar"), (["AR"], "ar"), (["tlh"], "en"), ([], "en"), (["", "*"], "en")],
)
def test_the_first_language_that_we_speak(preferred: list[str], spoken: str) -> None:
    assert best_match(preferred) == spoken


def test_each_language_has_a_direction_ten_digits_and_its_own_name() -> None:
    for language in BY_CODE.values():
        assert language.direction == ("rtl" if language.code in {"ar", "ur"} else "ltr")
        assert len(set(language.digits)) == 10
    assert len({language.name for language in BY_CODE.values()}) == len(BY_CODE)


def test_a_language_without_a_catalogue_gets_english() -> None:
    assert translations("tlh").gettext("Send") == "Send"
