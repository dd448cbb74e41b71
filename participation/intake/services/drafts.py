"""Drafts: what a young person has written is kept under the session's secret, once paused under the return code."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from participation.intake.queries import DRAFTS, OpenDraft, code_keys, lookup, wrapping_key
from participation.intake.rules import Draft
from participation.kernel.ids import new_reference
from participation.kernel.sealing import KeyRing, new_data_key, place, seal_under
from participation.responses.rules import new_code
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
            key_by_session=_key_by_session(secret, reference, key),
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


def pause_draft(session: Session, ring: KeyRing, draft: OpenDraft, day: date) -> None:
    """Only the return code opens it from now on: whoever is next at this phone cannot read it."""
    code_lookup, opener = code_keys(ring, draft.code)[0]
    session.execute(
        sa.update(DRAFTS)
        .where(DRAFTS.c.id == draft.id)
        .values(
            code_lookup=code_lookup,
            key_by_code=seal_under(opener, draft.key, place("draft", draft.reference, "key_by_code")),
            session_lookup=None,
            key_by_session=None,
            touched_on=day,
        )
    )


def resume_draft(session: Session, secret: str, slug: str, draft: OpenDraft, day: date) -> None:
    """The code was given: this session goes on with the draft. The code still opens it, should this session end."""
    session.execute(
        sa.update(DRAFTS)
        .where(DRAFTS.c.id == draft.id)
        .values(
            session_lookup=lookup(secret, slug),
            key_by_session=_key_by_session(secret, draft.reference, draft.key),
            touched_on=day,
        )
    )


def drop_draft(session: Session, draft: OpenDraft) -> None:
    """Throw a draft away, with its recordings."""
    session.execute(sa.delete(DRAFTS).where(DRAFTS.c.id == draft.id))


def _key_by_session(secret: str, reference: str, key: bytes) -> bytes:
    return seal_under(wrapping_key(secret), key, place("draft", reference, "key_by_session"))


def _sealed(reference: str, key: bytes, content: Draft) -> bytes:
    return seal_under(key, content.model_dump_json().encode(), place("draft", reference, "sealed"))
