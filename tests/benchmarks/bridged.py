"""Any WSGI application, served as ours is but with one worker: `python -m tests.benchmarks.bridged module:app PORT`."""

import importlib
import sys
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from participation.server import Bridge

MOST_BYTES = 1024 * 1024


def load() -> Any:
    """The application that the command names."""
    module, _, name = sys.argv[1].partition(":")
    return Bridge(getattr(importlib.import_module(module), name), most_bytes=MOST_BYTES)


if __name__ == "__main__":
    Server(
        "benchmark",
        address="127.0.0.1",
        port=int(sys.argv[2]),
        interface=Interfaces.RSGI,
        workers=1,
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
    ).serve(target_loader=load, wrap_loader=False)
