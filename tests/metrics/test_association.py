import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from metrics.association import association
from metrics.problems import DegenerateWarning, MetricError


def _places(n=80, seed=1):
    rng = np.random.default_rng(seed)
    inflow = rng.lognormal(0, 1, n)
    population = rng.lognormal(13, 0.8, n)
    score = 50 - 5 * np.log(inflow) + rng.normal(0, 4, n)
    outcome = 3 * inflow + rng.normal(0, 1, n)
    return score, outcome, {"inflow": inflow, "population": population}


def test_coefficients_agree_with_scipy():
    score, outcome, baselines = _places()
    rank = association(score, outcome, baselines)["coefficient"]
    linear = association(score, outcome, baselines, method="pearson")["coefficient"]
    assert rank["score"] == pytest.approx(stats.spearmanr(score, outcome).statistic)
    assert linear["inflow"] == pytest.approx(stats.pearsonr(baselines["inflow"], outcome).statistic)


def test_pearson_interval_agrees_with_scipy():
    score, outcome, _ = _places()
    row = association(score, outcome, method="pearson", confidence=0.9).loc["score"]
    reference = stats.pearsonr(score, outcome).confidence_interval(0.9)
    assert (row["low"], row["high"]) == pytest.approx((reference.low, reference.high))


def test_spearman_interval_by_hand():
    row = association([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]).loc["score"]
    error = np.sqrt((1 + 0.8**2 / 2) / 2)
    assert row["high"] == pytest.approx(np.tanh(np.arctanh(0.8) + 1.959963985 * error))


def test_partial_agrees_with_the_closed_form():
    score, outcome, baselines = _places()
    given_inflow = association(score, outcome, {"inflow": baselines["inflow"]}, method="pearson")
    xy, xz, yz = (
        np.corrcoef(a, b)[0, 1]
        for a, b in ((score, outcome), (score, baselines["inflow"]), (outcome, baselines["inflow"]))
    )
    expected = (xy - xz * yz) / np.sqrt((1 - xz**2) * (1 - yz**2))
    assert given_inflow.loc["score beyond baselines", "coefficient"] == pytest.approx(expected)


def test_a_score_that_only_repeats_a_baseline_adds_little():
    score, outcome, baselines = _places(n=400)
    result = association(score, outcome, baselines)
    assert result.loc["score", "high"] < -0.5
    assert abs(result.loc["score beyond baselines", "coefficient"]) < 0.15
    assert result.index.tolist() == ["score", "inflow", "population", "score beyond baselines"]


def test_missing_places_are_left_out_question_by_question():
    score, outcome, baselines = _places()
    score[:3] = np.nan
    baselines["inflow"][10:15] = np.nan
    result = association(score, outcome, baselines)
    assert result["n"].tolist() == [77, 75, 80, 72]
    whole = association(score[3:], outcome[3:])
    assert result.loc["score", "coefficient"] == pytest.approx(whole.loc["score", "coefficient"])


def test_bootstrap_is_seeded_and_close_to_fisher():
    score, outcome, _ = _places(n=200)
    one = association(score, outcome, interval="bootstrap", seed=4, draws=800)
    pd.testing.assert_frame_equal(one, association(score, outcome, interval="bootstrap", seed=4, draws=800))
    other = association(score, outcome, interval="bootstrap", seed=5, draws=800)
    assert one.loc["score", "low"] != other.loc["score", "low"]
    fisher = association(score, outcome)
    assert one.loc["score", "low"] == pytest.approx(fisher.loc["score", "low"], abs=0.06)
    assert one.loc["score", "high"] == pytest.approx(fisher.loc["score", "high"], abs=0.06)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 500))
def test_ranks_ignore_monotone_changes_and_order(seed):
    score, outcome, baselines = _places(30, seed)
    one = association(score, outcome, baselines)
    turned = np.random.default_rng(seed).permutation(30)
    other = association(
        np.exp(score / 10)[turned],
        (outcome**3)[turned],
        {name: np.log(values)[turned] for name, values in baselines.items()},
    )
    np.testing.assert_allclose(other, one, atol=1e-9)
    flipped = association(-score, outcome, baselines)["coefficient"]
    assert flipped["score"] == pytest.approx(-one.loc["score", "coefficient"])


def test_resamples_without_any_spread_give_no_interval():
    row = association([1, 1, 1, 2], [1, 1, 1, 2], interval="bootstrap", draws=1, seed=6).loc["score"]
    alone = association([1, 1, 1, 2], [1, 1, 1, 2], interval="bootstrap", draws=200, seed=1).loc["score"]
    assert row[["low", "high"]].isna().all()
    assert alone[["low", "high"]].tolist() == pytest.approx([1, 1])


def test_perfect_agreement_has_no_interval():
    row = association([1, 2, 3, 4], [10, 20, 30, 50]).loc["score"]
    assert row.tolist() == [1, 1, 1, 4]


@pytest.mark.parametrize(
    ("score", "outcome"),
    [([1, 2, 3], [1, 2, 3]), ([5, 5, 5, 5, 5], [1, 2, 3, 4, 5]), ([np.nan] * 5, [1, 2, 3, 4, 5]), ([], [])],
)
def test_undefined_associations_are_nan_with_a_warning(score, outcome):
    with pytest.warns(DegenerateWarning, match="association undefined for score"):
        row = association(score, outcome).loc["score"]
    assert row[["coefficient", "low", "high"]].isna().all()


def test_a_score_determined_by_the_baselines_has_no_partial():
    score, outcome, _ = _places()
    with pytest.warns(DegenerateWarning, match="score beyond baselines"):
        result = association(score, outcome, {"same": score * 2 + 1}, method="pearson")
    assert np.isnan(result.loc["score beyond baselines", "coefficient"])
    assert result.loc["same", "coefficient"] == pytest.approx(result.loc["score", "coefficient"])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"outcome": [1.0, 2.0]}, "outcome has 2 values, score 5"),
        ({"baselines": {"income": [1.0]}}, "income has 1 values, score 5"),
        ({"method": "kendall"}, "method must be 'spearman' or 'pearson'"),
        ({"interval": "exact"}, "interval must be 'fisher' or 'bootstrap'"),
        ({"draws": 0}, "draws must be at least 1"),
        ({"confidence": 95}, "confidence must lie between 0 and 1"),
        ({"score": [1, 2, np.inf, 4, 5]}, "score is infinite at position 2"),
    ],
)
def test_refused_input(changes, message):
    arguments = {"score": [1, 2, 3, 4, 5], "outcome": [2.0, 1.0, 4.0, 3.0, 5.0]} | changes
    with pytest.raises(MetricError, match=message):
        association(**arguments)
