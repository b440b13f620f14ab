"""Where labels go beside their marks so that they cover neither each other nor another mark."""

from collections.abc import Sequence

LINE = 15.0
LATIN_WIDTH = 6.6
HAN_WIDTH = 12.0
MARK = 8.0
DISTANCES = (26, 46, 70, 96)
DIRECTIONS = ((1, -0.6), (1, 0.6), (-1, -0.6), (-1, 0.6), (0, -1), (0, 1))

Box = tuple[float, float, float, float]


def text_width(text: str) -> float:
    """Return about how many pixels a label of 12 pixels takes.

    >>> text_width("ab") < text_width("即墨")
    True
    """
    return sum(HAN_WIDTH if ord(character) > 0x2E7F else LATIN_WIDTH for character in text)


def label_places(
    points: Sequence[tuple[float, float]], texts: Sequence[str], width: float, height: float
) -> list[tuple[int, int]]:
    """Return the shift in pixels (right, down) of each label from its point.

    `points` lie in pixels from the upper left corner of a figure of `width` and `height`. Each label takes
    the nearest free place; where none is free, the first.
    """
    taken: list[Box] = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in points]
    places = []
    for (x, y), text in zip(points, texts, strict=True):
        candidates = [
            (round(across * distance), round(down * distance))
            for distance in DISTANCES
            for across, down in DIRECTIONS
        ]
        boxes = [_box(x, y, shift, text) for shift in candidates]
        free = [
            number
            for number, box in enumerate(boxes)
            if _inside(box, width, height) and not any(_overlap(box, other) for other in taken)
        ]
        best = free[0] if free else 0
        taken.append(boxes[best])
        places.append(candidates[best])
    return places


def _box(x: float, y: float, shift: tuple[int, int], text: str) -> Box:
    across, down = shift
    wide = text_width(text)
    left = x + across - (0 if across > 0 else wide if across < 0 else wide / 2)
    return left, y + down - LINE / 2, left + wide, y + down + LINE / 2


def _inside(box: Box, width: float, height: float) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
