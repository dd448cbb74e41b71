"""`make bench`: run every benchmark, print the figures and write build/bench.json."""

import json
import sys
import time

from tests.benchmarks import demo_start, first_visit, journeys, reading, texts
from tests.benchmarks.server import ROOT

BENCHMARKS = {
    "journeys": journeys.measure,
    "first_visit": first_visit.measure,
    "demo_start": demo_start.measure,
    "reading": reading.measure,
    "texts": texts.measure,
}


def main() -> int:
    """Run those that are named, or all."""
    wanted = sys.argv[1:] or list(BENCHMARKS)
    found: dict[str, object] = {}
    for name in wanted:
        begun = time.monotonic()
        found[name] = BENCHMARKS[name]()
        print(f"== {name} ({time.monotonic() - begun:.0f} s)\n{json.dumps(found[name], indent=2)}", flush=True)
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(found, indent=2) + "\n")
    print(f"written to {target.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
