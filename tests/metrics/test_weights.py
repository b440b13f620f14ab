import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from metrics.problems import DegenerateWarning, MetricError
from metrics.weights import critic, entropy, equal, pca_loadings, standard_deviation

FROM_DATA = [standard_deviation, entropy, critic]
MATRIX = np.array([[0.0, 1.0, 0.2], [1.0, 0.5, 0.0], [0.5, 0.0, 1.0], [0.25, 0.75, 0.6]])
matrices = hnp.arrays(
    float, st.tuples(st.integers(3, 8), st.integers(1, 4)), elements=st.integers(0, 16).map(lambda k: k / 16)
)


def tells_units_apart(matrix):
    return (matrix.min(axis=0) < matrix.max(axis=0)).all()


def test_entropy_by_hand():
    matrix = np.array([[0.0, 0.5], [1.0, 1.0], [0.0, 0.5]])
    # first column: one unit holds everything, entropy 0. Second: shares 1/4, 1/2, 1/4
    second = (0.25 * math.log(4) * 2 + 0.5 * math.log(2)) / math.log(3)
    assert entropy(matrix) == pytest.approx(np.array([1, 1 - second]) / (2 - second))


def test_entropy_of_raw_shares_is_another_variant():
    raw = np.array([[0.5, 0.1], [0.6, 0.9], [0.7, 0.8]])
    minmaxed = (raw - raw.min(axis=0)) / np.ptp(raw, axis=0)
    assert abs(entropy(raw) - entropy(minmaxed)).max() > 0.01


def test_critic_by_hand():
    # r = -1/2 between the columns; deviations 1/2 and sqrt(1/3)
    matrix = np.array([[0.0, 1.0], [0.5, 0.0], [1.0, 0.0]])
    correlation = -math.sqrt(3) / 2
    amounts = np.array([0.5 * (1 - correlation), math.sqrt(1 / 3) * (1 - correlation)])
    assert critic(matrix) == pytest.approx(amounts / amounts.sum())


def test_forgetting_to_flip_a_cost_changes_critic_and_entropy():
    flipped = MATRIX.copy()
    flipped[:, 1] = 1 - flipped[:, 1]
    assert abs(critic(MATRIX) - critic(flipped)).max() > 0.01
    assert abs(entropy(MATRIX) - entropy(flipped)).max() > 0.01


@given(matrices)
def test_critic_agrees_with_a_plain_loop(matrix):
    assume(tells_units_apart(matrix) and matrix.shape[1] > 1)
    amounts = []
    for j in range(matrix.shape[1]):
        conflict = sum(1 - np.corrcoef(matrix[:, j], matrix[:, k])[0, 1] for k in range(matrix.shape[1]))
        amounts.append(np.std(matrix[:, j], ddof=1) * conflict)
    assume(sum(amounts) > 1e-6)
    assert critic(matrix) == pytest.approx(np.array(amounts) / sum(amounts), abs=1e-9)


@pytest.mark.parametrize("method", [equal, *FROM_DATA])
@given(matrix=matrices, data=st.data())
def test_weights_sum_to_one_and_ignore_the_order_of_units(method, matrix, data):
    assume(tells_units_apart(matrix))
    assume(method is not critic or matrix.shape[1] == 1 or np.linalg.matrix_rank(matrix - matrix[0]) > 1)
    weights = method(matrix)
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()
    order = data.draw(st.permutations(range(len(matrix))))
    assert method(matrix[order]) == pytest.approx(weights, abs=1e-9)


@pytest.mark.parametrize("method", FROM_DATA)
def test_a_constant_column_weighs_nothing_and_changes_nothing(method):
    constant = np.full((4, 1), 0.1)
    assert method(np.hstack([MATRIX, constant])) == pytest.approx([*method(MATRIX), 0])
    assert method(np.hstack([MATRIX[:, :1], constant])) == pytest.approx([1, 0])


