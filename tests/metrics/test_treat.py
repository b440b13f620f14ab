import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from metrics.problems import MetricError
from metrics.treat import treat_outliers

EVEN = np.arange(1.0, 21.0)
columns = hnp.arrays(float, st.integers(0, 40), elements=st.integers(0, 10**6).map(float))


def passes(values):
    return abs(stats.skew(values, bias=False)) < 2 or stats.kurtosis(values, bias=False) < 3.5


def test_one_far_point_takes_the_next_value_and_a_well_behaved_column_passes():
    treatment = treat_outliers(np.append(EVEN, 500.0))
    assert treatment.values.tolist() == [*EVEN, 20.0]
    assert (treatment.winsorised, treatment.method) == (1, "winsorised")
    assert treatment.points.nonzero()[0].tolist() == [20]
    assert treat_outliers(EVEN).method == "none"


def test_the_side_farther_from_the_mean_is_pulled_in():
    assert treat_outliers(np.append(EVEN, -500.0)).values.tolist() == [*EVEN, 1.0]


def test_ties_move_together_and_count_each():
    tied = np.concatenate([np.arange(1.0, 61.0), [5000.0, 5000.0]])
    treatment = treat_outliers(tied)
    assert treatment.winsorised == 2
    assert treatment.values.max() == 60
    # two tied points cannot move within a limit of one: the logarithm of the original takes over
    assert treat_outliers(tied, max_winsorised=1).method.startswith("log")


def test_the_limit_leads_to_the_logarithm_of_the_original_values():
    values = 2.0 ** np.arange(2, 20, 0.3)
    treatment = treat_outliers(values, max_winsorised=2)
    low, spread = values.min(), np.ptp(values)
    assert treatment.method == "log"
    assert treatment.winsorised == 0
    assert treatment.values == pytest.approx(np.log(values - low + 0.01 * spread))


def test_passing_one_of_the_two_limits_is_enough():
    # skewness above 2 with excess kurtosis below 3.5
    values = np.repeat([0.0, 1.0], [43, 7])
    assert stats.skew(values, bias=False) > 2
    assert stats.kurtosis(values, bias=False) < 3.5
    assert treat_outliers(values).method == "none"


def test_bias_corrected_moments_decide():
    values = np.array([0.0, 1, 2, 3, 4, 5, 6, 21.4])
    assert abs(stats.skew(values)) < 2 < stats.skew(values, bias=False)
    assert treat_outliers(values).winsorised == 1


def test_a_column_that_would_become_constant_is_left_and_flagged():
    values = np.array([0.0] * 30 + [7.0])
    treatment = treat_outliers(values)
    assert treatment.values.tolist() == values.tolist()
    assert (treatment.winsorised, treatment.method) == (0, "untreated: would become constant")


@pytest.mark.parametrize("values", [[], [np.nan] * 3, [1.0, 2.0, 900.0], [0.1] * 9])
def test_columns_too_short_or_flat_to_test_pass(values):
    treatment = treat_outliers(np.array(values))
    assert treatment.values == pytest.approx(values, nan_ok=True)
    assert treatment.method == "none"


def test_labels_and_input_survive():
    values = pd.Series(np.append(EVEN, [500.0, np.nan]), index=list("abcdefghijklmnopqrstuv"), name="beds")
    before = values.copy()
    treatment = treat_outliers(values)
    pd.testing.assert_series_equal(values, before)
    assert treatment.values.index.equals(values.index)
    assert treatment.values.name == "beds"
    assert np.isnan(treatment.values["v"])


@given(values=columns, most=st.integers(0, 6))
def test_treatment_keeps_the_order_of_units_and_its_promise(values, most):
    treatment = treat_outliers(values, most)
    assert (np.diff(treatment.values[np.argsort(values, kind="stable")]) >= -1e-12).all()
    assert treatment.winsorised == treatment.points.sum() <= most
    if treatment.method == "winsorised":
        assert passes(treatment.values)
        assert (treatment.values != values).sum() <= treatment.winsorised


@given(values=columns, data=st.data())
def test_order_and_unit_do_not_matter(values, data):
    order = data.draw(st.permutations(range(len(values))))
    treatment = treat_outliers(values)
    assert treat_outliers(values[list(order)]).values == pytest.approx(treatment.values[list(order)])
    assert treat_outliers(values * 1024).method == treatment.method


def test_refusals():
    with pytest.raises(MetricError, match="infinite at position 2"):
        treat_outliers(np.array([1.0, 2.0, np.inf]))
    with pytest.raises(MetricError, match="max_winsorised must be a whole number of points, not -1"):
        treat_outliers(EVEN, max_winsorised=-1)
    with pytest.raises(MetricError, match=r"not 2\.5"):
        treat_outliers(EVEN, max_winsorised=2.5)
