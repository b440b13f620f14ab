import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from metrics.aggregate import arithmetic, copeland, geometric, harmonic, topsis, weight_shares
from metrics.problems import DegenerateWarning, MetricError

MEANS = [arithmetic, geometric, harmonic]
ALL = [*MEANS, topsis, copeland]
shapes = st.shared(st.tuples(st.integers(2, 7), st.integers(1, 5)), key="shape")
matrices = shapes.flatmap(lambda shape: hnp.arrays(float, shape, elements=st.integers(1, 100).map(float)))
weight_lists = shapes.flatmap(
    lambda shape: hnp.arrays(float, shape[1], elements=st.integers(1, 10).map(float))
)


def test_hand_worked_means():
    matrix = np.array([[2.0, 8.0, 4.0]])
    weights = [1, 1, 2]
    assert arithmetic(matrix, weights) == pytest.approx([4.5])
    assert geometric(matrix, weights) == pytest.approx([4.0])
    assert harmonic(matrix, weights) == pytest.approx([4 / (1 / 2 + 1 / 8 + 2 / 4)])


@pytest.mark.parametrize("mean", MEANS)
def test_weights_renormalise_over_what_is_present(mean):
    gappy = np.array([[2.0, np.nan, 4.0], [np.nan, np.nan, np.nan]])
    result = mean(gappy, [1, 5, 3])
    assert result[0] == pytest.approx(mean(gappy[:1, [0, 2]], [1, 3])[0])
    assert np.isnan(result[1])


@pytest.mark.parametrize("mean", MEANS)
def test_below_the_minimum_coverage_there_is_no_score(mean):
    matrix = np.array([[1.0, 2, 3, np.nan, np.nan], [1.0, 2, np.nan, np.nan, np.nan]])
    scored = ~np.isnan(mean(matrix, [0.2] * 5, minimum_coverage=0.6))
    assert scored.tolist() == [True, False]  # three times 0.2 is 0.6 whatever rounding says


@pytest.mark.parametrize("mean", MEANS)
def test_a_unit_with_only_zero_weights_present_is_not_scored(mean):
    assert np.isnan(mean(np.array([[np.nan, 5.0]]), [1, 0]))[0]


def test_topsis_by_hand():
    matrix = np.array([[3.0, 1.0], [4.0, 2.0], [0.0, 2.0]])
    # column lengths 5 and 3; weights 1/2 each
    v = np.array([[0.3, 1 / 6], [0.4, 1 / 3], [0.0, 1 / 3]])
    to_best = [math.dist(row, [0.4, 1 / 6]) for row in v]
    to_worst = [math.dist(row, [0.0, 1 / 3]) for row in v]
    expected = [worst / (best + worst) for best, worst in zip(to_best, to_worst, strict=True)]
    assert topsis(matrix, [1, 1], directions=[1, -1]) == pytest.approx(expected)


def test_topsis_of_units_that_do_not_differ_is_missing_with_a_warning():
    with pytest.warns(DegenerateWarning, match=r"2 unit\(s\) do not differ"):
        assert np.isnan(topsis(np.array([[1.0, 2.0], [1.0, 2.0]]), [1, 1])).all()
    assert topsis(np.array([[1.0, 0.0], [3.0, 0.0]]), [1, 1]).tolist() == [0, 1]  # all-zero column is inert


def test_topsis_compares_over_present_indicators():
    matrix = np.array([[3.0, np.nan], [4.0, 2.0], [1.0, 5.0]])
    assert topsis(matrix, [1, 1])[0] == pytest.approx(2 / 3)  # v = x / 26**0.5: 1 below best, 2 above worst


def copeland_by_loop(matrix, weights):
    net = []
    for mine in matrix:
        score = 0
        for other in matrix:
            ahead = sum(w for w, a, b in zip(weights, mine, other, strict=True) if a > b)
            behind = sum(w for w, a, b in zip(weights, mine, other, strict=True) if a < b)
            score += int(ahead > behind) - int(ahead < behind)
        net.append(score)
    return net


@given(matrices, weight_lists)
def test_copeland_agrees_with_a_plain_loop(matrix, weights):
    result = copeland(matrix, weights)
    assert result.tolist() == copeland_by_loop(matrix, weights)
    assert result.sum() == 0


