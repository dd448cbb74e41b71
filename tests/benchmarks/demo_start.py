"""How long `make demo` takes to its first page where everything is installed and the demo council is made."""

import os
import signal
import statistics
import subprocess

from tests.benchmarks.server import ROOT, free_port, wait_for

TRIES = 3


def measure() -> dict[str, object]:
    """Seconds of several starts; the first makes the demo council if there is none yet and is told apart."""
    return {
        "first": _start(),
        "seconds": statistics.median(seconds := [_start() for _ in range(TRIES)]),
        "each": seconds,
    }


def _start() -> float:
    port = free_port()
    process = subprocess.Popen(
        ["make", "demo"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return round(wait_for(port, "/", 120), 2)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
