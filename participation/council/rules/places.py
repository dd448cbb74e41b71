"""Names of localities and services."""

import re
import unicodedata
from collections.abc import Collection

LONGEST_NAME = 120


class SettingError(ValueError):
    """This cannot be saved; the message says what to do."""


def place_name(name: str, others: Collection[str]) -> str:
    """The name of a locality or service as it is kept; raises SettingError."""
    found = " ".join(name.split())
    if not 1 <= len(found) <= LONGEST_NAME:
        raise SettingError(f"Enter a name of at most {LONGEST_NAME} characters.")
    if found.casefold() in {other.casefold() for other in others}:
        raise SettingError("There is one with this name already.")
    return found


def new_slug(name: str, taken: Collection[str]) -> str:
    """A short name for addresses and files that is not taken; it stays when the place is renamed."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "place"
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
