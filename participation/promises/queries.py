"""Reads of asks: by scope for staff, only what is published for young people."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Scope
from participation.council.models import Locality
from participation.council.queries import Place
from participation.kernel.localisation import BY_CODE
from participation.promises.models import (
    Promise,
    PromiseOutcome,
    PromisePresses,
    PromiseStatement,
    PromiseText,
)
from participation.promises.rules import (
    OPEN,
    Chosen,
    Outcome,
    Status,
    Topic,
    Wording,
    best,
    is_overdue,
    shown_count,
)
from participation.responses.models import Response, Statement
from participation.responses.queries import in_scope, stands
from participation.responses.rules import QUOTABLE, Provenance, StatementStatus
from participation.surveys.rules import Look

PAGE = 6
STAFF_PAGE = 50
NOBODY_ELSE_S = (Provenance.OWN_WORDS, Provenance.SCRIBED)


class State(enum.StrEnum):
    """What the staff's list can be narrowed to."""

    OVERDUE = "overdue"
    DRAFT = "draft"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"


@dataclass(frozen=True)
class Quote:
    """Words that their young person lets us show, attributed to nobody, and the language that they are in."""

    text: str
    language: str


@dataclass(frozen=True)
class Change:
    """One card as young people see it. `area` None: everywhere. `presses` None: too few to be shown."""

    id: int
    topic: Topic
    area: str | None
    outcome: Outcome
    due_on: date
    published_on: date | None
    overdue: bool
    text: Chosen
    quotes: tuple[Quote, ...]
    presses: int | None

    @property
    def is_open(self) -> bool:
        """Whether more is still to come."""
        return self.outcome in OPEN

    @property
    def direction(self) -> str:
        """Which way its words run."""
        return BY_CODE[self.text.language].direction


@dataclass(frozen=True)
class Offered:
    """The topics and the localities (by slug) that something is published about."""

    topics: tuple[Topic, ...]
    areas: Mapping[str, Place]


@dataclass(frozen=True)
class AskRow:
    """An ask in the staff's list."""

    id: int
    ask: str
    owner: str
    due_on: date
    topic: Topic
    outcome: Outcome
    status: Status
    locality_id: int | None
    overdue: bool


@dataclass(frozen=True)
class Source:
    """A statement that an ask came from, as it was published."""

    statement_id: int
    response_id: int
    text: str
    quotable: bool
    quoted: bool = False


def may_be_quoted() -> sa.ColumnElement[bool]:
    """The condition that a statement's published words may be shown at this moment.

    It stands in every query that leads to a page, so that words go with their consent and nothing has to be tidied up.
    """
    return sa.and_(
        col(Statement.status) == StatementStatus.APPROVED,
        col(Statement.quote_consent).in_(QUOTABLE),
        col(Response.provenance).in_(NOBODY_ELSE_S),
        stands(),
    )


def overdue(today: date) -> sa.ColumnElement[bool]:
    """The condition that a day was missed."""
    return sa.and_(col(Promise.outcome).in_(OPEN), col(Promise.due_on) < today)


def visible_to(scope: Scope) -> sa.ColumnElement[bool]:
    """What is for everywhere concerns every locality; the rest is seen where the scope covers its locality."""
    if scope.localities is None:
        return sa.true()
    return sa.or_(col(Promise.locality_id).is_(None), col(Promise.locality_id).in_(scope.localities))


def in_charge(scope: Scope) -> sa.ColumnElement[bool]:
    """What somebody with this scope may change: what is for everywhere is for those who see everything."""
    return sa.true() if scope.localities is None else col(Promise.locality_id).in_(scope.localities)


