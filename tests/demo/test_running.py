"""`python -m participation demo` as a process: it answers, says how to get in, and leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from participation.demo.making import CODE, PASSWORD
from participation.demo.running import welcome

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 90

pytestmark = pytest.mark.usefixtures("socket_enabled")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(folder: Path, port: int) -> subprocess.Popen[str]:
    """The demo in a folder of its own and in a group of processes of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTICIPATION_")}
    return subprocess.Popen(
        [sys.executable, "-m", "participation", "demo", "--responses", "40"],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT), "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def status_of(port: int, path: str, host: str = "127.0.0.1") -> int:
    connection = HTTPConnection(host, port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def wait_for(process: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            status_of(port, "/health/live")
        except OSError:
            time.sleep(0.1)
        else:
            return
    process.kill()
    raise AssertionError(f"the demo did not start: {process.communicate()[1]}")


def group_of(leader: int) -> list[int]:
    """Every process that still belongs to the demo's group."""
    found = []
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, group = each.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(group) == leader and state != "Z":
            found.append(int(each.parent.name))
    return found


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = start(tmp_path, port)
    yield process, port
    for each in group_of(process.pid):
        os.kill(each, signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("whole_group", [True, False])
def test_it_serves_says_how_to_get_in_and_stops(demo: tuple[subprocess.Popen[str], int], whole_group: bool) -> None:
    process, port = demo
    wait_for(process, port)
    assert [status_of(port, path) for path in ("/", "/tell-us", "/staff/sign-in", "/health/ready")] == [200] * 4
    assert status_of(port, "/", host="localhost") == 200
    assert len(group_of(process.pid)) >= 3, "server, its processes and a worker"
    os.killpg(process.pid, signal.SIGINT) if whole_group else process.send_signal(signal.SIGINT)
    said, complaints = process.communicate(timeout=30)
    assert process.returncode == 0
    assert group_of(process.pid) == []
    assert f"http://localhost:{port}/staff/sign-in" in said
    assert PASSWORD in said
    assert CODE.words in said
    assert "Traceback" not in complaints
    assert "ERROR" not in complaints


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start(tmp_path, port)
        said, complaints = process.communicate(timeout=SECONDS)
    assert (process.returncode, said) == (1, "")
    assert re.fullmatch(rf"Error: Port {port} cannot be used \(.*\n", complaints)
    assert not (tmp_path / "instance").exists()


def test_the_welcome_names_every_login() -> None:
    assert len(re.findall(r"\S+@demo\.example", welcome(8000))) == 6
