"""What a draft holds, what a page shows of it, and what becomes of each answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.intake.rules import (
    NOT_APPLICABLE,
    NOT_SURE,
    SKIP,
    alone,
    as_typed,
    carried,
    consent_name,
    field_name,
    finished,
    floor_of,
    house_of,
    minutes,
    next_page,
    read_consents,
    read_everything,
    read_page,
    show_question,
    urgency_of,
)
from participation.responses.rules import QuoteConsent, Urgency
from participation.surveys.rules import (
    AnswerProblem,
    AnswerState,
    Definition,
    PageOfQuestions,
    Question,
    load_shipped,
    pages_for,
)
from tests.factories import said

SHIPPED = load_shipped()
HOUSES, FEEDBACK, STATEMENTS = SHIPPED["houses"], SHIPPED["tell-us"], SHIPPED["how-are-we-doing"]
KINDS = {
    "faces": {},
    "scale": {"low": "Bad", "high": "Good"},
    "one_choice": {"options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
    "many_choices": {"options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]},
    "yes_no_not_sure": {},
    "number": {},
    "short_text": {},
    "long_text": {},
}
ASKED_FOR = {
    "many_choices": AnswerProblem.CHOOSE_SOME,
    "number": AnswerProblem.NOT_A_NUMBER,
    "short_text": AnswerProblem.WRITE_SOMETHING,
    "long_text": AnswerProblem.WRITE_SOMETHING,
}


def question(kind: str, key: str = "asked", **more: object) -> Question:
    return Question.model_validate({"key": key, "kind": kind, "title": "Asked?", **KINDS[kind], **more})


def page_of(*questions: Question) -> PageOfQuestions:
    return PageOfQuestions(questions[0].key, None, questions)


@pytest.mark.parametrize("kind", KINDS)
def test_carrying_on_with_nothing_asks_once_where_a_question_stands_alone(kind: str) -> None:
    page = page_of(question(kind))
    assert [p.problem for p in read_page(page, {}, "next").problems] == [ASKED_FOR.get(kind, AnswerProblem.CHOOSE_ONE)]
    assert read_page(page, {}, "skip").answers["asked"].state is AnswerState.SKIPPED
    assert read_page(page, {}, "talk").answers["asked"].state is AnswerState.SKIPPED


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_empty_among_others_is_skipped(kind: str) -> None:
    given = read_page(page_of(question(kind), question(kind, "other")), {}, "next")
    assert (given.problems, {a.state for a in given.answers.values()}) == ((), {AnswerState.SKIPPED})


@pytest.mark.parametrize(
    ("button", "state"), [("not_sure", AnswerState.NOT_SURE), ("not_applicable", AnswerState.NOT_APPLICABLE)]
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_button_speaks_for_the_question_that_stands_alone(kind: str, button: str, state: AnswerState) -> None:
    page = page_of(question(kind, allow_not_sure=True, allow_not_applicable=True))
    assert read_page(page, {}, button).answers["asked"].state is state


@pytest.mark.parametrize(
    ("card", "state"),
    [(NOT_SURE, AnswerState.NOT_SURE), (NOT_APPLICABLE, AnswerState.NOT_APPLICABLE), (SKIP, AnswerState.SKIPPED)],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_card_speaks_for_its_own_question_and_is_shown_again(kind: str, card: str, state: AnswerState) -> None:
    asked = question(kind, allow_not_sure=True, allow_not_applicable=True)
    fields = {field_name(asked): ["", card]}
    given = read_page(page_of(asked, question(kind, "other")), fields, "next")
    again = as_typed(asked, fields, None)
    assert given.answers["asked"].state is state
    assert again is not None
    assert again.state is state


def test_words_beside_not_sure_are_kept() -> None:
    asked = question("long_text", allow_not_sure=True)
    given = read_page(page_of(asked, question("faces", "other")), {field_name(asked): ["still this", NOT_SURE]}, "next")
    assert given.answers["asked"].value == "still this"


def test_many_choices_that_are_shown_again_stay_ticked() -> None:
    asked = question("many_choices")
    view = show_question(asked, as_typed(asked, {field_name(asked): ["b"]}, None), "en", "standard")
    assert [option.value for option in view.options if option.checked] == ["b"]


def test_information_is_not_asked() -> None:
    told = Question.model_validate({"key": "told", "kind": "information", "title": "Read this."})
    asked = question("faces")
    assert alone(page_of(told, asked)) == asked
    assert read_page(page_of(told, asked), {}, "skip").answers.keys() == {"asked"}


def test_the_houses_are_the_pages_of_houses_and_no_others() -> None:
    pages = pages_for(HOUSES, "standard", {})
    assert [house_of(page) for page in pages if house_of(page)] == ["good-things", "worries", "dreams"]
    assert not any(house_of(page) for page in pages_for(FEEDBACK, "younger", {}))


@pytest.mark.parametrize("look", ["younger", "standard", "easy-read"])
@pytest.mark.parametrize("survey", SHIPPED.values(), ids=list(SHIPPED))
def test_every_page_leads_to_the_next_and_the_last_to_the_check(survey: Definition, look: str) -> None:
    pages = pages_for(survey, look, {})
    following = [next_page(survey, look, {}, page) for page in pages]
    assert [page.key if page else None for page in following] == [page.key for page in pages[1:]] + [None]


def test_minutes_are_never_none() -> None:
    assert minutes(FEEDBACK) >= 1
    assert minutes(STATEMENTS) > minutes(HOUSES)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60)


@given(good=WORDS, face=st.sampled_from(["good", "really_not_good"]), state=st.sampled_from([NOT_SURE, SKIP]))
def test_what_a_check_page_carries_along_comes_back_the_same(good: str, face: str, state: str) -> None:
    by_key = FEEDBACK.questions_by_key
    sent = {"q-good": [good], "q-how_is_it_going": [face], "q-better": [state]}
    answers = read_everything(FEEDBACK, sent)
    fields: dict[str, list[str]] = {}
    for key, answer in answers.items():
        for name, value in carried(by_key[key], answer):
            fields.setdefault(name, []).append(value)
    assert read_everything(FEEDBACK, fields) == answers


def test_consents_are_read_for_each_text_and_nonsense_is_silence() -> None:
    asked = FEEDBACK.questions_by_key
    fields = {consent_name(asked["good"]): ["use_words"], consent_name(asked["better"]): ["all yours"]}
    assert read_consents(FEEDBACK, fields) == {"good": QuoteConsent.USE_WORDS}


def test_a_finished_response_has_a_part_for_every_question() -> None:
    parts = finished(FEEDBACK, said(good="nice"))
    assert {part.question.key for part in parts} == {q.key for q in FEEDBACK.questions if q.asks}
    assert [part.words for part in parts if part.words] == ["nice"]
    assert not any(part.value for part in parts)


def test_a_negative_answer_to_a_safety_statement_is_read_soon() -> None:
    parts = finished(STATEMENTS, said(feel_safe="no", know_worker="no"))
    assert [part.question.key for part in parts if part.urgency is Urgency.SOON] == ["feel_safe"]
    assert floor_of(STATEMENTS, parts) is Urgency.SOON
    assert floor_of(STATEMENTS, finished(STATEMENTS, said(know_worker="no"))) is Urgency.EVERYTHING_ELSE


def test_screening_that_failed_is_soon_and_nothing_lowers_the_floor() -> None:
    assert urgency_of(None, floor=Urgency.EVERYTHING_ELSE) is Urgency.SOON
    assert urgency_of(None, floor=Urgency.NOW) is Urgency.NOW
