"""Sending: everything of a response is written in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from participation.identity.services import keep_identity
from participation.intake.queries import DRAFTS, OpenDraft
from participation.intake.queries import recordings as recordings_of
from participation.intake.rules import Part, finished, floor_of, said_of_self, urgency_of
from participation.intake.services.receipts import keep_receipt
from participation.intake.services.screened import flags_of, screened
from participation.kernel import clock
from participation.kernel.database import table_of
from participation.kernel.ids import new_reference
from participation.kernel.sealing import KeyRing, new_data_key, place, seal_under
from participation.responses.models import Answer, Response, Statement, Upload
from participation.responses.queries import code_lookup
from participation.responses.queries import second_secret as mark_of
from participation.responses.rules import (
    Channel,
    Handling,
    Medium,
    Progress,
    Provenance,
    QuoteConsent,
    ReturnCode,
    StatementStatus,
    Urgency,
)
from participation.safeguarding.services import alert
from participation.surveys.rules import LOCALITY_KEY, SERVICE_KEY, Answers, Definition, Lens

RESPONSES = table_of(Response)
ANSWERS = table_of(Answer)
STATEMENTS = table_of(Statement)
UPLOADS = table_of(Upload)
ABOUT_YOU = {
    "age_band": "about_age_band",
    "care_status": "about_care_status",
    "disability": "about_disability",
    "ethnicity": "about_ethnicity",
}


def submit(
    session: Session,
    ring: KeyRing,
    secret: str,
    draft: OpenDraft,
    definition: Definition,
    *,
    once: str,
    language: str,
    look: str,
) -> None:
    """Send a draft: response, answers, statements, alerts and the receipt, all in this transaction.

    `once` is the form's own key: the database takes no second response with it.
    """
    code = draft.code
    write_response(
        session,
        ring,
        definition,
        draft.content.answers,
        version_id=draft.version_id,
        language=language,
        look=look,
        consents=draft.content.consents,
        recordings=recordings_of(session, draft),
        code=code,
        second_secret=draft.content.second_secret,
        draft_reference=once,
    )
    session.execute(sa.delete(DRAFTS).where(DRAFTS.c.id == draft.id))
    keep_receipt(session, secret, code)


def write_response(
    session: Session,
    ring: KeyRing,
    definition: Definition,
    answers: Answers,
    *,
    version_id: int,
    language: str,
    look: str,
    consent: QuoteConsent = QuoteConsent.NOT_SAID,
    consents: Mapping[str, QuoteConsent] | None = None,
    recordings: Mapping[str, bytes] | None = None,
    code: ReturnCode | None = None,
    second_secret: tuple[str, str] | None = None,
    draft_reference: str | None = None,
    channel: Channel = Channel.OWN_PHONE,
    received_on: date | None = None,
    places: Mapping[str, int] | None = None,
    lenses: Mapping[str, Lens] | None = None,
    extra: Mapping[str, Any] | None = None,
    page_someone: bool = True,
) -> int:
    """Write one response with its answers and statements; returns its id.

    `consents` says for each text whether it may be quoted, `consent` for those it leaves out. `places` maps slugs of
    localities and services to their ids (read from the database when None). An import brings `lenses` by question, for
    words that others sorted, and `extra` columns, which win over what is worked out here. The exact words, drawings and
    `recordings` (WAV by question; without it there is none) are sealed under the response's own data key.
    """
    parts = _as_asked(definition, answers) if channel is Channel.IMPORTED else finished(definition, answers)
    sounds = recordings or {}
    parts = tuple(part for part in parts if part.medium is not Medium.RECORDING or part.question.key in sounds)
    who = tuple(part for part in parts if part.question.identity)
    parts = tuple(part for part in parts if not part.question.identity)
    reference, key = new_reference(), new_data_key()
    said = {part.question.key: part.value for part in parts}
    locality_id, service_id = _place_ids(session, said, places)
    floor = floor_of(definition, parts)
    each = consents or {}
    texts = [
        _statement(session, part, reference, key, language, each.get(part.consent_key, consent), floor)
        for part in parts
        if part.medium
    ]
    for row in texts:
        row["lens"] = (lenses or {}).get(row["question_key"], row["lens"])
    urgency = min([int(floor), *(row["urgency"] for row in texts), *_urgencies(session, who, language)])
    response_id = session.execute(
        sa.insert(RESPONSES).values(
            {
                "reference": reference,
                "draft_reference": draft_reference,
                "survey_version_id": version_id,
                "channel": channel,
                "provenance": Provenance.OWN_WORDS,
                "locality_id": locality_id,
                "service_id": service_id,
                "language": language,
                "look": look,
                "received_on": received_on or clock.today(),
                "urgency": urgency,
                "handling": Handling.UNREAD,
                "progress": Progress.RECEIVED,
                "code_lookup": code_lookup(ring, code) if code else None,
                "second_secret": mark_of(ring, reference, *second_secret) if second_secret else None,
                "data_key": ring.seal(key, place("response", reference, "data_key")),
                "already_public": False,
                **{column: said.get(question) for column, question in ABOUT_YOU.items()},
                **(extra or {}),
            }
        )
    ).inserted_primary_key[0]  # type: ignore[attr-defined]
    _write_answers(session, response_id, parts)
    if texts:
        session.execute(sa.insert(STATEMENTS), [{**row, "response_id": response_id} for row in texts])
        _write_uploads(session, response_id, key, _made(parts, sounds))
    keep_identity(session, ring, response_id, *said_of_self(who))
    if page_someone and (urgency == Urgency.NOW or definition.urgency):
        alert(session, response_id, locality_id)
    return int(response_id)


def _urgencies(session: Session, who: Sequence[Part], language: str) -> list[int]:
    """What is said beside a name or a number may mean danger too; it only raises, since it is kept apart."""
    found = [screened(session, part.words, language) for part in who if part.words]
    return [int(urgency_of(each, floor=Urgency.EVERYTHING_ELSE)) for each in found]


def _as_asked(definition: Definition, answers: Answers) -> tuple[Part, ...]:
    """The parts of what was collected elsewhere: what was not asked there was not skipped, and nothing is hidden."""
    return tuple(Part(question, answers[question.key]) for question in definition.questions if question.key in answers)


def _place_ids(
    session: Session, said: Mapping[str, str | None], places: Mapping[str, int] | None
) -> tuple[int | None, int | None]:
    """Ids of the locality and the service that were chosen. One that is no longer there is "not said"."""
    if places is not None:
        return places.get(f"locality:{said.get(LOCALITY_KEY)}"), places.get(f"service:{said.get(SERVICE_KEY)}")
    found = []
    for table, key in (("locality", LOCALITY_KEY), ("service", SERVICE_KEY)):
        slug = said.get(key)
        query = sa.text(f"SELECT id FROM {table} WHERE slug = :slug")  # noqa: S608 - the table's name is ours
        found.append(session.execute(query, {"slug": slug}).scalar_one_or_none() if slug else None)
    return found[0], found[1]


def _write_answers(session: Session, response_id: int, parts: Sequence[Part]) -> None:
    """Everything but words; about-you answers stand on the response itself."""
    rows = [
        {
            "response_id": response_id,
            "question_key": part.question.key,
            "measure": part.question.measure,
            "state": part.answer.state.value,
            "value": part.value,
        }
        for part in parts
        if part.question.key not in ABOUT_YOU.values()
    ]
    if rows:
        session.execute(sa.insert(ANSWERS), rows)


def _made(parts: Sequence[Part], sounds: Mapping[str, bytes]) -> dict[str, bytes]:
    """What was drawn and what was recorded, by question."""
    drawn = {p.question.key: p.answer.value.encode() for p in parts if p.medium is Medium.DRAWING}
    return {**drawn, **{p.question.key: sounds[p.question.key] for p in parts if p.medium is Medium.RECORDING}}


def _write_uploads(session: Session, response_id: int, key: bytes, made: Mapping[str, bytes]) -> None:
    for question, plain in made.items():
        reference = new_reference()
        mine = sa.select(STATEMENTS.c.id).where(
            STATEMENTS.c.response_id == response_id, STATEMENTS.c.question_key == question
        )
        sealed = seal_under(key, plain, place("upload", reference, "sealed"))
        session.execute(
            sa.insert(UPLOADS).values(statement_id=mine.scalar_subquery(), reference=reference, sealed=sealed)
        )


def _statement(
    session: Session,
    part: Part,
    reference: str,
    key: bytes,
    language: str,
    consent: QuoteConsent,
    floor: Urgency,
) -> dict[str, Any]:
    """Of a drawing or recording there is nothing to screen, and no text until staff wrote down what it shows."""
    question = part.question
    written = part.medium is Medium.TEXT
    found = screened(session, part.words, language) if written else None
    where = place("statement", f"{reference}.{question.key}", "text")
    return {
        "question_key": question.key,
        "lens": part.lens.value,
        "medium": part.medium,
        "for_safety_only": question.for_safety_only,
        "status": StatementStatus.PRIVATE if question.for_safety_only else StatementStatus.WAITING,
        "urgency": int(urgency_of(found, floor=floor)),
        "flags": flags_of(found),
        "original": seal_under(key, part.words.encode(), where) if written else None,
        "redactions": [],
        "quote_consent": QuoteConsent.DO_NOT_SHARE if question.for_safety_only else consent,
    }
