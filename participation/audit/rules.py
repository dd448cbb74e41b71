"""The chain: each event's hash covers the one before it, so that no event can be changed or left out unseen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

START = "0" * 64


@dataclass(frozen=True)
class Link:
    """What is chained of one event. `at` is ISO 8601 in UTC."""

    sequence: int
    at: str
    staff_id: int | None
    action: str
    subject_type: str
    subject_id: int | None
    hash: str = ""


def hash_of(link: Link, before: str) -> str:
    """SHA-256 over the hash before and the event's fields in a fixed order."""
    fields = [before, link.sequence, link.at, link.staff_id, link.action, link.subject_type, link.subject_id]
    return hashlib.sha256(json.dumps(fields, separators=(",", ":")).encode()).hexdigest()


def first_fault(links: Iterable[Link]) -> int | None:
    """The sequence number where the chain is broken, None where it is whole."""
    before = START
    for expected, link in enumerate(links, start=1):
        if link.sequence != expected or hash_of(link, before) != link.hash:
            return expected
        before = link.hash
    return None
