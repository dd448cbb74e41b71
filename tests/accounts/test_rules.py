"""Passwords, addresses, delays, and where sign-in may lead."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.accounts import rules

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("password", ["quiet-green-lamp-7", "river seven carpet", "Tr0ub4dor&3xyz", "ключи под ковром"])
def test_a_long_password_that_nobody_guesses_will_do(password: str) -> None:
    assert rules.check_password(password, "worker@council.example") == password


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "x" * 129,
        "password1234",
        "P@ssw0rd2026!",
        "Newcastle#2025",
        "ilovesarah2020",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "sunshinesunshine",
        "qwertyuiop12",
        "abcdefghijkl",
        "987654321098",
        "1q2w3e4r5t6y",
        "correcthorsebatterystaple",
        "robin-lamp-river",
        "lamp-fletcher-river",
    ],
)
def test_a_short_common_or_personal_one_will_not(password: str) -> None:
    with pytest.raises(rules.PasswordError):
        rules.check_password(password, "robin.f@council.example", "Robin Fletcher")


@given(st.sampled_from(sorted(rules.common_passwords())), st.text("0123456789!?.", max_size=6))
def test_nothing_on_the_list_gets_through_by_digits_at_its_end(known: str, tail: str) -> None:
    with pytest.raises(rules.PasswordError):
        rules.check_password(known + tail, "worker@council.example")


def test_the_list_holds_thousands_of_passwords_that_are_long_enough() -> None:
    assert sum(len(each) >= rules.SHORTEST for each in rules.common_passwords()) > 3000


def test_the_same_characters_typed_in_two_ways_are_one_password() -> None:
    assert rules.check_password("cafe\u0301 by the river", "a@b.example") == "caf\u00e9 by the river"


def test_temporary_passwords_pass_and_differ() -> None:
    made = {rules.temporary_password() for _ in range(50)}
    assert len(made) == 50
    assert all(rules.check_password(each, "worker@council.example") for each in made)


@pytest.mark.parametrize(("typed", "kept"), [(" Some.One@Council.Example ", "some.one@council.example")])
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert rules.address(typed) == kept


@pytest.mark.parametrize("typed", ["", "nobody", "a@b", "a b@c.example", "a@b@c.example", "x" * 250 + "@c.example"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(rules.AddressError):
        rules.address(typed)


@pytest.mark.parametrize("path", ["/staff/", "/staff/inbox", "/staff/read/3?page=2&q=a%20b"])
def test_our_own_staff_paths_are_followed(path: str) -> None:
    assert rules.own_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "/",
        "/houses",
        "/staffroom",
        "//evil.example",
        "/staff//evil.example",
        "/staff/../houses",
        "/staff/\\evil.example",
        "/\\evil.example",
        "https://evil.example/staff/",
        "/staff/inbox\r\nSet-Cookie: a=b",
        "/staff/%2e%2e/houses",
        "javascript:alert(1)",
    ],
)
def test_nothing_else_is(path: str | None) -> None:
    assert rules.own_path(path) is None


@given(st.text(max_size=300))
def test_a_path_that_is_followed_is_always_one_of_ours(path: str) -> None:
    assert (rules.own_path("/staff/" + path) or "/staff/").startswith("/staff/")
    assert rules.own_path(path) is None or path.startswith("/staff/")


def test_a_long_path_is_judged_at_once() -> None:
    assert rules.own_path("/staff/" + "a" * 100_000 + "!") is None


@given(st.integers(0, 10_000))
def test_the_delay_grows_and_never_passes_five_minutes(failures: int) -> None:
    assert rules.delay_after(failures) <= rules.delay_after(failures + 1) <= timedelta(minutes=5)


def test_the_first_failures_cost_nothing() -> None:
    assert [rules.delay_after(n).total_seconds() for n in (0, 4, 5, 6, 20)] == [0, 0, 2, 4, 300]


@pytest.mark.parametrize(
    ("signed_in", "seen", "over"),
    [(0, 0, False), (60, 30, False), (60, 31, True), (720, 1, False), (721, 1, True)],
)
def test_a_session_ends_after_half_an_hour_idle_and_twelve_hours_in_all(signed_in: int, seen: int, over: bool) -> None:
    assert rules.session_ended(NOW - timedelta(minutes=signed_in), NOW - timedelta(minutes=seen), NOW) is over


def test_failures_of_a_known_browser_are_counted_apart() -> None:
    assert rules.bucket("A@b.example ") == rules.bucket("a@b.example")
    assert rules.bucket("a@b.example", "3") != rules.bucket("a@b.example")
