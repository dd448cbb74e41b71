"""Names of things that cannot be guessed and say nothing of when they were made."""

import secrets


def new_reference() -> str:
    """22 characters, 128 random bits."""
    return secrets.token_urlsafe(16)


def new_secret() -> str:
    """43 characters, 256 random bits."""
    return secrets.token_urlsafe(32)
