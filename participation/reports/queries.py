"""Reads for the litmus test: one grouped pass over answers, one over replies, one over themes.

The rows are counts of people who are alike, true ones; they leave this feature only as figures of a release.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from participation.council.queries import localities
from participation.disclosure import Figure, Table
from participation.kernel.database import table_of
from participation.kernel.quarters import Quarter, quarters_between
from participation.reports.rules.litmus import Litmus, OpenSurvey
from participation.reports.rules.places import ALL, NOT_SAID, Named, Reader, View
from participation.reports.rules.reach import Arrived, reach_of
from participation.reports.rules.statements import Heard, Statement, StatementLine, statement_lines
from participation.reports.rules.voices import BANDS, Card, Quotable, Spoken, Theme, cards
from participation.responses.models import Answer, Response
from participation.responses.models import Statement as Said
from participation.responses.queries import in_scope, stands
from participation.responses.rules import QUOTABLE, Channel, Provenance, StatementStatus
from participation.surveys.models import Survey, SurveyVersion
from participation.surveys.queries import definition_of
from participation.surveys.rules import AnswerState, AnswerValue, Definition, Leaning, Lens, Measure, leaning, measures
from participation.themes.models import Coding
from participation.themes.models import Theme as ThemeRow

RESPONSES = table_of(Response)
ANSWERS = table_of(Answer)
SAID = table_of(Said)
CODINGS = table_of(Coding)
THEMES = table_of(ThemeRow)
SURVEYS = table_of(Survey)
VERSIONS = table_of(SurveyVersion)

OWN_WORDS = (Provenance.OWN_WORDS, Provenance.SCRIBED)
LONGEST_QUOTE = 200
EVERYWHERE = "All localities"
UNSAID = "Not said"
Conditions = tuple[sa.ColumnElement[bool], ...]


@dataclass(frozen=True)
class _Version:
    """A survey's version as answers refer to it. `open_until`: the last day of a dated survey that is still open."""

    id: int
    definition: Definition
    open_until: date | None


def litmus(session: Session, quarter: Quarter, reader: Reader, today: date, place: Named | None = None) -> Litmus:
    """The litmus test of a quarter at one of the places that the reader may choose, the first where none was chosen."""
    offered = choices(session, reader)
    if place is not None and place not in offered:
        raise ValueError("Not a place that this reader may choose.")
    view = View(quarter, place or offered[0], _places(session, reader), reader, quarter.is_over(today))
    versions = _versions(session, today)
    replies = list(arrived(session, view, versions))
    found = Litmus(view, offered, reach_of(replies, _ages(versions), view))
    if not view.over and not reader.in_full:
        return replace(found, still_open=_still_open(session, view, versions))
    return replace(
        found,
        lines=_lines(session, view, versions),
        cards=_cards(session, view, versions, replies),
        still_open=_still_open(session, view, versions),
    )


def litmus_between(session: Session, first: Quarter, last: Quarter, today: date) -> list[Litmus]:
    """One litmus test a quarter, all localities, as it leaves the council: with small numbers hidden."""
    return [litmus(session, quarter, Reader(), today) for quarter in quarters_between(first, last)]


def choices(session: Session, reader: Reader) -> tuple[Named, ...]:
    """The places that a reader may choose from: a fixed list (practice.md, "Small numbers", on differencing).

    Who reads figures of some localities chooses one of them; their sum would be one more table to subtract from.
    """
    whole = (Named(ALL, EVERYWHERE),) if reader.scope.localities is None else ()
    if reader.in_full and not whole:
        whole = (Named(ALL, "All my localities"),)
    return (*whole, *(Named(each.id, each.name, each.slug) for each in localities(session, reader.scope)))


def quarters(session: Session, today: date) -> tuple[Quarter, ...]:
    """The quarters with replies and the running one, newest first."""
    newest = Quarter.of(today)
    first = session.execute(sa.select(sa.func.min(RESPONSES.c.received_on)).where(stands())).scalar_one_or_none()
    return quarters_between(min(Quarter.of(first), newest) if first else newest, newest)[::-1]


def _places(session: Session, reader: Reader) -> tuple[Named, ...]:
    """Where replies can stand: the localities, and "not said" for all who are counted without a scope."""
    scope = reader.scope if reader.in_full else None
    named = tuple(Named(each.id, each.name) for each in localities(session, scope))
    return named if scope and scope.localities is not None else (*named, Named(NOT_SAID, UNSAID))


def _versions(session: Session, today: date) -> dict[int, _Version]:
    rows = session.execute(
        sa.select(VERSIONS.c.id, VERSIONS.c.content_hash, VERSIONS.c.definition, SURVEYS.c.closes_on)
        .join(SURVEYS, SURVEYS.c.id == VERSIONS.c.survey_id)
        .order_by(VERSIONS.c.id)
    )
    return {
        version: _Version(version, definition_of(content, raw), closes if closes and closes >= today else None)
        for version, content, raw, closes in rows
    }


