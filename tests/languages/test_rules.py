"""An approval is for one wording of one English text: whatever changes is unapproved again."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.kernel.localisation import SAFETY, Drafted, fingerprint
from participation.languages.rules import Approval, Kind, State, all_approved, found, kind_of, standings

TEXT = Drafted(SAFETY, ("Call 999.",), ("Zadzwoń pod 999.",), ("templates/young/help.html",))
GIVEN = Approval(TEXT.english_hash, TEXT.text_hash, 7, date(2026, 11, 25))
words = st.text(st.characters(exclude_characters="\0"), min_size=1)


def state_of(text: Drafted) -> State:
    """How a text stands where only TEXT was approved."""
    return standings([text], [GIVEN])[0].state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (TEXT, State.APPROVED),
        (replace(TEXT, places=()), State.APPROVED),
        (replace(TEXT, translated=("Zadzwoń na 999.",)), State.CHANGED),
        (replace(TEXT, english=("Ring 999.",)), State.DRAFTED),
        (replace(TEXT, context=""), State.DRAFTED),
        (replace(TEXT, english=("Call 999.", "Call 999.")), State.DRAFTED),
    ],
)
def test_what_was_approved_is_one_wording(text: Drafted, state: State) -> None:
    assert state_of(text) is state


def test_who_approved_it_and_when_is_said_after_a_change_too() -> None:
    changed = standings([replace(TEXT, translated=("Inaczej.",))], [GIVEN])[0]
    assert (changed.by, changed.on) == (7, date(2026, 11, 25))
    assert standings([TEXT], [])[0].by is None


def test_a_wording_that_comes_back_is_the_one_that_was_approved() -> None:
    later = replace(GIVEN, text_hash="0" * 64, by=8, on=date(2026, 12, 1))
    assert standings([TEXT], [later, GIVEN])[0].by == 7


@given(words, words, words, words)
def test_no_two_texts_share_a_fingerprint(a: str, b: str, c: str, d: str) -> None:
    same = (a, b) == (c, d)
    assert (fingerprint(SAFETY, (a,), (b,)) == fingerprint(SAFETY, (c,), (d,))) is same
    assert fingerprint(SAFETY, (a, b), (c,)) != fingerprint(SAFETY, (a,), (b, c))


@pytest.mark.parametrize(("context", "kind"), [(SAFETY, Kind.SAFETY), ("", Kind.ORDINARY), ("answer", Kind.ORDINARY)])
def test_the_context_says_which_kind_it_is(context: str, kind: Kind) -> None:
    assert kind_of(replace(TEXT, context=context)) is kind


@pytest.mark.parametrize(
    ("search", "state", "there"),
    [
        ("call", None, True),
        ("ZADZWOŃ", State.DRAFTED, True),
        ("help.html", None, True),
        ("", None, True),
        ("112", None, False),
        ("call", State.APPROVED, False),
    ],
)
def test_a_search_looks_at_both_sides_and_at_the_page(search: str, state: State | None, there: bool) -> None:
    assert found(standings([TEXT], [])[0], search, state) is there


def test_a_language_is_read_when_every_text_of_it_is() -> None:
    other = replace(TEXT, english=("Another",))
    assert all_approved([TEXT], frozenset({TEXT.text_hash}))
    assert not all_approved([TEXT, other], frozenset({TEXT.text_hash}))
    assert not all_approved([], frozenset())
