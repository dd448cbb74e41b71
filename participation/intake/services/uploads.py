"""Recordings of a draft: sealed under its key as they come in, kept or thrown away."""

import sqlalchemy as sa
from sqlmodel import Session

from participation.intake.queries import DRAFT_UPLOADS, OpenDraft
from participation.kernel.ids import new_reference
from participation.kernel.sealing import place, seal_under


def keep_recording(session: Session, draft: OpenDraft, question: str, wav: bytes) -> None:
    """Keep a recording in place of an earlier one."""
    drop_recording(session, draft, question)
    reference = new_reference()
    session.execute(
        sa.insert(DRAFT_UPLOADS).values(
            draft_id=draft.id,
            question_key=question,
            reference=reference,
            sealed=seal_under(draft.key, wav, place("draft_upload", reference, "sealed")),
        )
    )


def drop_recording(session: Session, draft: OpenDraft, question: str) -> None:
    """Throw a recording away."""
    uploads = DRAFT_UPLOADS.c
    session.execute(sa.delete(DRAFT_UPLOADS).where(uploads.draft_id == draft.id, uploads.question_key == question))
