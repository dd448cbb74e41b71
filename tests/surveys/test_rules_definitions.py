"""What a definition refuses, and what it adds by itself."""

from typing import Any

import pytest

from participation.surveys.rules import (
    Definition,
    DefinitionError,
    Look,
    definition_hash,
    dump_definition,
    load_definition,
    load_shipped,
    measures,
    missing_texts,
    with_places,
)

PLACES = (("north", "North"), ("south", "South"))


def question(key: str = "q1", kind: str = "long_text", **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "title": f"Title of {key}", **more}


def survey(*questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"slug": "test", "title": "Test", "pages": [{"key": "p1", "questions": list(questions)}], **more}


def when(key: str, comparison: str = "answered", value: str = "") -> dict[str, Any]:
    return {"question": key, "comparison": comparison, "value": value}


CHOICES = [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]
ONE = question("q1", "one_choice", options=CHOICES)

FAULTS = [
    (survey(question(), question()), "Question “q1” is there twice."),
    (survey(question("q1", "one_choice")), "Question “q1” needs choices."),
    (survey(question(options=CHOICES)), "has choices, but its kind takes none"),
    (survey(question("q1", "one_choice", options=[CHOICES[0], CHOICES[0]])), "has the same choice twice"),
    (survey(question("about_me")), "a name that is kept"),
    (survey(question("q1", "scale")), "both ends of its scale in words"),
    (survey(question("q1", "faces", faces=3, options=CHOICES)), "3 faces"),
    (survey(question(minimum=1)), "does not ask for a number"),
    (survey(question("q1", "number", minimum=5, maximum=1)), "smallest number above its largest"),
    (survey(question("q1", "information", required=True)), "nobody can be required"),
    (survey(question("q1", show_if=when("q1"))), "depends on itself"),
    (survey(question("q1", show_if=when("q2")), question("q2")), "which comes later"),
    (survey(question("q1", show_if=when("q2")), question("q2", show_if=when("q1"))), "in a circle"),
    (survey(question("q1", show_if=when("q9"))), "which is not in this survey"),
    (survey(ONE, question("q2", show_if=when("q1", "is", "c"))), "which is not one of its choices"),
    (survey(question(), question("q2", show_if=when("q1", "is", "x"))), "can only ask whether"),
    (survey(ONE, question("q2", show_if=when("q1", "at_least", "3"))), "its answer is not a number"),
    (survey(ONE, question("q2", show_if=when("q1", "includes", "a"))), "takes one answer only"),
    (survey(question(), languages=["cy"]), "offered in English"),
    (survey(question(measure="m", kind="one_choice", options=CHOICES)), "has to be the positive one"),
    (survey(question(title={"cy": "Teitl"})), "needs its English wording"),
    (survey(question(colour="red")), "colour"),
    (survey(question("q1", "drawing")), "beside a question that can be answered in writing"),
    (survey(question("q1", "voice")), "beside a question that can be answered in writing"),
    (survey(question(), question("q2", "drawing", beside="q9")), "right after “q9”, on the same page"),
    (survey(question(beside="q1")), "right after “q1”, on the same page"),
    (survey(question(), question("q2"), question("q3", "voice", beside="q1")), "right after “q1”, on the same page"),
    (survey(question("q1", "information"), question("q2", beside="q1")), "right after “q1”, on the same page"),
    (survey(question(), question("q2", "drawing", beside="q1", required=True)), "which alone says"),
    (survey(question(), question("q2", beside="q1", show_if=when("q1"))), "which alone says"),
    (survey(question(), question("q2", "number", beside="q1")), "cannot stand beside another question"),
    (survey(ONE, question("q2", "drawing", beside="q1")), "“q1” has to take a written answer"),
    (survey(question(), question("q2", names_house=True)), "names a house"),
    (survey(question(), question("q2", beside="q1", names_house=True)), "names a house"),
    (survey(question(), about_you=True, about_questions=["about_shoe_size"]), "not one of the questions"),
]


@pytest.mark.parametrize(("raw", "sentence"), FAULTS, ids=[sentence for _, sentence in FAULTS])
def test_a_definition_that_does_not_hold_together_is_refused_with_a_sentence(
    raw: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DefinitionError, match=sentence.replace("(", r"\(")):
        load_definition(raw)


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(DefinitionError, match="cannot be read as JSON"):
        load_definition("{")


@pytest.mark.parametrize("definition", load_shipped().values(), ids=lambda each: each.slug)
def test_a_shipped_survey_survives_the_round_trip(definition: Definition) -> None:
    again = load_definition(dump_definition(definition))
    assert again == definition
    assert definition_hash(again) == definition_hash(definition)


@pytest.mark.parametrize("definition", load_shipped().values(), ids=lambda each: each.slug)
def test_every_text_of_a_shipped_survey_is_written_for_each_look_and_language(definition: Definition) -> None:
    """A worry's words are safety texts: each language comes once somebody has written it with care."""
    assert set(definition.languages) >= ({"en"} if definition.slug == "worry" else {"en", "cy", "ar"})
    assert missing_texts(with_places(definition, PLACES, PLACES)) == ()


def test_a_hash_changes_with_the_content_and_not_with_the_councils_places() -> None:
    plain = load_shipped()["tell-us"]
    assert definition_hash(with_places(plain, PLACES, PLACES)) == definition_hash(plain)
    assert definition_hash(plain.model_copy(update={"about_you": False})) != definition_hash(plain)


def test_places_bring_their_questions_and_none_leave_them_out() -> None:
    plain = load_shipped()["tell-us"]
    assert {"service", "about_locality"} <= set(with_places(plain, PLACES, PLACES).questions_by_key)
    assert not {"service", "about_locality"} & set(with_places(plain).questions_by_key)


def test_the_nine_litmus_statements_are_measured_once_each_one_about_safety() -> None:
    found = measures(load_shipped().values())
    assert [each.key for each in found if each.slug == "how-are-we-doing"] == [
        "know_worker",
        "reach_worker",
        "listened_to",
        "understand",
        "had_a_say",
        "told_what_changed",
        "feel_safe",
        "know_advocate",
        "know_complain",
    ]
    assert [each.key for each in found if each.safety] == ["feel_safe"]


def test_every_about_you_question_offers_rather_not_say_and_skip() -> None:
    definition = with_places(load_shipped()["how-are-we-doing"], PLACES, PLACES)
    asked = [q for q in definition.questions if q.key.startswith("about_") and q.asks and q.key != "about_locality"]
    assert asked
    assert all("rather_not_say" in q.options_by_value and q.allow_skip for q in asked)


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("definition", load_shipped().values(), ids=lambda each: each.slug)
def test_a_screen_asks_one_thing_in_the_younger_look_and_at_most_three_in_the_others(
    definition: Definition, look: Look
) -> None:
    most = 1 if look is Look.YOUNGER else 3
    screens = with_places(definition, PLACES, PLACES).screens[look]
    assert all(sum(question.counts for question in screen.questions) <= most for screen in screens)
    assert [q.key for s in screens for q in s.questions] == [
        q.key for q in with_places(definition, PLACES, PLACES).questions
    ]
