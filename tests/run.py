"""Every check, one after the other, with one summary at the end. Exit code 1 when any failed."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2")
CHECKS = (
    ("ruff", [BIN / "ruff", "check", "."]),
    ("ruff format", [BIN / "ruff", "format", "--check", "-q", "."]),
    ("mypy", [BIN / "mypy"]),
    ("import contracts", [BIN / "lint-imports", "--no-logo"]),
    ("djlint", [BIN / "djlint", "templates", "--lint", "--quiet"]),
    ("message catalogues", [sys.executable, "-m", "tests.catalogues"]),
    ("tests on both databases", [*PYTEST, "--dist", "loadgroup", "--both-databases", "-m", "not browser"]),
    ("tests in Chromium", [*PYTEST, "--dist", "loadscope", "-m", "browser"]),
)


def main() -> int:
    """Run them all."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    results = []
    for name, command in CHECKS:
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        done = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False)
        results.append((name, done.returncode == 0, time.monotonic() - begun))
    print("== summary")
    for name, passed, seconds in results:
        print(f"{'passed' if passed else 'FAILED':7} {seconds:6.1f} s  {name}")
    failed = sum(not passed for _, passed, _ in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
