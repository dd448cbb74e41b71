"""Rotating keys: everything under the first key, whatever interrupts it, and the words come back."""

import pyotp
import pytest
from sqlmodel import Session, select

from participation.accounts.models import Staff
from participation.accounts.services import one_time_secret
from participation.kernel import rotation
from participation.kernel.database import Database
from participation.kernel.rotation import Rotation, reseal, sealed_columns
from participation.kernel.sealing import KeyRing, SealError, place
from participation.kernel.settings import DEMO_KEY
from participation.responses.models import Response
from participation.responses.queries import by_code, exact_words, statements_of
from tests.factories import SentResponse, said, send

OLD = KeyRing({"demo": DEMO_KEY})
BOTH = KeyRing({"new": b"n" * 32, "demo": DEMO_KEY})
NEW = KeyRing({"new": b"n" * 32})
RESPONSES = 7


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 3)


@pytest.fixture
def sent(database: Database) -> list[SentResponse]:
    """Responses and a one-time secret under the old key."""
    with database.transaction() as session:
        worker = session.exec(select(Staff)).first()
        assert worker
        worker.one_time_secret = OLD.seal(
            pyotp.random_base32().encode(), place("staff", str(worker.id), "one_time_secret")
        )
        return [send(session, OLD, said(good=f"words {number}")) for number in range(RESPONSES)]


def words(session: Session, ring: KeyRing) -> list[str]:
    rows = session.exec(select(Response).order_by("id")).all()
    return [exact_words(ring, row, one) for row in rows for one in statements_of(session, row.id or 0)]


@pytest.mark.usefixtures("any_database")
def test_everything_is_sealed_under_the_new_key_and_opens(database: Database, sent: list[SentResponse]) -> None:
    steps: list[tuple[int, int]] = []
    assert reseal(database, BOTH, lambda done, whole: steps.append((done, whole))) == Rotation(RESPONSES + 1, 0)
    assert steps[-1] == (RESPONSES + 1, RESPONSES + 1)
    with database.session(write=False) as session:
        assert words(session, NEW) == [f"words {number}" for number in range(RESPONSES)]
        staff = session.exec(select(Staff).where(Staff.one_time_secret != None)).one()  # noqa: E711
        assert len(one_time_secret(staff, NEW)) == 32
    assert reseal(database, BOTH) == Rotation(0, 0)


def test_an_interrupted_run_goes_on(database: Database, sent: list[SentResponse]) -> None:
    def stop(done: int, _whole: int) -> None:
        if done >= 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reseal(database, BOTH, stop)
    with database.session(write=False) as session:
        assert len(words(session, BOTH)) == RESPONSES
    assert 0 < reseal(database, BOTH).resealed < RESPONSES + 1
    with database.session(write=False) as session:
        assert len(words(session, NEW)) == RESPONSES


def test_what_no_key_opens_is_counted_and_left_as_it_is(database: Database, sent: list[SentResponse]) -> None:
    with database.transaction() as session:
        session.get_one(Response, sent[0].response.id).data_key = NEW.seal(b"x" * 32, b"elsewhere").replace(
            b"new", b"old"
        )
    assert reseal(database, BOTH) == Rotation(RESPONSES, 1)
    with database.session(write=False) as session:
        assert (session.get_one(Response, sent[0].response.id).data_key or b"").startswith(b"old:")


def test_return_codes_of_the_old_key_work_while_it_is_in_the_ring(database: Database, sent: list[SentResponse]) -> None:
    reseal(database, BOTH)
    with database.session(write=False) as session:
        assert by_code(session, BOTH, sent[0].code.words)
        assert by_code(session, NEW, sent[0].code.words) is None
        with pytest.raises(SealError):
            words(session, OLD)


def test_every_column_that_holds_bytes_is_known() -> None:
    """A new one must be sealed: by the ring, or under a key of its own that this list names."""
    under_the_response = {"statement.original", "message.text", "decision.reason"}
    under_the_visitor = {"draft.key_by_session", "draft.sealed", "receipt.sealed", "reading.sealed"}
    by_the_ring = {str(column) for column in sealed_columns()}
    assert by_the_ring == {"response.data_key", "staff.one_time_secret"}
    columns = [c for table in Response.metadata.tables.values() for c in table.columns if c.type.python_type is bytes]
    assert {str(column) for column in columns} == by_the_ring | under_the_response | under_the_visitor
