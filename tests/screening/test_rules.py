"""Every rule's own examples, and what each kind of context does with them."""

from datetime import date

import pytest

from participation.screening import Rule, Screening, Urgency, screen, standing_rules
from participation.screening.engine import FLAGGED_AT
from participation.screening.rulebook import CATEGORIES, Context

RULES = standing_rules().rules
CONTEXTS = [context for pack in standing_rules().packs.values() for context in pack.contexts]


def _found(screening: Screening) -> set[str]:
    return {reason.rule for reason in screening.reasons}


def _rule_id(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", RULES, ids=_rule_id)
def test_examples_are_found(rule: Rule) -> None:
    for text in rule.fires:
        assert rule.id in _found(screen(text)), text


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.evidence >= FLAGGED_AT], ids=_rule_id)
def test_a_rule_that_flags_flags_its_examples(rule: Rule) -> None:
    for text in rule.fires:
        found = screen(text)
        assert found.risk, text
        assert rule.urgency is not Urgency.IMMEDIATE or found.urgency is Urgency.IMMEDIATE, text


@pytest.mark.parametrize("rule", RULES, ids=_rule_id)
def test_contrast_examples_stay_quiet(rule: Rule) -> None:
    for text in rule.quiet:
        assert not screen(text).risk, (text, screen(text).reasons)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.evidence >= FLAGGED_AT], ids=_rule_id)
def test_a_rule_that_flags_has_contrast_examples(rule: Rule) -> None:
    assert rule.quiet


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.id)
def test_context_examples_say_why(context: Context) -> None:
    for text in context.fires:
        assert context.note in {note.note for note in screen(text).context}, text


def test_every_category_has_rules() -> None:
    assert {rule.category for rule in RULES if rule.language == "en"} == set(CATEGORIES)


def test_every_rule_has_an_owner_and_a_date() -> None:
    assert all(rule.owner == "safeguarding lead" and rule.review_by > date(2026, 1, 1) for rule in RULES)


@pytest.mark.parametrize("language", ["cy", "ar"])
def test_drafts_are_marked(language: str) -> None:
    assert not any(rule.approved for rule in RULES if rule.language == language)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("my dad hits me", "my dad doesnt hit me"),
        ("i wanna hurt myself", "in the film she wanted to hurt myself lol"),
        (
            "she gets picked up by older men in cars",
            "last year she got picked up by older men in cars but it stopped now",
        ),
    ],
)
def test_context_lowers_the_rank_and_keeps_the_reason(text: str, other: str) -> None:
    low = screen(other)
    assert low.score < screen(text).score
    assert low.reasons
    assert low.context


def test_a_negation_alone_never_lowers_immediate_danger() -> None:
    text = "i took a whole packet of paracetamol"
    assert screen(f"i am not joking {text}").urgency is Urgency.IMMEDIATE
    assert screen(f"no {text}").urgency is Urgency.IMMEDIATE
    assert screen(f"no {text}").score >= 0.99


@pytest.mark.parametrize(
    "text",
    [
        "i took a whole packet of paracetamol",
        "I TOOK A WHOLE PACKET OF PARACETAMOL!!!",
        "i tooook a whole packet of parcetamol",
        "i t\u200bo\u200bo\u200bk a whole packet of p\u00adaracetamol",
        "ｉ ｔｏｏｋ ａ ｗｈｏｌｅ ｐａｃｋｅｔ ｏｆ ｐａｒａｃｅｔａｍｏｌ",
        "i took a wh0le packet of paracetamol \U0001f622",
        "І tооk а whоlе pасkеt оf pаrасеtаmоl",
    ],
)
def test_however_it_is_written(text: str) -> None:
    found = screen(text)
    assert found.urgency is Urgency.IMMEDIATE
    assert "self_harm_suicide" in found.categories
