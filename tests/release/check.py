"""`make release-check`: the wheel in an empty environment serves its pages, files and migrations from inside itself.

Lighthouse then measures the pages that it serves.
"""

import os
import signal
import subprocess
import sys
import tempfile
import venv
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.server import ROOT, free_port, wait_for
from tests.release import lighthouse

PATHS = (*lighthouse.PAGES, "/?lang=cy", "/?lang=ar", "/staff/sign-in")


def main() -> int:
    """Build, install, start from an unrelated folder, and ask for pages."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        wheel = _build(place)
        python = _install(place, wheel)
        _serves(python, place)
    return 0


def _build(place: Path) -> Path:
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT))
    return next(place.glob("*.whl"))


def _install(place: Path, wheel: Path) -> Path:
    venv.create(place / "venv", with_pip=True)
    python = place / "venv" / "bin" / "python"
    pinned = ROOT / "requirements" / "base.txt"
    _run(str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(pinned))
    _run(str(python), "-m", "pip", "install", "-q", "--no-deps", str(wheel))
    return python


def _serves(python: Path, place: Path) -> None:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    process = subprocess.Popen(
        [str(python), "-m", "participation", "demo", "--responses", "60"],
        cwd=place,
        env={**environment, "PORT": str(port)},
        start_new_session=True,
    )
    try:
        wait_for(port, "/", 120)
        for path in PATHS:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", path)
            status = connection.getresponse().status
            if status != 200:
                raise SystemExit(f"{path} answered {status}")
        print("wheel: passed")
        lighthouse.measure(f"http://localhost:{port}")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
