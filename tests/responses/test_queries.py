"""Reads of responses: within the scope, under the right key, and nothing without it."""

from datetime import date

import pytest
from sqlmodel import Session

from participation.access import Scope
from participation.kernel.sealing import KeyRing, SealError, new_data_key
from participation.responses.queries import by_code, exact_words, response_in_scope, statement_of, statements_of
from participation.responses.rules import new_code
from tests.factories import Council, said, send

PLACES = ("north", "south", "")


@pytest.mark.parametrize(
    ("limits", "not_said", "seen"),
    [
        (None, False, PLACES),
        (["north"], False, ["north"]),
        (["north", "south"], False, ["north", "south"]),
        ([], False, []),
        (["north"], True, ["north", ""]),
    ],
)
@pytest.mark.parametrize("lock", [True, False])
def test_a_response_is_found_within_the_scope_only(
    session: Session,
    ring: KeyRing,
    council: Council,
    limits: list[str] | None,
    not_said: bool,
    seen: list[str],
    lock: bool,
) -> None:
    scope = Scope(None if limits is None else frozenset(council.localities[slug] for slug in limits), not_said)
    for place in PLACES:
        answers = said(good="fine", **({"about_locality": place} if place else {}))
        made = send(session, ring, answers).response
        found = response_in_scope(session, scope, made.id or 0, lock=lock)
        assert (found is made) == (place in seen)


def test_a_response_that_was_erased_is_not_found(session: Session, ring: KeyRing, council: Council) -> None:
    made = send(session, ring, said(good="fine")).response
    made.erased_on, made.data_key = date(2026, 11, 23), None
    session.flush()
    assert response_in_scope(session, Scope(), made.id or 0) is None


def test_a_statement_is_found_under_its_own_response_only(session: Session, ring: KeyRing, council: Council) -> None:
    mine, other = (send(session, ring, said(good="fine")).response for _ in range(2))
    statement = statements_of(session, mine.id or 0)[0]
    assert statement_of(session, mine.id or 0, statement.id or 0) is statement
    assert statement_of(session, other.id or 0, statement.id or 0) is None


def test_words_cannot_be_moved_to_another_question_or_response(
    session: Session, ring: KeyRing, council: Council
) -> None:
    mine, other = (send(session, ring, said(good="fine", better="more")).response for _ in range(2))
    good, better = statements_of(session, mine.id or 0)
    better.original = good.original
    for response, statement in ((mine, better), (other, good)):
        with pytest.raises(SealError):
            exact_words(ring, response, statement)


def test_another_code_opens_nothing(session: Session, ring: KeyRing, council: Council) -> None:
    send(session, ring, said(good="fine"))
    assert by_code(session, ring, new_code().words) is None


def test_a_code_that_an_old_key_made_still_opens(session: Session, ring: KeyRing, council: Council) -> None:
    sent = send(session, ring, said(good="fine"))
    old = {ring.current: ring._keys[ring.current]}
    assert by_code(session, KeyRing({"new": new_data_key(), **old}), sent.code.words) is sent.response
