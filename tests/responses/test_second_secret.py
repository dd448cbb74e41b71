"""A picture and a word of the child's own: kept as a mark that fits one response, under a key outside the database."""

from itertools import product

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from participation.kernel.sealing import KeyRing
from participation.responses.models import Response
from participation.responses.queries import second_secret_matches
from participation.responses.rules import OWN_PICTURES, OWN_WORDS, is_second_secret, second_secret_mark
from participation.responses.services import erase, set_second_secret
from participation.web.limits import may_try
from tests.factories import said, send

KEY = bytes(32)
PAIRS = list(product(OWN_PICTURES, OWN_WORDS))
references = st.text(min_size=22, max_size=22)


@pytest.fixture
def response(session: Session, ring: KeyRing) -> Response:
    """What somebody sent."""
    return send(session, ring, said(good="The club")).response


def test_there_is_enough_to_choose_from_and_nothing_twice() -> None:
    assert len(set(OWN_PICTURES)) == len(OWN_PICTURES) >= 24
    assert len(set(OWN_WORDS)) == len(OWN_WORDS) >= 24
    assert len(PAIRS) >= 500
    assert not set(OWN_PICTURES) & set(OWN_WORDS)


@given(references)
def test_every_pair_leaves_another_mark(reference: str) -> None:
    assert len({second_secret_mark(reference, *pair, KEY) for pair in PAIRS}) == len(PAIRS)


@given(references, references, st.sampled_from(PAIRS))
def test_the_same_pair_leaves_another_mark_on_another_response(one: str, other: str, pair: tuple[str, str]) -> None:
    assert (second_secret_mark(one, *pair, KEY) == second_secret_mark(other, *pair, KEY)) is (one == other)


def test_only_the_pair_that_was_chosen_fits(response: Response, ring: KeyRing) -> None:
    set_second_secret(ring, response, "fish", "snow")
    assert [pair for pair in PAIRS if second_secret_matches(ring, response, *pair)] == [("fish", "snow")]


@pytest.mark.parametrize("pair", [("", ""), ("snow", "fish"), ("FISH", "snow"), ("fish", "snow|"), ("😀", "\ud800")])
def test_what_is_not_of_the_set_fits_nothing_and_is_never_kept(
    response: Response, ring: KeyRing, pair: tuple[str, str]
) -> None:
    assert not is_second_secret(*pair)
    with pytest.raises(ValueError, match="not of the set"):
        set_second_secret(ring, response, *pair)
    assert response.second_secret is None
    assert not second_secret_matches(ring, response, *pair)


def test_where_none_was_chosen_nothing_fits(response: Response, ring: KeyRing) -> None:
    assert not any(second_secret_matches(ring, response, *pair) for pair in PAIRS)


def test_a_pair_that_an_older_key_kept_still_fits(response: Response, ring: KeyRing) -> None:
    old = KeyRing({"old": bytes(32)})
    set_second_secret(old, response, "fish", "snow")
    assert second_secret_matches(KeyRing({"new": bytes([1] * 32), "old": bytes(32)}), response, "fish", "snow")
    assert not second_secret_matches(ring, response, "fish", "snow")


def test_what_is_kept_tells_neither(response: Response, ring: KeyRing) -> None:
    set_second_secret(ring, response, "fish", "snow")
    kept = response.second_secret or ""
    assert len(kept) == 64
    assert "fish" not in kept
    assert "snow" not in kept


def test_it_goes_with_the_words(session: Session, response: Response, ring: KeyRing) -> None:
    set_second_secret(ring, response, "fish", "snow")
    erase(session, response, response.received_on)
    assert response.second_secret is None


def tries(who: str, what: str, times: int) -> list[bool]:
    return [may_try("second-secret", who, what) for _ in range(times)]


def test_a_session_waits_after_a_few_tries(app: Flask) -> None:
    with app.app_context():
        assert tries("me", "this", 6) == [True] * 5 + [False]
        assert may_try("second-secret", "another", "that")


def test_a_response_is_not_guessed_at_from_many_sessions(app: Flask) -> None:
    with app.app_context():
        assert [may_try("second-secret", str(who), "this") for who in range(9)] == [True] * 8 + [False]
        assert may_try("second-secret", "another", "that")
