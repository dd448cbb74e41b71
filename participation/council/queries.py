"""Reads of the council's lists and words."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from participation.access import Scope
from participation.council.models import CouncilSetting, Locality, Service
from participation.council.rules import CouncilSettings, readable


@dataclass(frozen=True)
class Place:
    """A locality or a service, as pages name it."""

    id: int
    slug: str
    name: str


def settings(session: Session) -> CouncilSettings:
    """The council's words, with defaults for what it has not set."""
    return readable({row.key: row.value for row in session.exec(select(CouncilSetting))})


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
