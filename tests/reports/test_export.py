"""Files: names that stay, markers in place of hidden numbers, nothing that a spreadsheet would run."""

import csv
import io
import json

import pytest

from participation.disclosure import Hidden, Shown
from participation.reports.rules.export import (
    STATEMENT_COLUMNS,
    THEME_COLUMNS,
    litmus_csv,
    litmus_json,
    neutral,
    themes_csv,
    to_csv,
)
from participation.reports.rules.litmus import Litmus
from participation.reports.rules.places import Reader
from participation.reports.rules.reach import Reach
from participation.reports.rules.statements import statement_lines
from participation.reports.rules.voices import Theme, cards
from tests.reports.made import FIGURES, QUARTER, SAFE, WHOLE, answers, view
from tests.reports.test_voices import spoken

ROWS = [*answers(40, 20), *answers(33, 3, 2), *answers(50, 60, quarter=QUARTER.previous)]
THEMES = [Theme(1, "=HYPERLINK(1)", ""), Theme(2, "School", "")]


def report(reader: Reader = FIGURES) -> Litmus:
    """A small litmus test."""
    page = view(reader=reader)
    words = cards([spoken(30), spoken(3, 2)], THEMES, [], {}, page)
    return Litmus(page, (WHOLE,), Reach(Shown(95), Hidden()), statement_lines([SAFE], ROWS, page), words)


def rows_of(text: str) -> list[dict[str, str]]:
    """A file as a spreadsheet reads it."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+44", "-3", "@sum", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"])
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert neutral(text) == f"'{text}"


def test_what_is_no_formula_stays_as_it_is() -> None:
    assert neutral("a = b") == "a = b"
    assert to_csv(["n"], [[-3]]) == "\ufeffn\r\n-3\r\n"


def test_a_row_for_each_statement_and_place() -> None:
    rows = rows_of(litmus_csv([report()]))
    assert [row["locality"] for row in rows] == ["All localities", "North", "South", "Not said"]
    assert tuple(rows[0]) == STATEMENT_COLUMNS
    assert (rows[0]["replies"], rows[0]["percent_positive"], rows[0]["change_since_quarter"]) == ("95", "79", "31")
    assert (rows[2]["replies"], rows[2]["percent_positive"], rows[2]["interval_low"]) == ("35", "[c]", "[c]")
    assert (rows[3]["replies"], rows[3]["percent_positive"]) == ("0", "[z]")


def test_themes_as_rows() -> None:
    rows = rows_of(themes_csv([report()]))
    assert tuple(rows[0]) == THEME_COLUMNS
    assert [(row["theme"], row["replies"]) for row in rows] == [("'=HYPERLINK(1)", "30"), ("School", "[c]")]


def test_json_has_a_stable_shape() -> None:
    found = json.loads(litmus_json([report()]))
    [litmus] = found["litmus"]
    assert (found["format"], found["rounded_to"]) == (1, 5)
    assert set(found["markers"]) == {"[c]", "[x]", "[z]", "[low]", "[u]"}
    assert (litmus["quarter"], litmus["replies"], litmus["replies_quarter_before"]) == ("2026-Q3", 95, "[c]")
    [statement] = litmus["statements"]
    assert (statement["statement"], statement["safety"], statement["percent_positive"]) == ("feel_safe", True, 79)
    assert statement["by_locality"]["South"]["percent_positive"] == "[c]"
    assert statement["since_quarter"] == {
        "quarter": "2026-Q2",
        "percent_positive": 45,
        "change": 31,
        "change_low": 17,
        "change_high": 42,
        "verdict": "getting better",
    }
    assert litmus["themes"][1] == {
        "lens": "worry",
        "themes": [
            {
                "theme": "=HYPERLINK(1)",
                "replies": 30,
                "replies_before": 0,
                "public_comments": 0,
                "trend": "too few replies to compare",
            }
        ],
        "a_few_voices": ["School"],
    }


def test_nothing_at_all() -> None:
    assert rows_of(litmus_csv([])) == []
    assert json.loads(litmus_json([]))["litmus"] == []
