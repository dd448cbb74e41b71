"""Commands on surveys: publishing, opening, closing, shipping the ready-made ones."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.surveys.models import Survey, SurveyVersion
from participation.surveys.rules import Definition, definition_hash, load_shipped

UNLISTED = frozenset({"tell-us", "houses", "worry"})


def publish(session: Session, definition: Definition, day: date) -> SurveyVersion:
    """Publish a definition as the next version of its survey; the same content publishes nothing new."""
    survey = _survey(session, definition.slug, day)
    newest = session.exec(
        select(SurveyVersion).where(SurveyVersion.survey_id == survey.id).order_by(col(SurveyVersion.number).desc())
    ).first()
    content_hash = definition_hash(definition)
    if newest and newest.content_hash == content_hash:
        return newest
    raw: dict[str, Any] = definition.model_dump(mode="json", exclude_defaults=True)
    version = SurveyVersion(
        survey_id=survey.id or 0,
        number=newest.number + 1 if newest else 1,
        definition=raw,
        content_hash=content_hash,
        published_on=day,
    )
    session.add(version)
    session.flush()
    return version


def _survey(session: Session, slug: str, day: date) -> Survey:
    found = session.exec(select(Survey).where(Survey.slug == slug)).one_or_none()
    if found is None:
        found = Survey(slug=slug, opens_on=day, listed=slug not in UNLISTED)
        session.add(found)
        session.flush()
    return found


def close(session: Session, slug: str, last_day: date) -> None:
    """Take new answers until this day; who has begun may finish."""
    session.execute(sa.update(Survey).where(col(Survey.slug) == slug).values(closes_on=last_day))


def ship(session: Session, day: date) -> None:
    """Publish the ready-made surveys that are not there yet; what a council made of one stays."""
    known = set(session.exec(select(Survey.slug)))
    for slug, definition in load_shipped().items():
        if slug not in known:
            publish(session, definition, day)
