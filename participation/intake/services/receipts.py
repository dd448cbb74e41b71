"""The receipt: a return code, sealed under the session's secret for as long as it takes to keep it."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session

from participation.intake.queries import PAUSED, RECEIPT, RECEIPTS, lookup, wrapping_key
from participation.kernel import clock
from participation.kernel.sealing import place, seal_under
from participation.responses.rules import (
    ReturnCode,
)

RECEIPT_LASTS = timedelta(minutes=15)
PAUSED_LASTS = timedelta(minutes=5)  # the next person at this phone must not find the way back to the words
LASTS = {RECEIPT: RECEIPT_LASTS, PAUSED: PAUSED_LASTS}


def keep_receipt(session: Session, secret: str, code: ReturnCode, kind: str = RECEIPT) -> None:
    """Let this session see the code of what it sent, or paused, for some minutes."""
    mine = lookup(secret, kind)
    plain = "-".join(str(index) for index in code.indexes).encode()
    drop_receipt(session, secret, kind)
    session.execute(
        sa.insert(RECEIPTS).values(
            session_lookup=mine,
            sealed=seal_under(wrapping_key(secret), plain, place("receipt", mine, "sealed")),
            expires_at=clock.coarse(clock.now() + LASTS[kind], minutes=5),
        )
    )


def drop_receipt(session: Session, secret: str, kind: str = RECEIPT) -> None:
    """The young person has kept the code: this session shows it no more."""
    session.execute(sa.delete(RECEIPTS).where(RECEIPTS.c.session_lookup == lookup(secret, kind)))
