"""Who may do what. The table here is written out by hand: a change of the grants is a change of this test."""

import pytest

from participation.access import GRANTS, Permission, Principal, Role, Scope, allows
from tests.factories import anyone

READING = {
    Permission.READ_RESPONSES,
    Permission.MODERATE,
    Permission.REPLY,
    Permission.ASK_IDENTITY,
    Permission.FREEZE_CODE,
    Permission.CODE_THEMES,
    Permission.EDIT_CODE_BOOK,
    Permission.READ_PROMISES,
    Permission.MAKE_PROMISES,
    Permission.READ_REPORTS,
}
EXPECTED = {
    Role.WORKER: {Permission.USE_STAFF_PAGES, *READING},
    Role.LEAD: {
        Permission.USE_STAFF_PAGES,
        Permission.SEE_ALARMS,
        Permission.AGREE_IDENTITY,
        Permission.APPROVE_TEXTS,
        *READING,
    },
    Role.LEADER: {Permission.USE_STAFF_PAGES, Permission.READ_PROMISES, Permission.READ_REPORTS},
    Role.ADMIN: {
        Permission.USE_STAFF_PAGES,
        Permission.MANAGE_PEOPLE,
        Permission.MANAGE_COUNCIL,
        Permission.APPROVE_TEXTS,
        Permission.READ_AUDIT,
        Permission.SEE_ALARMS,
        Permission.IMPORT_RESPONSES,
        Permission.APPROVE_PUBLIC_IMPORT,
    },
    Role.PARTNER: {Permission.USE_STAFF_PAGES},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_each_role_may_what_it_was_given_and_nothing_else(role: Role, permission: Permission) -> None:
    assert allows(anyone(role), permission) is (permission in EXPECTED[role])


@pytest.mark.parametrize("permission", Permission)
def test_nobody_and_an_unknown_role_may_nothing(permission: Permission) -> None:
    assert not allows(None, permission)
    assert not allows(Principal(1, "x", "director", Scope()), permission)  # type: ignore[arg-type]


def test_whoever_reads_words_does_not_manage_people_or_the_record_and_the_other_way_round() -> None:
    apart = {Permission.READ_RESPONSES, Permission.MANAGE_PEOPLE}
    assert [role for role in Role if apart <= GRANTS[role]] == []
    assert [role for role in Role if {Permission.READ_RESPONSES, Permission.READ_AUDIT} <= GRANTS[role]] == []


def test_every_permission_is_somebodys_and_every_role_is_in_the_table() -> None:
    assert set(GRANTS) == set(Role)
    assert set().union(*GRANTS.values()) == set(Permission)


@pytest.mark.parametrize(
    ("localities", "locality", "covered"),
    [
        (None, 1, True),
        (None, None, True),
        (frozenset({1}), 1, True),
        (frozenset({1}), 2, False),
        (frozenset({1, 2}), None, False),  # "not said" is for the lead and those who see all (architecture.md)
        (frozenset(), 1, False),
        (frozenset(), None, False),
    ],
)
def test_a_scope_covers_its_localities_only(
    localities: frozenset[int] | None, locality: int | None, covered: bool
) -> None:
    assert Scope(localities).covers(locality) is covered


@pytest.mark.parametrize(("locality", "covered"), [(None, True), (1, True), (2, False)])
def test_a_lead_also_sees_what_names_no_locality(locality: int | None, covered: bool) -> None:
    assert Scope(frozenset({1}), not_said=True).covers(locality) is covered
