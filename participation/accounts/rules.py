"""Sign-in rules: how long sessions last, what a password must be, how long to wait after failures."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
FRESH = timedelta(minutes=10)
SHORTEST = 12
LONGEST = 128
FREE_FAILURES = 4
LONGEST_DELAY = timedelta(minutes=5)


class PasswordError(ValueError):
    """This password will not do; the message says why."""


@cache
def common_passwords() -> frozenset[str]:
    """The local list of passwords that everybody guesses first."""
    return frozenset((Path(__file__).parent / "data" / "common_passwords.txt").read_text().split())


def check_password(password: str, email: str) -> str:
    """The password, or PasswordError: length counts, not rules about characters."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordError(f"Use {SHORTEST} to {LONGEST} characters. Three or four words are easy to remember.")
    if password.lower() in common_passwords() or email.partition("@")[0].lower() in password.lower():
        raise PasswordError("That password is easily guessed. Try three or four words.")
    return password


def session_ended(signed_in_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session is over: idle for 30 minutes, or 12 hours old."""
    return now - seen_at > IDLE or now - signed_in_at > ABSOLUTE


def delay_after(failures: int) -> timedelta:
    """How long to wait before the next try; it grows, and never locks anybody out for good."""
    if failures <= FREE_FAILURES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** (failures - FREE_FAILURES)), LONGEST_DELAY)
