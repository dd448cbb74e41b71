"""Approving translations and taking an approval back, on the record."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from participation.audit.services import record
from participation.kernel import clock
from participation.kernel.localisation import Drafted
from participation.languages.models import TextApproval
from participation.languages.queries import texts
from participation.languages.rules import Kind

SUBJECT = "text_approval"


def approve(session: Session, by: int, code: str, wanted: Iterable[Drafted]) -> int:
    """Stand by these translations as they are now; how many were not approved before."""
    added = _approve(session, by, code, wanted)
    for row in added:
        record(session, by, "text_approved", SUBJECT, row.id)
    return len(added)


def read_whole(session: Session, by: int, code: str) -> int:
    """A person has read every ordinary text of a language; one event for all of them."""
    added = _approve(session, by, code, texts(code, Kind.ORDINARY))
    if added:
        record(session, by, "language_read", SUBJECT, added[0].id)
    return len(added)


def take_back(session: Session, by: int, code: str, wanted: Iterable[Drafted]) -> int:
    """Nobody stands by these translations any more; how many were approved before."""
    rows = _rows(session, code)
    gone = [rows[text.text_hash] for text in wanted if text.text_hash in rows]
    for row in gone:
        record(session, by, "approval_taken_back", SUBJECT, row.id)
        session.delete(row)
    session.flush()
    return len(gone)


def _approve(session: Session, by: int, code: str, wanted: Iterable[Drafted]) -> list[TextApproval]:
    known = _rows(session, code).keys()
    fresh = {text.text_hash: text for text in wanted if text.text_hash not in known}
    added = [
        TextApproval(
            language=code,
            english_hash=text.english_hash,
            text_hash=text_hash,
            approved_by_id=by,
            approved_on=clock.today(),
        )
        for text_hash, text in fresh.items()
    ]
    session.add_all(added)
    session.flush()
    return added


def _rows(session: Session, code: str) -> dict[str, TextApproval]:
    found = session.exec(select(TextApproval).where(col(TextApproval.language) == code))
    return {row.text_hash: row for row in found}
