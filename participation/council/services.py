"""Changes to the council's lists and words."""

from collections.abc import Iterable
from datetime import date
from typing import cast

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.audit.services import record
from participation.council import queries
from participation.council.models import CouncilSetting, Locality, Service
from participation.council.rules import CouncilSettings, Helpline, new_slug, place_name
from participation.kernel import clock

Place = Locality | Service
Kind = type[Locality] | type[Service]


def save_settings(session: Session, settings: CouncilSettings, by: int | None = None) -> None:
    """Keep what differs from the defaults, and nothing else: what is back at its default has no row."""
    settings = settings.model_copy(update={"worry_open_since": _open_since(session, settings)})
    wanted = settings.model_dump(mode="json", exclude_defaults=True)
    kept = {row.key: row for row in session.exec(select(CouncilSetting))}
    if wanted == {key: row.value for key, row in kept.items()}:
        return
    for key in kept.keys() - wanted.keys():
        session.delete(kept[key])
    for key, value in wanted.items():
        session.merge(CouncilSetting(key=key, value=value))
    session.flush()
    record(session, by, "settings_changed", "council")


def _open_since(session: Session, settings: CouncilSettings) -> date | None:
    """Since when young people may send a worry; the weekly test alerts are counted from then on."""
    before = queries.settings(session)
    return ((before.worry_open and before.worry_open_since) or clock.today()) if settings.worry_open else None


def change_settings(session: Session, by: int, **changes: object) -> None:
    """Change some settings and keep the others; raises pydantic's ValidationError."""
    now = queries.settings(session).model_dump()
    save_settings(session, CouncilSettings.model_validate({**now, **changes}), by)


def save_helpline(session: Session, by: int, place: int | None, helpline: Helpline) -> None:
    """Put a helpline where the one at `place` stood, or at the end of the list."""
    lines = list(queries.settings(session).helplines)
    if place is None:
        lines.append(helpline)
    else:
        lines[place] = helpline
    change_settings(session, by, helplines=tuple(lines))


def remove_helpline(session: Session, by: int, place: int) -> None:
    """Take a helpline off the list."""
    lines = queries.settings(session).helplines
    change_settings(session, by, helplines=lines[:place] + lines[place + 1 :])


def move_helpline(session: Session, by: int, place: int) -> None:
    """Move a helpline one place up; the first has nowhere to go."""
    lines = list(queries.settings(session).helplines)
    if 0 < place < len(lines):
        lines[place - 1 : place + 1] = lines[place], lines[place - 1]
        change_settings(session, by, helplines=tuple(lines))


def add_places(session: Session, kind: Kind, places: Iterable[tuple[str, str]]) -> None:
    """Add localities or services, `(slug, name)`, after those there are; known slugs keep their row."""
    known = {row.slug: row for row in _rows(session, kind)}
    for slug, name in places:
        if slug not in known:
            known[slug] = kind(slug=slug, name=name, position=len(known))
            session.add(known[slug])
    session.flush()


def add_place(session: Session, kind: Kind, name: str, by: int) -> None:
    """Add one at the end; raises SettingError."""
    rows = _rows(session, kind)
    name = place_name(name, [row.name for row in rows])
    slug = new_slug(name, [row.slug for row in rows])
    row = kind(slug=slug, name=name, position=max((row.position for row in rows), default=-1) + 1)
    session.add(row)
    session.flush()
    record(session, by, "added", kind.__tablename__, row.id)


def rename_place(session: Session, place: Place, name: str, by: int) -> None:
    """Give it another name. Its slug stays: answers, links and files mean the same place. Raises SettingError."""
    others = [row.name for row in _rows(session, type(place)) if row.id != place.id]
    name = place_name(name, others)
    if name != place.name:
        place.name = name
        record(session, by, "renamed", type(place).__tablename__, place.id)


def move_place(session: Session, place: Place, by: int) -> None:
    """Move it one place up; the first has nowhere to go."""
    rows = _rows(session, type(place))
    now = rows.index(place)
    if now == 0:
        return
    rows[now - 1 : now + 1] = rows[now], rows[now - 1]
    for position, row in enumerate(rows):
        row.position = position
    record(session, by, "moved", type(place).__tablename__, place.id)


def _rows(session: Session, kind: Kind) -> list[Place]:
    rows = session.scalars(sa.select(kind).order_by(col(kind.position), col(kind.name)))
    return list(cast(Iterable[Place], rows))
