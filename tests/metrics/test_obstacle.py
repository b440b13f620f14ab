import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from metrics.obstacle import deficit, obstacle_degree
from metrics.problems import MetricError

rows = hnp.arrays(float, st.integers(1, 8), elements=st.integers(0, 100).map(lambda k: k / 100))


def test_hand_worked():
    # F = .6*.5, .6*.5, .4*1; lacking .3*.2 + .3*.6 + .4*.5 = .06 + .18 + .2 = .44
    result = obstacle_degree(np.array([0.8, 0.4, 0.5]), [0.3, 0.3, 0.4])
    assert result == pytest.approx([100 * 0.06 / 0.44, 100 * 0.18 / 0.44, 100 * 0.2 / 0.44])
    assert deficit(np.array([0.8, 0.4, 0.5]), [0.3, 0.3, 0.4]) == pytest.approx([0.06, 0.18, 0.2])


def test_the_weight_within_the_dimension_alone_gives_another_order():
    scores = np.array([0.8, 0.4, 0.5])
    assert np.argmax(obstacle_degree(scores, [0.5, 0.5, 1.0])) == 2
    assert np.argmax(obstacle_degree(scores, [0.9 * 0.5, 0.9 * 0.5, 0.1 * 1.0])) == 1


def test_a_perfect_unit_has_no_obstacle():
    assert obstacle_degree(np.array([1.0, 1.0]), [1, 1]).tolist() == [0, 0]


def test_missing_stays_missing_and_shares_run_over_the_rest():
    frame = pd.DataFrame({"F1": [0.5, np.nan], "F2": [np.nan, np.nan], "F3": [0.0, np.nan]}, index=["a", "b"])
    result = obstacle_degree(frame, [1, 1, 1])
    assert result.loc["a"].to_numpy() == pytest.approx([100 / 3, np.nan, 200 / 3], nan_ok=True)
    assert result.loc["b"].isna().all()
    assert obstacle_degree(pd.Series({"F1": 0.5, "F2": 1.0}), [1, 1]).to_dict() == {"F1": 100, "F2": 0}


@given(rows, st.data())
def test_shares_sum_to_one_hundred_in_any_order(scores, data):
    weights = np.array(
        data.draw(st.lists(st.integers(1, 9), min_size=len(scores), max_size=len(scores))), dtype=float
    )
    result = obstacle_degree(scores, weights)
    assert result.sum() == pytest.approx(100 if (scores < 1).any() else 0)
    order = data.draw(st.permutations(range(len(scores))))
    assert obstacle_degree(scores[order], weights[order] * 5) == pytest.approx(result[order])
    assert deficit(scores, weights).sum() == pytest.approx(1 - np.average(scores, weights=weights))


@given(rows.filter(lambda row: len(row) > 1 and row[0] < 1))
def test_improving_an_indicator_never_raises_its_obstacle(scores):
    better = scores.copy()
    better[0] = (1 + scores[0]) / 2
    weights = np.ones(len(scores))
    assert obstacle_degree(better, weights)[0] <= obstacle_degree(scores, weights)[0] + 1e-9


@pytest.mark.parametrize("method", [obstacle_degree, deficit])
def test_refusals(method):
    with pytest.raises(MetricError, match=r"scores must lie in \[0, 1\]: divide"):
        method(np.array([50.0, 75.0]), [1, 1])
    with pytest.raises(MetricError, match="3 weights for 2 indicators"):
        method(np.array([0.5, 0.75]), [1, 1, 1])
    with pytest.raises(MetricError, match="non-negative"):
        method(np.array([0.5, 0.75]), [1, -1])
