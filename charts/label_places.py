"""Where labels of points go so that none lies over another label or another marked point."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, pi, sin

RADII = (14, 24, 36, 50, 66, 84)
DIRECTIONS = (0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 7, 9, 3, 13, 5, 11)
"""Sixteenths of a full turn, counted from the right; the calmest positions first."""

HEIGHT = 15
POINT = 9


@dataclass(frozen=True)
class Point:
    """A marked point in pixels from the lower left, and the width of its label."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Place:
    """Centre of a label relative to its point, in pixels, y upwards."""

    x: float
    y: float


Box = tuple[float, float, float, float]


def text_width(text: str, size: int) -> float:
    """Return about how many pixels a text takes; a Chinese character is as wide as it is high.

    >>> text_width("青岛", 12), text_width("Jimo", 10)
    (24.0, 23.2)
    """
    return float(sum(size if ord(letter) > 0x2E7F else size * 0.58 for letter in text))


def place_labels(points: Sequence[Point], width: float, height: float) -> list[Place]:
    """Return a place for the label of each point, in the order given: the first point chooses first.

    A label keeps clear of labels placed before it, of every point and of the edges; where no place is free
    it takes the one that overlaps least.
    """
    marks = [(one.x - POINT, one.y - POINT, one.x + POINT, one.y + POINT) for one in points]
    taken: list[Box] = []
    places = []
    for one in points:
        blocked = [*marks, *taken]
        candidates = [_candidate(one, radius, turn) for radius, turn in product(RADII, DIRECTIONS)]
        costs = [_cost(_box(one, candidate), blocked, width, height) for candidate in candidates]
        chosen = candidates[costs.index(min(costs))]
        taken.append(_box(one, chosen))
        places.append(chosen)
    return places


def _candidate(point: Point, radius: int, turn: int) -> Place:
    angle = turn * pi / 8
    # A label stands beside its point by its near edge, not by its middle.
    aside = cos(angle) * (radius + point.width / 2)
    return Place(aside, sin(angle) * radius)


def _box(point: Point, place: Place) -> Box:
    x, y = point.x + place.x, point.y + place.y
    return (x - point.width / 2, y - HEIGHT / 2, x + point.width / 2, y + HEIGHT / 2)


def _cost(box: Box, taken: Sequence[Box], width: float, height: float) -> float:
    overlap = sum(
        max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
        * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
        for other in taken
    )
    beyond = max(0.0, -box[0]) + max(0.0, box[2] - width) + max(0.0, -box[1]) + max(0.0, box[3] - height)
    return overlap + 100 * beyond
