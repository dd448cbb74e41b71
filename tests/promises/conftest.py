"""An ask, words for it, and approved statements that it can come from."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from participation.access import Principal
from participation.kernel import clock
from participation.kernel.database import Database
from participation.kernel.sealing import KeyRing
from participation.promises import services
from participation.promises.models import Promise
from participation.promises.rules import Action, Outcome, Topic, Wording
from participation.promises.services import Details
from participation.responses.models import Statement
from participation.responses.queries import exact_words, statements_of
from participation.responses.rules import QuoteConsent, StatementStatus
from participation.surveys.rules import Look
from tests.factories import Council, principal, said, send

DAY = date(2026, 3, 2)
WORDS = {look: Wording(f"{look} asked?", f"{look} said.", f"{look} answer.") for look in Look}
OWN = "The last bus goes before the club is over and we walk"
Approve = Callable[..., Statement]
Make = Callable[..., Promise]


def details(**changes: object) -> Details:
    """An ask about buses, for everywhere, with other things where a test wants them."""
    given = {"ask": "A later bus", "owner": "Head of transport", "due_on": DAY, "topic": Topic.GETTING_AROUND}
    return Details(**{**given, **changes})  # type: ignore[arg-type]


@pytest.fixture
def worker(session: Session, council: Council) -> Principal:
    """A worker who sees every locality."""
    return principal(session, council.staff["worker"])


@pytest.fixture
def north_worker(session: Session, council: Council) -> Principal:
    """A worker who sees the north alone."""
    return principal(session, council.staff["north_worker"])


def approved(
    session: Session, ring: KeyRing, text: str = OWN, consent: QuoteConsent = QuoteConsent.USE_WORDS, **about: str
) -> Statement:
    """A statement of a new response, approved as it is."""
    sent = send(session, ring, said(better=text, **about), consent=consent)
    statement = statements_of(session, sent.response.id or 0)[0]
    statement.published = exact_words(ring, sent.response, statement)
    statement.status = StatementStatus.APPROVED
    session.flush()
    return statement


def made(
    session: Session,
    by: Principal,
    *,
    texts: dict[Look, Wording] | None = None,
    outcome: Outcome = Outcome.DID,
    published: date | None = DAY,
    quotes: tuple[int, ...] = (),
    **changes: object,
) -> Promise:
    """An ask that is on the page, or a draft where it has no day."""
    promise = services.make_ask(session, details(**changes), by, DAY, quotes)
    if quotes:
        services.change_details(session, promise, details(**changes), by, 1, kept=quotes, quoted=quotes)
    reason = "No money" if outcome is Outcome.CANNOT else ""
    services.set_outcome(session, promise, outcome, reason, by, DAY, promise.version)
    services.write_texts(session, promise, "en", WORDS if texts is None else texts, by, promise.version)
    if published:
        services.move(session, promise, Action.PUBLISH, by, published, promise.version)
    return promise


@pytest.fixture
def approve(session: Session, ring: KeyRing) -> Approve:
    """`approve(text, consent, about_locality=…)`: see `approved`."""
    return lambda *args, **about: approved(session, ring, *args, **about)


@pytest.fixture
def make(session: Session, worker: Principal) -> Make:
    """`make(outcome=…, published=…, …)`: see `made`."""
    return lambda **changes: made(session, worker, **changes)


@pytest.fixture
def shown(database: Database, ring: KeyRing, council: Council) -> dict[str, int]:
    """Ids of what stands in the database: an ask on the page with a quote, a draft, one of the north, one overdue."""
    with database.transaction() as session:
        worker = principal(session, council.staff["worker"])
        north, today = council.localities["north"], clock.today()
        quote = approved(session, ring)
        found = {
            "quoted": made(session, worker, quotes=(quote.id or 0,), published=today, due_on=today),
            "draft": made(session, worker, published=None, texts={}, due_on=today),
            "north": made(session, worker, topic=Topic.SCHOOL, locality_id=north, published=today, due_on=today),
            "late": made(session, worker, outcome=Outcome.DOING, published=DAY),
        }
        return {**{name: each.id or 0 for name, each in found.items()}, "statement": quote.id or 0}
