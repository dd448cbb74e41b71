"""Budgets for guessing. The right answer is always looked up first and always gets through (trust.md)."""

import hashlib
from functools import lru_cache

from flask import current_app
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

PER_SESSION = parse("5 per 10 minutes")
ALTOGETHER = parse("300 per hour")
OF_ONE_THING = (parse("8 per hour"), parse("20 per day"))


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


def may_try(kind: str, who: str, what: str) -> bool:
    """Count a try at `what`, a thing that a few hundred guesses would find; False while this session has to wait.

    It is asked before looking: the right answer waits as well, for otherwise guessing could simply go on. Nobody is
    ever locked out for good, and what is behind it stays safe meanwhile.
    """
    limiter = _limiter(current_app.config["SETTINGS"].limits_url)
    who, what = (hashlib.sha256(each.encode()).hexdigest() for each in (who, what))
    tries = [limiter.hit(PER_SESSION, kind, who), *(limiter.hit(limit, kind, what) for limit in OF_ONE_THING)]
    return all(tries)