def _counted(view: View, versions: dict[int, _Version]) -> Conditions:
    """Replies that this reader's figures are made of. Scope narrows true counts only: figures are cut out of the whole
    council's release, so that every reader meets the same one."""
    when = sa.or_(*(RESPONSES.c.received_on.between(each.starts, each.ends) for each in view.periods))
    if view.reader.in_full:
        return (stands(), when, in_scope(view.reader.scope))
    still_open = [version.id for version in versions.values() if version.open_until]
    return (stands(), when, RESPONSES.c.survey_version_id.not_in(still_open))


def _by_quarter(
    session: Session, view: View, columns: Sequence[sa.ColumnElement[Any]], query: sa.Select[Any]
) -> Iterator[tuple[Quarter, Sequence[Any]]]:
    """The rows of a query grouped by quarter and these columns, with what it counts last."""
    whens = ((RESPONSES.c.received_on.between(each.starts, each.ends), str(each)) for each in view.periods)
    # Grouped by its name, as PostgreSQL takes one expression with parameters for two different ones.
    grouped = query.add_columns(sa.case(*whens).label("quarter")).group_by(sa.text("quarter"), *columns)
    by_name = {str(each): each for each in view.periods}
    for *row, name in session.execute(grouped):
        yield by_name[name], row


def arrived(session: Session, view: View, versions: dict[int, _Version]) -> Iterator[Arrived]:
    """Replies by place, age band and way; what was imported is no reply to us."""
    columns = (RESPONSES.c.locality_id, RESPONSES.c.age_band, RESPONSES.c.channel, RESPONSES.c.provenance)
    query = sa.select(*columns, sa.func.count()).where(
        *_counted(view, versions), RESPONSES.c.channel != Channel.IMPORTED
    )
    for quarter, (locality, age, channel, provenance, count) in _by_quarter(session, view, columns, query):
        yield Arrived(quarter, locality, age, Channel(channel), Provenance(provenance), count)


def _ages(versions: dict[int, _Version]) -> tuple[Named, ...]:
    """The age bands of the newest survey that asks for one."""
    asked = (version.definition.questions_by_key.get("about_age_band") for version in reversed(versions.values()))
    question = next((each for each in asked if each), None)
    options = question.options if question else ()
    named = (Named(each.value, each.label.resolve("en", "standard").text) for each in options)
    return (*(each for each in named if each.key in BANDS), Named(NOT_SAID, UNSAID))


def _still_open(session: Session, view: View, versions: dict[int, _Version]) -> tuple[OpenSurvey, ...]:
    """Dated surveys that still take answers, with their totals only; whoever reads the responses sees all of them."""
    if view.reader.in_full:
        return ()
    waiting = {version.id: version.definition for version in versions.values() if version.open_until}
    by_slug = {definition.slug: definition for definition in waiting.values()}
    return tuple(
        OpenSurvey(
            definition.title.resolve("en", "standard").text,
            _total(session, view.quarter, [each for each, other in waiting.items() if other.slug == slug]),
        )
        for slug, definition in by_slug.items()
    )


def _total(session: Session, quarter: Quarter, versions: Sequence[int]) -> Figure:
    query = sa.select(sa.func.count()).where(
        stands(),
        RESPONSES.c.received_on.between(quarter.starts, quarter.ends),
        RESPONSES.c.survey_version_id.in_(versions),
    )
    return Reader().release(Table({("total",): session.execute(query).scalar_one()}))["total",]


def _lines(session: Session, view: View, versions: dict[int, _Version]) -> tuple[StatementLine, ...]:
    rows = list(heard(session, view, versions))
    asked = {row.statement for row in rows if row.quarter == view.quarter}
    return statement_lines([each for each in _statements(versions) if each.id in asked], rows, view)


def heard(session: Session, view: View, versions: dict[int, _Version]) -> Iterator[Heard]:
    """Answers to litmus statements by young people themselves: no groups, nobody on their behalf, nothing imported."""
    columns = (
        RESPONSES.c.survey_version_id,
        ANSWERS.c.question_key,
        ANSWERS.c.state,
        ANSWERS.c.value,
        RESPONSES.c.locality_id,
        RESPONSES.c.service_id,
        RESPONSES.c.age_band,
        RESPONSES.c.channel,
    )
    query = (
        sa.select(*columns, sa.func.count())
        .select_from(ANSWERS.join(RESPONSES, RESPONSES.c.id == ANSWERS.c.response_id))
        .where(
            *_counted(view, versions),
            ANSWERS.c.measure.is_not(None),
            RESPONSES.c.provenance.in_(OWN_WORDS),
            RESPONSES.c.channel != Channel.IMPORTED,
        )
    )
    for quarter, row in _by_quarter(session, view, columns, query):
        version, key, state, value, locality, service, age, channel, count = row
        said = _meant(versions[version].definition, key, state, value)
        if said:
            yield Heard(said[0], quarter, locality, service, age, Channel(channel), said[1], count)


