"""Writing rows as responses, each once."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.imports.models import ImportedResponse
from participation.imports.rules import ImportMapping, Row
from participation.intake.services import write_response
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.rules import Channel
from participation.surveys.queries import Published
from participation.surveys.rules import Look

IMPORT_ROW = "import-row"


@dataclass(frozen=True)
class Target:
    """What a run writes into, checked and looked up once. `places` has ids by `locality:slug` and `service:slug`."""

    ring: KeyRing
    mapping: ImportMapping
    survey: Published
    places: Mapping[str, int]
    batch_id: int
    public: bool
    today: date


def write_rows(session: Session, target: Target, rows: Sequence[Row]) -> int:
    """Write the rows that are not here yet; returns how many."""
    lookups = {row.line: _lookups(target, row) for row in rows}
    every = [lookup for some in lookups.values() for lookup in some]
    here = set(session.exec(select(Response.import_row).where(col(Response.import_row).in_(every))))
    new = [row for row in rows if here.isdisjoint(lookups[row.line])]
    written = [_write_row(session, target, row, lookups[row.line][0]) for row in new]
    if written:
        links = [{"response_id": response_id, "batch_id": target.batch_id} for response_id in written]
        session.execute(sa.insert(ImportedResponse), links)
    return len(written)


def _lookups(target: Target, row: Row) -> list[str]:
    """How a row is known again without keeping its id or words: HMAC under each key of the ring, the newest first."""
    message = f"{target.survey.slug}\n{row.source}".encode()
    return [hmac.digest(key, message, hashlib.sha256).hex() for key in target.ring.lookup_keys(IMPORT_ROW)]


def _write_row(session: Session, target: Target, row: Row, lookup: str) -> int:
    mapping = target.mapping
    fixed = {
        "locality_id": target.places.get(f"locality:{mapping.locality}"),
        "service_id": target.places.get(f"service:{mapping.service}"),
    }
    return write_response(
        session,
        target.ring,
        target.survey.definition,
        row.answers,
        version_id=target.survey.version_id,
        language=mapping.language,
        look=Look.STANDARD.value,
        channel=Channel.IMPORTED,
        received_on=row.received_on,
        places=target.places,
        lenses=dict.fromkeys(row.answers, row.lens) if row.lens else None,
        extra={
            "import_row": lookup,
            "imported_label": row.label,
            "provenance": mapping.provenance,
            "already_public": target.public,
            **{column: place for column, place in fixed.items() if place},
        },
        page_someone=False,
    )
