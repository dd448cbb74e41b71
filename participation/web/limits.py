"""Budgets for guessing. The right answer is always looked up first and always gets through (trust.md)."""

import hashlib
from functools import lru_cache

from flask import current_app
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

PER_SESSION = parse("5 per 10 minutes")
ALTOGETHER = parse("300 per hour")


@lru_cache(maxsize=4)
def _limiter(url: str) -> FixedWindowRateLimiter:
    return FixedWindowRateLimiter(storage_from_string(url))


def wrong_guess(kind: str, who: str) -> bool:
    """Count a wrong guess; True while this session and everybody together may go on guessing.

    `who` may open what is sealed, and the counters may lie in another store, so they get its hash.
    """
    who = hashlib.sha256(who.encode()).hexdigest()
    limiter = _limiter(current_app.config["SETTINGS"].limits_url)
    return all((limiter.hit(PER_SESSION, kind, who), limiter.hit(ALTOGETHER, kind)))
