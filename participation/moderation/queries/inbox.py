"""The inbox: a page of responses, most urgent and oldest first, found by index however many there are.

Never an offset and never a count over everything: a page begins after the last row of the one before it, and counts
stop at `COUNTED`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from participation.access import Principal, Scope
from participation.audit.models import AuditEvent
from participation.conversations.models import Message
from participation.conversations.queries import UNANSWERED
from participation.council.models import Locality, Service
from participation.council.queries import settings
from participation.kernel.clock import LONDON
from participation.kernel.database import table_of
from participation.moderation.rules import NOT_SAID, WORRY, Place, Wanted, due_on, may_decide_together
from participation.responses.models import SECOND_LOOK, Response, Statement
from participation.responses.rules import Channel, Handling, Medium, StatementStatus, Urgency
from participation.safeguarding.queries import seen_by_times
from participation.surveys.models import Survey, SurveyVersion
from participation.surveys.queries import definition_of

PAGE = 40
COUNTED = 100
RESPONSES = table_of(Response)
STATEMENTS = table_of(Statement)
MESSAGES = table_of(Message)
EVENTS = table_of(AuditEvent)
SURVEYS = table_of(Survey)
VERSIONS = table_of(SurveyVersion)
LISTED = [
    RESPONSES.c[name]
    for name in (
        *("id", "urgency", "handling", "survey_version_id", "locality_id", "service_id", "look", "language"),
        *("channel", "received_on", "read_on", "reopened_on", "withdrawn_on", "deleted_on", "frozen_on"),
    )
]
Conditions = tuple[sa.ColumnElement[bool], ...]


@dataclass(frozen=True)
class Row:
    """One response as the inbox lists it.

    `texts` is how many texts it has, `second_look_by` who asked for another look at one of them, and `together`
    whether it may be decided in bulk. `seen_by` is by when a worry must be opened, while nobody has.
    """

    id: int
    urgency: Urgency
    handling: Handling
    survey: str
    locality: str | None
    service: str | None
    look: str
    language: str
    imported: bool
    received_on: date
    due: date | None
    texts: int
    flagged: bool
    new_message: bool
    second_look_by: frozenset[int]
    withdrawn: bool
    deleted: bool
    together: bool
    worry: bool
    drawings: int
    recordings: int
    corrected: bool
    reopened: bool
    frozen: bool
    seen_by: datetime | None


@dataclass(frozen=True)
class InboxPage:
    """A page of the inbox and where the next one begins, None at the end."""

    rows: tuple[Row, ...]
    next: Place | None


@dataclass(frozen=True)
class Stream:
    """How many wait in a stream, at most `COUNTED`, and when the first of them is due."""

    urgency: Urgency
    count: int
    due: date | None


@dataclass(frozen=True)
class SurveyChoice:
    """A survey to filter by."""

    slug: str
    title: str


_titles: dict[str, str] = {}


def surveys(session: Session) -> tuple[SurveyChoice, ...]:
    """Every survey by its newest title."""
    titles = {slug: title for _, slug, title in _versions(session)}
    return tuple(SurveyChoice(slug, title) for slug, title in titles.items())


def _versions(session: Session) -> list[tuple[int, str, str]]:
    """Id, slug and title of every version. A version never changes, so its title is read once a process."""
    query = sa.select(VERSIONS.c.id, VERSIONS.c.content_hash, SURVEYS.c.slug).join(SURVEYS).order_by(VERSIONS.c.id)
    rows = session.execute(query).all()
    unknown = {row.content_hash for row in rows} - _titles.keys()
    if unknown:
        raw = sa.select(VERSIONS.c.content_hash, VERSIONS.c.definition).where(VERSIONS.c.content_hash.in_(unknown))
        for content_hash, definition in session.execute(raw):
            _titles[content_hash] = definition_of(content_hash, definition).title.resolve("en", "standard").text
    return [(row.id, row.slug, _titles[row.content_hash]) for row in rows]


def inbox(
    session: Session, by: Principal, wanted: Wanted, start: Place | None = None, *, limit: int = PAGE
) -> InboxPage:
    """A page of what this person may see: most urgent first, oldest first within; what is done, newest first."""
    found = session.execute(_page(by.scope, wanted, start, limit + 1)).all()
    rows = _rows(session, by, found[:limit])
    return InboxPage(rows, Place(rows[-1].urgency, rows[-1].id) if len(found) > limit else None)


def count(session: Session, by: Principal, wanted: Wanted) -> int:
    """How many there are, at most `COUNTED`."""
    limited = [sa.select(RESPONSES.c.id).where(*each).limit(COUNTED) for each in _stretches(by.scope, wanted)]
    some = _together(limited).limit(COUNTED).subquery()
    return int(session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())


def streams(session: Session, by: Principal, wanted: Wanted) -> tuple[Stream, ...]:
    """The three streams of what is wanted."""
    return tuple(_stream(session, by, replace(wanted, urgency=urgency), urgency) for urgency in Urgency)


def _stream(session: Session, by: Principal, wanted: Wanted, urgency: Urgency) -> Stream:
    rows = session.execute(_page(by.scope, wanted, None, COUNTED)).all()
    messages, closed = _messages(session, [row.id for row in rows if row.read_on]), settings(session).closed_days
    due = [day for day in (_due(row, messages.get(row.id), closed) for row in rows) if day]
    return Stream(urgency, len(rows), min(due, default=None))


def _due(row: Any, message_on: date | None, closed: Collection[date]) -> date | None:
    """When it must be opened; what was opened is not due any more."""
    if row.handling is not Handling.UNREAD:
        return None
    imported = row.channel is Channel.IMPORTED
    return due_on(row.received_on, row.read_on, message_on, imported=imported, closed=closed)


def _page(scope: Scope, wanted: Wanted, start: Place | None, limit: int) -> sa.Select[Any]:
    """The first rows of every stretch after `start`, put in order together."""
    newest_first = wanted.handling is Handling.DONE

    def order(columns: Any) -> tuple[Any, ...]:
        return (columns.id.desc(),) if newest_first else (columns.urgency, columns.id)

    stretches = [
        sa.select(*LISTED).where(*each).order_by(*order(RESPONSES.c)).limit(limit)
        for each in _stretches(scope, wanted, start)
    ]
    found = _together(stretches).subquery()
    return sa.select(found).order_by(*order(found.c)).limit(limit)


def _together(parts: Sequence[sa.Select[Any]]) -> sa.Select[Any]:
    """Several limited selections as one; SQLite wants each in brackets of its own."""
    if len(parts) == 1:
        return parts[0]
    return sa.select(sa.union_all(*(sa.select(part.subquery()) for part in parts)).subquery())


def _stretches(scope: Scope, wanted: Wanted, start: Place | None = None) -> list[Conditions]:
    """The conditions of each stretch of an index that is read: one stream of one locality, or of all."""
    common = (RESPONSES.c.handling == wanted.handling, RESPONSES.c.erased_on.is_(None), *_filters(wanted))
    found = product(_places(scope, wanted.locality), _streams(wanted, start))
    return [(*common, *place, *stream) for place, stream in found] or [(sa.false(),)]


def _streams(wanted: Wanted, start: Place | None) -> Iterator[Conditions]:
    """Each stream, from `start` on. What is done is listed across the streams, newest first."""
    for urgency in Urgency if wanted.urgency is None else (wanted.urgency,):
        this = RESPONSES.c.urgency == int(urgency)
        if start is None or (urgency > start.urgency and wanted.handling is not Handling.DONE):
            yield (this,)
        elif wanted.handling is Handling.DONE:
            yield (this, RESPONSES.c.id < start.id)
        elif urgency == start.urgency:
            yield (this, RESPONSES.c.id > start.id)


def _filters(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.survey is not None:
        of_survey = sa.select(VERSIONS.c.id).join(SURVEYS).where(SURVEYS.c.slug == wanted.survey)
        yield RESPONSES.c.survey_version_id.in_(of_survey)
    if wanted.service is not None:
        yield RESPONSES.c.service_id == wanted.service
    if wanted.second_look:
        yield RESPONSES.c.id.in_(sa.select(STATEMENTS.c.response_id).where(SECOND_LOOK))
    if wanted.message:
        yield RESPONSES.c.id.in_(sa.select(MESSAGES.c.response_id).where(*UNANSWERED))


def _places(scope: Scope, wanted: int | None) -> Iterator[Conditions]:
    """The conditions of each locality to look in; none at all for one that lies outside the scope."""
    if wanted is None and scope.localities is None:
        yield ()
    elif wanted is None:
        for locality in sorted(scope.localities or ()):
            yield (RESPONSES.c.locality_id == locality,)
        if scope.not_said:
            yield (RESPONSES.c.locality_id.is_(None),)
    elif wanted == NOT_SAID and scope.covers(None):
        yield (RESPONSES.c.locality_id.is_(None),)
    elif scope.covers(wanted):
        yield (RESPONSES.c.locality_id == wanted,)


def _rows(session: Session, by: Principal, found: Sequence[Any]) -> tuple[Row, ...]:
    """What the list says of each, looked up for the whole page at once."""
    ids = [each.id for each in found]
    if not ids:
        return ()
    surveys = {version: (slug, title) for version, slug, title in _versions(session)}
    localities, services = _names(session, Locality), _names(session, Service)
    texts, messages, opened = _texts(session, ids), _messages(session, ids), opened_by(session, by, ids)
    closed, hours = settings(session).closed_days, seen_by_times(session, ids)
    return tuple(
        _row(
            each,
            texts.get(each.id, []),
            messages.get(each.id),
            surveys[each.survey_version_id],
            localities.get(each.locality_id),
            services.get(each.service_id),
            closed=closed,
            opened=each.id in opened,
            seen_by=hours.get(each.id),
        )
        for each in found
    )


def _row(
    each: Any,
    texts: Sequence[Any],
    message_on: date | None,
    survey: tuple[str, str],
    locality: str | None,
    service: str | None,
    *,
    closed: Collection[date],
    opened: bool,
    seen_by: datetime | None,
) -> Row:
    urgency, withdrawn = Urgency(each.urgency), each.withdrawn_on is not None
    flagged = any(text.flags or text.urgency < Urgency.EVERYTHING_ELSE for text in texts)
    media = [text.medium for text in texts]
    return Row(
        id=each.id,
        urgency=urgency,
        handling=each.handling,
        survey=survey[1],
        locality=locality,
        service=service,
        look=each.look,
        language=each.language,
        imported=each.channel is Channel.IMPORTED,
        received_on=each.received_on,
        due=_due(each, message_on, closed),
        texts=media.count(Medium.TEXT),
        flagged=flagged,
        new_message=message_on is not None,
        second_look_by=frozenset(text.decided_by_id for text in texts if text.status is StatementStatus.SECOND_LOOK),
        withdrawn=withdrawn,
        deleted=each.deleted_on is not None,
        worry=survey[0] == WORRY,
        drawings=media.count(Medium.DRAWING),
        recordings=media.count(Medium.RECORDING),
        corrected=any(text.corrected_on and text.status is StatementStatus.WAITING for text in texts),
        reopened=each.reopened_on is not None and each.handling is not Handling.DONE,
        frozen=each.frozen_on is not None,
        seen_by=seen_by,
        together=any(text.status is StatementStatus.WAITING for text in texts)
        and may_decide_together(each.handling, urgency, flagged=flagged, opened=opened, withdrawn=withdrawn),
    )


def _names(session: Session, kind: type[Locality] | type[Service]) -> dict[int | None, str]:
    table = table_of(kind)
    return {row.id: row.name for row in session.execute(sa.select(table.c.id, table.c.name))}


def _texts(session: Session, ids: Sequence[int]) -> dict[int, list[Any]]:
    s = STATEMENTS.c
    found: dict[int, list[Any]] = {}
    wanted = (s.response_id, s.urgency, s.status, s.flags, s.decided_by_id, s.medium, s.corrected_on)
    query = sa.select(*wanted).where(s.response_id.in_(ids))
    for row in session.execute(query):
        found.setdefault(row.response_id, []).append(row)
    return found


def _messages(session: Session, ids: Sequence[int]) -> dict[int, date]:
    """The day of the oldest unseen message of each response that has one."""
    oldest = sa.select(MESSAGES.c.response_id, sa.func.min(MESSAGES.c.sent_on).label("day"))
    query = oldest.where(*UNANSWERED, MESSAGES.c.response_id.in_(ids)).group_by(MESSAGES.c.response_id)
    return {row.response_id: row.day for row in session.execute(query)}


def opened_by(session: Session, by: Principal, ids: Sequence[int]) -> frozenset[int]:
    """Which of these responses this person has opened, by the record."""
    e = EVENTS.c
    mine = sa.and_(e.subject_type == "response", e.subject_id.in_(ids), e.staff_id == by.staff_id)
    return frozenset(session.execute(sa.select(e.subject_id).where(mine, e.action == "opened")).scalars())


def opened_on(session: Session, by: Principal, response_id: int, day: date) -> bool:
    """Whether this person opened this response on a day of the council's."""
    e, begins = EVENTS.c, datetime.combine(day, time(), LONDON).astimezone(UTC)
    mine = sa.and_(e.subject_type == "response", e.subject_id == response_id, e.staff_id == by.staff_id)
    opened = sa.select(e.id).where(mine, e.action == "opened", e.at >= begins, e.at < begins + timedelta(days=1))
    return session.execute(opened.limit(1)).first() is not None
