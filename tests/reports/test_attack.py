"""A reader who may not read the responses opens every page, filter and file, puts them side by side, and solves.

They get more than they would have: what a page shows rounded is given to them exactly.
"""

import csv
import io
import itertools
import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from participation.disclosure import Figure, Hidden, Key, Line, Shown, Table, in_full, protect
from participation.disclosure.rounding import rounded
from participation.kernel.quarters import Quarter
from participation.kernel.sealing import KeyRing
from participation.reports import queries
from participation.reports.rules.litmus import Litmus
from participation.reports.rules.places import ALL, Named, Reader
from participation.reports.rules.reach import Arrived, reach_of, reach_table
from participation.reports.rules.statements import SPLIT, Heard, Share, StatementLine, answers_table, statement_lines
from participation.reports.rules.voices import Spoken, Theme, cards, theme_table
from participation.responses.rules import Channel, Provenance
from participation.surveys.rules import Leaning, Lens
from tests.disclosure.attack import least_and_greatest
from tests.factories import Council, said, send
from tests.reports.made import FIGURES, IN_FULL, PLACES, QUARTER, SAFE, TODAY, heard, view

KEYS = [each.key for each in PLACES]
QUARTERS = (QUARTER, QUARTER.previous)
COUNTS = st.one_of(st.integers(0, 8), st.integers(0, 40))


def withstands(table: Table, shown: Iterable[Key]) -> None:
    """Nobody who knows the shown cells exactly can pin down a small one."""
    known = {key: table.counts[key] for key in shown}
    for key, count in table.counts.items():
        if 1 <= count <= 5:
            assert key not in known, key
            low, high = least_and_greatest(table.lines, known, key) if key in cells_of(table.lines) else (0, 99)
            assert high - low >= 4, (key, low, high)
            assert high > 5, (key, low, high)


def cells_of(lines: Iterable[Line]) -> set[Key]:
    """The cells that lines tie together."""
    return {cell for line in lines for cell in (line.total, *line.parts)}


def shown_in(share: Share | None, place: object) -> Iterator[Key]:
    """The cells that a share gives away: its base, and with a percentage both kinds of answers."""
    if share and isinstance(share.replies, Shown):
        yield (place, "replies")  # type: ignore[misc]
        if share.percent != Hidden():
            yield from ((place, "positive"), (place, "other"))  # type: ignore[misc]


def shown_on(line: StatementLine, place: object) -> Iterator[Key]:
    """Every cell of the reported quarter that a line of a page shows."""
    yield from shown_in(line.share, place)
    for key, share in zip(KEYS, line.by_place, strict=False):
        yield from shown_in(share, key)
    yield from shown_in(line.with_a_worker, "with_a_worker")
    for leaning, (_, figure) in zip(SPLIT, line.split[1:], strict=False):
        if isinstance(figure, Shown):
            yield (ALL, leaning.value)


@st.composite
def told(draw: st.DrawFn) -> list[Heard]:
    """Answers of three places in two quarters, few and many."""
    kinds = itertools.product(
        QUARTERS, (1, 2, None), (Leaning.POSITIVE, Leaning.MIDDLE, Leaning.NEGATIVE, Leaning.SKIPPED)
    )
    return [heard(draw(COUNTS), leaning, locality, quarter=quarter) for quarter, locality, leaning in kinds]


@settings(max_examples=60, deadline=None)
@given(told())
def test_all_filters_and_quarters_of_a_statement_together(rows: list[Heard]) -> None:
    for quarter in QUARTERS:
        table = answers_table([row for row in rows if row.quarter == quarter], KEYS)
        shown: set[Key] = set()
        for place in (ALL, *KEYS):
            shown |= set(shown_on(statement_lines([SAFE], rows, view(place, quarter))[0], place))
            later = statement_lines([SAFE], rows, view(place, quarter.next))[0].since_quarter
            if later.was != Hidden():
                assert {(place, "positive"), (place, "other")} <= shown, "a later page shows no more"
        withstands(table, shown)


