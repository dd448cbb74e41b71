"""Writes responses for ever and says each return code once it is committed; for test_crash.py, which kills it."""

import sys

from participation.kernel.database import Database
from participation.kernel.outbox import post
from participation.kernel.sealing import KeyRing
from participation.kernel.settings import demo_settings
from tests.factories import said, send


def main(url: str) -> None:
    """Write until the end."""
    settings = demo_settings(database_url=url)
    database, ring = Database(url), KeyRing(settings.key_ring)
    for number in range(100_000):
        with database.transaction() as session:
            sent = send(session, ring, said(good=f"words of number {number}"))
            post(session, "lead@example.test", "urgent", sent.response.id)
        print(number, sent.code.words, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
