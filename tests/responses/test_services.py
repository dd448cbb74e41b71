"""Commands on responses: what moves on, what comes back, what is taken back and what is shredded."""

from datetime import date
from itertools import product

import pytest
from sqlmodel import Session

from participation.kernel.sealing import KeyRing, SealError
from participation.responses.models import Response
from participation.responses.queries import by_code, exact_words, first_words, statements_of
from participation.responses.rules import PROGRESS_ORDER, Handling, Progress, QuoteConsent, StatementStatus, Urgency
from participation.responses.services import (
    advance,
    agree,
    bring_back,
    correct,
    delete,
    erase,
    reopen,
    undo_withdraw,
    withdraw,
)
from tests.factories import Council, SentResponse, said, send

DAY, LATER = date(2026, 11, 23), date(2026, 11, 30)
WORDS = "i <3 my mum but <he hits me>"


@pytest.fixture
def sent(session: Session, ring: KeyRing, council: Council) -> SentResponse:
    """A response with an approved text."""
    made = send(session, ring, said(good=WORDS), consent=QuoteConsent.USE_WORDS)
    statement = statements_of(session, made.response.id or 0)[0]
    statement.status, statement.published = StatementStatus.APPROVED, WORDS
    session.flush()
    return made


def test_exact_words_come_back_by_the_return_code(session: Session, ring: KeyRing, sent: SentResponse) -> None:
    found = by_code(session, ring, sent.code.words)
    assert isinstance(found, Response)
    assert [exact_words(ring, found, s) for s in statements_of(session, found.id or 0)] == [WORDS]


@pytest.mark.parametrize(("handling", "before", "new"), list(product(Handling, Urgency, Urgency)))
def test_what_is_new_makes_a_response_unread_and_never_less_urgent(
    handling: Handling, before: Urgency, new: Urgency
) -> None:
    response = Response(handling=handling, urgency=int(before))  # type: ignore[call-arg]
    bring_back(response, new)
    assert (response.handling, response.urgency) == (Handling.UNREAD, min(before, new))


@pytest.mark.parametrize(("before", "after"), list(product(Progress, Progress)))
def test_the_timeline_moves_on_and_never_back(before: Progress, after: Progress) -> None:
    response = Response(progress=before)  # type: ignore[call-arg]
    moved = advance(response, after, DAY)
    assert moved == (PROGRESS_ORDER.index(after) > PROGRESS_ORDER.index(before))
    assert response.progress is (after if moved else before)


def test_steps_that_were_passed_over_get_the_day_and_earlier_ones_keep_theirs() -> None:
    response = Response(progress=Progress.RECEIVED)  # type: ignore[call-arg]
    advance(response, Progress.READ, DAY)
    advance(response, Progress.DECIDED, LATER)
    assert (response.read_on, response.talked_about_on, response.decided_on) == (DAY, LATER, LATER)


def test_re_opening_begins_every_step_again() -> None:
    response = Response(progress=Progress.RECEIVED, received_on=DAY, handling=Handling.DONE, urgency=2)  # type: ignore[call-arg]
    advance(response, Progress.DECIDED, DAY)
    reopen(response, LATER)
    assert (response.progress, response.handling) == (Progress.RECEIVED, Handling.UNREAD)
    assert (response.read_on, response.talked_about_on, response.decided_on) == (None, None, None)
    assert (response.since, response.received_on) == (LATER, DAY)
    assert advance(response, Progress.READ, LATER)


@pytest.mark.parametrize(("before", "found"), list(product(Urgency, Urgency)))
def test_a_correction_only_raises_and_hides_no_flag(
    session: Session, ring: KeyRing, sent: SentResponse, before: Urgency, found: Urgency
) -> None:
    statement, old = statements_of(session, sent.response.id or 0)[0], {"start": 0, "end": 1, "rule": "a"}
    statement.urgency = sent.response.urgency = int(before)
    statement.flags = [old]
    correct(ring, sent.response, statement, "new", LATER, flags=[{"start": 0, "end": 3}], urgency=found)
    assert (statement.urgency, sent.response.urgency) == (min(before, found),) * 2
    assert statement.flags == [{**old, "first": True}, {"start": 0, "end": 3}]
    assert (exact_words(ring, sent.response, statement), first_words(ring, sent.response, statement)) == ("new", WORDS)
    assert (statement.status, statement.published) == (StatementStatus.WAITING, None)


def test_what_only_keeps_somebody_safe_stays_private(session: Session, ring: KeyRing, sent: SentResponse) -> None:
    statement = statements_of(session, sent.response.id or 0)[0]
    statement.published, statement.status, statement.for_safety_only = None, StatementStatus.PRIVATE, True
    correct(ring, sent.response, statement, "new", LATER, flags=[], urgency=Urgency.SOON)
    agree(statement, QuoteConsent.USE_WORDS)
    withdraw(session, sent.response, DAY)
    undo_withdraw(session, sent.response)
    assert (statement.status, statement.quote_consent) == (StatementStatus.PRIVATE, QuoteConsent.DO_NOT_SHARE)


def test_withdrawing_can_be_undone_and_asks_for_everything_anew(
    session: Session, ring: KeyRing, sent: SentResponse
) -> None:
    sent.response.handling = Handling.DONE
    withdraw(session, sent.response, DAY)
    undo_withdraw(session, sent.response)
    statement = statements_of(session, sent.response.id or 0)[0]
    assert (sent.response.withdrawn_on, sent.response.handling) == (None, Handling.UNREAD)
    assert (statement.status, statement.quote_consent) == (StatementStatus.WAITING, QuoteConsent.DO_NOT_SHARE)


def test_what_is_deleted_is_withdrawn_and_keeps_its_first_day(session: Session, sent: SentResponse) -> None:
    delete(session, sent.response, DAY)
    delete(session, sent.response, LATER)
    assert (sent.response.withdrawn_on, sent.response.deleted_on) == (DAY, DAY)


def test_what_is_taken_back_is_neither_published_nor_quoted(
    session: Session, ring: KeyRing, sent: SentResponse
) -> None:
    withdraw(session, sent.response, DAY)
    withdraw(session, sent.response, LATER)
    statement = statements_of(session, sent.response.id or 0)[0]
    assert sent.response.withdrawn_on == DAY
    assert (statement.status, statement.published) == (StatementStatus.PRIVATE, None)
    assert statement.quote_consent is QuoteConsent.DO_NOT_SHARE
    assert exact_words(ring, sent.response, statement) == WORDS


def test_what_is_erased_cannot_be_read_by_anybody(session: Session, ring: KeyRing, sent: SentResponse) -> None:
    statement = statements_of(session, sent.response.id or 0)[0]
    kept = statement.original
    erase(session, sent.response, DAY)
    session.flush()
    assert (statement.original, statement.published, statement.flags, statement.redactions) == (None, None, [], [])
    assert (sent.response.code_lookup, sent.response.second_secret) == (None, None)
    statement.original = kept
    with pytest.raises(SealError):
        exact_words(ring, sent.response, statement)
