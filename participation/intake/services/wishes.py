"""What a young person does with what they sent: writes again, corrects, re-opens, agrees, withdraws, deletes."""

from sqlmodel import Session

from participation.audit.services import record
from participation.conversations.models import Author
from participation.conversations.services import write
from participation.intake.rules import urgency_of
from participation.intake.services.screened import flags_of, screened
from participation.kernel import clock
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response, Statement
from participation.responses.rules import QuoteConsent, Urgency
from participation.responses.services import agree, bring_back, correct, delete, reopen, undo_withdraw, withdraw
from participation.safeguarding.services import alert
from participation.surveys.queries import leads_are_told


def _tell(session: Session, response: Response) -> None:
    """Tell the lead of what came to a worry, or to anything that may mean danger: whatever the words are this time."""
    if response.urgency == Urgency.NOW or leads_are_told(session, response.survey_version_id):
        alert(session, response.id or 0, response.locality_id)


def send_message(session: Session, ring: KeyRing, response: Response, text: str) -> None:
    """A further message of the young person: screened, sealed, and told to the lead where it has to be."""
    found = screened(session, text, response.language)
    urgency = urgency_of(found, floor=Urgency.EVERYTHING_ELSE)
    write(session, ring, response, text, author=Author.YOUNG_PERSON, urgency=int(urgency))
    bring_back(response, urgency)
    _tell(session, response)


def withdraw_response(session: Session, response: Response) -> None:
    """Not counted and not quoted from now on, at the young person's wish; the code still opens it."""
    withdraw(session, response, clock.today())
    record(session, None, "withdrawn_by_young_person", "response", response.id)


def use_again(session: Session, response: Response) -> None:
    """What was withdrawn may be used again; staff read and decide anew."""
    undo_withdraw(session, response)
    record(session, None, "given_back_by_young_person", "response", response.id)


def delete_response(session: Session, response: Response) -> None:
    """Off the code page at once. One that was flagged alerts safeguarding: it may still matter."""
    delete(session, response, clock.today())
    record(session, None, "deleted_by_young_person", "response", response.id)
    if response.urgency < Urgency.EVERYTHING_ELSE:
        bring_back(response, Urgency(response.urgency))
        alert(session, response.id or 0, response.locality_id)


def reopen_response(session: Session, ring: KeyRing, response: Response, text: str) -> None:
    """It is not finished for the young person, with what they say about it, if anything."""
    reopen(response, clock.today())
    record(session, None, "reopened_by_young_person", "response", response.id)
    if text.strip():
        send_message(session, ring, response, text)
    else:
        _tell(session, response)


def correct_words(session: Session, ring: KeyRing, response: Response, statement: Statement, text: str) -> None:
    """A text is to say something else from now on: screened like the first words, which it can only raise."""
    found = screened(session, text, response.language)
    urgency = urgency_of(found, floor=Urgency.EVERYTHING_ELSE)
    correct(ring, response, statement, text, clock.today(), flags=flags_of(found), urgency=urgency)
    record(session, None, "corrected_by_young_person", "statement", statement.id)
    _tell(session, response)


def agree_to_quote(session: Session, statement: Statement, consent: QuoteConsent) -> None:
    """The young person says whether a text may be shown to others; what is printed cannot be called back."""
    agree(statement, consent)
    record(session, None, "consent_changed_by_young_person", "statement", statement.id)
