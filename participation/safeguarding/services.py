"""Telling the people on duty that something must be read now. The mail says nothing but where to look."""

from sqlmodel import Session, col, select

from participation.access import Role
from participation.accounts.models import Staff
from participation.accounts.queries import principal_of
from participation.kernel import outbox

ALERT = "urgent"
NOBODY_TOLD = "urgent words came in and nobody could be told"


def alert(session: Session, response_id: int, locality_id: int | None) -> int:
    """Tell every safeguarding lead whose scope covers it; nobody to tell raises an alarm and refuses nothing."""
    leads = session.exec(select(Staff).where(Staff.role == Role.LEAD, col(Staff.disabled).is_(False))).all()
    told = [lead for lead in leads if principal_of(session, lead).scope.covers(locality_id)] or leads
    for lead in told:
        outbox.post(session, lead.email, ALERT, response_id)
    if not told:
        outbox.raise_alarm(session, NOBODY_TOLD)
    return len(told)
