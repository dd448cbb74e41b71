"""Sealing: AES-256-GCM, key id in front, the place (table, row, field) as associated data.

Fernet is not used, since its tokens carry the time in clear. Each response has a data key of its own, wrapped by the
ring: to shred a response is to forget its data key (trust.md, "Privacy").
"""

import hashlib
import hmac
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class SealError(Exception):
    """The sealed value was made under another key, for another place, or was changed."""


def place(table: str, row: str, field: str) -> bytes:
    """The associated data that ties a sealed value to where it stands."""
    return f"{table}|{row}|{field}".encode()


def seal_under(key: bytes, plain: bytes, where: bytes) -> bytes:
    """Nonce and cipher text under one 32-byte key."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, where)


def unseal_under(key: bytes, sealed: bytes, where: bytes) -> bytes:
    """The plain bytes; raises SealError."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], where)
    except (InvalidTag, ValueError) as error:
        raise SealError("This value cannot be opened with this key for this place.") from error


def new_data_key() -> bytes:
    """32 random bytes."""
    return os.urandom(32)


def key_from_secret(secret: str, purpose: str) -> bytes:
    """A 32-byte key from a secret that is itself random (a session's secret, a return code)."""
    return hmac.digest(secret.encode(), purpose.encode(), hashlib.sha256)


class KeyRing:
    """The council's keys by id; the first seals, every one unseals."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = dict(keys)
        self.current = next(iter(keys))

    def seal(self, plain: bytes, where: bytes) -> bytes:
        """Key id, colon, nonce, cipher text."""
        return self.current.encode() + b":" + seal_under(self._keys[self.current], plain, where)

    def unseal(self, sealed: bytes, where: bytes) -> bytes:
        """The plain bytes; raises SealError, also when the key is no longer in the ring."""
        name, _, body = sealed.partition(b":")
        key = self._keys.get(name.decode(errors="replace"))
        if key is None:
            raise SealError("The key that sealed this value is not in the ring.")
        return unseal_under(key, body, where)

    def sealed_under_current(self, sealed: bytes) -> bool:
        """Whether a re-seal would change nothing but the nonce."""
        return sealed.partition(b":")[0] == self.current.encode()

    def lookup_keys(self, purpose: str) -> tuple[bytes, ...]:
        """HMAC keys for blind look-ups, the current one first; old ones still find what they made."""
        return tuple(hmac.digest(key, f"lookup:{purpose}".encode(), hashlib.sha256) for key in self._keys.values())
