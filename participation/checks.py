"""Is everything as it should be? For whoever runs the program: settings, database, keys, mail, clock."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from participation import app  # noqa: F401 - so that every table is known
from participation.audit.models import AuditEvent
from participation.council import queries as council_queries
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.mail import MailError, SmtpMailer
from participation.kernel.migrations import is_current
from participation.kernel.sealing import KeyRing, SealError, place
from participation.kernel.settings import Settings, SettingsError, load_settings
from participation.responses.models import Response

Check = tuple[str, str]
SKEW = timedelta(minutes=5)
NOT_CHECKED = "Not checked, because of the fault above."
UPGRADE = "The database is not up to date. Run: participation db upgrade"


def run_checks() -> Iterator[Check]:
    """What was checked and what is wrong with it, empty where all is well."""
    try:
        settings = load_settings()
    except SettingsError as error:
        yield "settings", str(error)
        yield from ((name, NOT_CHECKED) for name in ("database", "keys", "mail", "clock", "worries"))
        return
    yield "settings", ""
    database, ring = Database(settings.database_url), KeyRing(settings.key_ring)
    fault = database_fault(database)
    yield "database", fault
    yield "keys", NOT_CHECKED if fault else _of(database, lambda session: keys_fault(session, ring))
    yield "mail", mail_fault(settings)
    yield "clock", NOT_CHECKED if fault else _of(database, clock_fault)
    yield "worries", NOT_CHECKED if fault else _of(database, worries_fault)
    database.close()


def _of(database: Database, check: Callable[[Session], str]) -> str:
    with database.session(write=False) as session:
        return check(session)


def database_fault(database: Database) -> str:
    """Whether the database answers and has this version's tables."""
    try:
        return "" if is_current(database) else UPGRADE
    except SQLAlchemyError as error:
        return f"It cannot be reached ({type(error).__name__}). Look at PARTICIPATION_DATABASE_URL."


def keys_fault(session: Session, ring: KeyRing) -> str:
    """Whether the ring opens the oldest and the newest response: a lost key means lost words."""
    for order in (col(Response.id), col(Response.id).desc()):
        query = select(Response).where(col(Response.data_key).is_not(None)).order_by(order).limit(1)
        response = session.exec(query).first()
        try:
            if response:
                ring.unseal(response.data_key or b"", place("response", response.reference, "data_key"))
        except SealError as error:
            return f"Response {response.id if response else ''}: {error}"
    return ""


def clock_fault(session: Session) -> str:
    """Whether the clock stands before something that is on the record already."""
    newest = session.exec(select(sa.func.max(AuditEvent.at))).one()
    if newest and clock.aware(newest) > clock.now() + SKEW:
        return "The clock is behind what is on the record. Set it right before anything is written."
    return ""


def worries_fault(session: Session) -> str:
    """Whether worries are refused although the council takes them, because the weekly test alert does not leave."""
    council = council_queries.settings(session)
    if council.worry_open and not council_queries.alerts_arrive(session, council):
        return "No worry can be sent: the weekly test alert did not leave. See that mail leaves and the worker runs."
    return ""


def mail_fault(settings: Settings) -> str:
    """Whether the mail server answers; outside the demo, mail that only goes to the console reaches nobody."""
    if settings.mail_url.startswith("console:"):
        return "" if settings.demo else "Mail goes to the console, so nobody is told. Set PARTICIPATION_MAIL_URL."
    try:
        SmtpMailer(settings.mail_url, settings.mail_from).check()
    except MailError as error:
        return f"The mail server cannot be reached ({error})."
    return ""
