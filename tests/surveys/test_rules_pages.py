"""Which pages the answers lead to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.surveys.rules import Definition, Look, find_page, load_definition, pages_for, visible_questions
from tests.factories import said
from tests.surveys.test_rules_definitions import CHOICES, ONE, question, survey, when

ASKED = load_definition(
    survey(
        ONE,
        question("q2", show_if=when("q1", "is", "a")),
        question("q3", show_if={"not": when("q2", "answered")}),
        question("q4", "scale", low="Worst", high="Best"),
        question("q5", show_if={"any": [when("q4", "at_most", "3"), when("q1", "is", "not_sure")]}),
        question("q6", show_if={"all": [when("q1", "is_not", "b"), when("q4", "at_least", "8")]}),
        question("q7", "many_choices", options=CHOICES),
        question("q8", show_if=when("q7", "includes", "b")),
    )
)


VISIBLE = [
    ({}, "q1 q3 q4 q7"),
    ({"q1": "a"}, "q1 q2 q3 q4 q7"),
    ({"q1": "a", "q2": "words"}, "q1 q2 q4 q7"),
    ({"q1": "b", "q2": "old words"}, "q1 q3 q4 q7"),
    ({"q4": "3"}, "q1 q3 q4 q5 q7"),
    ({"q4": "9"}, "q1 q3 q4 q6 q7"),
    ({"q1": "b", "q4": "9"}, "q1 q3 q4 q7"),
    ({"q7": ["a", "b"]}, "q1 q3 q4 q7 q8"),
]


@pytest.mark.parametrize(("answers", "keys"), VISIBLE, ids=str)
def test_conditions_look_back_at_visible_answers_only(answers: dict[str, str], keys: str) -> None:
    assert " ".join(q.key for q in visible_questions(ASKED, said(**answers))) == keys


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "q1": st.sampled_from("ab"),
            "q2": st.just("x"),
            "q4": st.integers(0, 10).map(str),
            "q7": st.lists(st.sampled_from("ab"), min_size=1).map(tuple),
        },
    ),
    st.sampled_from(Look),
)
def test_pages_hold_the_visible_questions_in_order_and_none_with_what_it_depends_on(
    answers: dict[str, str], look: Look
) -> None:
    given_answers = said(**answers)
    pages = pages_for(ASKED, look, given_answers)
    visible = visible_questions(ASKED, given_answers)
    assert [q for page in pages for q in page.questions] == list(visible)
    assert all(find_page(pages, q.key) is page for page in pages for q in page.questions)


def test_information_is_shown_with_the_question_after_it_or_not_at_all() -> None:
    asked: Definition = load_definition(
        survey(ONE, question("i1", "information"), question("q2", show_if=when("q1", "is", "a")))
    )
    assert [p.key for p in pages_for(asked, "younger", said(q1="b"))] == ["q1"]
    assert [len(p.questions) for p in pages_for(asked, "younger", said(q1="a"))] == [1, 2]


def test_an_address_outlives_a_change_of_look() -> None:
    assert find_page(pages_for(ASKED, "standard", {}), "q4") is not None
    assert find_page(pages_for(ASKED, "standard", {}), "nothing") is None


WAYS = load_definition(
    survey(
        ONE,
        question("q2", show_if=when("q1", "is", "a")),
        question("q2_drawing", "drawing", beside="q2"),
        question("q2_voice", "voice", beside="q2"),
        question("q3"),
        question("q3_pictures", "picture_choice", beside="q3", options=CHOICES),
        question("q4"),
        question("q5"),
    )
)
SCREENS = [
    ("younger", ["q1", "q2 q2_drawing q2_voice", "q3 q3_pictures", "q4", "q5"]),
    ("standard", ["q1", "q2 q2_drawing q2_voice q3 q3_pictures q4", "q5"]),
]


@pytest.mark.parametrize(("look", "screens"), SCREENS)
def test_other_ways_to_answer_stand_with_their_question_and_take_no_place(look: str, screens: list[str]) -> None:
    pages = pages_for(WAYS, look, said(q1="a"))
    assert [" ".join(q.key for q in page.questions) for page in pages] == screens


def test_other_ways_to_answer_are_hidden_with_their_question() -> None:
    assert "q2_drawing" not in [q.key for q in visible_questions(WAYS, said(q1="b"))]


def test_pictures_beside_a_question_bring_no_not_sure_of_their_own() -> None:
    pictures = WAYS.questions_by_key["q3_pictures"]
    assert not pictures.allow_not_sure
    assert load_definition(survey(question("q1", "picture_choice", options=CHOICES))).questions[0].allow_not_sure
