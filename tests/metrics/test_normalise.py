import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from metrics.normalise import (
    borda,
    distance_to_best,
    fraction_of_best,
    goalposts,
    minmax,
    percentile_rank,
    rank_score,
    zscore,
)
from metrics.problems import DegenerateWarning, MetricError

RELATIVE = [minmax, zscore, percentile_rank, rank_score, borda, distance_to_best, fraction_of_best]
# whole numbers: scale invariance of ranks must not be lost to rounding of near-ties
columns = hnp.arrays(float, st.integers(2, 12), elements=st.integers(1, 1000).map(float)).filter(
    lambda column: column.min() < column.max()
)


def test_hand_worked_column():
    values = np.array([10.0, 40.0, np.nan, 20.0, 20.0])
    assert minmax(values) == pytest.approx([0, 100, np.nan, 100 / 3, 100 / 3], nan_ok=True)
    assert minmax(values, lower=1, upper=100)[0] == 1
    assert borda(values) == pytest.approx([0, 3, np.nan, 1, 1], nan_ok=True)
    assert rank_score(values) == pytest.approx([1, 4, np.nan, 2, 2], nan_ok=True)
    assert percentile_rank(values) == pytest.approx([0, 1, np.nan, 1 / 3, 1 / 3], nan_ok=True)
    assert distance_to_best(values) == pytest.approx([0, 1, np.nan, 1 / 3, 1 / 3], nan_ok=True)
    assert fraction_of_best(values) == pytest.approx([0.25, 1, np.nan, 0.5, 0.5], nan_ok=True)


def test_direction_comes_before_everything_else():
    values = np.array([10.0, 40.0, 20.0, 20.0])
    assert borda(values, -1) == pytest.approx([3, 0, 1, 1])  # ties share the smaller count either way
    assert minmax(values, -1) == pytest.approx([100, 0, 200 / 3, 200 / 3])
    assert fraction_of_best(values, -1) == pytest.approx([1, 0.25, 0.5, 0.5])
    assert zscore(values, -1) == pytest.approx(-zscore(values))


def test_zscore_divides_by_n_minus_one():
    values = np.array([3.0, 1.0, np.nan, 8.0, 2.0])
    present = ~np.isnan(values)
    assert zscore(values)[present] == pytest.approx(stats.zscore(values[present], ddof=1))
    assert np.isnan(zscore(values)[2])


def test_goalposts_are_capped_and_keep_missing_missing():
    values = np.array([-5.0, 0.0, 25.0, 50.0, 80.0, np.nan])
    assert goalposts(values, 0, 50) == pytest.approx([0, 0, 50, 100, 100, np.nan], nan_ok=True)
    assert goalposts(values, 50, 0) == pytest.approx([100, 100, 50, 0, 0, np.nan], nan_ok=True)
    assert goalposts(values, 0, 50, lower=1, upper=100)[0] == 1


def test_goalposts_take_one_floor_and_target_per_column():
    table = pd.DataFrame({"F1": [1.0, 2.5], "B3": [10.0, -1.0]}, index=["a", "b"])
    scored = goalposts(table, np.array([1, 10]), np.array([4, -1]))
    pd.testing.assert_frame_equal(
        scored, pd.DataFrame({"F1": [0.0, 50.0], "B3": [0.0, 100.0]}, index=["a", "b"])
    )
    labelled = goalposts(table, pd.Series({"B3": 10, "F1": 1}), pd.Series({"B3": -1, "F1": 4}))
    pd.testing.assert_frame_equal(labelled, scored)


def test_goalposts_score_a_constant_column():
    assert goalposts(np.array([2.5, 2.5]), 1, 4) == pytest.approx([50, 50])


@pytest.mark.parametrize("method", RELATIVE)
@pytest.mark.parametrize("values", [[0.1, 0.1, 0.1, np.nan], [7.0]], ids=["constant", "one unit"])
def test_no_spread_is_missing_with_a_warning(method, values):
    with pytest.warns(DegenerateWarning, match=f"{method.__name__}: no spread in 'doctors'"):
        result = method(pd.Series(values, name="doctors"))
    assert result.isna().all()


@pytest.mark.parametrize("method", RELATIVE)
def test_one_flat_column_leaves_its_neighbours_alone(method):
    table = np.array([[1.0, 3.0, np.nan], [2.0, 3.0, np.nan], [4.0, 3.0, np.nan]])
    with pytest.warns(DegenerateWarning, match="column 1"):
        result = method(table)
    assert result[:, 0] == pytest.approx(method(table[:, 0]))
    assert np.isnan(result[:, 1:]).all()


