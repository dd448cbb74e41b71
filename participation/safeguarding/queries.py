"""Who is on duty, what waits for a second person, which worries nobody has opened, and what the reading page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Permission, Principal, Role, allows
from participation.accounts.models import Staff
from participation.accounts.queries import principal_of
from participation.council.queries import settings as council_settings
from participation.identity.models import Identity, Opening
from participation.identity.queries import (
    Known,
    OpeningView,
    is_open_for,
    known,
    open_today,
    opening_of,
    opening_view,
    openings,
)
from participation.identity.rules import WAITING, Standing, Step
from participation.kernel import clock
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.queries import in_scope, open_text
from participation.safeguarding.models import Freezing, ToBeSeen
from participation.safeguarding.rules import review_due
from participation.surveys.models import Survey, SurveyVersion

__all__ = [
    "Panel",
    "leads",
    "leads_covering",
    "oldest_unreviewed",
    "open_today",
    "opening_of",
    "panel",
    "seen_by_times",
    "unseen",
    "waiting",
    "waiting_count",
]

WORRY = "worry"
SHOWN = 100


@dataclass(frozen=True)
class Waiting:
    """A request that waits for a second person. `due` is of what was opened at once; I cannot answer `mine`."""

    opening: OpeningView
    locality_id: int | None
    due: date | None
    mine: bool


@dataclass(frozen=True)
class Unseen:
    """What nobody has opened yet, and by when somebody should have."""

    response_id: int
    worry: bool
    locality_id: int | None
    received_on: date
    due_at: datetime


@dataclass(frozen=True)
class FreezingView:
    """Somebody froze the return code or let it go again."""

    frozen: bool
    staff_id: int
    day: date
    reason: str


@dataclass(frozen=True)
class Panel:
    """What the reading page shows of who it is and of the return code, never a name or a contact.

    `steps` are what I may do as the second person, by the request that waits.
    """

    known: Known | None
    openings: tuple[OpeningView, ...]
    open_for_me: bool
    steps: dict[int, tuple[Step, ...]]
    may_ask: bool
    second_person: bool
    freezings: tuple[FreezingView, ...]

    @property
    def asked(self) -> bool:
        """Whether a request waits for a second person."""
        return any(each.standing is Standing.ASKED for each in self.openings)


def leads(session: Session) -> Sequence[Staff]:
    """Every safeguarding lead."""
    return session.exec(select(Staff).where(Staff.role == Role.LEAD, col(Staff.disabled).is_(False))).all()


def leads_covering(session: Session, locality_id: int | None) -> list[Staff]:
    """Those whose scope covers a place."""
    return [lead for lead in leads(session) if principal_of(session, lead).scope.covers(locality_id)]


def steps(by: Principal, opening: OpeningView) -> tuple[Step, ...]:
    """What this person may do about a request, as the second person."""
    if not allows(by, Permission.AGREE_IDENTITY) or by.staff_id == opening.asked_by:
        return ()
    return {Standing.ASKED: (Step.AGREE, Step.REFUSE), Standing.IN_DANGER: (Step.REVIEW,)}.get(opening.standing, ())


def panel(session: Session, ring: KeyRing, response: Response, by: Principal) -> Panel:
    """What the reading page shows of who it is and of the return code."""
    response_id = response.id or 0
    asked = openings(session, ring, response_id)
    others = [lead for lead in leads_covering(session, response.locality_id) if lead.id != by.staff_id]
    return Panel(
        known=known(session, response_id),
        openings=asked,
        open_for_me=is_open_for(session, response_id, by.staff_id, clock.today()),
        steps={each.id: steps(by, each) for each in asked},
        may_ask=allows(by, Permission.ASK_IDENTITY),
        second_person=bool(others),
        freezings=_freezings(session, ring, response),
    )


def _freezings(session: Session, ring: KeyRing, response: Response) -> tuple[FreezingView, ...]:
    if response.data_key is None:
        return ()
    rows = session.exec(select(Freezing).where(Freezing.response_id == response.id).order_by(col(Freezing.id).desc()))
    return tuple(
        FreezingView(
            row.frozen,
            row.staff_id,
            row.done_on,
            open_text(ring, response, "freezing", row.reference, row.reason, field="reason"),
        )
        for row in rows
    )


def waiting(session: Session, ring: KeyRing, by: Principal) -> tuple[Waiting, ...]:
    """What waits for a second person where this person may read: opened in danger first, then the oldest."""
    closed = council_settings(session).closed_days
    rows = session.exec(
        select(Opening, Identity, Response)
        .join(Identity, col(Opening.identity_id) == Identity.id)
        .join(Response, col(Identity.response_id) == Response.id)
        .where(col(Opening.standing).in_(WAITING), in_scope(by.scope))
        .order_by(col(Opening.standing).desc(), col(Opening.id))
        .limit(SHOWN)
    )
    return tuple(
        Waiting(
            opening=opening_view(ring, identity, opening),
            locality_id=response.locality_id,
            due=review_due(opening.asked_on, closed) if opening.standing is Standing.IN_DANGER else None,
            mine=opening.asked_by_id == by.staff_id,
        )
        for opening, identity, response in rows
    )


def waiting_count(session: Session, by: Principal) -> int:
    """How many requests wait that this person may answer."""
    if not allows(by, Permission.AGREE_IDENTITY):
        return 0
    found = (
        sa.select(sa.func.count())
        .select_from(Opening)
        .join(Identity, col(Opening.identity_id) == col(Identity.id))
        .join(Response, col(Identity.response_id) == col(Response.id))
        .where(col(Opening.standing).in_(WAITING), col(Opening.asked_by_id) != by.staff_id, in_scope(by.scope))
    )
    return session.scalar(found) or 0


def oldest_unreviewed(session: Session) -> date | None:
    """The day of the oldest opening in danger that nobody has reviewed."""
    oldest = select(sa.func.min(Opening.asked_on)).where(Opening.standing == Standing.IN_DANGER)
    return session.exec(oldest).one()


def unseen(session: Session, by: Principal) -> tuple[Unseen, ...]:
    """Worries, and words that may mean danger, that nobody has opened, where this person may read; first due first."""
    rows = session.execute(
        sa.select(
            col(ToBeSeen.response_id),
            col(Survey.slug),
            col(Response.locality_id),
            col(Response.received_on),
            col(ToBeSeen.due_at),
        )
        .join(Response, col(Response.id) == col(ToBeSeen.response_id))
        .join(SurveyVersion, col(SurveyVersion.id) == col(Response.survey_version_id))
        .join(Survey, col(Survey.id) == col(SurveyVersion.survey_id))
        .where(in_scope(by.scope))
        .order_by(col(ToBeSeen.due_at), col(ToBeSeen.response_id))
        .limit(SHOWN)
    )
    return tuple(
        Unseen(row.response_id, row.slug == WORRY, row.locality_id, row.received_on, clock.aware(row.due_at))
        for row in rows
    )


def seen_by_times(session: Session, response_ids: Sequence[int]) -> dict[int, datetime]:
    """By when each of these must be opened, where an hour is running."""
    rows = session.exec(select(ToBeSeen).where(col(ToBeSeen.response_id).in_(response_ids)))
    return {row.response_id: clock.aware(row.due_at) for row in rows}
