import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from metrics.outcomes import (
    align_days,
    attack_proportion,
    days_to_control,
    first_wave,
    incidence_rate,
    new_cases,
)
from metrics.problems import MetricError
from metrics.reproduction import estimate_r

NAN = float("nan")


def test_poisson_interval_agrees_with_the_gamma_distribution():
    cases = np.array([0, 1, 7, 250])
    result = incidence_rate(cases, [50_000] * 4)
    high = stats.gamma.ppf(0.975, cases + 1) * 2
    low = np.where(cases == 0, 0, stats.gamma.ppf(0.025, np.maximum(cases, 1)) * 2)
    np.testing.assert_allclose(result["rate"], cases * 2)
    np.testing.assert_allclose(result["low"], low)
    np.testing.assert_allclose(result["high"], high)


def test_rates_keep_the_index_and_the_missing():
    cases = pd.Series([5.0, NAN, 5.0], index=["a", "b", "c"])
    result = incidence_rate(cases, pd.Series([1000.0, 1000.0, NAN], index=["a", "b", "c"]))
    assert result.index.tolist() == ["a", "b", "c"]
    assert result["rate"].isna().tolist() == [False, True, True]
    assert len(incidence_rate([], [])) == 0


@given(st.integers(0, 10_000), st.floats(1, 1e7), st.floats(1, 1e6))
def test_rate_lies_inside_its_interval_and_scales(cases, population, per):
    row = incidence_rate([cases], [population], per=per).iloc[0]
    assert row["low"] <= row["rate"] < row["high"]
    double = incidence_rate([cases], [population], per=2 * per).iloc[0]
    assert double["high"] == pytest.approx(2 * row["high"])


@pytest.mark.parametrize(
    ("cases", "population", "per", "message"),
    [
        ([1], [0], 1, "population is 0 at position 0"),
        ([-1], [5], 1, r"cases is negative \(-1\)"),
        ([1, 2], [5], 1, "cases has 2 values, population 1"),
        ([1], [5], 0, "per must be above 0"),
    ],
)
def test_refused_rates(cases, population, per, message):
    with pytest.raises(MetricError, match=message):
        incidence_rate(cases, population, per=per)


def test_wilson_interval_solves_its_equation():
    row = attack_proportion([13], [120]).iloc[0]
    z = stats.norm.ppf(0.975)
    for limit in (row["low"], row["high"]):
        assert abs(limit - 13 / 120) == pytest.approx(z * math.sqrt(limit * (1 - limit) / 120))


def test_proportions_without_people_are_missing():
    result = attack_proportion([0, 1, NAN], [0, 4, 4])
    assert result["proportion"].isna().tolist() == [True, False, True]
    with pytest.raises(MetricError, match="events exceed at_risk at position 1"):
        attack_proportion([1, 5], [2, 4])


def test_wave_ends_at_the_first_long_pause():
    wave = first_wave([0, 1, 0, 0, 2, 0, 0, 0, 0, 9], gap=4)
    assert wave == (2, 5, 4, True)
    assert first_wave([0, 1, 0, 0, 2, 0, 0, 0, 0, 9], gap=5) == (2, 10, 9, False)


def test_wave_at_the_edges():
    assert first_wave([3]) == (1, 1, 1, False)
    assert first_wave([3, 0, 0], gap=2) == (1, 1, 1, True)
    nothing = first_wave([0, 0, NAN])
    assert np.isnan(nothing[:3]).all()
    assert nothing.ended is False
    assert np.isnan(first_wave([])[0])


def test_unknown_days_do_not_close_a_wave():
    assert first_wave([2, NAN, NAN, 1], gap=2).last_day == 4
    assert first_wave([2, 0, NAN, 0, 1], gap=2).last_day == 1
    with pytest.raises(MetricError, match="gap must be at least 1 day"):
        first_wave([1], gap=0)


def _estimates(values, reasons=None):
    return pd.DataFrame(
        {"t_end": range(8, 8 + len(values)), "median": values, "reason": reasons or [""] * len(values)}
    )


