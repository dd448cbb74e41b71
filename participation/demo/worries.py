"""Made-up worries: one that is urgent and says who it is, some that are read soon, one that was answered.

Of one a worker opened at once who it is, which waits for the lead's review.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from participation.access import Principal
from participation.demo.trends import LOCALITIES, SERVICES
from participation.demo.voices import last_working_day
from participation.intake.services import write_response
from participation.kernel.sealing import KeyRing
from participation.moderation.services import answer, open_response
from participation.responses.models import Response
from participation.responses.rules import ReturnCode, new_code
from participation.safeguarding.services import expect_reading, open_in_danger
from participation.surveys.queries import published
from participation.surveys.rules import AnswerState, AnswerValue

CODE = ReturnCode((311, 1570, 42, 1999, 760))
SECOND_SECRET = ("rabbit", "train")
REPLY = "Thank you for telling us. You should have been told. We are asking today, and we write again tomorrow."


@dataclass(frozen=True)
class Worry:
    """What somebody might send, in which look; `kept` is the one whose code is printed.

    `opened_for` is the reason for which a worker opened at once who it is.
    """

    look: str
    answers: Mapping[str, str]
    kept: bool = False
    opened_for: str = ""


WORRIES = (
    Worry(
        "standard",
        {
            "happening_now": "no",
            "safe_now": "no",
            "safe_here": "yes",
            "worry": "There is a lot of shouting here at night and I am scared to go home after school.",
            "urgent": "yes",
            "who_should_know": "My form tutor",
            "who_not_told": "Please do not phone home",
            "how_answer": "phone",
            "who_you_are": "name",
            "my_name": "Demo Child (made up)",
            "safe_contact": "07700 900123",
            "safe_time": "At lunch, between 12 and 1",
            "about_locality": "north-sands",
        },
    ),
    Worry(
        "easy-read",
        {
            "happening_now": "no",
            "safe_now": "yes",
            "worry": "Older kids wait for me at the bus stop. They want my money.",
            "urgent": "can_wait",
            "who_you_are": "no_name",
            "how_answer": "here",
        },
    ),
    Worry("younger", {"worry": "I can not sleep. It is loud at night.", "how_answer": "here"}),
    Worry(
        "standard",
        {
            "happening_now": "no",
            "safe_now": "yes",
            "safe_here": "yes",
            "worry": "I am moving again and nobody has told me where.",
            "urgent": "can_wait",
            "who_not_told": "My last carers",
            "how_answer": "here",
            "who_you_are": "no_name",
        },
        kept=True,
    ),
    Worry(
        "standard",
        {
            "happening_now": "yes",
            "safe_now": "not_sure",
            "worry": "I have left home. I am outside and it gets dark.",
            "who_not_told": "Nobody at home yet",
            "how_answer": "phone",
            "who_you_are": "name",
            "my_name": "Another Demo Child (made up)",
            "safe_contact": "07700 900456",
        },
        opened_for="Outside, alone and it gets dark. I ring now and stay on the line.",
    ),
)


def add_worries(session: Session, ring: KeyRing, lead: Principal, worker: Principal, today: date) -> None:
    """They came on the last working day before this one; nobody is paged for what is made up."""
    survey, day = published(session, LOCALITIES, SERVICES)["worry"], last_working_day(today - timedelta(days=1))
    for worry in WORRIES:
        response_id = write_response(
            session,
            ring,
            survey.definition,
            {key: AnswerValue(state=AnswerState.ANSWERED, value=value) for key, value in worry.answers.items()},
            version_id=survey.version_id,
            language="en",
            look=worry.look,
            code=CODE if worry.kept else new_code(),
            second_secret=SECOND_SECRET if worry.kept else None,
            received_on=day,
            page_someone=False,
        )
        response = session.get_one(Response, response_id)
        if worry.kept:
            open_response(session, response, lead, day)
            answer(session, ring, response, REPLY, lead, shown=0)
        elif worry.opened_for:
            open_response(session, response, worker, day)
            open_in_danger(session, ring, response, worker, day, worry.opened_for)
        else:
            expect_reading(session, response_id)
