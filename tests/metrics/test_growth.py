import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from metrics.growth import growth_rate
from metrics.problems import DegenerateWarning, MetricError


def test_exact_doubling_every_three_days():
    growth = growth_rate([8 * 2 ** (t / 3) for t in range(10)])
    assert growth.rate == pytest.approx(math.log(2) / 3)
    assert growth.doubling_time == pytest.approx(3)
    assert growth.low == pytest.approx(growth.high)
    assert math.isnan(growth.halving_time)


def test_falling_cases_have_a_halving_time_and_no_doubling_time():
    growth = growth_rate([960, 470, 250, 118, 61, 29])
    assert growth.rate < 0
    assert growth.halving_time == pytest.approx(math.log(2) / -growth.rate)
    assert growth.halving_low == pytest.approx(math.log(2) / -growth.low)
    assert growth.halving_high == pytest.approx(math.log(2) / -growth.high)
    assert growth.halving_low < growth.halving_time < growth.halving_high
    assert np.isnan(growth[3:]).all()


def test_interval_of_the_time_is_open_when_the_rate_may_be_zero():
    rising = growth_rate([5, 9, 3, 8, 4, 9, 7])
    assert rising.low < 0 < rising.rate
    assert rising.doubling_high == math.inf
    assert rising.doubling_low == pytest.approx(math.log(2) / rising.high)
    falling = growth_rate([7, 9, 4, 8, 3, 9, 5])
    assert falling.rate < 0 < falling.high
    assert falling.halving_high == math.inf
    assert falling.halving_low == pytest.approx(math.log(2) / -falling.low)


def test_interval_widens_with_overdispersion():
    counts = np.array([12, 3, 40, 22, 90, 35, 160, 70])
    growth = growth_rate(counts)
    day = np.arange(8)
    poisson = sm.GLM(counts, sm.add_constant(day), family=sm.families.Poisson()).fit()
    pearson = ((counts - poisson.mu) ** 2 / poisson.mu).sum() / 6
    error = poisson.bse[1] * math.sqrt(pearson)
    assert pearson > 1
    assert growth.rate == pytest.approx(poisson.params[1])
    assert growth.high - growth.rate == pytest.approx(stats.t.ppf(0.975, 6) * error)


def test_days_without_cases_count():
    with_zeros = growth_rate([1, 0, 2, 0, 4, 3, 8])
    logs = np.log([1, 2, 4, 3, 8])
    log_slope = np.polyfit([0, 2, 4, 5, 6], logs, 1)[0]
    assert with_zeros.rate > log_slope + 0.03


def test_missing_days_keep_the_calendar():
    full = [8 * 2 ** (t / 3) for t in range(10)]
    holed = pd.Series(full).mask(pd.Series(range(10)).isin([2, 6]))
    assert growth_rate(holed).doubling_time == pytest.approx(3)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 500), min_size=5, max_size=20), st.integers(2, 50))
def test_rate_ignores_the_scale_and_changes_sign_in_reverse(counts, factor):
    rate = growth_rate(counts).rate
    assert growth_rate([factor * count for count in counts]).rate == pytest.approx(rate, abs=1e-7)
    assert growth_rate(counts[::-1]).rate == pytest.approx(-rate, abs=1e-7)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ([3, 4], "fewer than three days"),
        ([3, np.nan, 4, np.nan], "fewer than three days"),
        ([], "fewer than three days"),
        ([0, 0, 0, 0], "no cases"),
        ([0, 0, 0, 9], "first or on the last"),
        ([9, 0, 0, 0], "first or on the last"),
    ],
)
def test_undefined_rates_are_nan_with_a_warning(counts, why):
    with pytest.warns(DegenerateWarning, match=why):
        growth = growth_rate(counts)
    assert np.isnan(growth).all()
    assert math.isnan(growth.halving_high)


def test_constant_cases_have_neither_time():
    growth = growth_rate([4, 4, 4, 4, 4])
    assert growth.rate == pytest.approx(0, abs=1e-12)


def test_refused_input():
    with pytest.raises(MetricError, match=r"incidence is negative \(-2\) at position 1"):
        growth_rate([3, -2, 4])
    with pytest.raises(MetricError, match="confidence must lie between 0 and 1, not 95"):
        growth_rate([3, 2, 4], confidence=95)
