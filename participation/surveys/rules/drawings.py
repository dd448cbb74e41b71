"""A drawing is its strokes, never a picture file: what is kept is checked here, and what is shown is drawn from it.

As text it is `{"v":1,"strokes":[["blue","thick",[x,y,x,y,…]],…]}` with whole numbers in a box of 1000 by 750. The SVG
has only our own colours and widths and those numbers in it, so nothing that was sent can become anything but lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from participation.surveys.rules.kinds import AnswerError, AnswerProblem

WIDTH, HEIGHT = 1000, 750
MOST_STROKES, MOST_POINTS, MOST_BYTES = 400, 20_000, 200 * 1024
COLOURS = {
    "black": "#221a3d",
    "brown": "#7a4a24",
    "sand": "#d9a066",
    "red": "#c4212f",
    "orange": "#e8761e",
    "yellow": "#f2c230",
    "green": "#1f8a4c",
    "blue": "#1f62c9",
    "purple": "#7a3db8",
    "pink": "#e8609f",
}
BRUSHES = {"thin": 5, "middle": 12, "thick": 28}
PAPER = "#fffdf9"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line, from where the finger came down to where it was lifted. `points` is x, y, x, y, …"""

    colour: str
    brush: str
    points: tuple[int, ...]


Drawing = tuple[Stroke, ...]


def read_drawing(text: str) -> Drawing:
    """The strokes of a drawing as it was sent. Raises `AnswerError` for what is no drawing, or too much of one."""
    if len(text) > MOST_BYTES:
        raise AnswerError(AnswerProblem.DRAWING_TOO_BIG)
    try:
        raw = json.loads(text)
        drawing = tuple(map(_stroke, _strokes(raw)))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise AnswerError(AnswerProblem.NOT_A_DRAWING) from error
    if len(drawing) > MOST_STROKES or sum(len(stroke.points) for stroke in drawing) > 2 * MOST_POINTS:
        raise AnswerError(AnswerProblem.DRAWING_TOO_BIG)
    return drawing


def _strokes(raw: Any) -> list[Any]:
    if not isinstance(raw, dict) or raw.keys() != {"v", "strokes"} or type(raw["v"]) is not int or raw["v"] != 1:
        raise ValueError("not in the form of a drawing")
    if not isinstance(raw["strokes"], list):
        raise TypeError("strokes are a list")
    return raw["strokes"]


def _stroke(raw: Any) -> Stroke:
    colour, brush, points = raw
    if colour not in COLOURS or brush not in BRUSHES or not isinstance(points, list):
        raise ValueError("not in the form of a stroke")
    if not points or len(points) % 2 or not all(_inside(*pair) for pair in _pairs(points)):
        raise ValueError("a point is two whole numbers on the paper")
    return Stroke(colour, brush, tuple(points))


def _pairs(points: list[Any] | tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    return zip(points[::2], points[1::2], strict=True)


def _inside(x: Any, y: Any) -> bool:
    return type(x) is int and type(y) is int and 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def write_drawing(drawing: Drawing) -> str:
    """The drawing as it is kept: the same text for the same strokes."""
    strokes = [[stroke.colour, stroke.brush, list(stroke.points)] for stroke in drawing]
    return json.dumps({"v": 1, "strokes": strokes}, separators=(",", ":"))


def drawing_svg(drawing: Drawing) -> str:
    """The picture, to stand in a page or alone; whoever shows it says beside it what it is."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        '<g fill="none" stroke-linecap="round" stroke-linejoin="round">'
        f"{''.join(map(_path, drawing))}</g></svg>"
    )


def _path(stroke: Stroke) -> str:
    """A line through the points; one point alone is a dot, a line to itself."""
    first, *others = (f"{x} {y}" for x, y in _pairs(stroke.points))
    line = f"M{first}L{' '.join(others or [first])}"
    return f'<path stroke="{COLOURS[stroke.colour]}" stroke-width="{BRUSHES[stroke.brush]}" d="{line}"/>'
