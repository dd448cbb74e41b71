"""What screening says of words as they come in."""

import logging
from typing import Any

from sqlmodel import Session

from participation.kernel.outbox import raise_alarm
from participation.screening import Screening, screen

log = logging.getLogger(__name__)
SCREENING_FAILED = "screening failed on a text; it was marked soon"


def screened(session: Session, text: str, language: str) -> Screening | None:
    """What screening says. One that fails keeps the response, marks it soon and raises an alarm."""
    try:
        return screen(text, language)
    except Exception as error:
        log.error("screening failed: %s", type(error).__name__)
        raise_alarm(session, SCREENING_FAILED)
        return None


def flags_of(found: Screening | None) -> list[dict[str, Any]]:
    """Where the phrases stand and which rule found them; the words themselves stay sealed."""
    reasons = found.reasons if found else ()
    return [{"start": r.start, "end": r.end, "category": r.category, "rule": r.rule} for r in reasons]
