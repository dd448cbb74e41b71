"""Telling whoever waits how far long work has come."""

from collections.abc import Callable

Tell = Callable[[int, int], None]  # how much is done, of how much


def tell_nobody(_done: int, _whole: int) -> None:
    """For work that nobody watches."""