@pytest.mark.parametrize("method", FROM_DATA)
def test_no_spread_anywhere_is_missing_with_a_warning(method):
    with pytest.warns(DegenerateWarning, match=f"{method.__name__}: no column tells the units apart"):
        weights = method(np.full((3, 2), 0.1))
    assert np.isnan(weights).all()


def test_an_all_zero_column_weighs_nothing_in_entropy():
    assert entropy(np.column_stack([MATRIX[:, 0], np.zeros(4)])) == pytest.approx([1, 0])


def test_perfectly_correlated_columns_have_no_critic_weights():
    with pytest.warns(DegenerateWarning, match="critic"):
        assert np.isnan(critic(np.column_stack([MATRIX[:, 0], MATRIX[:, 0] / 3]))).all()


@pytest.mark.parametrize("method", FROM_DATA)
def test_missing_values_are_left_out_not_zero(method):
    gappy = np.vstack([MATRIX, np.full(3, np.nan)])
    assert method(gappy) == pytest.approx(method(MATRIX))


@pytest.mark.parametrize("method", [equal, *FROM_DATA])
def test_labels_survive(method):
    frame = pd.DataFrame(MATRIX, columns=["F1", "F2", "F3"])
    before = frame.copy()
    weights = method(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert weights.index.tolist() == ["F1", "F2", "F3"]
    assert weights.to_numpy() == pytest.approx(method(MATRIX))


def test_loadings_match_the_singular_vectors_of_standardised_data():
    matrix = np.array([[0.0, 0.1, 0.2], [0.4, 0.5, 0.3], [0.7, 0.6, 1.0], [1.0, 0.8, 0.7]])
    standardised = (matrix - matrix.mean(axis=0)) / matrix.std(axis=0, ddof=1)
    first = np.abs(np.linalg.svd(standardised)[2][0])
    assert pca_loadings(matrix) == pytest.approx(first / first.sum())
    assert pca_loadings(np.vstack([matrix, [np.nan, 1, 0]])) == pytest.approx(first / first.sum())
    assert pca_loadings(matrix[:, :1]) == pytest.approx([1])


def test_loadings_of_mixed_sign_are_refused_as_weights():
    rising = np.array([0.0, 0.4, 0.7, 1.0])
    frame = pd.DataFrame({"F1": rising, "F2": [0.1, 0.4, 0.6, 1.0], "B3": 1 - rising})
    with pytest.raises(MetricError, match=r"mixed signs \('B3' against the rest\)"):
        pca_loadings(frame)


def test_what_loadings_cannot_be_computed_from():
    with pytest.raises(MetricError, match="not unique"):
        pca_loadings(np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]))
    with pytest.raises(MetricError, match="column 1 is constant"):
        pca_loadings(np.array([[0.0, 0.1], [0.5, 0.1], [1.0, 0.1]]))
    with pytest.raises(MetricError, match="three units without a missing value, found 2"):
        pca_loadings(np.array([[0.0, 0.1], [0.5, 0.2], [1.0, np.nan]]))


@pytest.mark.parametrize("method", [equal, *FROM_DATA, pca_loadings])
def test_refusals(method):
    with pytest.raises(MetricError, match=r"must lie in \[0, 1\]: 40 in column 1, row 0"):
        method(np.array([[0.5, 40.0], [0.1, 0.2], [0.3, 0.4]]))
    with pytest.raises(MetricError, match="infinite"):
        method(np.array([[0.5, np.inf], [0.1, 0.2]]))
    with pytest.raises(MetricError, match="no column"):
        method(np.empty((3, 0)))
    with pytest.raises(MetricError, match="2 dimension"):
        method(np.array([0.1, 0.2]))


@pytest.mark.parametrize("method", FROM_DATA)
def test_a_column_without_values_is_refused(method):
    with pytest.raises(MetricError, match="column 1 has fewer than 2 values"):
        method(np.array([[0.5, np.nan], [0.1, 0.2], [0.3, np.nan]]))


def test_critic_needs_units_in_common():
    with pytest.raises(MetricError, match="share too few units"):
        critic(np.array([[0.5, np.nan], [0.1, np.nan], [np.nan, 0.3], [np.nan, 0.4]]))
