import numpy as np
import pandas as pd
import pytest

from metrics.choices import Problem, Sources, problem_from
from metrics.framework import Dimension, Framework, Goalposts, IndexRule, Indicator, TargetValue, Text
from metrics.problems import MetricError

WORDS = Text("文字", "words")


def indicator(code, dimension, scale=None, **changes):
    direction = 0 if isinstance(scale, TargetValue) else 1
    if isinstance(scale, Goalposts) and scale.target < scale.floor:
        direction = -1
    parts = {
        "code": code,
        "name": WORDS,
        "dimension": dimension,
        "kind": "numeric" if scale else "rubric",
        "direction": direction,
        "unit": WORDS,
        "definition": WORDS,
        "source": WORDS,
        "level": "any",
        "normalisation": scale,
        "levels": () if scale else (WORDS,) * 5,
    }
    return Indicator(**(parts | changes))


def framework(**changes):
    parts = {
        "code": "trial",
        "version": "1",
        "name": WORDS,
        "level": "any",
        "note": WORDS,
        "goalposts_note": WORDS,
        "dimensions": (
            Dimension("B", WORDS),
            Dimension("D", WORDS, needs=WORDS),
            Dimension("F", WORDS, weight=2.0),
        ),
        "indicators": (
            indicator("B4", "B", Goalposts(24.0, 6.0)),
            indicator("F1", "F", Goalposts(1.0, 4.0), weight=3.0),
            indicator("C6", "F", Goalposts(0.0, 9.0), scored=False, reason=WORDS),
            indicator("B5", "B"),
            indicator("E4", "F", TargetValue(50.0, 2.0)),
        ),
        "index": IndexRule("geometric"),
    }
    return Framework(**(parts | changes))


def values(**columns):
    table = {"F1": [2.5, np.nan], "B4": [6.0, 30.0], "B5": [3.0, 1.0], "E4": [40.0, 55.0], "C6": [1.0, 2.0]}
    return pd.DataFrame(table | columns, index=["370215", "370281"])


def test_a_framework_becomes_arrays_in_its_own_order():
    result = problem_from(values(), framework())
    np.testing.assert_array_equal(result.matrix, [[6, 2.5, 3, 10], [30, np.nan, 1, 5]])
    assert result.floors.tolist() == [24, 1, 0, 50]
    assert result.targets.tolist() == [6, 4, 4, 0]
    assert result.dimensions.tolist() == [0, 1, 0, 1]
    assert result.weights.tolist() == [1, 3, 1, 1]
    assert result.dimension_weights.tolist() == [1, 2]
    assert result.rubric.tolist() == [False, False, True, False]
    assert result.ranked.tolist() == [True, False]


def test_one_dimension_stands_alone():
    result = problem_from(values(), framework(), dimension="F")
    assert result.matrix.shape == (2, 2)
    assert result.dimension_weights.tolist() == [1]
    profile = framework(index=None, index_reason=WORDS)
    only = framework(
        index=None,
        index_reason=WORDS,
        dimensions=(Dimension("B", WORDS),),
        indicators=(indicator("B4", "B", Goalposts(24.0, 6.0)),),
    )
    assert problem_from(values(), only).matrix.shape == (2, 1)
    with pytest.raises(MetricError, match=r"trial has no index; name one of its dimensions \['B', 'F'\]"):
        problem_from(values(), profile)
    with pytest.raises(MetricError, match="trial does not assess dimension 'D'"):
        problem_from(values(), framework(), dimension="D")


def test_columns_without_values_are_missing_everywhere():
    result = problem_from(values().drop(columns="B5"), framework())
    assert np.isnan(result.matrix[:, 2]).all()
    errors = pd.DataFrame({"F1": [0.2, 0.3]}, index=values().index)
    with_errors = problem_from(values(), framework(), standard_errors=errors)
    np.testing.assert_array_equal(with_errors.standard_errors[:, 1], [0.2, 0.3])
    assert np.isnan(with_errors.standard_errors[:, [0, 2, 3]]).all()
    with pytest.raises(MetricError, match="values and standard_errors must have the same units"):
        problem_from(values(), framework(), standard_errors=errors[::-1])


def test_an_index_may_rest_on_the_dimensions_assessed():
    lenient = framework(index=IndexRule("geometric", needs_every_dimension=False))
    assert problem_from(values(), lenient).index_coverage == 0.6
    # The second unit lacks F1, three quarters of F, and F is two thirds of the index: B alone is too little.
    assert problem_from(values(), lenient).ranked.tolist() == [True, False]
    heavy = (Dimension("B", WORDS, weight=2.0), Dimension("F", WORDS, weight=1.0))
    other = framework(dimensions=heavy, index=IndexRule("geometric", needs_every_dimension=False))
    assert problem_from(values(), other).ranked.tolist() == [True, True]


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
