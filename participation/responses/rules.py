"""The words for what a response and a statement are and where they stand. Pure."""

import enum
import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

CODE_WORDS = 5
CODE_DIGITS = 4
LONGEST_WORD = 8
MOST_TYPED = 200
_SEPARATORS = re.compile(r"[\W_]+")
OWN_PICTURES = tuple(
    "cat dog rabbit fish bird cup sun rain moon star heart flower "  # noqa: SIM905 - read at a glance
    "tree leaf apple cake ball bike bus boat kite bell key gift".split()
)
OWN_WORDS = tuple(
    "bread bridge cheese cloud coat drum hat hill jam lake lamp milk "  # noqa: SIM905 - read at a glance
    "plum ring sand shell snow sock song soup stone tent train wave".split()
)
WORD_BITS = 11  # a list of 2,048 words, so five words are 55 bits (trust.md, "Return codes")


class Channel(enum.StrEnum):
    """How a response came in."""

    OWN_PHONE = "own_phone"
    EVENT_TABLET = "event_tablet"
    WITH_A_WORKER = "with_a_worker"
    FROM_PAPER = "from_paper"
    IMPORTED = "imported"


class Provenance(enum.StrEnum):
    """Whose words these are."""

    OWN_WORDS = "own_words"
    SCRIBED = "scribed"
    GROUP = "group"
    PROXY = "proxy"


class Handling(enum.StrEnum):
    """Where a response stands with the people who read it; whatever is new from the young person makes it unread."""

    UNREAD = "unread"
    OPENED = "opened"
    DONE = "done"


class StatementStatus(enum.StrEnum):
    """Where a statement stands with the people who read it."""

    WAITING = "waiting"
    APPROVED = "approved"
    PRIVATE = "private"
    SECOND_LOOK = "second_look"


class Medium(enum.StrEnum):
    """How something was said. Drawings and recordings are never screened, so they are read soon."""

    TEXT = "text"
    DRAWING = "drawing"
    RECORDING = "recording"


class Urgency(enum.IntEnum):
    """The stream a statement is read in; a lower number is read first."""

    NOW = 0
    SOON = 1
    EVERYTHING_ELSE = 2


class QuoteConsent(enum.StrEnum):
    """What the young person said about showing their words. Silence is no."""

    NOT_SAID = "not_said"
    USE_WORDS = "use_words"
    CHANGE_WORDS = "change_words"
    DO_NOT_SHARE = "do_not_share"


QUOTABLE = frozenset({QuoteConsent.USE_WORDS, QuoteConsent.CHANGE_WORDS})


class Progress(enum.StrEnum):
    """The young person's timeline: received → read → talked about → decided."""

    RECEIVED = "received"
    READ = "read"
    TALKED_ABOUT = "talked_about"
    DECIDED = "decided"


PROGRESS_ORDER = tuple(Progress)


def raised(current: Urgency, other: Urgency) -> Urgency:
    """The more urgent of two: flags raise, never lower (trust.md, "Screening promises")."""
    return min(current, other)


@cache
def words() -> tuple[str, ...]:
    """Our own list of 2,048 plain, kind, easily spelt words; their order never changes, as codes count on it."""
    return tuple((Path(__file__).parent / "data" / "words.txt").read_text("utf-8").split())


@dataclass(frozen=True)
class ReturnCode:
    """The key that a child keeps, as places in the list of words."""

    indexes: tuple[int, ...]

    @property
    def words(self) -> str:
        """Five words joined by hyphens."""
        return "-".join(words()[index] for index in self.indexes)

    def number(self, digits: str = "0123456789") -> str:
        """The same code as five groups of four digits, in the digits of a script."""
        plain = " ".join(f"{index:04}" for index in self.indexes)
        return plain.translate(str.maketrans("0123456789", digits))


def new_code() -> ReturnCode:
    """A code that nobody can guess."""
    return ReturnCode(tuple(secrets.randbelow(len(words())) for _ in range(CODE_WORDS)))


def lookup_key(code: ReturnCode, key: bytes) -> str:
    """How a code is found without being kept: HMAC-SHA-256 under a key that is not in the database."""
    return hmac.digest(key, "-".join(map(str, code.indexes)).encode(), hashlib.sha256).hex()


def parse(typed: str) -> ReturnCode | None:
    """The code that was typed, None where it is none; the work is bounded whatever is typed.

    Any case, accents, digits of any script; anything that is neither letter nor digit stands between the parts. A word
    with one slip (a letter too many, too few, another one, or two swapped) counts where only one word is that near.
    """
    if len(typed) > MOST_TYPED:
        return None
    parts = [part for part in _SEPARATORS.split(_plain(typed)) if part]
    places: tuple[int | None, ...] = ()
    if all(part.isdigit() for part in parts):
        places = _from_numbers(parts)
    elif len(parts) == CODE_WORDS:
        places = tuple(map(_place_of, parts))
    known = tuple(place for place in places if place is not None and place < len(words()))
    return ReturnCode(known) if len(known) == CODE_WORDS else None


def _plain(typed: str) -> str:
    """Lower case without accents and invisible characters, every script's digits as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(char, char))
        for char in unicodedata.normalize("NFKD", typed.casefold())
        if not unicodedata.category(char).startswith(("M", "Cf"))
    )


def _from_numbers(groups: list[str]) -> tuple[int | None, ...]:
    """Five groups, where a leading zero may be missing, or twenty digits however they are grouped."""
    if len(groups) != CODE_WORDS or max(map(len, groups)) > CODE_DIGITS:
        digits = "".join(groups)
        groups = [digits[at : at + CODE_DIGITS] for at in range(0, len(digits), CODE_DIGITS)]
        if len(digits) != CODE_WORDS * CODE_DIGITS:
            return ()
    return tuple(map(int, groups))


@cache
def _places() -> dict[str, int]:
    return {word: place for place, word in enumerate(words())}


def _place_of(part: str) -> int | None:
    """The place of a word, or of the only word that is one slip away."""
    exact = _places().get(part)
    if exact is not None or len(part) > LONGEST_WORD + 1:
        return exact
    near = process.extract(part, words(), scorer=OSA.distance, score_cutoff=1, limit=2)
    return int(near[0][2]) if len(near) == 1 else None


def is_second_secret(picture: str, word: str) -> bool:
    """Whether both are of the set. From a set, since a word of one's own would often say who somebody is."""
    return picture in OWN_PICTURES and word in OWN_WORDS


def second_secret_mark(reference: str, picture: str, word: str, key: bytes) -> str:
    """How a picture and word are kept: HMAC-SHA-256 under a key that is not in the database, for one response only.

    Some hundred pairs are soon tried, so whoever checks one counts every try first (`web.limits.may_try`).
    """
    return hmac.digest(key, f"{reference}|{picture}|{word}".encode(), hashlib.sha256).hex()
