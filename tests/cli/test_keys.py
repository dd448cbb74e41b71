"""Rotating keys: what interrupts it, what it leaves behind, and that nothing sealed is forgotten."""

import pyotp
import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from participation import keys
from participation.accounts.models import Staff
from participation.accounts.services import one_time_secret
from participation.identity.queries import Revealed, identity_of, revealed
from participation.identity.services import keep_identity
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing, SealError, place
from participation.kernel.settings import DEMO_KEY
from participation.keys import rotate
from participation.responses.models import Response
from participation.responses.queries import by_code, exact_words, statements_of
from tests.factories import SentResponse, said, send

OLD = KeyRing({"demo": DEMO_KEY})
BOTH = KeyRing({"new": b"n" * 32, "demo": DEMO_KEY})
NEW = KeyRing({"new": b"n" * 32})
RESPONSES = 7
ALL = [f"words {number}" for number in range(RESPONSES)]


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "ROWS_AT_ONCE", 3)


@pytest.fixture
def sent(database: Database) -> list[SentResponse]:
    """Responses, and a one-time secret, under the old key."""
    with database.transaction() as session:
        worker = session.exec(select(Staff)).first()
        assert worker
        where = place("staff", str(worker.id), "one_time_secret")
        worker.one_time_secret = OLD.seal(pyotp.random_base32().encode(), where)
        return [send(session, OLD, said(good=words)) for words in ALL]


def words(session: Session, ring: KeyRing) -> list[str]:
    """The exact words of every response."""
    rows = session.exec(select(Response).order_by(col(Response.id))).all()
    return [exact_words(ring, row, one) for row in rows for one in statements_of(session, row.id or 0)]


def nothing(_done: int, _whole: int) -> None:
    """Show no progress."""


@pytest.mark.usefixtures("any_database")
def test_everything_opens_with_the_new_key_alone(database: Database, sent: list[SentResponse]) -> None:
    steps: list[tuple[int, int]] = []
    assert rotate(database, BOTH, lambda done, whole: steps.append((done, whole))) == RESPONSES + 1
    assert steps[-1] == (RESPONSES + 1, RESPONSES + 1)
    with database.session(write=False) as session:
        assert words(session, NEW) == ALL
        staff = session.exec(select(Staff).where(col(Staff.one_time_secret).is_not(None))).one()
        assert len(one_time_secret(staff, NEW)) == 32
        with pytest.raises(SealError):
            words(session, OLD)
    assert rotate(database, BOTH, nothing) == 0


def test_who_somebody_is_opens_with_the_new_key_alone(database: Database, sent: list[SentResponse]) -> None:
    response_id = sent[0].response.id or 0
    with database.transaction() as session:
        keep_identity(session, OLD, response_id, "Robin Example", "")
    assert rotate(database, BOTH, nothing) == RESPONSES + 2
    with database.session(write=False) as session:
        row = identity_of(session, response_id)
        assert row
        assert revealed(NEW, row) == Revealed("Robin Example", "")
        with pytest.raises(SealError):
            revealed(OLD, row)


def test_an_interrupted_run_is_gone_on_with(database: Database, sent: list[SentResponse]) -> None:
    def stop(done: int, _whole: int) -> None:
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(database, BOTH, stop)
    with database.session(write=False) as session:
        assert words(session, BOTH) == ALL
    assert rotate(database, BOTH, nothing) == RESPONSES + 1 - 3
    with database.session(write=False) as session:
        assert words(session, NEW) == ALL


def test_return_codes_need_the_key_that_they_were_made_under(database: Database, sent: list[SentResponse]) -> None:
    rotate(database, BOTH, nothing)
    with database.session(write=False) as session:
        assert by_code(session, BOTH, sent[0].code.words)
        assert by_code(session, NEW, sent[0].code.words) is None


def test_every_column_that_holds_bytes_is_sealed_in_a_known_way() -> None:
    """A new one is sealed by the ring, and then rotated, or under a key of its own, and then named here."""
    by_the_ring = {f"{each.table.__tablename__}.{each.column}" for each in keys.EVERYTHING}
    under_the_response = {
        "statement.original",
        "statement.corrected",
        "upload.sealed",
        "message.text",
        "decision.reason",
        "freezing.reason",
    }
    under_the_identity = {"identity.name", "identity.contact", "identity_opening.reason", "identity_opening.answer"}
    under_the_visitor = {
        "draft.key_by_session",
        "draft.key_by_code",
        "draft.sealed",
        "draft_upload.sealed",
        "receipt.sealed",
        "reading.sealed",
    }
    columns = {
        str(column)
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, sa.LargeBinary)
    }
    assert columns == by_the_ring | under_the_response | under_the_identity | under_the_visitor
