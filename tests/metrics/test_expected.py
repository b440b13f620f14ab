import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from metrics.expected import adjust, funnel_limits
from metrics.problems import MetricError


def _places(n=40, seed=1):
    rng = np.random.default_rng(seed)
    context = pd.DataFrame(
        {"urban_share": rng.uniform(20, 95, n), "log_population": rng.normal(13, 1, n)},
        index=[f"{code:06d}" for code in range(n)],
    )
    values = 2 + 0.1 * context["urban_share"] - 0.3 * context["log_population"] + rng.normal(0, 1, n)
    return values, context


def test_simple_regression_agrees_with_the_textbook_interval():
    values, context = _places()
    x = context[["urban_share"]]
    result = adjust(values, x)
    line = stats.linregress(x["urban_share"], values)
    assert result.coefficients["urban_share"] == pytest.approx(line.slope)
    assert result.coefficients["intercept"] == pytest.approx(line.intercept)
    assert result.r_squared == pytest.approx(line.rvalue**2)
    assert result.n == 40
    fitted = line.intercept + line.slope * x["urban_share"]
    error = np.sqrt(((values - fitted) ** 2).sum() / 38)
    centred = x["urban_share"] - x["urban_share"].mean()
    reach = stats.t.ppf(0.975, 38) * error * np.sqrt(1 + 1 / 40 + centred**2 / (centred**2).sum())
    np.testing.assert_allclose(result.frame["low"], fitted - reach)
    np.testing.assert_allclose(result.frame["high"], fitted + reach)
    np.testing.assert_allclose(result.frame["difference"], values - fitted, atol=1e-10)


def test_columns_and_index():
    values, context = _places()
    frame = adjust(values, context).frame
    assert frame.columns.tolist() == [
        "observed", "expected", "low", "high", "difference", "percentile", "percentile_adjusted",
    ]  # fmt: skip
    assert frame.index.tolist() == context.index.tolist()


def test_two_features_agree_with_the_normal_equations():
    values, context = _places()
    design = np.column_stack([np.ones(40), context])
    expected = design @ np.linalg.solve(design.T @ design, design.T @ values)
    np.testing.assert_allclose(adjust(values, context).frame["expected"], expected)


def test_missing_context_keeps_only_what_was_observed():
    values, context = _places()
    context.iloc[3, 1] = np.nan
    values.iloc[7] = np.nan
    result = adjust(values, context)
    frame = result.frame
    assert result.n == 38
    assert frame.iloc[3].notna().tolist() == [True, False, False, False, False, True, False]
    assert frame.iloc[7].isna().all()
    assert frame.drop(frame.index[[3, 7]]).notna().all(axis=None)
    without = adjust(values.drop(values.index[[3, 7]]), context.drop(context.index[[3, 7]])).frame
    np.testing.assert_allclose(frame["expected"].dropna(), without["expected"])


def test_percentiles_run_from_zero_to_hundred_with_ties_low():
    values = [1.0, 2.0, 2.0, 3.0, 9.0]
    frame = adjust(values, [[1.0], [2.0], [5.0], [3.0], [4.0]]).frame
    assert frame["percentile"].tolist() == [0, 25, 25, 75, 100]
    assert sorted(frame["percentile_adjusted"]) == [0, 25, 50, 75, 100]
    order = frame["difference"].rank()
    assert frame["percentile_adjusted"].tolist() == ((order - 1) * 25).tolist()


