"""Sign-in rules: how long sessions last, what a password must be, how long to wait after failures. Pure."""

import hashlib
import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
FRESH = timedelta(minutes=10)
HALF_WAY = timedelta(minutes=5)
SHORTEST = 12
LONGEST = 128
FREE_FAILURES = 4
LONGEST_DELAY = timedelta(minutes=5)
FAILURES_KEPT = timedelta(days=1)
CODE_SECONDS = 30
CODE_DIGITS = 6
LONGEST_ADDRESS = 254
SHORTEST_NAME_PART = 4
FEWEST_CHARACTERS = 5

_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")
_OWN_PATH = re.compile(r"/staff/(?:[\w-]+(?:/[\w-]+)*/?)?(?:\?[\w=&%.+-]*)?(?:#[\w-]+)?", re.ASCII)
_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
_CONSONANTS, _VOWELS = "bcdfghjklmnprstvwz", "aeiou"
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class PasswordError(ValueError):
    """This password will not do; the message says why."""


class AddressError(ValueError):
    """This is not an e-mail address, or somebody has it already; the message says which."""


def address(text: str) -> str:
    """An e-mail address as it is kept; raises AddressError. Whether it exists, only a message can show."""
    found = text.strip().lower()
    if len(found) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(found):
        raise AddressError("Enter an e-mail address, like name@council.example.")
    return found


def own_path(path: str | None) -> str | None:
    """The path if it is one of our own staff pages: what is followed after sign-in leads nowhere else."""
    return path if path and _OWN_PATH.fullmatch(path) else None


@cache
def common_passwords() -> frozenset[str]:
    """The local list of passwords that everybody guesses first; lower case, one a line."""
    return frozenset((Path(__file__).parent / "data" / "common_passwords.txt").read_text("utf-8").split())


def normal_password(password: str) -> str:
    """One form for what looks the same, so that every keyboard signs in (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, email: str, name: str = "") -> str:
    """The password in its normal form, or PasswordError: length counts, not rules about characters (NCSC)."""
    password = normal_password(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordError(f"Use {SHORTEST} to {LONGEST} characters. Three or four words are easy to remember.")
    if _is_common(password.lower()) or _is_about(password.lower(), email, name):
        raise PasswordError("That password is easily guessed. Try three or four words that nobody connects with you.")
    return password


def _is_common(password: str) -> bool:
    known = common_passwords()
    return (
        len(set(password)) < FEWEST_CHARACTERS
        or password.isdigit()
        or _starts_known(password, known)
        or _is_repeated(password, known)
        or _is_run(password)
    )


def _starts_known(password: str, known: frozenset[str]) -> bool:
    """A known one, perhaps with lookalikes for letters, and nothing but digits and signs after it."""
    stem = len(re.sub(r"[\W\d_]+$", "", password))
    spelt = (password, password.translate(_LOOKALIKES))
    return any(text[:size] in known for text in spelt for size in range(stem, len(password) + 1))


def _is_repeated(password: str, known: frozenset[str]) -> bool:
    """A short piece again and again (`abc1abc1abc1`), or a known one twice."""
    return any(
        password == password[:size] * (len(password) // size) and (size <= SHORTEST // 2 or password[:size] in known)
        for size in range(1, len(password) // 2 + 1)
        if len(password) % size == 0
    )


def _is_run(password: str) -> bool:
    """Keys or letters in their order, forwards, backwards or after each other (`qwertyuiop12`, `abcdefghijkl`)."""
    rest = password
    while rest:
        size = max(_run_length(rest, run) for line in _RUNS for run in (line, line[::-1]))
        if size < 2:
            return False
        rest = rest[size:]
    return True


def _run_length(text: str, run: str) -> int:
    return next((size for size in range(min(len(text), len(run)), 0, -1) if text[:size] in run), 0)


def _is_about(password: str, email: str, name: str) -> bool:
    parts = [email.partition("@")[0], *re.split(r"[\W_]+", email.partition("@")[0]), *name.split()]
    return any(part.lower() in password for part in parts if len(part) >= SHORTEST_NAME_PART)


def temporary_password() -> str:
    """A password to read out once, 65 random bits in syllables: `wopu-kesi-baro-…`; its owner changes it at once."""
    syllable = (_CONSONANTS, _VOWELS)
    return "-".join("".join(secrets.choice(syllable[i % 2]) for i in range(4)) for _ in range(5))


def session_ended(signed_in_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session is over: idle for 30 minutes, or 12 hours old."""
    return now - seen_at > IDLE or now - signed_in_at > ABSOLUTE


def delay_after(failures: int) -> timedelta:
    """How long to wait before the next try; it grows, and never locks anybody out for good."""
    if failures <= FREE_FAILURES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - FREE_FAILURES, 16)), LONGEST_DELAY)


def bucket(email: str, known: str = "") -> str:
    """Where failures of an address are counted.

    A browser in which its owner has signed in before counts apart (`known`): whoever guesses elsewhere slows down only
    themselves. Unknown addresses are counted too, so that a delay does not tell which addresses work here.
    """
    return hashlib.sha256(f"{email.strip().lower()}|{known}".encode()).hexdigest()


def code_steps(seconds: float) -> tuple[int, int, int]:
    """The 30-second steps whose codes are accepted at this moment: clocks may be one step apart (RFC 6238, 5.2)."""
    step = int(seconds) // CODE_SECONDS
    return step - 1, step, step + 1
