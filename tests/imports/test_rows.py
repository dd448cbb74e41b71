"""What one row becomes, and why one is refused."""

from datetime import date

import pytest

from participation.imports.rules import Row, RowRefusedError, read_mapping, read_row
from participation.surveys.rules import AnswerState, Lens, load_shipped
from tests.imports.conftest import MAP

TODAY = date(2026, 11, 25)
TELL_US = load_shipped()["tell-us"]
GOOD = '[[columns]]\ncolumn = "text"\nquestion = "good"\n'
FACE = '[[columns]]\ncolumn = "face"\nquestion = "how_is_it_going"\nvalues = { Great = "5" }\n'


def row(mapping: str, **cells: str) -> Row:
    return read_row(read_mapping(mapping), TELL_US, cells, 7, TODAY)


def test_words_are_exact_and_labels_and_ids_are_trimmed() -> None:
    found = row(MAP, id=" r1 ", text="  =SUM(A1) \n", label=" Food ")
    assert found.answers["good"].value == "  =SUM(A1) \n"
    assert (found.label, found.lens, found.received_on, found.notes) == ("Food", Lens.GOOD_THING, date(2026, 3, 31), ())
    assert found.source == row(MAP, id="r1", text="other words", label="").source


@pytest.mark.parametrize(("label", "lens"), [("Waiting", Lens.WORRY), ("Else", Lens.OTHER), ("", Lens.OTHER)])
def test_the_lens_comes_from_the_value_and_is_other_where_nobody_knows_it(label: str, lens: Lens) -> None:
    assert row(MAP, id="1", text="x", label=label).lens is lens


def test_the_first_lens_rule_that_knows_the_value_decides() -> None:
    rules = '[[lens]]\ncolumn = "{}"\nvalues = {{ A = "{}" }}\n'
    mapping = GOOD + rules.format("one", "worry") + rules.format("two", "good_thing")
    lenses = [row(mapping, text="x", one=one, two=two).lens for one, two in (("A", "A"), ("B", "A"), ("B", "B"))]
    assert lenses == [Lens.WORRY, Lens.GOOD_THING, Lens.OTHER]


def test_without_rules_the_question_has_the_lens() -> None:
    assert row(GOOD, text="x").lens is None


def test_other_answers_are_translated_and_checked() -> None:
    value = TELL_US.questions_by_key["how_is_it_going"].options[0].value
    found = row(GOOD + FACE.replace('"5"', f'"{value}"'), text="", face=" Great ")
    assert {key: answer.value for key, answer in found.answers.items()} == {"how_is_it_going": value}


@pytest.mark.parametrize(
    ("mapping", "cells", "reason"),
    [
        (GOOD, {"text": " \n"}, "It has no words and no answer."),
        (MAP, {"id": " ", "text": "x", "label": ""}, "It has no id in the column “id”."),
        (GOOD + FACE, {"text": "x", "face": "secret"}, "The column “face” has an answer that the question"),
        (f'date_column = "d"\n{GOOD}', {"text": "x", "d": "secret"}, "“d” should look like 2026-03-31."),
        (f'date_column = "d"\n{GOOD}', {"text": "x", "d": "2026-11-26"}, "“d” lies in the future."),
        (f'date_column = "d"\ndate_format = "%d/%m/%Y"\n{GOOD}', {"text": "x", "d": "3/31/2026"}, "like 31/03/2026."),
    ],
)
def test_a_reason_is_clear_and_never_repeats_the_words(mapping: str, cells: dict[str, str], reason: str) -> None:
    with pytest.raises(RowRefusedError) as refused:
        row(mapping, **cells)
    assert reason in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_date_of_the_row_s_own_is_read() -> None:
    mapping = f'date_column = "d"\ndate_format = "%d/%m/%Y"\n{GOOD}'
    assert row(mapping, text="x", d="31/03/2026").received_on == date(2026, 3, 31)
    assert row(GOOD, text="x").received_on == TODAY


def test_long_words_come_in_whole_and_are_noted() -> None:
    limit = TELL_US.questions_by_key["good"].max_length or 0
    found = row(GOOD, text="a" * (limit + 1))
    assert len(found.answers["good"].value) == limit + 1
    assert found.notes == (
        f"Its answer to “good” has {limit + 1:,} characters, more than the {limit:,} that the page allows. "
        "It was brought in whole.",
    )
    assert row(GOOD, text="a" * limit).notes == ()


def test_a_label_that_is_no_label_is_left_out_and_noted() -> None:
    found = row(MAP, id="1", text="x", label="a" * 121)
    assert (found.label, len(found.notes)) == (None, 1)


def test_what_was_not_asked_is_no_answer() -> None:
    assert {a.state for a in row(GOOD, text="x").answers.values()} == {AnswerState.ANSWERED}
