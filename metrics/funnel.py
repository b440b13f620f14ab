"""Funnel of rates per resident that come from a sampled count: how far chance alone would carry them."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from metrics.expected import funnel_limits
from metrics.inputs import float_array, index_of, non_negative
from metrics.problems import MetricError


def count_funnel(
    rates: ArrayLike | pd.Series, standard_errors: ArrayLike | pd.Series, *, overdispersed: bool = False
) -> pd.DataFrame:
    """Limits of sampling around the pooled rate, for rates of sampled counts.

    Formula: count = (rate / standard error)^2, base = count / rate; pooled rate = sum of counts / sum of
    bases; standard error that a place would have at the pooled rate = sqrt(pooled rate / base); limits by
    `metrics.expected.funnel_limits` with these errors, so that a limit depends on size alone.
    Parameters: `rates` >= 0 and their Poisson `standard_errors`, one per place, same unit, NaN = missing;
    `overdispersed`, widen the limits for differences between places that are no chance.
    Result: frame of `funnel_limits`, and `error`, the standard error at the pooled rate; rows of a missing or
    zero rate are NaN (a count of zero has no Poisson standard error to read its base from).
    Raises MetricError: unequal lengths, negative input.
    Source: Spiegelhalter 2005, doi:10.1002/sim.1970.

    >>> count_funnel([2.0, 2.0], [0.5, 0.25])[["target", "error"]].values.tolist()
    [[2.0, 0.5], [2.0, 0.25]]
    """
    rate = non_negative(float_array(rates, "rates"), "rates")
    error = non_negative(float_array(standard_errors, "standard_errors"), "standard_errors")
    if len(rate) != len(error):
        raise MetricError(f"rates has {len(rate)} values, standard_errors {len(error)}")
    known = (rate > 0) & (error > 0)
    base = np.full(len(rate), np.nan)
    base[known] = rate[known] / error[known] ** 2
    pooled = float((rate[known] * base[known]).sum() / base[known].sum()) if known.any() else np.nan
    expected = np.sqrt(pooled / base)
    frame = funnel_limits(np.where(known, rate, np.nan), expected, target=pooled, overdispersed=overdispersed)
    return frame.assign(error=expected).set_axis(index_of(rates))
