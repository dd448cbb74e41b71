"""Opening who somebody is: asking, agreeing, opening at once in danger. The leads are told where to look, no more."""

from datetime import date

from sqlmodel import Session

from participation.access import Principal
from participation.accounts.models import Staff
from participation.identity.models import Opening
from participation.identity.rules import Step
from participation.identity.services import answer, ask, look, open_at_once
from participation.kernel import outbox
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.safeguarding.queries import leads_covering

__all__ = ["answer_request", "ask_to_open", "look", "open_in_danger"]

SECOND_PERSON, ANSWERED = "second_person", "answered"
NOBODY_REVIEWS = "an identity waits for a second person and there is none"


def ask_to_open(session: Session, ring: KeyRing, response: Response, by: Principal, day: date, reason: str) -> None:
    """Ask another lead to agree; raises OpeningError."""
    ask(session, ring, response.id or 0, by, day, reason)
    _tell_the_others(session, response, by)


def open_in_danger(session: Session, ring: KeyRing, response: Response, by: Principal, day: date, reason: str) -> None:
    """Open it now, since someone may be in danger; another lead reviews it. Raises OpeningError."""
    open_at_once(session, ring, response.id or 0, by, day, reason)
    _tell_the_others(session, response, by)


def _tell_the_others(session: Session, response: Response, by: Principal) -> None:
    """Every lead who may be the second person; where there is none, an alarm says so, and nothing is refused."""
    others = [lead for lead in leads_covering(session, response.locality_id) if lead.id != by.staff_id]
    for lead in others:
        outbox.post(session, lead.email, SECOND_PERSON, response.id)
    if not others:
        outbox.raise_alarm(session, NOBODY_REVIEWS)


def answer_request(
    session: Session,
    ring: KeyRing,
    response: Response,
    opening: Opening,
    step: Step,
    by: Principal,
    day: date,
    said: str,
) -> None:
    """The second person's answer, of which whoever asked is told that there is one; raises OpeningError."""
    answer(session, ring, opening, step, by, day, said)
    asker = session.get_one(Staff, opening.asked_by_id)
    if not asker.disabled:
        outbox.post(session, asker.email, ANSWERED, response.id)
