"""The second opinion: it only raises, shows its words, and is seldom wrong about ordinary comments."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.screening import engine, learned, screen
from participation.screening.learned import FILE, Opinion, dump, features, load, standing_model
from participation.screening.rulebook import CATEGORIES, standing_rules
from tests.screening.corpus_files import examples

FOLDER = Path(__file__).parent
NOTHING = Opinion(-math.inf, -math.inf, "", ())
QUIET = "i always sleep with my coat on and the chair against the door"


def reading(text: str) -> object:
    return standing_rules().packs["en"].normaliser.read(text)


def without_it(text: str, monkeypatch: pytest.MonkeyPatch) -> object:
    class Silent:
        def opinion(self, _reading: object) -> Opinion:
            return NOTHING

    with monkeypatch.context() as patch:
        patch.setattr(engine, "standing_model", Silent)
        return screen(text)


def ordinary() -> list[str]:
    return (FOLDER / "ordinary.txt").read_text("utf-8").splitlines()


def test_it_never_lowers(monkeypatch: pytest.MonkeyPatch) -> None:
    held_back = [json.loads(line)["text"] for line in (FOLDER / "held_back.jsonl").read_text("utf-8").splitlines()]
    for text in [*held_back, *ordinary()]:
        alone, together = without_it(text, monkeypatch), screen(text)
        assert together.risk >= alone.risk
        assert together.score >= alone.score
        assert together.urgency.rank >= alone.urgency.rank
        assert set(alone.reasons) <= set(together.reasons)


def test_it_never_makes_a_text_immediate(monkeypatch: pytest.MonkeyPatch) -> None:
    for example in examples()[::7]:
        if screen(example.text).urgency.value == "immediate":
            assert without_it(example.text, monkeypatch).urgency.value == "immediate"


def test_what_it_raises_shows_its_words() -> None:
    raised = [screen(each.text) for each in examples() if each.risk][:200]
    alone = [found for found in raised if found.reasons and {r.rule for r in found.reasons} == {"learned"}]
    assert alone
    for found in alone:
        assert set(found.categories) <= set(CATEGORIES)
        assert all(reason.phrase.strip() for reason in found.reasons)


def test_alone_it_raises_few_ordinary_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ordinary()
    raised = [text for text in texts if screen(text).risk and not without_it(text, monkeypatch).risk]
    assert len(raised) / len(texts) <= 0.02


def test_of_a_long_text_the_worst_part_counts() -> None:
    dull = "we played football and had toast and then we went to the park with the dog . " * 40
    model = standing_model()
    assert model.opinion(reading(dull + QUIET + " " + dull)).risk > model.opinion(reading(dull)).risk


@given(st.text())
def test_any_text_has_an_opinion_with_places_in_it(text: str) -> None:
    opinion = standing_model().opinion(reading(text))
    assert all(0 <= start < end <= len(text) for start, end in opinion.places)
    assert opinion.evidence >= 0


def test_features_stand_at_words() -> None:
    assert {place for _, place in features(["a", "bad", "day"])} == {0, 1, 2}


def test_a_model_of_other_features_is_refused() -> None:
    model = load(FILE.read_bytes())
    with pytest.raises(ValueError, match="other features"):
        load(dump(model.outputs, model.scales, model.intercepts, [b"\x00" * 8]))
    assert learned.standing_model().outputs[:2] == (learned.RISK, learned.IMMEDIATE)


def test_the_corpus_is_whole() -> None:
    found = examples()
    assert all(each.text.strip() for each in found)
    assert all(set(each.categories) <= set(CATEGORIES) for each in found)
    assert {category for each in found for category in each.categories} == set(CATEGORIES)
    assert all(each.risk == bool(each.categories) for each in found)
