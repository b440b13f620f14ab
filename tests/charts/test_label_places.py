from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from charts.label_places import HEIGHT, Point, place_labels, text_width


def _boxes(points: list[Point], width: float, height: float) -> list[tuple[float, float, float, float]]:
    return [
        (
            one.x + place.x - one.width / 2,
            one.y + place.y - HEIGHT / 2,
            one.x + place.x + one.width / 2,
            one.y + place.y + HEIGHT / 2,
        )
        for one, place in zip(points, place_labels(points, width, height), strict=True)
    ]


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_seventeen_crowded_labels_keep_apart_on_a_phone() -> None:
    rng = np.random.default_rng(3)
    points = [Point(80 + x, 150 + y, 42) for x, y in rng.uniform(0, 120, (17, 2))]
    assert not [pair for pair in combinations(_boxes(points, 275, 430), 2) if _overlap(*pair)]


@given(st.lists(st.tuples(st.floats(0, 840), st.floats(0, 400)), max_size=12))
def test_few_labels_stay_inside(places: list[tuple[float, float]]) -> None:
    for box in _boxes([Point(x, y, 50) for x, y in places], 840, 400):
        assert box[0] >= -1e-6
        assert box[1] >= -1e-6
        assert box[2] <= 840 + 1e-6
        assert box[3] <= 400 + 1e-6


def test_a_chinese_letter_is_wider() -> None:
    assert text_width("青", 12) > text_width("Q", 12)