@pytest.mark.parametrize("method", RELATIVE)
@pytest.mark.parametrize("values", [np.full(3, np.nan), np.array([]), np.empty((0, 2))])
def test_nothing_present_gives_nothing_and_no_warning(method, values):
    result = method(values)
    assert result.shape == values.shape
    assert np.isnan(result).all()


@pytest.mark.parametrize("method", RELATIVE)
def test_labels_survive_and_the_input_is_left_alone(method):
    table = pd.DataFrame({"F1": [3.0, 1.0, 2.0], "B3": [1.0, 5.0, 9.0]}, index=["c", "a", "b"])
    before = table.copy()
    result = method(table, np.array([1, -1]))
    pd.testing.assert_frame_equal(table, before)
    assert result.index.equals(table.index)
    assert result.columns.equals(table.columns)
    assert result["B3"].idxmax() == "c"
    assert result["F1"].to_numpy() == pytest.approx(method(table["F1"]).to_numpy())
    assert method(table["F1"]).name == "F1"


@pytest.mark.parametrize("method", RELATIVE)
@given(values=columns, data=st.data())
def test_order_of_units_does_not_matter(method, values, data):
    order = data.draw(st.permutations(range(len(values))))
    assert method(values[order]) == pytest.approx(method(values)[order])


@pytest.mark.parametrize("method", RELATIVE)
@given(values=columns)
def test_better_raw_values_never_score_lower(method, values):
    for direction in (1, -1):
        result = method(values, direction)[np.argsort(values * direction, kind="stable")]
        assert (np.diff(result) >= 0).all()


@pytest.mark.parametrize("method", RELATIVE)
@given(values=columns, factor=st.sampled_from([0.25, 2.0, 1024.0]))
def test_a_change_of_unit_changes_nothing(method, values, factor):
    assert method(values * factor) == pytest.approx(method(values))


@given(values=columns)
def test_ranks_agree_with_scipy(values):
    assert rank_score(values) == pytest.approx(stats.rankdata(values, method="min"))
    assert borda(values) == pytest.approx([(values < value).sum() for value in values])


@given(values=columns, extra=st.integers(1, 1000))
def test_a_new_peer_never_moves_a_goalpost_score(values, extra):
    alone = goalposts(values, 5, 700)
    assert goalposts(np.append(values, extra), 5, 700)[:-1] == pytest.approx(alone)


@pytest.mark.parametrize("method", RELATIVE)
def test_refusals(method):
    with pytest.raises(MetricError, match="values is infinite at position 1"):
        method(np.array([1.0, np.inf]))
    with pytest.raises(MetricError, match="values must be numeric"):
        method(["many", "few"])
    with pytest.raises(MetricError, match="direction must be 1"):
        method(np.array([1.0, 2.0]), direction=0)
    with pytest.raises(MetricError, match=r"direction has 3 entries for 2 column\(s\)"):
        method(np.ones((4, 2)), direction=np.array([1, 1, -1]))
    with pytest.raises(MetricError, match="1 or 2 dimensions"):
        method(np.ones((2, 2, 2)))


def test_refused_scales_and_goalposts():
    with pytest.raises(MetricError, match="not from 100 to 0"):
        minmax(np.array([1.0, 2.0]), lower=100, upper=0)
    with pytest.raises(MetricError, match="not from 5 to 5"):
        goalposts(np.array([1.0, 2.0]), 0, 1, lower=5, upper=5)
    with pytest.raises(MetricError, match="floor equals target in 'F2'"):
        goalposts(pd.DataFrame({"F1": [1.0], "F2": [2.0]}), [0, 3], [1, 3])
    with pytest.raises(MetricError, match="target is missing"):
        goalposts(np.array([1.0]), 0, np.nan)
    with pytest.raises(MetricError, match="floor is infinite"):
        goalposts(np.array([1.0]), -np.inf, 1)
    with pytest.raises(MetricError, match="floor has no entry for column 'F2'"):
        goalposts(pd.DataFrame({"F1": [1.0], "F2": [2.0]}), pd.Series({"F1": 0.0}), 9)


def test_fraction_of_best_needs_a_ratio_scale():
    with pytest.raises(MetricError, match="column 0 is not positive"):
        fraction_of_best(np.array([-3.0, -1.0]))
    with pytest.raises(MetricError, match="column 0 is not positive"):
        fraction_of_best(np.array([0.0, 2.0]), direction=-1)
    assert fraction_of_best(np.array([0.0, 2.0])) == pytest.approx([0, 1])
