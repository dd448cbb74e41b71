"""What the made-up council was asked and what came of it, written by the feature's own commands."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.access import Principal
from participation.council.queries import localities
from participation.demo.phrases import DATA
from participation.promises import services
from participation.promises.models import PromisePresses
from participation.promises.queries import may_be_quoted
from participation.promises.rules import Action, Outcome, Topic, Wording
from participation.responses.models import Response, Statement
from participation.surveys.rules import Look
from participation.themes.models import Theme

MADE_BEFORE = timedelta(days=30)


def made_up() -> list[Mapping[str, Any]]:
    """The changes as data."""
    return list(tomllib.loads((DATA / "changes.toml").read_text("utf-8"))["changes"])


def add_changes(session: Session, by: Principal, today: date) -> None:
    """Every ask with its owner, its words, its outcome, and the day on which young people could read it."""
    places = {place.slug: place.id for place in localities(session)}
    themes = {theme.name: theme.id for theme in session.exec(select(Theme))}
    for raw in made_up():
        shown = today + timedelta(days=raw.get("published", -1))
        place, theme = places.get(raw.get("place", "")), themes.get(raw["theme"])
        details = services.Details(
            ask=raw["ask"],
            owner=raw["owner"],
            due_on=today + timedelta(days=raw["due"]),
            topic=Topic(raw["topic"]),
            locality_id=place,
            theme_id=theme,
            evidence=raw.get("evidence", ""),
        )
        sources = _quotable(session, raw["quote"]) if "quote" in raw else []
        promise = services.make_ask(session, details, by, shown - MADE_BEFORE, sources)
        services.change_details(session, promise, details, by, promise.version, kept=sources, quoted=sources)
        services.write_texts(session, promise, "en", _texts(raw), by, promise.version)
        outcome, reason = Outcome(raw["outcome"]), raw.get("reason", "")
        services.set_outcome(session, promise, outcome, reason, by, shown, promise.version)
        if "published" in raw:
            services.move(session, promise, Action.PUBLISH, by, shown, promise.version)
        session.get_one(PromisePresses, promise.id).presses = raw.get("presses", 0)


def _texts(raw: Mapping[str, Any]) -> dict[Look, Wording]:
    return {look: Wording(*raw[look]) for look in Look if look in raw}


def _quotable(session: Session, phrase: str) -> list[int]:
    """The shortest approved statement with this phrase whose words may be shown, where there is one."""
    query = (
        select(Statement.id)
        .join(Response, col(Response.id) == Statement.response_id)
        .where(col(Statement.published).contains(phrase), may_be_quoted())
        .order_by(sa.func.length(Statement.published), col(Statement.id))
    )
    return [found for found in session.exec(query.limit(1)) if found]