@given(told())
def test_a_page_of_figures_is_made_of_rounded_counts(rows: list[Heard]) -> None:
    for place in (ALL, *KEYS):
        figures = statement_lines([SAFE], rows, view(place))[0].share
        full = statement_lines([SAFE], rows, view(place, reader=IN_FULL))[0].share
        if isinstance(figures.replies, Shown) and isinstance(full.replies, Shown):
            assert figures.replies == Shown(rounded(full.replies.value))


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=6, max_size=6), st.booleans())
def test_all_filters_of_a_theme_together(counts: list[int], imports: bool) -> None:
    kinds = itertools.product((1, 2, None), (False, True) if imports else (False,))
    rows = [
        Spoken(QUARTER, Lens.WORRY, 1, locality, imported, count)
        for (locality, imported), count in zip(kinds, counts, strict=False)
        if count
    ]
    shown: set[Key] = set()
    for place in (ALL, *KEYS):
        for theme in cards(rows, [Theme(1, "Home", "")], [], {}, view(place))[1].themes:
            shown.add((place,))
            if isinstance(theme.imported, Shown):
                shown |= {(ALL, "imported"), (ALL, "sent")}
    some = any(row.imported for row in rows)
    withstands(theme_table(rows, KEYS, imports=some), shown)


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTS, min_size=9, max_size=9))
def test_all_breakdowns_of_reach_together(counts: list[int]) -> None:
    ages = (Named("8_11", "8 to 11"), Named("12_15", "12 to 15"), Named("not_said", "Not said"))
    kinds = itertools.product((1, 2, None), ("8_11", "12_15", None))
    own = {"channel": Channel.OWN_PHONE, "provenance": Provenance.OWN_WORDS}
    rows = [Arrived(QUARTER, *kind, **own, count=count) for kind, count in zip(kinds, counts, strict=True)]
    table, found = reach_table(rows, PLACES, ages), reach_of(rows, ages, view())
    named = {("place", each.key): dict(found.by_place)[each.name] for each in PLACES}
    named |= {("age", each.key): dict(found.by_age)[each.name] for each in ages}
    named |= {("way", way): figure for way, figure in found.by_way}
    for place in PLACES:
        assert reach_of(rows, ages, view(place.key)).total == named["place", place.key]
    withstands(table, [key for key, figure in named.items() if isinstance(figure, Shown)])


@pytest.fixture
def full_council(session: Session, ring: KeyRing, council: Council) -> random.Random:
    """Two quarters of replies from two places and none, some of each few, made by seed."""
    chance = random.Random(20260104)  # noqa: S311 - seeded, so that the test is the same each time
    for day, (place, count) in itertools.product(
        (date(2026, 5, 6), date(2026, 8, 14)), (("north", 60), ("south", 36), (None, 14))
    ):
        for _ in range(count):
            answers = {
                "feel_safe": chance.choices(("yes", "sometimes", "no"), (12, 1, 1))[0],
                "had_a_say": chance.choices(("yes", "sometimes", "no"), (4, 3, 3))[0],
                "about_age_band": chance.choices(("8_11", "12_15", "18_25"), (8, 8, 1))[0],
            }
            where = {"about_locality": place} if place else {}
            send(session, ring, said(**answers, **where), slug="how-are-we-doing", day=day)
    session.commit()
    return chance


QUARTER_NAMES = ("2026-Q2", "2026-Q3")
PLACE_SLUGS = ("", "north", "south")


def pages(client: FlaskClient, address: str) -> dict[tuple[str, str], str]:
    """Every quarter and filter of an address, as text."""
    return {
        (quarter, place): client.get(address, query_string={"quarter": quarter, "locality": place}).get_data(
            as_text=True
        )
        for quarter in QUARTER_NAMES
        for place in PLACE_SLUGS
    }


def tables(text: str) -> list[list[str]]:
    """The cells of every row of every table of a page, as text."""
    rows = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", unescape(row), re.DOTALL) for row in rows)
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def truth(session: Session, quarter: str, statement: str) -> Table:
    """What was really counted."""
    found = Quarter.parse(quarter)
    assert found
    versions = queries._versions(session, TODAY)
    page = queries.View(found, Named(ALL, ""), (), Reader(), over=True)
    rows = [row for row in queries.heard(session, page, versions) if row.quarter == found]
    return answers_table([row for row in rows if row.statement == statement], [1, 2, "not_said"])


STATEMENTS = {"feel_safe.3-faces": "I feel safe where I live.", "had_a_say.3-faces": "I had a say."}


