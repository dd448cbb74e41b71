"""A council with something of every kind in it, and the addresses of everything that the program answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.routing import Rule

from participation.access import Permission
from participation.imports.models import ImportBatch
from participation.kernel.database import Database
from participation.kernel.models import Alarm
from participation.kernel.outbox import raise_alarm
from participation.kernel.sealing import KeyRing
from participation.promises.models import Promise
from participation.promises.rules import Topic
from participation.responses.models import Statement
from participation.themes.models import Theme
from tests.conftest import TOKEN
from tests.factories import Council, said, send

NOT_THERE = 999_999
TOKENS = re.compile(r'value="[^"]{40,}"')
WORDS = "words of somebody"
Ids = Mapping[str, int | str]


@dataclass(frozen=True)
class World:
    """Ids by the name of the parameter that they stand for: in the north, in the south, without a place, nowhere."""

    north: Ids
    south: Ids
    unplaced: Ids
    shared: Ids
    nowhere: Ids


@pytest.fixture
def world(database: Database, ring: KeyRing, council: Council) -> World:
    """The small council with a response here and there, a theme, an import and an alarm."""
    with database.transaction() as session:
        here, there, nowhere = (response(session, ring, slug) for slug in ("north", "south", None))
        # An ask for everywhere may be read in the north as well, so the third is of the south again.
        asks = [ask(session, council.localities[slug]) for slug in ("north", "south", "south")]
        theme = Theme(name="A theme", phrase="", definition="")
        session.add(theme)
        raise_alarm(session, "something")
        session.flush()
        shared = {
            "theme_id": theme.id or 0,
            "staff_id": council.staff["worker"],
            "alarm_id": session.exec(select(Alarm.id)).one() or 0,
            "place_id": council.localities["north"],
            "batch_id": batch(session, council),
            "language": "en",
        }
    here, there, nowhere = (
        {**ids, "promise_id": found} for ids, found in zip((here, there, nowhere), asks, strict=True)
    )
    return World(here, there, nowhere, shared, dict.fromkeys((*here, *shared), NOT_THERE))


def response(session: Session, ring: KeyRing, locality: str | None) -> Ids:
    """A response with a statement in a locality."""
    placed = {"about_locality": locality} if locality else {}
    sent = send(session, ring, said(good=WORDS, **placed)).response
    statement = session.exec(select(Statement.id).where(Statement.response_id == sent.id)).one()
    return {"response_id": sent.id or 0, "statement_id": statement or 0}


def ask(session: Session, locality_id: int) -> int:
    """Something that young people of a locality asked for."""
    row = Promise(topic=Topic.HOME, locality_id=locality_id, ask="An ask", owner="A role", due_on=date(2026, 1, 5))
    session.add(row)
    session.flush()
    return row.id or 0


def batch(session: Session, council: Council) -> int:
    """An import."""
    row = ImportBatch(
        name="file.csv",
        file_hash="0" * 64,
        survey_version_id=1,
        staff_id=council.staff["admin"],
        imported_on=date(2026, 1, 5),
    )
    session.add(row)
    session.flush()
    return row.id or 0


@dataclass(frozen=True)
class Address:
    """One address with one method, and what its view is marked with."""

    method: str
    path: str
    endpoint: str
    parameters: frozenset[str]
    access: Permission | str | None

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.endpoint})"


METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ANY_OF = re.compile(r"<any\(([^,)]+)[^)]*\):\w+>")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def path_of(rule: Rule, ids: Ids) -> str:
    """The rule's path with ids in it; a parameter that nobody named gets something that is not there."""
    path = ANY_OF.sub(r"\1", rule.rule)
    return PARAMETER.sub(lambda found: str(ids.get(found[2], NOT_THERE if found[1] == "int" else "nothing")), path)


def addresses(app: Flask, ids: Ids) -> list[Address]:
    """Everything that the program answers."""
    return [
        Address(
            method,
            path_of(rule, ids),
            rule.endpoint,
            frozenset(rule.arguments),
            getattr(app.view_functions[rule.endpoint], "access", None),
        )
        for rule in sorted(app.url_map.iter_rules(), key=str)
        for method in METHODS
        if method in (rule.methods or ())
    ]


def page_token(client: FlaskClient) -> str:
    """A CSRF token of this client's session."""
    found = TOKEN.search(client.get("/staff/account/password").get_data(as_text=True))
    assert found
    return found[1]


@pytest.fixture
def everything(app: Flask, world: World) -> list[Address]:
    """Every address, with ids of things that are there."""
    return addresses(app, {**world.shared, **world.north})
