"""Drafts: what a young person has written so far is kept under the session's secret."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from participation.intake.queries import DRAFTS, OpenDraft, lookup, wrapping_key
from participation.intake.rules import Draft
from participation.kernel.ids import new_reference
from participation.kernel.sealing import new_data_key, place, seal_under
from participation.responses.rules import (
    new_code,
)
from participation.surveys.rules import Answers


def begin_draft(session: Session, secret: str, slug: str, version_id: int, answers: Answers, day: date) -> None:
    """Keep the first answers of a form; the return code is made now."""
    reference, key = new_reference(), new_data_key()
    content = Draft(code=new_code().indexes, answers=dict(answers))
    session.execute(
        sa.insert(DRAFTS).values(
            reference=reference,
            session_lookup=lookup(secret, slug),
            survey_version_id=version_id,
            key_by_session=seal_under(wrapping_key(secret), key, place("draft", reference, "key_by_session")),
            sealed=_sealed(reference, key, content),
            touched_on=day,
        )
    )


def keep_draft(session: Session, draft: OpenDraft, content: Draft, day: date) -> None:
    """Keep what has been written since."""
    session.execute(
        sa.update(DRAFTS)
        .where(DRAFTS.c.id == draft.id)
        .values(sealed=_sealed(draft.reference, draft.key, content), touched_on=day)
    )


def _sealed(reference: str, key: bytes, content: Draft) -> bytes:
    return seal_under(key, content.model_dump_json().encode(), place("draft", reference, "sealed"))
