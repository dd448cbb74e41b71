"""Screening: milliseconds a text on one core, for short texts as they come and for one of 100,000 characters."""

import json
import statistics
import time

from participation.screening import screen
from tests.benchmarks.server import ROOT

ROUNDS = 5
TEXTS = ROOT / "tests" / "screening" / "held_back.jsonl"
LONG = 100_000


def measure() -> dict[str, object]:
    """Medians of several rounds; the first text loads the rules and is told apart."""
    texts = [json.loads(line)["text"] for line in TEXTS.read_text("utf-8").splitlines()]
    start = _ms(lambda: screen(texts[0], "en"))
    long = (" ".join(texts) * (1 + LONG // sum(map(len, texts))))[:LONG]
    each = [_ms(lambda: [screen(text, "en") for text in texts]) / len(texts) for _ in range(ROUNDS)]
    slowest = max(statistics.median(_ms(lambda t=text: screen(t, "en")) for _ in range(3)) for text in texts)
    return {
        "rules_loaded_ms": round(start),
        "ms_a_text": round(statistics.median(each), 3),
        "characters_a_text": round(statistics.mean(map(len, texts))),
        "slowest_text_ms": round(slowest, 2),
        "long_text_ms": round(_ms(lambda: screen(long, "en"))),
    }


def _ms(run: object) -> float:
    begun = time.process_time()
    run()  # type: ignore[operator]
    return (time.process_time() - begun) * 1000
