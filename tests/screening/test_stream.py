"""JSON Lines in, JSON Lines out (contract.md, ``screen``)."""

import io
import json

import pytest

from participation.screening.stream import screen_stream


def _answers(*lines: str) -> tuple[int, list[dict[str, object]]]:
    out = io.StringIO()
    code = screen_stream(lines, out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_answer_has_the_shape_of_the_contract() -> None:
    text = "😭 my step dad hits me, ring 07700 900123"
    code, [answer] = _answers(json.dumps({"id": "a", "text": text, "lang": "en"}))
    assert code == 0
    assert list(answer) == ["id", "risk", "score", "urgency", "categories", "reasons", "pii", "profanity"]
    assert (answer["id"], answer["risk"], answer["urgency"], answer["profanity"]) == ("a", True, "soon", False)
    reasons, pii = answer["reasons"], answer["pii"]
    assert isinstance(reasons, list)
    assert isinstance(pii, list)
    assert all(set(reason) == {"start", "end", "phrase", "category", "rule"} for reason in reasons)
    assert all(text[reason["start"] : reason["end"]] == reason["phrase"] for reason in reasons)
    assert [(text[each["start"] : each["end"]], each["type"]) for each in pii] == [("07700 900123", "PHONE")]


def test_order_and_ids_are_kept() -> None:
    _, answers = _answers('{"id": 2, "text": "a"}', "", '{"id": "1", "text": "b"}')
    assert [answer["id"] for answer in answers] == [2, "1"]


@pytest.mark.parametrize(
    ("line", "line_id"),
    [
        ("not json", None),
        ("[1]", None),
        ('{"text": "a"}', None),
        ('{"id": true, "text": "a"}', None),
        ('{"id": "x"}', "x"),
        ('{"id": "x", "text": 1}', "x"),
        ('{"id": "x", "text": "a", "lang": 1}', "x"),
        ("[" * 100_000, None),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(line: str, line_id: str | None) -> None:
    code, answers = _answers('{"id": 1, "text": "a"}', line, '{"id": 3, "text": "a"}')
    assert code == 1
    assert [answer["id"] for answer in answers] == [1, line_id, 3]
    assert answers[1]["line"] == 2
    assert answers[1]["error"]
