"""The plain answer in a few sentences."""

from participation.kernel.quarters import Quarter
from participation.reports.rules.litmus import headline
from participation.reports.rules.statements import Heard, Statement, StatementLine, statement_lines
from tests.reports.made import FIGURES, QUARTER, answers, view

STATEMENTS = [Statement(name, f"{name}.", "", safety=False) for name in ("Listened to", "Had a say", "Told")]


def lines(*shares: tuple[int, int], before: tuple[int, int] | None = None) -> tuple[StatementLine, ...]:
    """Statements with so many positive and other replies, all of them with the same numbers before."""

    def rows(name: str, numbers: tuple[int, int], quarter: Quarter) -> list[Heard]:
        return answers(*numbers, statement=name, quarter=quarter)

    found = [row for s, share in zip(STATEMENTS, shares, strict=False) for row in rows(s.id, share, QUARTER)]
    if before:
        found += [row for each in STATEMENTS for row in rows(each.id, before, QUARTER.previous)]
    return statement_lines(STATEMENTS[: len(shares)], found, view(reader=FIGURES))


def test_mostly() -> None:
    found = headline(lines((80, 20), (70, 30), (30, 70)))
    assert found.answer == "mostly"
    assert found.sentences == (
        "More than half of the replies agree with 2 of 3 statements.",
        "Fewer than half agree with “Told” (30\u00a0%).",
    )


def test_the_lowest_is_named_where_none_is_below_a_half() -> None:
    assert "The fewest agree with “Had a say” (70\u00a0%)." in headline(lines((80, 20), (70, 30))).sentences


def test_changes_are_named() -> None:
    found = headline(lines((80, 20), (50, 50), (20, 80), before=(50, 50)))
    assert found.sentences[-2:] == (
        "Getting better: “Listened to” (80\u00a0%).",
        "Getting worse: “Told” (20\u00a0%).",
    )


def test_too_few_to_say() -> None:
    assert headline(()).answer == headline(lines((10, 10))).answer == "too few replies to say"


def test_hidden_shares_say_nothing() -> None:
    assert headline(lines((98, 2), (97, 3))).answer == "too few replies to say"
