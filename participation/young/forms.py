"""What was typed on the pages of a return code, and the sentence for each thing that is wrong with it."""

from flask import request

from participation.conversations.models import Asked, Verdict
from participation.conversations.services import LONGEST
from participation.kernel.sanitise import keep_exact
from participation.responses.rules import QuoteConsent
from participation.web.guard import csrf_failed
from participation.web.texts import _

MESSAGE = "message"
OFFERED = (QuoteConsent.USE_WORDS, QuoteConsent.CHANGE_WORDS, QuoteConsent.DO_NOT_SHARE)


def message() -> str:
    """What was written in the box of a page, word for word."""
    return keep_exact(request.form.get(MESSAGE, ""))


def fault(text: str, button: str, *, longest: int = LONGEST, needed: bool = True) -> str:
    """What to do about a text before it can be taken; empty where it can."""
    if csrf_failed():
        return _("This page was open for a long time. What you wrote is still here. Press “%(button)s”.", button=button)
    if needed and not text.strip():
        return _("Write something first.")
    if len(text) > longest:
        return _("That is too long. Can you make it shorter? You can send more than one.")
    return ""


def verdict() -> tuple[Asked, Verdict] | None:
    """Which of the two questions was answered, and how; None for anything else."""
    try:
        return Asked(request.form.get("asked", "")), Verdict(request.form.get("verdict", ""))
    except ValueError:
        return None


def consent() -> QuoteConsent | None:
    """What was said about showing a text; None where nothing was, or something unknown."""
    said = request.form.get("consent", "")
    return QuoteConsent(said) if said in OFFERED else None
