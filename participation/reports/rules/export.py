"""The litmus test as files: CSV and JSON, of figures only. Pure; the names of columns and fields stay as they are."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from participation.disclosure import EXPLAINED, Figure, Hidden, plain
from participation.disclosure.rounding import STEP
from participation.reports.rules.litmus import Litmus
from participation.reports.rules.places import Named
from participation.reports.rules.statements import Change, Share, StatementLine
from participation.reports.rules.voices import Card

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
Cell = str | int

STATEMENT_COLUMNS = (
    "quarter",
    "locality",
    "statement",
    "replies",
    "percent_positive",
    "interval_low",
    "interval_high",
    "like_for_like_percent",
    "quarter_before",
    "percent_quarter_before",
    "change_since_quarter",
    "change_since_quarter_low",
    "change_since_quarter_high",
    "verdict_since_quarter",
    "year_before",
    "percent_year_before",
    "change_since_year",
    "change_since_year_low",
    "change_since_year_high",
    "verdict_since_year",
    "look_closer",
    "skipped",
    "with_a_worker_replies",
    "with_a_worker_percent_positive",
)
THEME_COLUMNS = ("quarter", "locality", "lens", "theme", "replies", "replies_before", "public_comments", "trend")


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula (trust.md, "Web")."""
    return f"'{text}" if text.startswith(FORMULA) else text


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """CSV as spreadsheets read it: a byte order mark, and texts neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([neutral(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def litmus_csv(reports: Iterable[Litmus]) -> str:
    """A row for each statement, and one for each locality of it where no locality was chosen; changes on the first."""
    return to_csv(STATEMENT_COLUMNS, (row for report in reports for row in _statement_rows(report)))


def themes_csv(reports: Iterable[Litmus]) -> str:
    """A row for each theme of each lens; what a few voices spoke of has [c] for all its numbers."""
    return to_csv(
        THEME_COLUMNS, (row for report in reports for card in report.cards for row in _theme_rows(report, card))
    )


def _statement_rows(report: Litmus) -> Iterator[list[Cell]]:
    for line in report.lines:
        yield _statement_row(report, line)
        for place, share in zip(report.view.places, line.by_place, strict=False):
            row = [str(report.view.quarter), place.name, line.statement.title, *_share(share)]
            yield [*row, *[""] * (len(STATEMENT_COLUMNS) - len(row))]


def _statement_row(report: Litmus, line: StatementLine) -> list[Cell]:
    split = dict(line.split)
    with_a_worker = line.with_a_worker
    return [
        str(report.view.quarter),
        report.view.place.name,
        line.statement.title,
        *_share(line.share),
        plain(line.like_for_like),
        *_change(line.since_quarter),
        *_change(line.since_year),
        "yes" if line.look_closer else "",
        plain(split["Skipped"]) if split else "",
        *([plain(with_a_worker.replies), plain(with_a_worker.percent)] if with_a_worker else ["", ""]),
    ]


def _share(share: Share) -> list[Cell]:
    return [plain(figure) for figure in (share.replies, share.percent, share.low, share.high)]


def _change(change: Change) -> list[Cell]:
    figures = [plain(figure) for figure in (change.was, change.points, change.low, change.high)]
    return [str(change.since), *figures, change.verdict.value]


def _theme_rows(report: Litmus, card: Card) -> Iterator[list[Cell]]:
    where: list[Cell] = [str(report.view.quarter), report.view.place.name, card.title]
    for theme in card.themes:
        imported = "" if theme.imported is None else plain(theme.imported)
        yield [*where, theme.name, plain(theme.replies), plain(theme.was), imported, theme.trend]
    for name in card.few:
        yield [*where, name, *[plain(Hidden())] * 3, "a few voices"]


def litmus_json(reports: Iterable[Litmus]) -> str:
    """`format` 1: a list of quarters, each with reach, statements and themes; a number, or a marker in its place."""
    reports = list(reports)
    found = {
        "format": 1,
        "rounded_to": STEP if not all(report.view.reader.in_full for report in reports) else 1,
        "markers": {marker.value: words for marker, words in EXPLAINED.items()},
        "litmus": [_report(report) for report in reports],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _report(report: Litmus) -> dict[str, Any]:
    reach = report.reach
    return {
        "quarter": str(report.view.quarter),
        "quarter_is_over": report.view.over,
        "locality": report.view.place.name,
        "answer": report.headline.answer,
        "replies": plain(reach.total),
        "replies_quarter_before": plain(reach.before),
        "replies_year_before": plain(reach.year_before),
        "replies_by_locality": _named(reach.by_place),
        "replies_by_age_band": _named(reach.by_age),
        "replies_by_way": _named(reach.by_way),
        "statements": [_statement(line, report.view.places) for line in report.lines],
        "themes": [_card(card) for card in report.cards],
    }


def _named(figures: Iterable[tuple[str, Figure]]) -> dict[str, Cell]:
    return {name: plain(figure) for name, figure in figures}


def _share_fields(share: Share | None) -> dict[str, Cell] | None:
    return dict(zip(STATEMENT_COLUMNS[3:7], _share(share), strict=True)) if share else None


def _statement(line: StatementLine, places: Sequence[Named]) -> dict[str, Any]:
    shares = zip(places, line.by_place, strict=False)
    return {
        "statement": line.statement.id,
        "title": line.statement.title,
        "safety": line.statement.safety,
        **(_share_fields(line.share) or {}),
        "like_for_like_percent": plain(line.like_for_like),
        "since_quarter": _change_fields(line.since_quarter),
        "since_year": _change_fields(line.since_year),
        "look_closer": line.look_closer,
        "answers": _named(line.split),
        "with_a_worker": _share_fields(line.with_a_worker),
        "by_locality": {place.name: _share_fields(share) for place, share in shares},
    }


def _change_fields(change: Change) -> dict[str, Cell]:
    names = ("quarter", "percent_positive", "change", "change_low", "change_high", "verdict")
    return dict(zip(names, _change(change), strict=True))


def _card(card: Card) -> dict[str, Any]:
    return {
        "lens": card.lens.value,
        "themes": [
            {
                "theme": theme.name,
                "replies": plain(theme.replies),
                "replies_before": plain(theme.was),
                "public_comments": 0 if theme.imported is None else plain(theme.imported),
                "trend": theme.trend,
            }
            for theme in card.themes
        ],
        "a_few_voices": list(card.few),
    }