def promise_for(
    session: Session, which: sa.ColumnElement[bool], promise_id: int, *, lock: bool = False
) -> Promise | None:
    """One ask, where `which` (`visible_to`, `in_charge`) allows it; locked by whoever will change it."""
    query = select(Promise).where(Promise.id == promise_id, which)
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def asks(session: Session, scope: Scope, today: date, state: State | None = None, page: int = 1) -> list[AskRow]:
    """One page of the list and one more where there is another: overdue first, then what is due, then what is done."""
    settled = col(Promise.outcome).not_in(OPEN)
    query = (
        select(Promise)
        .where(visible_to(scope), _in_state(state, today))
        .order_by(
            sa.case((overdue(today), 0), (settled, 2), else_=1),
            sa.case((settled, None), else_=col(Promise.due_on)),
            col(Promise.due_on).desc(),
            col(Promise.id).desc(),
        )
        .offset((page - 1) * STAFF_PAGE)
        .limit(STAFF_PAGE + 1)
    )
    return [_row(promise, today) for promise in session.exec(query)]


def _in_state(state: State | None, today: date) -> sa.ColumnElement[bool]:
    if state is None:
        return sa.true()
    return overdue(today) if state is State.OVERDUE else col(Promise.status) == Status(state)


def _row(promise: Promise, today: date) -> AskRow:
    return AskRow(
        id=promise.id or 0,
        ask=promise.ask,
        owner=promise.owner,
        due_on=promise.due_on,
        topic=promise.topic,
        outcome=promise.outcome,
        status=promise.status,
        locality_id=promise.locality_id,
        overdue=is_overdue(promise.outcome, promise.due_on, today),
    )


def overdue_count(session: Session, scope: Scope, today: date) -> int:
    """How many days were missed."""
    return session.scalar(sa.select(sa.func.count()).select_from(Promise).where(visible_to(scope), overdue(today))) or 0


def wordings(session: Session, promise_id: int) -> dict[tuple[str, Look], Wording]:
    """Everything that young people could read about it."""
    return _wordings(session, [promise_id])[promise_id]


def _wordings(session: Session, ids: Sequence[int]) -> dict[int, dict[tuple[str, Look], Wording]]:
    found: dict[int, dict[tuple[str, Look], Wording]] = {promise_id: {} for promise_id in ids}
    for row in session.exec(select(PromiseText).where(col(PromiseText.promise_id).in_(ids))):
        found[row.promise_id][row.language, row.look] = Wording(row.asked, row.said, row.answer)
    return found


def outcomes(session: Session, promise_id: int) -> list[PromiseOutcome]:
    """How it stood, newest first."""
    query = select(PromiseOutcome).where(PromiseOutcome.promise_id == promise_id)
    return list(session.exec(query.order_by(col(PromiseOutcome.id).desc())))


def attachable(session: Session, scope: Scope, statement_id: int) -> Source | None:
    """A statement that an ask can come from: approved, not taken back, within the scope."""
    row = session.execute(_sources(scope).where(col(Statement.id) == statement_id)).one_or_none()
    return Source(*row) if row else None


def sources(session: Session, scope: Scope, promise_id: int) -> list[Source]:
    """The statements that an ask came from, as far as the scope covers them and they stand approved."""
    query = (
        _sources(scope)
        .add_columns(col(PromiseStatement.quoted))
        .join(PromiseStatement, col(PromiseStatement.statement_id) == Statement.id)
        .where(col(PromiseStatement.promise_id) == promise_id)
        .order_by(col(Statement.id))
    )
    return [Source(*row) for row in session.execute(query)]


def _sources(scope: Scope) -> sa.Select[int | None, int, str | None, bool]:
    return (
        sa.select(col(Statement.id), col(Statement.response_id), col(Statement.published), may_be_quoted())
        .select_from(Statement)
        .join(Response, col(Response.id) == Statement.response_id)
        .where(col(Statement.status) == StatementStatus.APPROVED, stands(), in_scope(scope))
    )


def published_words(session: Session, statement_ids: Iterable[int]) -> list[str]:
    """What these statements say, as published."""
    query = select(Statement.published).where(
        col(Statement.id).in_(list(statement_ids)), col(Statement.published).is_not(None)
    )
    return [text for text in session.exec(query) if text]


