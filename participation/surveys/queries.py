"""Reads of surveys: which are open, and what a version asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.council.queries import Place, localities, services
from participation.surveys.models import Survey, SurveyVersion
from participation.surveys.rules import Definition, with_places

Places = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Published:
    """The newest version of a survey and when it takes answers."""

    version_id: int
    number: int
    slug: str
    listed: bool
    opens_on: date | None
    closes_on: date | None
    definition: Definition

    def is_open(self, day: date) -> bool:
        """Whether somebody may begin on this day; both days count."""
        begun = self.opens_on is not None and self.opens_on <= day
        return begun and (self.closes_on is None or day <= self.closes_on)


@dataclass(frozen=True)
class Directory:
    """What young people may choose from: surveys by slug, and the council's places as (slug, name)."""

    surveys: dict[str, Published]
    localities: Places
    services: Places


_definitions: dict[str, Definition] = {}


def definition_of(content_hash: str, raw: dict[str, Any]) -> Definition:
    """The checked definition; a version never changes, so it is read once a process."""
    if content_hash not in _definitions:
        _definitions[content_hash] = Definition.model_validate(raw)
    return _definitions[content_hash]


@lru_cache(maxsize=256)
def _placed(content_hash: str, localities: Places, services: Places) -> Definition:
    return with_places(_definitions[content_hash], localities, services)


def asked(definition_hash: str, raw: dict[str, Any], localities: Places, services: Places) -> Definition:
    """The definition with the council's own places as choices."""
    definition_of(definition_hash, raw)
    return _placed(definition_hash, localities, services)


def published(session: Session, localities: Places, services: Places) -> dict[str, Published]:
    """Every survey's newest version by slug, whether it is open or not."""
    newest = sa.select(sa.func.max(SurveyVersion.id)).group_by(col(SurveyVersion.survey_id))
    rows = session.exec(
        select(Survey, SurveyVersion)
        .join(SurveyVersion, col(SurveyVersion.survey_id) == Survey.id)
        .where(col(SurveyVersion.id).in_(newest))
        .order_by(col(Survey.id))
    )
    return {survey.slug: _published(survey, version, localities, services) for survey, version in rows}


def directory(session: Session) -> Directory:
    """Every survey with the council's places as choices."""
    places, offers = as_choices(localities(session)), as_choices(services(session))
    return Directory(published(session, places, offers), places, offers)


def as_choices(places: Iterable[Place]) -> Places:
    """The council's localities or services as (slug, name)."""
    return tuple((place.slug, place.name) for place in places)


def _published(survey: Survey, version: SurveyVersion, localities: Places, services: Places) -> Published:
    return Published(
        version_id=version.id or 0,
        number=version.number,
        slug=survey.slug,
        listed=survey.listed,
        opens_on=survey.opens_on,
        closes_on=survey.closes_on,
        definition=asked(version.content_hash, version.definition, localities, services),
    )


def version(session: Session, version_id: int, localities: Places, services: Places) -> Published:
    """One version, published long ago or not."""
    survey, row = session.exec(
        select(Survey, SurveyVersion)
        .join(SurveyVersion, col(SurveyVersion.survey_id) == Survey.id)
        .where(SurveyVersion.id == version_id)
    ).one()
    return _published(survey, row, localities, services)


def leads_are_told(session: Session, version_id: int) -> bool:
    """Whether a lead is told of whatever comes to this survey: those of worries say so themselves."""
    row = session.get_one(SurveyVersion, version_id)
    return definition_of(row.content_hash, row.definition).urgency is not None