def test_control_needs_to_last():
    estimates = _estimates([1.6, 0.9, 1.1, 0.9, 0.8, 0.7, 0.6])
    assert days_to_control(estimates, first_case_day=3, sustained=3) == (8, 11)
    assert days_to_control(estimates, first_case_day=3, sustained=1) == (6, 9)
    assert np.isnan(days_to_control(estimates, first_case_day=3, sustained=5)).all()


def test_windows_without_cases_count_as_control_but_missing_ones_do_not():
    few = _estimates([1.6, 0.9, NAN, NAN], ["", "", "too few cases", "too few cases"])
    assert days_to_control(few, first_case_day=1, sustained=3).day == 9
    unknown = _estimates([1.6, 0.9, NAN, NAN], ["", "", "missing incidence", "too few cases"])
    assert np.isnan(days_to_control(unknown, first_case_day=1, sustained=3).days)
    silent = _estimates([NAN, NAN], ["too few cases"] * 2)
    assert np.isnan(days_to_control(silent, first_case_day=1, sustained=1).days)


def test_certain_control_comes_no_earlier_than_likely_control():
    cases = [2, 4, 8, 15, 20, 30, 31, 33, 30, 26, 24, 20, 17, 15, 13, 11, 9, 7, 5, 4, 3, 2, 1, 0, 0]
    estimates = estimate_r(cases, mean_si=4, sd_si=2)
    likely = days_to_control(estimates, first_case_day=1)
    certain = days_to_control(estimates, first_case_day=1, bound="q975")
    assert 0 < likely.days < certain.days


def test_refused_control():
    with pytest.raises(MetricError, match=r"estimates lack the columns \['q975'\]"):
        days_to_control(_estimates([0.5]), 1, bound="q975")
    with pytest.raises(MetricError, match="sustained must be at least 1 window"):
        days_to_control(_estimates([0.5]), 1, sustained=0)


def test_downward_corrections_are_kept_and_marked():
    result = new_cases([2, 5, 3, 4], before_first=0)
    assert result["new"].tolist() == [2, 3, -2, 1]
    assert result["correction"].tolist() == [0, 0, -2, 0]
    assert result["corrected"].tolist() == [False, False, True, False]


def test_counts_after_missing_reports_are_kept_apart():
    result = new_cases(pd.Series([2, NAN, NAN, 7, 6, NAN, 5]))
    np.testing.assert_array_equal(result["new"], [NAN, NAN, NAN, NAN, -1, NAN, NAN])
    assert result["catch_up"].tolist() == [0, 0, 0, 5, 0, 0, -1]
    assert result["corrected"].tolist() == [False, False, False, False, True, False, True]


@given(st.lists(st.one_of(st.none(), st.integers(0, 1000)), max_size=30))
def test_new_cases_and_catch_up_rebuild_the_total(totals):
    given_totals = np.array([NAN if total is None else total for total in totals])
    result = new_cases(given_totals, before_first=0)
    known = given_totals[~np.isnan(given_totals)]
    rebuilt = result["new"].sum() + result["catch_up"].sum()
    assert rebuilt == (known[-1] if len(known) else 0)


def test_alignment_keeps_places_apart():
    series = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [5.0, 6, NAN, 8], "c": [9.0, 9, 9, 9]})
    result = align_days(series, [2, 0, NAN], before=1, after=2)
    assert result.index.tolist() == [-1, 0, 1, 2]
    np.testing.assert_array_equal(result["a"], [2, 3, 4, NAN])
    np.testing.assert_array_equal(result["b"], [NAN, 5, 6, NAN])
    assert result["c"].isna().all()


@pytest.mark.parametrize("day", [-1, 4, 1.5])
def test_day_zero_must_be_a_row(day):
    with pytest.raises(MetricError, match="day_zero is no row of the series at position 0"):
        align_days(np.ones((4, 1)), [day], before=0, after=0)


def test_refused_alignment():
    with pytest.raises(MetricError, match="day_zero has 2 entries for 1 places"):
        align_days(np.ones((4, 1)), [0, 0], before=0, after=0)
    with pytest.raises(MetricError, match="before and after must not be negative"):
        align_days(np.ones((4, 1)), [0], before=-1, after=0)