def changes(
    session: Session,
    language: str,
    look: Look,
    today: date,
    *,
    topic: Topic | None = None,
    locality_id: int | None = None,
    page: int = 1,
) -> list[Change]:
    """One page of what young people see, newest first, and one more where there is another page."""
    area = sa.or_(col(Promise.locality_id).is_(None), col(Promise.locality_id) == locality_id)
    query = (
        select(Promise)
        .where(
            Promise.status == Status.PUBLISHED,
            sa.true() if topic is None else col(Promise.topic) == topic,
            sa.true() if locality_id is None else area,
        )
        .order_by(col(Promise.published_on).desc(), col(Promise.id).desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    return as_shown(session, list(session.exec(query)), language, look, today)


def as_shown(session: Session, promises: Sequence[Promise], language: str, look: Look, today: date) -> list[Change]:
    """These asks as a visitor with this language and look sees them; what nobody has put into words is left out."""
    if not promises:
        return []
    ids = [promise.id or 0 for promise in promises]
    texts, quotes, presses = _wordings(session, ids), _quotes(session, ids), _presses(session, ids)
    areas = dict(session.execute(sa.select(col(Locality.id), col(Locality.name))).all())
    found = []
    for promise in promises:
        promise_id = promise.id or 0
        if text := best(texts[promise_id], language, look):
            found.append(
                Change(
                    id=promise_id,
                    topic=promise.topic,
                    area=areas.get(promise.locality_id or 0),
                    outcome=promise.outcome,
                    due_on=promise.due_on,
                    published_on=promise.published_on,
                    overdue=is_overdue(promise.outcome, promise.due_on, today),
                    text=text,
                    quotes=tuple(quotes[promise_id]),
                    presses=shown_count(presses.get(promise_id, 0)),
                )
            )
    return found


def _quotes(session: Session, ids: Sequence[int]) -> dict[int, list[Quote]]:
    """With what is for everywhere only: beside a place, words would point to somebody (ADR 5)."""
    found: dict[int, list[Quote]] = {promise_id: [] for promise_id in ids}
    query = (
        sa.select(col(PromiseStatement.promise_id), col(Statement.published), col(Response.language))
        .join(Promise, col(Promise.id) == PromiseStatement.promise_id)
        .join(Statement, col(Statement.id) == PromiseStatement.statement_id)
        .join(Response, col(Response.id) == Statement.response_id)
        .where(
            col(PromiseStatement.promise_id).in_(ids),
            col(PromiseStatement.quoted),
            col(Promise.locality_id).is_(None),
            may_be_quoted(),
        )
        .order_by(col(Statement.id))
    )
    for promise_id, text, language in session.execute(query):
        found[promise_id].append(Quote(text, language))
    return found


def _presses(session: Session, ids: Sequence[int]) -> dict[int, int]:
    query = sa.select(col(PromisePresses.promise_id), col(PromisePresses.presses))
    return dict(session.execute(query.where(col(PromisePresses.promise_id).in_(ids))).all())


def offered(session: Session) -> Offered:
    """What the filters offer: a topic that nothing is about leads nowhere."""
    query = (
        sa.select(col(Promise.topic), col(Locality.id), col(Locality.slug), col(Locality.name))
        .distinct()
        .outerjoin(Locality, col(Locality.id) == Promise.locality_id)
        .where(col(Promise.status) == Status.PUBLISHED)
        .order_by(col(Locality.name))
    )
    rows = session.execute(query).all()
    topics = {topic for topic, *_ in rows}
    areas = {slug: Place(locality_id, slug, name) for _, locality_id, slug, name in rows if slug}
    return Offered(tuple(topic for topic in Topic if topic in topics), areas)


def is_published(session: Session, promise_id: int) -> bool:
    """Whether young people see it."""
    query = select(Promise.id).where(Promise.id == promise_id, Promise.status == Status.PUBLISHED)
    return session.exec(query).first() is not None


def next_answer(session: Session, today: date) -> date | None:
    """The next day by which somebody owes an answer."""
    query = sa.select(sa.func.min(Promise.due_on)).where(col(Promise.outcome).in_(OPEN), col(Promise.due_on) >= today)
    return session.scalar(query)
