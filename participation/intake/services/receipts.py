"""The receipt: the return code, sealed under the session's secret for a quarter of an hour."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session

from participation.intake.queries import RECEIPTS, lookup, wrapping_key
from participation.kernel import clock
from participation.kernel.sealing import place, seal_under
from participation.responses.rules import (
    ReturnCode,
)

RECEIPT_LASTS = timedelta(minutes=15)


def keep_receipt(session: Session, secret: str, code: ReturnCode) -> None:
    mine = lookup(secret, "receipt")
    plain = "-".join(str(index) for index in code.indexes).encode()
    drop_receipt(session, secret)
    session.execute(
        sa.insert(RECEIPTS).values(
            session_lookup=mine,
            sealed=seal_under(wrapping_key(secret), plain, place("receipt", mine, "sealed")),
            expires_at=clock.coarse(clock.now() + RECEIPT_LASTS, minutes=5),
        )
    )


def drop_receipt(session: Session, secret: str) -> None:
    """The young person has kept the code: this session shows it no more."""
    session.execute(sa.delete(RECEIPTS).where(RECEIPTS.c.session_lookup == lookup(secret, "receipt")))
