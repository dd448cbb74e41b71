"""Lighthouse as it measures a phone on slow 4G: full marks, and the largest paint within a second (benchmarks.md).

An outside program, used here and nowhere else. Each page is measured three times and the middle figures count.
"""

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.server import ROOT
from tests.pages.live import CHROMIUM

PAGES = ("/", "/tell-us", "/houses", "/worry", "/replies", "/changes")
MARKS = ("performance", "accessibility", "best-practices")
LATEST_PAINT = 1000  # ms
RUNS = 3
HOME = ROOT / "build" / "lighthouse"
MISSING = f"""Lighthouse is not installed. With Node.js 18 or newer, once:
    npm install --ignore-scripts --no-audit --no-fund --prefix {HOME} lighthouse@12.8.2"""
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


@dataclass(frozen=True)
class Figures:
    """Marks out of 100 in the order of `MARKS`, and milliseconds until the largest paint."""

    marks: tuple[int, ...]
    paint: float

    @property
    def are_enough(self) -> bool:
        """Whether they are what young people were promised."""
        return min(self.marks) == 100 and self.paint < LATEST_PAINT


def measure(base: str) -> None:
    """Print the figures of every page; SystemExit where one falls short or Lighthouse is missing."""
    program = _program()
    measured = {page: _middle([_run(program, base + page) for _ in range(RUNS)]) for page in PAGES}
    for page, figures in measured.items():
        marks = " ".join(f"{name} {mark}" for name, mark in zip(MARKS, figures.marks, strict=True))
        print(f"lighthouse {page}: {marks}, largest paint {figures.paint:.0f} ms")
    if short := [page for page, figures in measured.items() if not figures.are_enough]:
        raise SystemExit(f"lighthouse: below 100 or above {LATEST_PAINT} ms on {', '.join(short)}")


def _program() -> str:
    own = HOME / "node_modules" / ".bin" / "lighthouse"
    found = str(own) if own.exists() else shutil.which("lighthouse")
    if not found:
        raise SystemExit(MISSING)
    return found


def _run(program: str, address: str) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["--quiet", "--output=json", f"--output-path={report}", f"--only-categories={','.join(MARKS)}"]
        subprocess.run(
            [program, address, *options, f"--chrome-flags={FLAGS}"],
            check=True,
            timeout=180,
            env={**os.environ, "CHROME_PATH": CHROMIUM or ""},
        )
        return _figures(json.loads(report.read_text()))


def _figures(report: dict[str, Any]) -> Figures:
    marks = tuple(round(100 * (report["categories"][name]["score"] or 0)) for name in MARKS)
    return Figures(marks, report["audits"]["largest-contentful-paint"]["numericValue"])


def _middle(runs: list[Figures]) -> Figures:
    marks = zip(*(figures.marks for figures in runs), strict=True)
    return Figures(tuple(int(median(each)) for each in marks), median(figures.paint for figures in runs))
