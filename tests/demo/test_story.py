"""The made-up past: the same for a seed and a day, believable, and plainly made up."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.demo.phrases import THEMES, phrases, staff_texts
from participation.demo.stories import Kind, stories
from participation.demo.trends import ALL_TOPICS, HERE, LOCALITIES, TRENDS, quarter_starts, share
from participation.demo.voices import voices
from participation.screening import Urgency, screen
from participation.surveys.rules import Lens, load_shipped
from participation.themes.rules import starter
from tests.demo.conftest import DAY

LANGUAGES = ("en", "cy", "ar")
LENSES = (Lens.GOOD_THING, Lens.WORRY, Lens.CHANGE_WANTED)


def test_every_topic_has_a_theme_of_the_starter_code_book() -> None:
    assert set(THEMES.values()) == {theme.name for theme in starter()}
    assert set(ALL_TOPICS) == set(THEMES) == set(phrases("en")) - {"identifying"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_phrases_for_every_lens(language: str) -> None:
    book = phrases(language)
    assert not [(topic, lens) for topic in book for lens in LENSES if not book[topic].get(lens)]
    every = [phrase for lists in book.values() for some in lists.values() for phrase in some]
    assert len(every) == len(set(every))


def test_urgent_texts_are_found_by_screening() -> None:
    texts = staff_texts()
    assert {screen(text, "en").urgency for text in texts["now"]} == {Urgency.IMMEDIATE}
    assert not [text for text in texts["soon"] if screen(text, "en").urgency is Urgency.NONE]


def test_trends_speak_of_the_shipped_statements() -> None:
    asked = {question.measure for question in load_shipped()["how-are-we-doing"].questions if question.measure}
    assert set(TRENDS) == asked
    assert {measure for _, measure in HERE} <= asked
    assert {place for place, _ in HERE} <= {slug for slug, _ in LOCALITIES}


@given(st.dates(date(2025, 1, 1), date(2031, 12, 31)))
def test_eight_quarters_end_with_this_one(day: date) -> None:
    starts = quarter_starts(day)
    assert len(starts) == 8
    assert starts[-1] <= day
    assert (day - starts[-1]).days < 92
    assert all(start.day == 1 and start.month in {1, 4, 7, 10} for start in starts)


@settings(max_examples=12, deadline=None)
@given(st.dates(date(2025, 1, 1), date(2031, 12, 31)))
def test_nothing_happens_before_its_time(day: date) -> None:
    made = voices(3, 60, day)
    assert len(made) == 60
    assert [voice.day for voice in made] == sorted(voice.day for voice in made)
    assert quarter_starts(day)[0] <= made[0].day
    assert made[-1].day <= day
    for voice, story in zip(made, stories(3, made, day), strict=True):
        assert all(voice.day <= step.day < day for step in story)


def test_the_same_seed_says_the_same() -> None:
    first, again, other = (voices(seed, 80, DAY) for seed in (5, 5, 6))
    assert first == again
    assert first != other
    assert stories(5, first, DAY) == stories(5, again, DAY)


def test_few_texts_are_copies() -> None:
    texts = Counter(
        said.text for voice in voices(1, 3600, DAY) for said in voice.said.values() if voice.language == "en"
    )
    assert len(texts) > 0.8 * sum(texts.values())


def test_places_differ() -> None:
    reach = {slug: (share("reach_worker", slug, 0), share("reach_worker", slug, 7)) for slug, _ in LOCALITIES}
    assert reach["north-sands"][1] - reach["north-sands"][0] > 0.2
    assert reach["old-market"][0] - reach["old-market"][1] > 0.2
    assert abs(reach["riverside"][1] - reach["riverside"][0]) < 0.05


def test_every_kind_of_step_is_told() -> None:
    made = voices(1, 3600, DAY)
    assert {step.kind for story in stories(1, made, DAY) for step in story} == set(Kind)
