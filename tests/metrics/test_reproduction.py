"""Reference values are those of EpiEstim's own test snapshots for its bundled data set Flu2009 (cases in a
Pennsylvania school, Cauchemez et al. 2011, doi 10.1073/pnas.1008895108), printed there to seven digits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from metrics.problems import MetricError
from metrics.reproduction import discretised_shifted_gamma, estimate_r, estimate_r_many

FLU = [1, 1, 0, 2, 5, 3, 3, 3, 6, 2, 5, 9, 13, 12, 13, 11, 12, 6, 6, 6, 3, 1, 0, 2, 0, 0, 0, 0, 2, 0, 2, 0]
FLU_INTERVAL = [0.0, 0.233, 0.359, 0.198, 0.103, 0.053, 0.027, 0.014, 0.007, 0.003, 0.002, 0.001]
COLUMNS = ["mean", "sd", "q025", "median", "q975"]


def test_every_window_of_the_school_outbreak_matches_epiestim():
    result = estimate_r(FLU, FLU_INTERVAL, min_cases=0)
    assert result["t_start"].tolist() == list(range(2, 27))
    assert result["t_end"].tolist() == list(range(8, 33))
    means = [
        1.7356089, 1.7490494, 1.5370427, 1.4316392, 1.4223487, 1.6349410, 1.6636221, 1.6156800, 1.4340033,
        1.4083724, 1.2477516, 1.0819346, 0.9369319, 0.8194289, 0.6908048, 0.5894141, 0.4989223, 0.4726133,
        0.4173489, 0.2976950, 0.2400240, 0.4577916, 0.6754931, 0.8634087, 1.0040161,
    ]  # fmt: skip
    np.testing.assert_allclose(result["mean"], means, rtol=0, atol=5.1e-8)
    first, last = result[COLUMNS].iloc[0], result[COLUMNS].iloc[-1]
    np.testing.assert_allclose(
        first, [1.7356089, 0.40908694, 1.02863184, 1.7035760, 2.6244959], rtol=0, atol=5.1e-8
    )
    np.testing.assert_allclose(
        last, [1.0040161, 0.44900963, 0.32600128, 0.9379335, 2.0565439], rtol=0, atol=5.1e-8
    )


def test_parametric_serial_interval_matches_epiestim():
    result = estimate_r(FLU, mean_si=2.6, sd_si=1.5, min_cases=0)
    np.testing.assert_allclose(
        result["mean"].iloc[[0, 4, 10, 24]], [1.7357977, 1.4227247, 1.2479472, 0.9975352], rtol=0, atol=5.1e-8
    )
    np.testing.assert_allclose(result["q025"].iloc[[0, 24]], [1.02874370, 0.32389696], rtol=0, atol=5.1e-8)


def test_imported_cases_match_epiestim():
    everyone = [1, 3, 1, 1, 3, 4, 1, 1, 0, 1, *[0] * 16, 1]
    imported = [1, 1, 1, 1, 2, 2, 1, 0, 0, 1, *[0] * 17]
    result = estimate_r(everyone, mean_si=2.6, sd_si=1.5, imported=imported, min_cases=0)
    np.testing.assert_allclose(
        result["mean"].iloc[[0, 1, 5, 9, 18, 19]],
        [0.6413590, 0.3999222, 0.1976371, 0.4085199, 4.8583931, 9.8571825],
        rtol=0,
        atol=5.1e-8,
    )
    assert result["cases"].iloc[:3].tolist() == [6.0, 4.0, 4.0]


def test_discretised_gamma_matches_epiestim():
    expected = {1: 2.331721e-01, 2: 3.585794e-01, 5: 5.290518e-02, 10: 1.694674e-03, 20: 1.534394e-06}
    weights = discretised_shifted_gamma(2.6, 1.5, 27)
    assert weights[0] == 0
    for interval, probability in expected.items():
        assert weights[interval] == pytest.approx(probability, rel=1e-6)


@given(st.floats(1.5, 12), st.floats(0.3, 6))
def test_discretised_gamma_keeps_total_and_mean(mean, sd):
    weights = discretised_shifted_gamma(mean, sd, 600)
    assert weights.sum() == pytest.approx(1, abs=1e-6)
    assert weights @ np.arange(600) == pytest.approx(mean, abs=1e-4)


def test_posterior_by_hand():
    # Days 2-3 hold 3 + 4 local cases; infectiousness 1 * 2 and 1 * 3 under an interval of exactly one day.
    result = estimate_r([2, 3, 4], [0, 1], window=2, min_cases=0).iloc[0]
    assert result["mean"] == pytest.approx((1 + 7) / (1 / 5 + 5))
    assert result["sd"] == pytest.approx(np.sqrt(8) / 5.2)
    assert result["q975"] == pytest.approx(stats.gamma.ppf(0.975, 8, scale=1 / 5.2))


def test_plain_loop_agrees():
    rng = np.random.default_rng(3)
    counts = rng.poisson(30, 60)
    imported = rng.binomial(counts, 0.2)
    weights = discretised_shifted_gamma(5.1, 2.7, 60)
    result = estimate_r(counts, mean_si=5.1, sd_si=2.7, window=5, imported=imported, mean_prior=2, sd_prior=1)
    local = counts - imported
    for _, row in result[result["reason"] == ""].iterrows():
        days = range(row["t_start"] - 1, row["t_end"])
        pressure = sum(weights[s] * counts[t - s] for t in days for s in range(1, t + 1))
        assert row["mean"] == pytest.approx((4 + sum(local[t] for t in days)) / (2 + pressure), rel=1e-12)
    assert (result["reason"] == "").sum() == 55


def test_windows_ending_by_the_mean_interval_are_blank():
    result = estimate_r([20] * 9, [0, 0, 0, 0, 1], window=2)
    assert result.loc[result["t_end"] <= 4, "mean"].isna().all()
    assert result.loc[result["t_end"] > 4, "mean"].notna().all()
    assert set(result.loc[result["t_end"] <= 4, "reason"]) == {"window ends by the mean serial interval"}


def test_windows_with_few_cases_are_blank_by_default():
    result = estimate_r(FLU, FLU_INTERVAL)
    blank = result["reason"] == "too few cases"
    assert (result["cases"] < 11).tolist() == blank.tolist()
    assert result.loc[blank, COLUMNS].isna().all(axis=None)
    assert blank.sum() == 6
    shown = result[~blank]
    assert (shown["sd"] / shown["mean"] <= 0.3).all()


def test_missing_days_blank_the_windows_they_touch():
    cases = [20.0] * 30
    cases[9] = np.nan
    result = estimate_r(cases, [0, 0.5, 0.5], window=3)
    # Day 10 is inside windows ending on days 10-12 and infects on days 11 and 12.
    expected = [end in range(10, 15) for end in result["t_end"]]
    assert (result["reason"] == "missing incidence").tolist() == expected
    assert result["mean"].isna().tolist() == [
        blank or end <= 1.5 for blank, end in zip(expected, result["t_end"], strict=True)
    ]


def test_a_sliver_of_missing_infectiousness_is_scaled_up():
    cases = [20.0] * 30
    cases[0] = np.nan
    whole = estimate_r([20.0] * 30, [0, 0.5, 0.495, 0.005], window=1)
    holed = estimate_r(cases, [0, 0.5, 0.495, 0.005], window=1)
    assert whole["mean"][2] == pytest.approx(holed["mean"][2])
    assert holed["reason"][1] == "missing incidence"


def test_places_on_a_shared_calendar_start_with_their_first_case():
    late = [0.0] * 9 + FLU
    shared = estimate_r_many(np.column_stack([late]), FLU_INTERVAL, start="first_case")
    alone = estimate_r(FLU, FLU_INTERVAL)
    np.testing.assert_allclose(shared["mean"].iloc[9:], alone["mean"], rtol=1e-12)
    assert shared["mean"].iloc[:9].isna().all()
    assert estimate_r(late, FLU_INTERVAL)["mean"][8] != pytest.approx(alone["mean"][0])


def test_many_places_equal_one_at_a_time_and_keep_names():
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(rng.poisson(9.0, (40, 3)), columns=["a", "b", "c"])
    frame.iloc[12, 1] = np.nan
    together = estimate_r_many(frame, mean_si=4, sd_si=2)
    for name in frame:
        one = estimate_r(frame[name], mean_si=4, sd_si=2)
        mine = together[together["place"] == name].drop(columns="place").reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, one.reset_index(drop=True))


def test_result_is_labelled_by_the_last_day_of_the_window():
    dates = pd.date_range("2009-04-27", periods=32)
    result = estimate_r(pd.Series(FLU, index=dates), FLU_INTERVAL)
    assert result.index[0] == pd.Timestamp("2009-05-04")
    assert result.index[-1] == dates[-1]


@given(st.integers(2, 20))
def test_r_is_close_to_the_factor_between_generations(factor):
    cases = [float(factor) ** t for t in range(12)]
    result = estimate_r(cases, [0, 1], window=3)
    assert result["mean"].iloc[-1] == pytest.approx(factor, rel=1e-3)


def test_short_empty_and_silent_series():
    assert len(estimate_r([1.0] * 7, FLU_INTERVAL)) == 0
    assert len(estimate_r([], FLU_INTERVAL)) == 0
    assert len(estimate_r_many(np.zeros((0, 4)), mean_si=4, sd_si=2)) == 0
    assert estimate_r([0.0] * 20, FLU_INTERVAL)["mean"].isna().all()
    assert estimate_r([0.0] * 20, FLU_INTERVAL, min_cases=0)["mean"].to_list() == pytest.approx([5.0] * 13)
    assert (estimate_r([np.nan] * 20, FLU_INTERVAL)["reason"] == "missing incidence").iloc[1:].all()


def test_input_is_not_changed():
    cases = np.array(FLU, dtype=float)
    before = cases.copy()
    estimate_r(cases, FLU_INTERVAL)
    np.testing.assert_array_equal(cases, before)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "give either serial_interval or mean_si and sd_si"),
        ({"serial_interval": [0, 1], "mean_si": 3, "sd_si": 1}, "give either"),
        ({"mean_si": 3}, "mean_si and sd_si go together"),
        ({"mean_si": 1.0, "sd_si": 1}, "mean_si must be above 1 day"),
        ({"mean_si": 3, "sd_si": 0}, "sd_si must be above 0 days"),
        ({"serial_interval": [0.1, 0.9]}, "must start with probability 0"),
        ({"serial_interval": [0, 0.5, 0.4]}, "must sum to 1, not 0.9"),
        ({"serial_interval": [0, np.nan, 1]}, "must not have missing values"),
        ({"serial_interval": [0, 1.5, -0.5]}, "serial_interval is negative"),
        ({"serial_interval": [0, 1], "window": 0}, "window must be at least 1 day"),
        ({"serial_interval": [0, 1], "sd_prior": 0}, "prior mean and sd must be above 0"),
        ({"serial_interval": [0, 1], "start": "somewhere"}, "start must be 'series' or 'first_case'"),
        ({"serial_interval": [0, 1], "imported": [0] * 5}, r"imported has shape \(5, 1\)"),
        ({"serial_interval": [0, 1], "imported": [9] * 12}, "imported exceeds incidence at position 0, 0"),
    ],
)
def test_refused_arguments(arguments, message):
    with pytest.raises(MetricError, match=message):
        estimate_r([3.0] * 12, **arguments)


def test_refused_counts():
    with pytest.raises(MetricError, match=r"incidence is negative \(-1\) at position 1"):
        estimate_r([3, -1, 2], [0, 1])
    with pytest.raises(MetricError, match="days must be at least 1, not 0"):
        discretised_shifted_gamma(3, 1, 0)
    with pytest.raises(MetricError, match="incidence is infinite at position 0"):
        estimate_r([np.inf, 1, 2], [0, 1])