def test_copeland_draws_ignore_rounding_and_missing_values_are_not_compared():
    drawn = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert copeland(drawn, [0.1, 0.2, 0.3]).tolist() == [0, 0]
    gappy = np.array([[5.0, np.nan], [4.0, 9.0], [np.nan, np.nan]])
    assert copeland(gappy, [1, 1]) == pytest.approx([1, -1, np.nan], nan_ok=True)
    assert copeland(np.array([[5.0]]), [1]).tolist() == [0]


@given(matrices, weight_lists)
def test_harmonic_never_exceeds_geometric_never_exceeds_arithmetic(matrix, weights):
    low, middle, high = (mean(matrix, weights) for mean in (harmonic, geometric, arithmetic))
    assert (low <= middle * (1 + 1e-12)).all()
    assert (middle <= high * (1 + 1e-12)).all()


@pytest.mark.parametrize("method", MEANS)
@given(matrix=matrices, weights=weight_lists, data=st.data())
def test_a_better_value_never_lowers_a_mean(method, matrix, weights, data):
    row = data.draw(st.integers(0, matrix.shape[0] - 1))
    column = data.draw(st.integers(0, matrix.shape[1] - 1))
    better = matrix.copy()
    better[row, column] += 7
    before, after = method(matrix, weights), method(better, weights)
    assert after[row] > before[row]
    assert np.delete(after, row) == pytest.approx(np.delete(before, row))


@pytest.mark.parametrize("method", [*MEANS, copeland])
@given(matrix=matrices, weights=weight_lists, data=st.data())
def test_order_of_units_and_indicators_and_scale_of_weights_do_not_matter(method, matrix, weights, data):
    units = data.draw(st.permutations(range(matrix.shape[0])))
    indicators = data.draw(st.permutations(range(matrix.shape[1])))
    expected = method(matrix, weights)[units]
    shuffled = matrix[units][:, indicators]
    assert method(shuffled, 3 * weights[indicators]) == pytest.approx(expected)


@pytest.mark.parametrize("method", ALL)
def test_labels_survive_and_labelled_weights_find_their_columns(method):
    frame = pd.DataFrame({"F1": [1.0, 2.0, 9.0], "F2": [8.0, 2.0, 4.0]}, index=["c", "a", "b"])
    before = frame.copy()
    result = method(frame, pd.Series({"F2": 1.0, "F1": 3.0}))
    pd.testing.assert_frame_equal(frame, before)
    assert result.index.tolist() == ["c", "a", "b"]
    assert result.to_numpy() == pytest.approx(method(frame.to_numpy(), [3, 1]))


@pytest.mark.parametrize("method", ALL)
def test_no_units_give_no_scores(method):
    assert len(method(np.empty((0, 2)), [1, 1])) == 0


@pytest.mark.parametrize("method", ALL)
def test_refusals(method):
    matrix = np.array([[1.0, 2.0], [3.0, 4.0]])
    for weights in ([1, -1], [0, 0], [1, np.nan]):
        with pytest.raises(MetricError, match="non-negative numbers with a positive sum"):
            method(matrix, weights)
    with pytest.raises(MetricError, match="3 weights for 2 indicators"):
        method(matrix, [1, 1, 1])
    with pytest.raises(MetricError, match="matrix is infinite at position 0, 1"):
        method(np.array([[1.0, np.inf]]), [1, 1])
    with pytest.raises(MetricError, match=r"minimum_coverage must lie in \[0, 1\], not 60"):
        method(matrix, [1, 1], minimum_coverage=60)
    with pytest.raises(MetricError, match="exactly the columns"):
        method(pd.DataFrame(matrix, columns=["F1", "F2"]), pd.Series({"F1": 1.0, "F9": 1.0}))


@pytest.mark.parametrize("method", [geometric, harmonic])
@pytest.mark.parametrize("bad", [0.0, -3.0])
def test_means_that_need_positive_values_say_so(method, bad):
    with pytest.raises(MetricError, match=rf"{method.__name__} mean .*: {bad:g} in 'F2', row 0; normalise"):
        method(pd.DataFrame({"F1": [1.0], "F2": [bad]}), [1, 1])


def test_topsis_refuses_unknown_directions():
    with pytest.raises(MetricError, match="directions must hold 1 or -1"):
        topsis(np.array([[1.0, 2.0]]), [1, 1], directions=[1, 0])


def test_weight_shares_sum_to_one():
    assert weight_shares([2, 6], 2).tolist() == [0.25, 0.75]
