"""Reads of drafts and receipts, by the session's secret; of a paused draft by its return code."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.intake.models import Draft as DraftRow
from participation.intake.models import DraftUpload, Receipt
from participation.intake.rules import Draft
from participation.kernel import clock
from participation.kernel.database import table_of
from participation.kernel.sealing import KeyRing, key_from_secret, place, unseal_under
from participation.responses.models import Response
from participation.responses.rules import ReturnCode, lookup_key, parse

RECEIPT, PAUSED = "receipt", "paused"
DRAFTS = table_of(DraftRow)
RECEIPTS = table_of(Receipt)
DRAFT_UPLOADS = table_of(DraftUpload)


@dataclass(frozen=True)
class OpenDraft:
    """A draft that this session may go on with. `key` is its data key."""

    id: int
    reference: str
    version_id: int
    key: bytes
    content: Draft

    @property
    def code(self) -> ReturnCode:
        """The return code that was made with it."""
        return ReturnCode(self.content.code)


def lookup(secret: str, name: str) -> str:
    """How a session's rows are found without keeping its secret."""
    return key_from_secret(secret, f"lookup:{name}").hex()


def wrapping_key(secret: str) -> bytes:
    """The key by which a session opens what is its own."""
    return key_from_secret(secret, "draft")


def open_draft(session: Session, secret: str, slug: str, *, lock: bool = False) -> OpenDraft | None:
    """The draft of this survey that this session has begun, None without one."""
    query = sa.select(DRAFTS).where(DRAFTS.c.session_lookup == lookup(secret, slug))
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        return None
    return _opened(row, "key_by_session", wrapping_key(secret))


def paused_draft(session: Session, ring: KeyRing, typed: str, *, lock: bool = False) -> OpenDraft | None:
    """The paused draft that a return code opens, None for any other words."""
    code = parse(typed)
    if code is None:
        return None
    keys = dict(code_keys(ring, code))
    query = sa.select(DRAFTS).where(DRAFTS.c.code_lookup.in_(keys))
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    return _opened(row, "key_by_code", keys[row.code_lookup]) if row else None


def code_keys(ring: KeyRing, code: ReturnCode) -> list[tuple[str, bytes]]:
    """Under each key of the ring, the current one first: how a paused draft is found by its code, and what opens it.

    Neither can be worked out from the database alone, nor from the code alone.
    """
    finding, opening = (ring.lookup_keys(f"paused-draft-{use}") for use in ("lookup", "key"))
    return [
        (lookup_key(code, find), bytes.fromhex(lookup_key(code, unlock)))
        for find, unlock in zip(finding, opening, strict=True)
    ]


def _opened(row: Any, sealed_key: str, opener: bytes) -> OpenDraft:
    key = unseal_under(opener, getattr(row, sealed_key), place("draft", row.reference, sealed_key))
    plain = unseal_under(key, row.sealed, place("draft", row.reference, "sealed"))
    return OpenDraft(row.id, row.reference, row.survey_version_id, key, Draft.model_validate_json(plain))


def recordings(session: Session, draft: OpenDraft, question: str | None = None) -> dict[str, bytes]:
    """The recordings of a draft as WAV by question, or that of one question."""
    uploads = DRAFT_UPLOADS.c
    query = sa.select(DRAFT_UPLOADS).where(uploads.draft_id == draft.id)
    rows = session.execute(query if question is None else query.where(uploads.question_key == question))
    return {
        row.question_key: unseal_under(draft.key, row.sealed, place("draft_upload", row.reference, "sealed"))
        for row in rows
    }


def was_sent(session: Session, reference: str) -> bool:
    """Whether the draft of this reference has become a response: a form that is sent again is found by it."""
    mine = col(Response.draft_reference) == reference
    return session.exec(select(Response.id).where(mine)).first() is not None


def receipt(session: Session, secret: str, kind: str = RECEIPT) -> ReturnCode | None:
    """The return code of what this session sent last, or of what it paused, for some minutes."""
    mine = lookup(secret, kind)
    sealed = session.execute(
        sa.select(RECEIPTS.c.sealed).where(RECEIPTS.c.session_lookup == mine, RECEIPTS.c.expires_at > clock.now())
    ).scalar_one_or_none()
    if sealed is None:
        return None
    plain = unseal_under(wrapping_key(secret), sealed, place("receipt", mine, "sealed"))
    return ReturnCode(tuple(int(part) for part in plain.decode().split("-")))
