"""What a reader can work out about hidden numbers from the shown ones: the attack that a release must withstand.

Two steps, both exact. Elimination over fractions gives every sum that the lines imply together, so also the cell that
several rows minus several columns leave over. Propagation then narrows each cell's least and greatest value.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from participation.disclosure.tables import Key, Line

Range = tuple[float, float]
Relation = dict[Key, Fraction]
UNKNOWN: Range = (0, math.inf)


def bounds(lines: Iterable[Line], known: Mapping[Key, Range]) -> dict[Key, Range]:
    """The least and greatest whole number that each cell of these lines can be; what is not known is at least none."""
    relations = [_relation(line) for line in lines]
    keys = dict.fromkeys(key for relation in relations for key in relation)
    unknown = [key for key in keys if known.get(key, UNKNOWN)[1] == math.inf]
    ranges = {key: known.get(key, UNKNOWN) for key in keys}
    relations += _eliminated(relations, unknown)
    changed = True
    while changed:
        changed = False
        for relation in relations:
            changed |= _narrow(relation, ranges)
    return ranges


def _relation(line: Line) -> Relation:
    """A line as factors whose sum is none."""
    return {line.total: Fraction(1), **{part: Fraction(-1) for part in line.parts}}


def _eliminated(relations: Iterable[Relation], unknown: Iterable[Key]) -> list[Relation]:
    """The relations solved for the unknown cells as far as they go, each solved cell in one relation only."""
    rows = [dict(relation) for relation in relations]
    done: list[Relation] = []
    for key in unknown:
        pivot = next((row for row in rows if key in row), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = {other: factor / pivot[key] for other, factor in pivot.items()}
        rows = [_without(row, key, pivot) for row in rows]
        done = [_without(row, key, pivot) for row in done] + [pivot]
    return [row for row in (*done, *rows) if row]


def _without(row: Relation, key: Key, pivot: Relation) -> Relation:
    factor = row.get(key)
    if factor is None:
        return row
    combined = {k: row.get(k, Fraction(0)) - factor * pivot.get(k, Fraction(0)) for k in {**row, **pivot}}
    return {k: value for k, value in combined.items() if value}


def _narrow(relation: Relation, ranges: dict[Key, Range]) -> bool:
    """Tighten each cell of one relation by what the others allow; says whether anything changed."""
    changed = False
    for key, factor in relation.items():
        rest = [_scaled(-other / factor, ranges[name]) for name, other in relation.items() if name != key]
        low, high = ranges[key]
        narrowed = (
            max(low, _whole(sum(part[0] for part in rest), math.ceil)),
            min(high, _whole(sum(part[1] for part in rest), math.floor)),
        )
        if narrowed != (low, high):
            ranges[key], changed = narrowed, True
    return changed


def _scaled(factor: Fraction, span: Range) -> tuple[Fraction | float, Fraction | float]:
    ends = [factor * Fraction(end) if math.isfinite(end) else math.copysign(math.inf, factor) for end in span]
    return min(ends), max(ends)


def _whole(number: Fraction | float, rounded: Callable[[Fraction | float], int]) -> float:
    return float(number) if isinstance(number, float) and math.isinf(number) else rounded(number)