def _meant(definition: Definition, key: str, state: str, value: str | None) -> tuple[str, Leaning] | None:
    """The statement that a question measures, and how this answer leans."""
    question = definition.questions_by_key.get(key)
    if question is None or not question.measure:
        return None
    answer = AnswerValue(state=AnswerState(state), value=value or "")
    return _statement_id(question.measure, question.kind.value, question.faces), leaning(question, answer)


def _statement_id(measure: str, kind: str, faces: int | None) -> str:
    """A statement asked in two ways is two: three and five faces are never pooled."""
    return f"{measure}.{faces}-{kind}" if faces else f"{measure}.{kind}"


def _statements(versions: dict[int, _Version]) -> list[Statement]:
    definitions = [version.definition for version in versions.values()]
    return [_statement(each, definitions) for each in measures(definitions)]


def _statement(measure: Measure, definitions: Iterable[Definition]) -> Statement:
    question = next(d for d in definitions if d.slug == measure.slug and measure.question in d.questions_by_key)
    hint = question.questions_by_key[measure.question].hint
    return Statement(
        _statement_id(measure.key, measure.kind.value, measure.faces),
        measure.title.resolve("en", "standard").text,
        hint.resolve("en", "standard").text if hint else "",
        measure.safety,
    )


def _cards(session: Session, view: View, versions: dict[int, _Version], replies: Iterable[Arrived]) -> tuple[Card, ...]:
    bands: dict[str, int] = {}
    for row in replies:
        if row.quarter == view.quarter and view.covers(row.locality) and row.age_band in BANDS:
            bands[BANDS[row.age_band]] = bands.get(BANDS[row.age_band], 0) + row.count
    rows = list(spoken(session, view, versions))
    return cards(rows, _themes(session), _quotable(session, view, versions), bands, view)


def spoken(session: Session, view: View, versions: dict[int, _Version]) -> Iterator[Spoken]:
    """Replies that speak of each theme in each lens, and all coded ones of the lens; a reply counts once in each."""
    base = (SAID.c.lens, RESPONSES.c.locality_id, RESPONSES.c.channel)
    for columns in ((CODINGS.c.theme_id, *base), base):
        query = (
            sa.select(*columns, sa.func.count(sa.distinct(RESPONSES.c.id)))
            .select_from(_coded())
            .where(*_counted(view, versions), *_confirmed())
        )
        for quarter, row in _by_quarter(session, view, columns, query):
            theme, lens, locality, channel, count = row if len(columns) > len(base) else (None, *row)
            yield Spoken(quarter, Lens(lens), theme, locality, channel == Channel.IMPORTED, count)


def _coded() -> sa.FromClause:
    return SAID.join(RESPONSES, RESPONSES.c.id == SAID.c.response_id).join(CODINGS, CODINGS.c.statement_id == SAID.c.id)


def _confirmed() -> Conditions:
    """Approved statements in young people's own words, or a group's; imports bring their own provenance."""
    own = sa.or_(RESPONSES.c.channel == Channel.IMPORTED, RESPONSES.c.provenance != Provenance.PROXY)
    return (SAID.c.status == StatementStatus.APPROVED, own)


def _themes(session: Session) -> list[Theme]:
    rows = session.execute(sa.select(THEMES.c.id, THEMES.c.name, THEMES.c.phrase).order_by(THEMES.c.name))
    return [Theme(*row) for row in rows]


def _quotable(session: Session, view: View, versions: dict[int, _Version]) -> list[Quotable]:
    """Published words whose young person agreed, in the order in which they came; nothing imported."""
    query = (
        sa.select(SAID.c.published, SAID.c.lens, CODINGS.c.theme_id, RESPONSES.c.age_band, RESPONSES.c.language)
        .select_from(_coded())
        .where(
            *_counted(view, versions),
            RESPONSES.c.received_on.between(view.quarter.starts, view.quarter.ends),
            sa.true() if view.everywhere else RESPONSES.c.locality_id == view.place.key,
            SAID.c.status == StatementStatus.APPROVED,
            SAID.c.quote_consent.in_(QUOTABLE),
            sa.func.length(sa.func.trim(SAID.c.published)).between(1, LONGEST_QUOTE),
            RESPONSES.c.provenance.in_(OWN_WORDS),
            RESPONSES.c.channel != Channel.IMPORTED,
        )
        .order_by(SAID.c.id)
    )
    return [Quotable(text, Lens(lens), *row) for text, lens, *row in session.execute(query)]