def test_every_page_and_file_of_a_leader(
    full_council: random.Random, staff: Callable[[str], FlaskClient], session: Session
) -> None:
    """What the pages and files print is read back, not what the program thinks that it prints."""
    leader = staff("leader")
    html, files = pages(leader, "/staff/reports/litmus"), pages(leader, "/staff/reports/litmus/statements.csv")
    hidden = 0
    for (name, title), quarter in itertools.product(STATEMENTS.items(), QUARTER_NAMES):
        table, shown = truth(session, quarter, name), set[Key]()
        for slug, place in zip(PLACE_SLUGS, (ALL, 1, 2), strict=True):
            line, *rest = [row for row in tables(html[quarter, slug]) if row and row[0].startswith(title)]
            assert len(rest) == (2 if place == ALL else 0)
            shown |= set(cells_read(line[1], line[2], place, table))
            for where, cell in zip((1, 2, "not_said"), rest[0][1:] if rest else (), strict=False):
                shown |= set(cells_read(cell.rsplit(" of ", 1)[-1].removeprefix("of "), cell, where, table))
            for row in csv.DictReader(io.StringIO(files[quarter, slug].removeprefix("\ufeff"))):
                if row["statement"] == title:
                    places = {"North": 1, "South": 2, "Not said": "not_said", "All localities": ALL}
                    shown |= set(cells_read(row["replies"], row["percent_positive"], places[row["locality"]], table))
        hidden += len(table.counts) - len(shown)
        withstands(table, shown)
    assert hidden > 40, "nothing was hidden, so nothing was tried"


def cells_read(replies: str, percent: str, place: object, table: Table) -> Iterator[Key]:
    """The cells that a printed base and percentage give away, after checking what is printed against the truth."""
    if replies != "[c]":
        assert int(replies) == rounded(table.counts[place, "replies"])  # type: ignore[index]
        yield (place, "replies")  # type: ignore[misc]
    if not percent.startswith("[c]"):
        exact = 100 * rounded(table.counts[place, "positive"]) / rounded(table.counts[place, "replies"])  # type: ignore[index]
        assert abs(int(percent.split(maxsplit=1)[0]) - exact) <= 1
        yield from ((place, "positive"), (place, "other"))  # type: ignore[misc]


def test_a_row_with_a_hidden_count_prints_no_number_of_it(
    full_council: random.Random, staff: Callable[[str], FlaskClient]
) -> None:
    """No percentage, interval, bar, alternative text or change stands in it."""
    found = 0
    for text in pages(staff("leader"), "/staff/reports/litmus").values():
        for row in re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", text, re.DOTALL):
            for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL):
                if "[c]" in cell:
                    found += 1
                    assert re.fullmatch(r"\[c\]( (of )?(\d+|\[c\]))?", " ".join(re.sub(r"<[^>]+>", " ", cell).split()))
                    assert "svg" not in cell
            if re.search(r"data-label=\"Agree\"><b>\[c\]", row):
                assert "<rect" not in row
                assert "points" not in row
    assert found > 5


def numbers_in(value: Any, path: str = "") -> Iterator[str]:
    """Where plain numbers stand in what a template gets; keys, quarters and figures aside."""
    if isinstance(value, Shown | Hidden | Quarter | Reader | bool | str) or value is None:
        return
    if isinstance(value, int | float):
        yield path
    elif is_dataclass(value):
        for field in fields(value):
            if not (isinstance(value, Named) and field.name == "key"):
                yield from numbers_in(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, tuple | list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from numbers_in(each, f"{path}[]")
    else:
        raise AssertionError(f"{path} holds a {type(value).__name__}")


def test_a_template_gets_no_number_but_figures(full_council: random.Random, session: Session) -> None:
    found = queries.litmus(session, QUARTER, FIGURES, TODAY)
    assert isinstance(found, Litmus)
    assert found.lines
    assert list(numbers_in(found)) == []


def test_files_are_protected_whoever_fetches_them(
    full_council: random.Random, staff: Callable[[str], FlaskClient]
) -> None:
    address = "/staff/reports/litmus/statements.csv?quarter=2026-Q3"
    assert staff("worker").get(address).data == staff("leader").get(address).data


def test_releases_differ_only_by_what_they_are() -> None:
    """The same table in full and protected: no cell is in one and not in the other."""
    table = answers_table([heard(30), heard(3, Leaning.NEGATIVE)], KEYS)
    figures: dict[Key, Figure] = dict(protect(table).figures)
    assert set(figures) == set(in_full(table).figures)