def test_logarithm_is_the_callers_choice():
    _, context = _places()
    values = np.exp(0.05 * context["urban_share"])
    values *= np.random.default_rng(2).lognormal(0, 0.1, 40)
    straight, logged = adjust(values, context), adjust(values, context, log_values=True)
    assert logged.r_squared > straight.r_squared
    assert (logged.frame["low"] > 0).all()
    assert logged.coefficients["urban_share"] == pytest.approx(0.05, abs=0.005)
    frame = logged.frame
    np.testing.assert_allclose(frame["high"] / frame["expected"], frame["expected"] / frame["low"])


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10_000), st.floats(0.1, 50), st.floats(-100, 100))
def test_units_of_value_and_context_do_not_matter(seed, factor, shift):
    values, context = _places(20, seed)
    one = adjust(values, context)
    other = adjust(values * factor + shift, context * 7 - 3)
    assert other.r_squared == pytest.approx(one.r_squared)
    np.testing.assert_allclose(other.frame["difference"], one.frame["difference"] * factor, atol=1e-7)
    assert one.frame["difference"].sum() == pytest.approx(0, abs=1e-8)


def test_order_of_places_does_not_matter():
    values, context = _places()
    turned = adjust(values[::-1], context[::-1]).frame[::-1]
    pd.testing.assert_frame_equal(turned, adjust(values, context).frame)


def test_useless_context_is_refused_by_name():
    values, context = _places()
    with pytest.raises(MetricError, match="context column 'year' is constant"):
        adjust(values, context.assign(year=2020))
    rural = context.assign(rural_share=100 - context["urban_share"])
    with pytest.raises(
        MetricError, match=r"'rural_share' is determined by \['urban_share', 'log_population'\]"
    ):
        adjust(values, rural)


@pytest.mark.parametrize(
    ("values", "context", "options", "message"),
    [
        ([1, 2, 3], [[1], [2]], {}, "context has 2 rows for 3 values"),
        ([1, 2, 3, 4], [[1], [2], [3], [5]], {}, "4 places with values and full context, at least 5"),
        ([0, 2, 3, 4, 5], [[1], [2], [3], [5], [4]], {"log_values": True}, "<= 0 at position 0"),
        ([4, 4, 4, 4, 4], [[1], [2], [3], [5], [4]], {}, "values do not differ"),
        ([1, 2, 3, 4, 5], [[1], [2], [3], [5], [4]], {"confidence": 95}, "confidence must lie between"),
        ([1, 2, np.inf, 4, 5], [[1], [2], [3], [5], [4]], {}, "values is infinite at position 2"),
    ],
)
def test_refused_adjustments(values, context, options, message):
    with pytest.raises(MetricError, match=message):
        adjust(values, context, **options)


def test_funnel_by_hand():
    frame = funnel_limits(pd.Series([8.0, 12.0, np.nan], index=list("abc")), [0.5, 1.0, 1.0])
    target = (8 * 4 + 12) / 5
    assert frame.loc["a", "target"] == pytest.approx(target)
    assert frame.loc["b", "high_95"] == pytest.approx(target + 1.959963985)
    assert frame.loc["b", "low_99.8"] == pytest.approx(target - stats.norm.ppf(0.999))
    assert frame["outside"].tolist() == [False, True, False]
    assert frame.loc["c"].drop("outside").isna().all()


def test_overdispersion_widens_but_never_narrows():
    rng = np.random.default_rng(4)
    wild = funnel_limits(rng.normal(50, 9, 200), np.full(200, 3.0))
    calm = funnel_limits(rng.normal(50, 9, 200), np.full(200, 3.0), overdispersed=True)
    assert wild["outside"].mean() > 0.2
    assert calm["outside"].mean() < 0.05
    quiet = rng.normal(50, 0.1, 50)
    pd.testing.assert_frame_equal(
        funnel_limits(quiet, np.ones(50)), funnel_limits(quiet, np.ones(50), overdispersed=True)
    )


def test_refused_funnels():
    with pytest.raises(MetricError, match="standard error is 0 at position 1"):
        funnel_limits([1, 2], [1, 0])
    with pytest.raises(MetricError, match="rates has 1 values, standard_errors 2"):
        funnel_limits([1], [1, 1])
    with pytest.raises(MetricError, match="at least one confidence level"):
        funnel_limits([1], [1], confidence=[])
    for overdispersed in (False, True):
        empty = funnel_limits([np.nan], [1.0], overdispersed=overdispersed)
        assert empty.drop(columns="outside").isna().all(axis=None)
