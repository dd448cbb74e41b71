"""`python -m tests.screening.train` learns the second opinion from the corpus and writes its file.

It prints what it would say of each writer's texts had it never seen that writer: the only figures that mean something.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from participation.screening.learned import BUCKETS, FILE, IMMEDIATE, RISK, dump, features, share
from participation.screening.rulebook import CATEGORIES, standing_rules
from tests.screening.corpus_files import Example, examples

STRENGTH = 10.0
LARGEST = 127
OUTPUTS = (RISK, IMMEDIATE, *CATEGORIES)


def matrix(texts: Sequence[str]) -> sparse.csr_matrix:
    """A row for each text, a column for each bucket."""
    normaliser = standing_rules().packs["en"].normaliser
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        buckets = {bucket for bucket, _ in features(normaliser.read(text).words)}
        rows += [row] * len(buckets)
        columns += sorted(buckets)
        values += [share(len(buckets))] * len(buckets)
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), BUCKETS))


def wanted(found: Sequence[Example], output: str) -> np.ndarray:
    """Which of these texts an output is there for."""
    if output == RISK:
        return np.array([each.risk for each in found])
    if output == IMMEDIATE:
        return np.array([each.urgency == "immediate" for each in found])
    return np.array([output in each.categories for each in found])


def fitted(columns: sparse.csr_matrix, there: np.ndarray) -> LogisticRegression:
    """A model of one output."""
    return LogisticRegression(C=STRENGTH, max_iter=3000).fit(columns, there)


def unseen(found: Sequence[Example], columns: sparse.csr_matrix) -> np.ndarray:
    """What the model says of each writer's texts when it learned from the others alone."""
    there, writers = wanted(found, RISK), np.array([each.writer for each in found])
    said = np.zeros(len(found))
    for writer in sorted(set(writers)):
        others = writers != writer
        said[~others] = fitted(columns[others], there[others]).decision_function(columns[~others])
    return said


def recall_at(said: np.ndarray, there: np.ndarray, flagged: float) -> float:
    """The share of risk that stands above the level which this share of the rest reaches."""
    rest = np.sort(said[~there])[::-1]
    return float((said[there] > rest[int(flagged * len(rest))]).mean())


def small(model: LogisticRegression) -> tuple[float, float, bytes]:
    """Scale, intercept and weights as whole numbers of one byte."""
    weights = model.coef_[0]
    scale = float(np.abs(weights).max()) / LARGEST or 1.0
    return scale, float(model.intercept_[0]), np.round(weights / scale).astype(np.int8).tobytes()


def main() -> None:
    """Learn, say how well, write."""
    found = examples()
    columns, there = matrix([each.text for each in found]), wanted(found, RISK)
    print(f"{len(found)} texts, {int(there.sum())} of them risk, {len({each.writer for each in found})} writers")
    said = unseen(found, columns)
    print(f"writers never seen: recall {recall_at(said, there, 0.2):.3f} with a fifth of the rest above it")
    parts = [small(fitted(columns, wanted(found, output))) for output in OUTPUTS]
    scales, intercepts, rows = zip(*parts, strict=True)
    Path(FILE).write_bytes(dump(OUTPUTS, [round(s, 8) for s in scales], [round(i, 6) for i in intercepts], rows))
    print(json.dumps({"file": FILE.name, "bytes": FILE.stat().st_size}))


if __name__ == "__main__":
    main()
