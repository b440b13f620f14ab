import numpy as np
import pytest

from metrics.choices import Problem, Sources
from metrics.problems import MetricError


def problem(**changes):
    parts = {
        "matrix": np.array([[2.0, 8.0, 3.0], [5.0, 1.0, np.nan]]),
        "floors": np.array([0.0, 10.0, 0.0]),
        "targets": np.array([10.0, 0.0, 4.0]),
        "weights": np.array([1.0, 1.0, 2.0]),
        "dimensions": np.array([0, 0, 1]),
        "dimension_weights": np.array([1.0, 1.0]),
        "rubric": np.array([False, False, True]),
    }
    return Problem(**(parts | changes))


def test_units_need_enough_of_every_weighted_dimension():
    assert problem().ranked.tolist() == [True, False]
    assert problem(dimension_weights=np.array([1.0, 0.0])).ranked.tolist() == [True, True]
    half = np.array([[2.0, np.nan, 3.0], [2.0, 1.0, 3.0]])
    assert problem(matrix=half).ranked.tolist() == [False, True]
    assert problem(matrix=half, coverage=0.5).ranked.tolist() == [True, True]
    assert problem(matrix=np.full((1, 3), np.nan), coverage=0.0).ranked.tolist() == [False]


def test_coverage_is_met_exactly_despite_rounding():
    columns = 10
    matrix = np.ones((1, columns))
    matrix[0, 6:] = np.nan
    result = Problem(
        matrix,
        np.zeros(columns),
        np.ones(columns),
        np.full(columns, 0.1),
        np.zeros(columns, dtype=int),
        np.ones(1),
        np.zeros(columns, dtype=bool),
    )
    assert result.ranked.tolist() == [True]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"matrix": np.ones(3)}, "matrix must have 2 dimensions"),
        ({"floors": np.zeros(2)}, "floors has 2 entries for 3 indicators"),
        ({"matrix": np.full((2, 3), np.inf)}, "infinite value"),
        ({"targets": np.array([10.0, np.nan, 4.0])}, "floors and targets must be numbers"),
        ({"targets": np.array([10.0, 10.0, 4.0])}, "floor and target of indicator 1 are equal"),
        ({"dimensions": np.array([0, 0, 2])}, "dimensions must be numbered"),
        ({"weights": np.array([1.0, -1.0, 1.0])}, "weights must be numbers >= 0"),
        ({"weights": np.array([0.0, 0.0, 1.0])}, "no weight at all"),
        ({"dimension_weights": np.zeros(2)}, "no weight at all"),
        ({"matrix": np.array([[1.0, 1.0, 5.0]])}, "rubric level lies outside"),
        ({"standard_errors": np.ones((1, 3))}, "standard_errors must have the shape of matrix"),
    ],
)
def test_refused_problems(changes, message):
    with pytest.raises(MetricError, match=message):
        problem(**changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"weight_spread": 1.5}, "weight_spread must lie between 0 and 1"),
        ({"goalpost_spread": 0.6}, "goalpost_spread must stay below 0.5"),
        ({"dirichlet": 0.0}, "dirichlet must be above 0"),
        ({"rubric_concentration": -1.0}, "rubric_concentration must be above 0"),
        ({"normalisations": ()}, "normalisations must be chosen from"),
        ({"aggregations": ("median",)}, "aggregations must be chosen from"),
    ],
)
def test_refused_sources(changes, message):
    with pytest.raises(MetricError, match=message):
        Sources(**changes)
