"""The chain: any change, gap or swap is found at the place where it was made."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.audit.rules import START, Link, first_fault, hash_of, in_words


def chain(length: int) -> list[Link]:
    links, before = [], START
    for sequence in range(1, length + 1):
        link = Link(sequence, "2026-03-02T09:00:00.000000+00:00", 7, "opened", "response", sequence)
        before = hash_of(link, before)
        links.append(replace(link, hash=before))
    return links


@given(st.integers(0, 30))
def test_a_whole_chain_has_no_fault(length: int) -> None:
    assert first_fault(chain(length)) is None


@given(st.integers(1, 20), st.data())
def test_a_part_is_checked_from_the_event_before_it(length: int, data: st.DataObject) -> None:
    links = chain(length)
    cut = data.draw(st.integers(1, length))
    assert first_fault(links[cut:], links[cut - 1].hash, cut) is None
    assert first_fault(links[cut:], "f" * 64, cut) == (cut + 1 if cut < length else None)


CHANGES: tuple[Callable[[Link], Link], ...] = (
    lambda link: replace(link, at="2026-03-02T09:00:01.000000+00:00"),
    lambda link: replace(link, staff_id=8),
    lambda link: replace(link, staff_id=None),
    lambda link: replace(link, action="closed"),
    lambda link: replace(link, subject_type="staff"),
    lambda link: replace(link, subject_id=99),
    lambda link: replace(link, hash="0" * 64),
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_event_is_found_where_it_is(change: Callable[[Link], Link]) -> None:
    links = chain(6)
    links[3] = change(links[3])
    assert first_fault(links) == 4


def test_an_event_left_out_is_found() -> None:
    links = chain(6)
    assert first_fault([*links[:3], *links[4:]]) == 4


def test_fields_cannot_run_into_each_other() -> None:
    one = Link(1, "t", 1, "ab", "c", 1)
    assert hash_of(one, START) != hash_of(replace(one, action="a", subject_type="bc"), START)


def test_an_action_without_words_of_its_own_is_still_readable() -> None:
    assert in_words({}, "theme_brought_back") == "theme brought back"
