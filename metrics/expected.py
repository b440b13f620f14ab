"""Observed against expected: what a place with this context would be expected to show, and chance limits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from metrics.inputs import FloatArray, float_array, index_of, non_negative, share
from metrics.problems import MetricError

# A context column that the others explain to this share of its variance or more adds nothing but noise.
_COLLINEAR = 1 - 1e-8


@dataclass(frozen=True)
class Adjustment:
    """Like-for-like comparison and the model behind it.

    frame: one row a place (see `adjust`). r_squared: share of the variance of the modelled values that the
    context explains, 0 ... 1. n: places with values and full context. coefficients: intercept and one slope
    per context column, in units of the modelled value per unit of context.
    """

    frame: pd.DataFrame
    r_squared: float
    n: int
    coefficients: pd.Series


def adjust(
    values: ArrayLike | pd.Series,
    context: ArrayLike | pd.DataFrame,
    *,
    log_values: bool = False,
    confidence: float = 0.95,
) -> Adjustment:
    """Compare each place with what is expected of a place with its context.

    Formula: ordinary least squares of values (or their logarithm) on the context; expected = fitted value,
    low and high = prediction interval for one place; difference = observed - expected; percentile = ascending
    rank / (n - 1) x 100, once of the observed values, once of the model's residuals.
    Parameters: `values`, one per place, NaN = missing; `context`, places x features, NaN = missing;
    `log_values`, model the logarithm (for positive, skewed values; a choice to be stated, never guessed):
    expected is then the median and the interval is not symmetric; `confidence`, 0 to 1.
    Result: Adjustment with frame observed, expected, low, high, difference (units of the values),
    percentile (0 ... 100, among all places with a value; higher = higher value) and percentile_adjusted
    (among the modelled places; higher = further above expectation). Where the context is incomplete only
    observed and percentile are given; where the value is missing, all is NaN.
    Raises MetricError for a constant context column or one that the others determine (by name), fewer than
    three places more than coefficients, values that do not differ, logarithms of values <= 0, unequal
    lengths.
    Source: ordinary least squares, statsmodels; use as in indirect standardisation.

    >>> adjust([2.0, 4.1, 5.9, 8.0, 10.0], [[1], [2], [3], [4], [5]]).frame["expected"].round(2).tolist()
    [2.02, 4.01, 6.0, 7.99, 9.98]
    """
    observed = float_array(values, "values")
    features = float_array(context, "context", ndim=2)
    names = [str(name) for name in context.columns] if isinstance(context, pd.DataFrame) else None
    names = names or [f"context {number}" for number in range(features.shape[1])]
    if len(features) != len(observed):
        raise MetricError(f"context has {len(features)} rows for {len(observed)} values")
    if log_values and (observed <= 0).any():
        raise MetricError(f"no logarithm of a value <= 0 at position {int(np.argmax(observed <= 0))}")
    complete = ~(np.isnan(observed) | np.isnan(features).any(axis=1))
    n, needed = int(complete.sum()), features.shape[1] + 4
    if n < needed:
        raise MetricError(f"{n} places with values and full context, at least {needed} are needed")
    _refuse_useless(features[complete], names)
    modelled = np.log(observed[complete]) if log_values else observed[complete]
    if np.ptp(modelled) == 0:
        raise MetricError("values do not differ between the places that have full context")

    # Standardised columns keep shares, people and logarithms equally well conditioned.
    centre, spread = features[complete].mean(axis=0), features[complete].std(axis=0)
    design = sm.add_constant((features[complete] - centre) / spread, has_constant="add")
    fit = sm.OLS(modelled, design).fit()
    prediction = fit.get_prediction().summary_frame(alpha=1 - share(confidence, "confidence"))
    back = np.exp if log_values else np.asarray

    columns = {
        name: np.full(len(observed), np.nan)
        for name in ("expected", "low", "high", "percentile", "percentile_adjusted")
    }
    columns["expected"][complete] = back(prediction["mean"].to_numpy())
    columns["low"][complete] = back(prediction["obs_ci_lower"].to_numpy())
    columns["high"][complete] = back(prediction["obs_ci_upper"].to_numpy())
    known = ~np.isnan(observed)
    columns["percentile"][known] = _percentile(observed[known])
    columns["percentile_adjusted"][complete] = _percentile(np.asarray(fit.resid))
    slopes = np.asarray(fit.params)[1:] / spread
    intercept = float(fit.params[0]) - float(slopes @ centre)
    frame = pd.DataFrame({"observed": observed} | columns, index=index_of(values))
    frame.insert(4, "difference", observed - columns["expected"])
    coefficients = pd.Series([intercept, *slopes], index=["intercept", *names])
    return Adjustment(frame, float(fit.rsquared), n, coefficients)


def funnel_limits(
    rates: ArrayLike | pd.Series,
    standard_errors: ArrayLike | pd.Series,
    *,
    target: float | None = None,
    confidence: Sequence[float] = (0.95, 0.998),
    overdispersed: bool = False,
) -> pd.DataFrame:
    """Limits within which a rate would fall by sampling alone if the place were like the rest.

    Formula: target +/- z x standard error; z = standard normal quantile. With `overdispersed`, standard
    errors are multiplied by sqrt(phi), phi = mean of the squared z-scores winsorised at their 10 % and 90 %
    quantiles, at least 1: the limits then allow for real differences between places that nobody modelled.
    Parameters: `rates` and `standard_errors` > 0, one per place, same unit, NaN = missing; `target`, the rate
    compared with (default: mean weighted by 1 / standard error^2); `confidence`, levels, 0 to 1.
    Result: frame rate, target, low_95, high_95, low_99.8, high_99.8 (for the default levels; units of the
    rates), z (rate - target in standard errors; higher = further above) and outside (True beyond the widest
    limits). NaN, and outside False, where an input is missing.
    Raises MetricError for a standard error of 0, unequal lengths, levels outside 0 to 1.
    Source: Spiegelhalter 2005, doi 10.1002/sim.1970.

    >>> funnel_limits([10, 14], [1, 1], target=11, confidence=[0.95]).round(2).values.tolist()
    [[10.0, 11.0, 9.04, 12.96, -1.0, False], [14.0, 11.0, 9.04, 12.96, 3.0, True]]
    """
    rate = float_array(rates, "rates")
    error = non_negative(standard_errors, "standard_errors")
    if len(rate) != len(error):
        raise MetricError(f"rates has {len(rate)} values, standard_errors {len(error)}")
    if (error == 0).any():
        raise MetricError(f"standard error is 0 at position {int(np.argmax(error == 0))}")
    if not len(confidence):
        raise MetricError("at least one confidence level is needed")
    known = ~(np.isnan(rate) | np.isnan(error))
    if target is None:
        weight = error[known] ** -2
        target = float(np.average(rate[known], weights=weight)) if known.any() else np.nan
    distance = (rate - target) / error
    if overdispersed and known.any():
        low, high = np.quantile(distance[known], [0.1, 0.9])
        error = error * np.sqrt(max(1.0, float(np.mean(np.clip(distance[known], low, high) ** 2))))
    z = (rate - target) / error
    columns: dict[str, FloatArray | NDArray[np.bool_]] = {
        "rate": rate,
        "target": np.where(known, target, np.nan),
    }
    widest = 0.0
    for level in confidence:
        reach = float(stats.norm.ppf(0.5 + share(level, "confidence") / 2))
        widest = max(widest, reach)
        columns[f"low_{level * 100:g}"] = np.where(known, target - reach * error, np.nan)
        columns[f"high_{level * 100:g}"] = np.where(known, target + reach * error, np.nan)
    return pd.DataFrame(columns | {"z": z, "outside": np.abs(z) > widest}, index=index_of(rates))


def _refuse_useless(features: FloatArray, names: list[str]) -> None:
    for column, name in enumerate(names):
        if np.ptp(features[:, column]) == 0:
            raise MetricError(f"context column {name!r} is constant")
    scaled = (features - features.mean(axis=0)) / features.std(axis=0)
    for column in range(1, len(names)):
        earlier, own = scaled[:, :column], scaled[:, column]
        solution = np.linalg.lstsq(earlier, own, rcond=None)[0]
        explained = 1 - float(np.sum((own - earlier @ solution) ** 2) / np.sum(own**2))
        if explained >= _COLLINEAR:
            raise MetricError(f"context column {names[column]!r} is determined by {names[:column]}")


def _percentile(values: FloatArray) -> FloatArray:
    below = stats.rankdata(values, method="min") - 1
    return np.asarray(below / (len(values) - 1) * 100, dtype=np.float64)
