"""Changes to the council's lists and words."""

from collections.abc import Iterable

from sqlmodel import Session, select

from participation.council.models import CouncilSetting, Locality, Service
from participation.council.rules import CouncilSettings


def save_settings(session: Session, settings: CouncilSettings) -> None:
    """Keep what differs from the defaults."""
    for key, value in settings.model_dump(mode="json", exclude_defaults=True).items():
        session.merge(CouncilSetting(key=key, value=value))


def add_places(session: Session, kind: type[Locality] | type[Service], places: Iterable[tuple[str, str]]) -> None:
    """Add localities or services, `(slug, name)`, after those there are; known slugs keep their row."""
    known: dict[str, Locality | Service] = {row.slug: row for row in session.exec(select(kind)).all()}
    for slug, name in places:
        if slug not in known:
            known[slug] = kind(slug=slug, name=name, position=len(known))
            session.add(known[slug])
    session.flush()
