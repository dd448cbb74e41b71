"""Young people of the demo who came back with their code: judged, re-opened, said it in other words, took it back."""

from datetime import date, timedelta

from sqlmodel import Session

from participation.access import Principal
from participation.conversations.models import Asked, Verdict
from participation.conversations.services import judge
from participation.demo.trends import LOCALITIES, SERVICES
from participation.demo.voices import last_working_day
from participation.intake.services import correct_words, reopen_response, withdraw_response, write_response
from participation.kernel.sealing import KeyRing
from participation.moderation.services import answer, open_response, take_step
from participation.responses.models import Response
from participation.responses.queries import statements_of
from participation.responses.rules import Progress, QuoteConsent, new_code
from participation.surveys.queries import published
from participation.surveys.rules import AnswerState, AnswerValue

REPLY = "Thank you for telling us. We asked for it at the meeting, and they said yes."


def add_wishes(session: Session, ring: KeyRing, worker: Principal, today: date) -> None:
    """Four responses of the last working days, each with one thing that its young person did with it since."""
    day = last_working_day(today - timedelta(days=1))
    content = _answered(session, ring, worker, "My worker rings me on Fridays now and it helps.", day)
    _judge(session, content, Verdict.YES, Verdict.A_BIT, day)
    not_content = _answered(session, ring, worker, "The room we meet in is cold and everybody can hear us.", day)
    _judge(session, not_content, Verdict.A_BIT, Verdict.NO, day)
    reopen_response(session, ring, not_content, "You said we get another room. It is still the same one.")
    corrected = _answered(session, ring, worker, "Nobody told me about the meeting.", day)
    first = statements_of(session, corrected.id or 0)[0]
    correct_words(session, ring, corrected, first, "I was told about the meeting, but only the day before.")
    withdraw_response(session, _answered(session, ring, worker, "I would like a later bus home.", day))


def _answered(session: Session, ring: KeyRing, worker: Principal, words: str, day: date) -> Response:
    """Sent, read, answered and decided."""
    survey = published(session, LOCALITIES, SERVICES)["tell-us"]
    response_id = write_response(
        session,
        ring,
        survey.definition,
        {"better": AnswerValue(state=AnswerState.ANSWERED, value=words)},
        version_id=survey.version_id,
        language="en",
        look="standard",
        consent=QuoteConsent.USE_WORDS,
        code=new_code(),
        received_on=day,
        page_someone=False,
    )
    response = session.get_one(Response, response_id)
    open_response(session, response, worker, day)
    answer(session, ring, response, REPLY, worker, shown=0)
    take_step(session, response, Progress.DECIDED, worker, day)
    return response


def _judge(session: Session, response: Response, listened: Verdict, helped: Verdict, day: date) -> None:
    for asked, verdict in ((Asked.LISTENED, listened), (Asked.HELPED, helped)):
        judge(session, response.id or 0, asked, verdict, day)
