from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from exports.brief_charts import (
    MOST_ROWS,
    gap_bars,
    rank_ranges,
    score_dots,
    tick_step,
    ticks,
    two_axis_points,
)
from locales import translator

EN = translator("en")


def gaps(values: list[float], probabilities: list[float]) -> pd.DataFrame:
    count = len(values)
    return pd.DataFrame(
        {
            "name": [f"Indicator {number}" for number in range(count)],
            "unit": "%",
            "value": 1.0,
            "benchmark": 2.0,
            "gap": values,
            "score": 50.0,
            "benchmark_score": [50.0 + value for value in values],
            "probability": probabilities,
        }
    )


def test_each_gap_is_drawn_once_and_by_what_may_be_said_of_it() -> None:
    spec = gap_bars(
        gaps([5.0, -3.0, 1.0, 0.0, np.nan], [0.99, 0.01, 0.5, np.nan, np.nan]),
        "Jimo",
        "best",
        lent=False,
        _=EN,
    )
    assert spec.categories[0].startswith("Indicator 0")
    assert len(spec.categories) == 4
    drawn = {one.role: [value for value in one.values if value is not None] for one in spec.series}
    assert drawn == {"own": [5.0], "unsure": [1.0], "ahead": [0.0, -3.0]}
    assert spec.axis[0] < -3 < 5 < spec.axis[1]
    assert "Indicator 1 (1 / 2 %): −3.0 points, ahead." in spec.alt


def test_the_city_s_figures_have_the_city_s_colour() -> None:
    assert gap_bars(gaps([5.0], [0.99]), "Qingdao", "best", lent=True, _=EN).series[0].role == "city"
    assert score_dots(gaps([5.0], [0.99]), "Qingdao", "best", lent=True, _=EN).series[0].role == "city"


def test_with_nothing_to_compare_nothing_is_drawn() -> None:
    spec = gap_bars(gaps([np.nan], [np.nan]), "Jimo", "best", lent=False, _=EN)
    assert (spec.categories, spec.series) == ((), ())


def test_the_place_is_drawn_however_many_peers_it_has() -> None:
    count = 40
    rows = pd.DataFrame(
        {
            "unit_code": ["own", *(f"p{number}" for number in range(count))],
            "name": ["Own", *(f"Peer {number}" for number in range(count))],
            "score": 50.0,
            "rank": np.arange(count + 1, 0, -1.0),
            "low": 1.0,
            "high": 50.0,
        }
    )
    spec = rank_ranges(rows, "own", "Capacity", 100, lent=False, _=EN)
    assert len(spec.categories) == MOST_ROWS
    (focus,) = spec.focus
    assert spec.categories[focus].startswith("Own")
    assert list(spec.series[0].values) == sorted(
        value for value in spec.series[0].values if value is not None
    )


def test_a_place_without_a_rank_is_not_marked() -> None:
    rows = pd.DataFrame(
        {
            "unit_code": ["own", "a"],
            "name": ["Own", "A"],
            "score": [np.nan, 1.0],
            "rank": [np.nan, 1.0],
            "low": [np.nan, 1.0],
            "high": [np.nan, 2.0],
        }
    )
    spec = rank_ranges(rows, "own", "Capacity", 1, lent=False, _=EN)
    assert (len(spec.categories), spec.focus) == (1, frozenset())


def test_points_keep_their_places() -> None:
    points = pd.DataFrame({"unit_code": ["a", "b"], "name": ["A", "B"], "x": [1.0, 2.0], "y": [3.0, 4.0]})
    spec = two_axis_points(points, "b", ["Capacity", "Response"], lent=False, _=EN)
    assert (spec.x, spec.series[0].values, spec.focus) == ((1.0, 2.0), (3.0, 4.0), frozenset([1]))
    assert "B: Capacity 2, Response 4 of 100." in spec.alt


@pytest.mark.parametrize(("low", "high"), [(0, 100), (-31.4, 31.4), (0, 2600), (0, 5.75), (-10.0, 11.5)])
def test_marks_of_an_axis_are_few_whole_and_within(low: float, high: float) -> None:
    marks = ticks(low, high)
    assert 2 <= len(marks) <= 7
    assert low <= marks[0] <= marks[-1] <= high
    assert {after - before for before, after in pairwise(marks)} == {tick_step(low, high)}
