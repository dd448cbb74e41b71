"""The chain: each event's hash covers the one before it, so that no event can be changed or left out unseen."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

START = "0" * 64

SUBJECTS = {
    "staff": "member of staff",
    "council": "the council’s settings",
    "text_approval": "translated texts",
    "second_person": "what waits for a second person",
}
ACTIONS = {
    "added": "added",
    "renamed": "renamed",
    "moved": "moved up",
    "signed_in": "signed in",
    "disabled": "closed the account",
    "enabled": "opened the account again",
    "password_reset": "gave a new password",
    "password_changed": "chose a new password",
    "role_changed": "changed the role",
    "localities_changed": "changed the localities",
    "second_factor_enrolled": "turned on one-time codes",
    "second_factor_forgotten": "had one-time codes set up anew",
    "settings_changed": "changed",
    "text_approved": "approved",
    "language_read": "marked all as read",
    "approval_taken_back": "took the approval back of",
    "alarm_settled": "dealt with an alarm",
    "opened": "opened and read",
    "looked_at": "looked at a drawing",
    "listened_to": "listened to a recording",
    "written_down": "wrote down what a drawing shows or a recording says",
    "identity_asked_for": "asked to see who somebody is",
    "identity_agreed": "agreed that it is opened who somebody is",
    "identity_refused": "refused that it is opened who somebody is",
    "identity_opened_at_once": "opened who somebody is at once",
    "identity_reviewed": "reviewed that it was opened at once who somebody is",
    "identity_looked_at": "looked at who somebody is",
    "code_frozen": "froze a return code",
    "code_unfrozen": "let a return code be used again",
}
BROKEN = "the record of what staff did was changed from outside"


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


def first_fault(links: Iterable[Link], before: str = START, after: int = 0) -> int | None:
    """The sequence number where the chain is broken, None where it is whole.

    A part of the chain is checked by giving the sequence number and the hash of the event before it.
    """
    for expected, link in enumerate(links, start=after + 1):
        if link.sequence != expected or hash_of(link, before) != link.hash:
            return expected
        before = link.hash
    return None


def in_words(words: dict[str, str], name: str) -> str:
    """What a name of the record is called on pages."""
    return words.get(name) or name.replace("_", " ")
