"""A server in a process of its own, and how much processor time it has used."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """Where it listens and which process it is."""

    port: int
    pid: int

    def cpu_ms(self) -> float:
        """User and system time of the process and its children so far, in milliseconds."""
        return sum(_cpu_ticks(pid) for pid in (self.pid, *_descendants(self.pid))) * 1000 / TICKS


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _cpu_ticks(pid: int) -> int:
    try:
        fields = _stat(pid)
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _descendants(pid: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int(_stat(int(entry.name))[1])
            except OSError:
                continue
            if parent == pid:
                yield int(entry.name)
                yield from _descendants(int(entry.name))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@contextmanager
def serving(target: str, environment: Mapping[str, str], ready: str = "/") -> Iterator[Server]:
    """`module:app` on our own server with one worker, until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.bridged", target, str(port)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    try:
        wait_for(port, ready)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int, path: str, seconds: float = 60) -> float:
    """Wait until an address answers 200; the seconds that it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return time.monotonic() - begun
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"nothing answered on {path} within {seconds} s")
