"""What a young person does with what they sent: writes again, takes it back, keeps it private."""

from sqlmodel import Session

from participation.audit.services import record
from participation.conversations.models import Author
from participation.conversations.services import write
from participation.intake.rules import urgency_of
from participation.intake.services.screened import screened
from participation.kernel import clock
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.rules import (
    Urgency,
)
from participation.responses.services import bring_back, stop_quoting, withdraw
from participation.safeguarding.services import alert


def send_message(session: Session, ring: KeyRing, response: Response, text: str) -> None:
    """A further message of the young person: screened, sealed, and told to the lead when it may mean danger."""
    found = screened(session, text, response.language)
    urgency = urgency_of(found, floor=Urgency.EVERYTHING_ELSE)
    write(session, ring, response, text, author=Author.YOUNG_PERSON, urgency=int(urgency))
    bring_back(response, urgency)
    if urgency is Urgency.NOW:
        alert(session, response.id or 0, response.locality_id)


def take_back(session: Session, response: Response) -> None:
    """Withdraw a response. One that was flagged is unread again and alerts safeguarding: it may still matter."""
    withdraw(session, response, clock.today())
    record(session, None, "withdrawn_by_young_person", "response", response.id)
    if response.urgency < Urgency.EVERYTHING_ELSE:
        bring_back(response, Urgency(response.urgency))
        alert(session, response.id or 0, response.locality_id)


def keep_private(session: Session, response: Response) -> None:
    """The young person no longer wants their words shown to others; what is printed cannot be called back."""
    stop_quoting(session, response)
    record(session, None, "quotes_withdrawn_by_young_person", "response", response.id)
