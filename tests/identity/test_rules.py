"""Who is the second person, and for how long two people see a name."""

from datetime import date, timedelta
from itertools import product

import pytest

from participation.access import Principal, Role, Scope
from participation.identity.rules import (
    LONGEST_REASON,
    TRANSITIONS,
    OpeningError,
    Standing,
    Step,
    after,
    may_look,
    reason_given,
)

TODAY = date(2026, 11, 25)
ASKER, SECOND, OTHER = 1, 2, 3
WANTED = {
    (Standing.ASKED, Step.AGREE): Standing.AGREED,
    (Standing.ASKED, Step.REFUSE): Standing.REFUSED,
    (Standing.IN_DANGER, Step.REVIEW): Standing.REVIEWED,
}


def by(role: Role, staff_id: int = SECOND) -> Principal:
    return Principal(staff_id, "somebody", role, Scope())


@pytest.mark.parametrize(("standing", "step"), list(product(Standing, Step)))
def test_a_lead_who_did_not_ask_takes_each_step_from_where_it_leads_on(standing: Standing, step: Step) -> None:
    if (standing, step) in WANTED:
        assert after(by(Role.LEAD), standing, step, ASKER) is WANTED[standing, step]
    else:
        with pytest.raises(OpeningError):
            after(by(Role.LEAD), standing, step, ASKER)
    assert set(TRANSITIONS) == set(WANTED)


@pytest.mark.parametrize(("role", "change"), list(product(sorted(set(Role) - {Role.LEAD}), WANTED)))
def test_nobody_but_a_lead_is_the_second_person(role: Role, change: tuple[Standing, Step]) -> None:
    with pytest.raises(OpeningError):
        after(by(role), *change, ASKER)


@pytest.mark.parametrize("change", WANTED)
def test_nobody_agrees_to_or_reviews_their_own(change: tuple[Standing, Step]) -> None:
    with pytest.raises(OpeningError):
        after(by(Role.LEAD, ASKER), *change, ASKER)


@pytest.mark.parametrize(
    ("standing", "sees"),
    [
        (Standing.ASKED, set()),
        (Standing.AGREED, {ASKER, SECOND}),
        (Standing.REFUSED, set()),
        (Standing.IN_DANGER, {ASKER}),
        (Standing.REVIEWED, {ASKER}),
    ],
)
def test_only_those_who_opened_it_look_and_only_on_that_day(standing: Standing, sees: set[int]) -> None:
    second = None if standing in (Standing.ASKED, Standing.IN_DANGER) else SECOND
    second_on = TODAY if second else None
    facts = (standing, ASKER, TODAY, second, second_on)
    assert {who for who in (ASKER, SECOND, OTHER) if may_look(who, *facts, TODAY)} == sees
    assert not any(may_look(who, *facts, TODAY + timedelta(days=1)) for who in (ASKER, SECOND, OTHER))


def test_what_was_agreed_to_later_is_open_on_the_day_of_the_agreement() -> None:
    facts = (Standing.AGREED, ASKER, TODAY - timedelta(days=3), SECOND, TODAY)
    assert may_look(ASKER, *facts, TODAY)
    assert not may_look(ASKER, *facts, TODAY - timedelta(days=3))


def test_a_reason_is_words_and_not_too_many() -> None:
    assert reason_given("  to ring them back \n") == "to ring them back"
    for wrong in ("", " \n\t", "x" * (LONGEST_REASON + 1)):
        with pytest.raises(OpeningError):
            reason_given(wrong)
