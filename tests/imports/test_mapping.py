"""What a mapping may say, and the sentence for each fault in it."""

from datetime import date
from pathlib import Path

import pytest

from participation.imports.rules import ImportRefusedError, faults_against, read_mapping
from participation.surveys.rules import load_shipped, with_places

COLUMNS = '[[columns]]\ncolumn = "text"\nquestion = "good"\n'
TODAY = date(2026, 11, 25)
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "nhs-fft-map.toml"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = " + "[" * 100_000, "The mapping cannot be read as TOML: too many brackets."),
        ("columns = [", "The mapping cannot be read as TOML: Invalid value"),
        ("", "The mapping, “columns”: this is missing."),
        ("columns = []", "The mapping, “columns”: tuple should have at least 1 item"),
        ('[[columns]]\nquestion = "good"', "The mapping, “columns”, number 1, “column”: this is missing."),
        (f'colums = "x"\n{COLUMNS}', "The mapping, “colums”: a mapping has no such entry."),
        (f'encoding = "utf-16"\n{COLUMNS}', "The mapping, “encoding”: input should be"),
        (f'delimiter = "|"\n{COLUMNS}', "The mapping, “delimiter”: input should be"),
        (f'provenance = "dream"\n{COLUMNS}', "The mapping, “provenance”: input should be"),
        (f'language = "English"\n{COLUMNS}', "The mapping, “language”: string should match"),
        (f'quarter = "Q1 2026"\n{COLUMNS}', "The quarter should look like “2026-Q1”"),
        (f'quarter = "2026-q1"\n{COLUMNS}', "The quarter should look like “2026-Q1”"),
        (f'quarter = "0000-Q1"\n{COLUMNS}', "The quarter should look like “2026-Q1”"),
        (f'quarter = "2026-Q1"\nreceived_on = 2026-01-01\n{COLUMNS}', "Give one of “received_on”, “quarter”"),
        (f'date_column = "d"\ndate_format = "%d/%m"\n{COLUMNS}', "should have a day, a month and a year"),
        (f'id = "text"\n{COLUMNS}', "The column of “id” cannot be one that answers a question"),
        (f'label = "text"\n{COLUMNS}', "The column of “label” cannot be one that answers a question"),
        (COLUMNS + COLUMNS, "Two columns answer the question “good”."),
        (
            f'{COLUMNS}[[lens]]\ncolumn = "l"\nvalues = {{ A = "nice" }}',
            "“lens”, number 1, “values”, “A”: input",
        ),
    ],
)
def test_each_fault_of_a_mapping_has_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        read_mapping(text)
    assert sentence in str(refused.value)


def test_several_faults_are_told_at_once() -> None:
    with pytest.raises(ImportRefusedError) as refused:
        read_mapping(f'quarter = "x"\ncolour = "red"\n{COLUMNS}')
    assert len(refused.value.sentences) == 2


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ('quarter = "2026-Q1"', date(2026, 1, 1)),
        ('quarter = "2025-Q4"', date(2025, 10, 1)),
        ("received_on = 2026-02-03", date(2026, 2, 3)),
        ('date_column = "when"', None),
        ("", None),
    ],
)
def test_the_period_of_all_rows(line: str, day: date | None) -> None:
    assert read_mapping(f"{line}\n{COLUMNS}").day == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[columns]]\ncolumn = "text"\nquestion = "nice"', "The survey has no question “nice”. It has: service, how"),
        ('[[columns]]\ncolumn = "f"\nquestion = "how_is_it_going"', "At least one column has to answer"),
        ('[[columns]]\ncolumn = "f"\nquestion = "about_why"', "The survey has no question “about_why”."),
        (f'locality = "west"\n{COLUMNS}', "The council has no locality “west”. It has: north."),
        (f'service = "zoo"\n{COLUMNS}', "The council has no service “zoo”. It has: none yet."),
        (f"received_on = 2026-11-26\n{COLUMNS}", "The period of the mapping has not begun yet."),
    ],
)
def test_what_does_not_fit_the_survey_or_the_council(text: str, sentence: str) -> None:
    definition = with_places(load_shipped()["tell-us"], [("north", "North")], [("club", "Club")])
    faults = faults_against(read_mapping(text), definition, ["north"], [], TODAY)
    assert [fault for fault in faults if sentence in fault], faults


def test_the_example_fits_the_survey_that_it_names() -> None:
    mapping = read_mapping(EXAMPLE.read_text("utf-8"))
    assert faults_against(mapping, load_shipped()["how-are-we-doing"], [], [], TODAY) == ()
    assert mapping.headings == ("id", "label", "text", "question")
