"""Whoever deletes what they sent is forgotten with it, down to the bytes of the database file."""

from pathlib import Path

import pytest
import time_machine
from sqlmodel import Session, select

from participation.identity.models import Identity, Opening
from participation.identity.services import ask, keep_identity
from participation.intake.services import delete_response
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import Settings
from participation.responses.models import Response
from participation.responses.rules import Handling
from participation.retention.services import purge, sweep
from tests.factories import Council, principal, said, send
from tests.identity.conftest import CONTACT, NAME


@pytest.mark.usefixtures("any_database")
@pytest.mark.parametrize("handling", Handling)
def test_it_goes_with_the_words_and_not_before_they_were_dealt_with(
    session: Session, known: int, handling: Handling
) -> None:
    response = session.get_one(Response, known)
    delete_response(session, response)
    response.handling = handling
    session.flush()
    purge(session, clock.now())
    assert len(session.exec(select(Identity)).all()) == int(handling is not Handling.DONE)


@pytest.mark.sqlite
def test_nothing_of_it_is_left_in_the_file(
    database: Database, settings: Settings, ring: KeyRing, council: Council
) -> None:
    with database.transaction() as session:
        response = send(session, ring, said(good="words")).response
        keep_identity(session, ring, response.id or 0, NAME, CONTACT)
        reason = "to ring the aunt back"
        ask(session, ring, response.id or 0, principal(session, council.staff["worker"]), clock.today(), reason)
    with database.session(write=False) as session:
        row, opening = session.exec(select(Identity)).one(), session.exec(select(Opening)).one()
        sealed = [row.data_key, row.name or b"", row.contact or b"", opening.reason]
    before = bytes_on_disk(settings)
    assert all(part in before for part in sealed)
    assert not [plain for plain in (NAME, CONTACT, reason) if plain.encode() in before]
    with database.transaction() as session:
        response = session.get_one(Response, response.id)
        delete_response(session, response)
        response.handling = Handling.DONE
    with time_machine.travel(clock.now(), tick=False):
        sweep(database)
    after = bytes_on_disk(settings)
    assert not [part for part in sealed if part in after]


def bytes_on_disk(settings: Settings) -> bytes:
    """Everything in the database's folder: the file, its log, its index."""
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
