"""Reads of the council's lists and words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Scope
from participation.council.models import CouncilSetting, Locality, Service
from participation.council.rules import TEST_ALERT, CouncilSettings, alerts_leave, readable
from participation.kernel import clock
from participation.kernel.models import OutboxMessage

TESTS = (col(OutboxMessage.template) == TEST_ALERT,)
WAITING = (col(OutboxMessage.sent_at).is_(None),)


@dataclass(frozen=True)
class Place:
    """A locality or a service, as pages name it."""

    id: int
    slug: str
    name: str


def settings(session: Session) -> CouncilSettings:
    """The council's words, with defaults for what it has not set."""
    return readable({row.key: row.value for row in session.exec(select(CouncilSetting))})


def in_force(session: Session) -> CouncilSettings:
    """The settings as pages have them: no worry may be sent while nobody would be told of it."""
    found = settings(session)
    return found.model_copy(update={"worry_open": found.worry_open and alerts_arrive(session, found)})


def alerts_arrive(session: Session, council: CouncilSettings) -> bool:
    """Whether the last weekly test alert left, and lately."""
    sent = session.exec(select(sa.func.max(OutboxMessage.sent_at)).where(*TESTS)).one()
    waiting = session.exec(select(sa.func.min(OutboxMessage.subject_id)).where(*TESTS, *WAITING)).one()
    return alerts_leave(
        last_sent=_day(sent) if sent else council.worry_open_since,
        waiting_since=date.fromordinal(waiting) if waiting else None,
        today=clock.today(),
    )


def last_test_alert(session: Session) -> date | None:
    """The day on which the last test alert was written."""
    newest = session.exec(select(sa.func.max(OutboxMessage.subject_id)).where(*TESTS)).one()
    return date.fromordinal(newest) if newest else None


def _day(moment: datetime) -> date:
    return clock.aware(moment).astimezone(clock.LONDON).date()


def localities(session: Session, scope: Scope | None = None) -> tuple[Place, ...]:
    """The localities, in the council's order; those of the scope where one is given."""
    rows = session.exec(select(Locality).order_by(col(Locality.position), col(Locality.name)))
    return tuple(Place(r.id or 0, r.slug, r.name) for r in rows if scope is None or scope.covers(r.id))


def place_ids(localities: Iterable[Place], services: Iterable[Place]) -> dict[str, int]:
    """Ids by `locality:slug` and `service:slug`."""
    kinds = (("locality", localities), ("service", services))
    return {f"{kind}:{place.slug}": place.id for kind, places in kinds for place in places}


def services(session: Session) -> tuple[Place, ...]:
    """The services, in the council's order."""
    rows = session.exec(select(Service).order_by(col(Service.position), col(Service.name)))
    return tuple(Place(r.id or 0, r.slug, r.name) for r in rows)
