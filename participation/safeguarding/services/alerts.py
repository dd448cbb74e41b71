"""Telling the leads at once, and once more when nobody has opened it within a working hour.

The mail says nothing but where to look.
"""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from participation.council.queries import settings as council_settings
from participation.kernel import clock, outbox
from participation.responses.models import Response
from participation.safeguarding.models import ToBeSeen
from participation.safeguarding.queries import leads, leads_covering
from participation.safeguarding.rules import seen_by

ALERT = "urgent"
NOBODY_TOLD = "urgent words came in and nobody could be told"
NOBODY_COVERS = "urgent words came in from where no safeguarding lead may read"


def alert(session: Session, response_id: int, locality_id: int | None) -> int:
    """Tell every safeguarding lead whose scope covers it, else every lead there is.

    Where none may read it, or none is there at all, an alarm says so as well; nothing is ever refused.
    """
    told = _tell(session, response_id, locality_id)
    expect_reading(session, response_id)
    return told


def _tell(session: Session, response_id: int, locality_id: int | None) -> int:
    covering = leads_covering(session, locality_id)
    everybody = covering or leads(session)
    for lead in everybody:
        outbox.post(session, lead.email, ALERT, response_id)
    if not covering:
        outbox.raise_alarm(session, NOBODY_COVERS if everybody else NOBODY_TOLD)
    return len(everybody)


def expect_reading(session: Session, response_id: int) -> None:
    """Somebody must open this within a working hour; one that waits already keeps its time. Every worry is such."""
    if session.get(ToBeSeen, response_id) is None:
        council = council_settings(session)
        due_at = clock.coarse(seen_by(clock.now(), council.week, council.closed_days))
        session.add(ToBeSeen(response_id=response_id, due_at=due_at))
        session.flush()


def was_opened(session: Session, response_id: int) -> None:
    """Somebody reads it now, so its time is kept no longer."""
    session.execute(sa.delete(ToBeSeen).where(col(ToBeSeen.response_id) == response_id))


def remind_of_unseen(session: Session) -> int:
    """Tell the leads once more of each that was not opened in its hour; returns how many there were."""
    late = (col(ToBeSeen.due_at) <= clock.now(), col(ToBeSeen.reminded).is_(False))
    rows = session.exec(select(ToBeSeen, Response.locality_id).join(Response).where(*late)).all()
    for row, locality_id in rows:
        _tell(session, row.response_id, locality_id)
        row.reminded = True
    return len(rows)
