"""The words for what a response and a statement are and where they stand. Pure."""

import enum


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


class StatementStatus(enum.StrEnum):
    """Where a statement stands with the people who read it."""

    WAITING = "waiting"
    APPROVED = "approved"
    PRIVATE = "private"
    SECOND_LOOK = "second_look"


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
