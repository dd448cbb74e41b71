"""A small council with staff and responses, made through the program's own commands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from participation.access import Principal, Role, Scope
from participation.accounts.models import Staff
from participation.accounts.queries import principal_of
from participation.accounts.services import add_staff
from participation.council.models import Locality, Service
from participation.council.queries import settings as council_settings
from participation.council.services import add_places, save_settings
from participation.intake.services import write_response
from participation.kernel import clock
from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.rules import QuoteConsent, ReturnCode, new_code
from participation.surveys.queries import published
from participation.surveys.rules import Answers, AnswerState, AnswerValue
from participation.surveys.services import ship

LOCALITIES = (("north", "North"), ("south", "South"))
SERVICES = (("youth-club", "Youth club"), ("social-work", "Social work"))
PASSWORD = "quiet-green-lamp-7"
OPENED = date(2026, 1, 5)


@dataclass(frozen=True)
class Council:
    """Ids by slug and by role. `north_worker` sees one locality only."""

    localities: Mapping[str, int]
    services: Mapping[str, int]
    staff: Mapping[str, int]

    @property
    def places(self) -> dict[str, int]:
        """As `write_response` takes them."""
        return {f"locality:{slug}": each for slug, each in self.localities.items()} | {
            f"service:{slug}": each for slug, each in self.services.items()
        }


def make_council(session: Session) -> Council:
    """Two localities, two services, one person of each role and a worker of the north; the shipped surveys."""
    add_places(session, Locality, LOCALITIES)
    add_places(session, Service, SERVICES)
    ship(session, OPENED)
    places = {kind: {row.slug: row.id or 0 for row in session.exec(select(kind))} for kind in (Locality, Service)}
    staff = {role.value: make_staff(session, role.value, role) for role in Role}
    staff["north_worker"] = make_staff(session, "north_worker", Role.WORKER, [places[Locality]["north"]])
    staff["other_worker"] = make_staff(session, "other_worker", Role.WORKER)
    return Council(places[Locality], places[Service], staff)


NIGHT_NUMBER = "0300 555 0101"


def open_worries(session: Session, *, taken: bool = True) -> None:
    """The council takes worries, or no more: there is a number for the night, and test alerts leave."""
    opened = {"emergency_number": NIGHT_NUMBER, "worry_open": taken, "worry_open_since": clock.today()}
    save_settings(session, council_settings(session).model_copy(update=opened))


def make_staff(session: Session, name: str, role: Role, localities: Sequence[int] = ()) -> int:
    """A member of staff, `name@example.test`; returns the id."""
    email = f"{name.replace('_', '-')}@example.test"
    return add_staff(session, email=email, name=name, role=role, password=PASSWORD, localities=localities).id or 0


def principal(session: Session, staff_id: int) -> Principal:
    """The principal of a member of staff."""
    return principal_of(session, session.get_one(Staff, staff_id))


def anyone(role: Role = Role.WORKER) -> Principal:
    """A principal that stands in no table, for rules."""
    return Principal(1, "anyone", role, Scope())


def said(**answers: str | Sequence[str] | AnswerState) -> Answers:
    """Answers by question key: a string, several strings, or a state such as `AnswerState.SKIPPED`."""
    return {key: _answer(value) for key, value in answers.items()}


def _answer(value: str | Sequence[str] | AnswerState) -> AnswerValue:
    if isinstance(value, AnswerState):
        return AnswerValue(state=value)
    if isinstance(value, str):
        return AnswerValue(state=AnswerState.ANSWERED, value=value)
    return AnswerValue(state=AnswerState.ANSWERED, values=tuple(value))


@dataclass(frozen=True)
class SentResponse:
    """A response with the code that its young person keeps."""

    response: Response
    code: ReturnCode


def send(
    session: Session,
    ring: KeyRing,
    answers: Answers,
    *,
    slug: str = "tell-us",
    consent: QuoteConsent = QuoteConsent.NOT_SAID,
    day: date | None = None,
    language: str = "en",
    look: str = "standard",
    recordings: Mapping[str, bytes] | None = None,
    second_secret: tuple[str, str] | None = None,
) -> SentResponse:
    """A response written as `submit` writes it. Places are chosen by `about_locality` and `service`."""
    survey = published(session, LOCALITIES, SERVICES)[slug]
    code = new_code()
    response_id = write_response(
        session,
        ring,
        survey.definition,
        answers,
        version_id=survey.version_id,
        language=language,
        look=look,
        consent=consent,
        code=code,
        received_on=day,
        recordings=recordings,
        second_secret=second_secret,
    )
    return SentResponse(session.get_one(Response, response_id), code)
