"""Exponential growth of daily cases, with doubling and halving times."""

import warnings
from typing import NamedTuple

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import ArrayLike
from scipy import stats
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from metrics.inputs import non_negative, share
from metrics.problems import DegenerateWarning

_LN2 = float(np.log(2))


class Growth(NamedTuple):
    """Growth rate per day and the times it implies; times in days, NaN = undefined, inf = open end.

    rate, low, high: change of the log of expected cases per day, positive = growing. Doubling times exist
    for a positive rate, halving times for a negative one; where low and high have different signs the
    interval of the time is open towards infinity.
    """

    rate: float
    low: float
    high: float
    doubling_time: float
    doubling_low: float
    doubling_high: float

    @property
    def halving_time(self) -> float:
        """Days in which expected cases halve; NaN unless the rate is negative."""
        return _days_to_factor_two(-self.rate, -self.low, -self.high)[0]

    @property
    def halving_low(self) -> float:
        """Shorter end of the interval of the halving time."""
        return _days_to_factor_two(-self.rate, -self.high, -self.low)[1]

    @property
    def halving_high(self) -> float:
        """Longer end of the interval of the halving time; inf where the rate may be zero."""
        return _days_to_factor_two(-self.rate, -self.high, -self.low)[2]


def growth_rate(incidence: ArrayLike | pd.Series, confidence: float = 0.95) -> Growth:
    """Rate at which daily cases grow or fall, from a Poisson regression on the day.

    Formula: log E[cases on day t] = intercept + rate t; variance = dispersion x mean with the dispersion from
    Pearson's chi-squared (quasi-Poisson), interval rate +/- t(days - 2) x standard error. Doubling time
    ln 2 / rate for rate > 0, halving time ln 2 / -rate for rate < 0. Days without cases stay in: the
    logarithm of counts would drop them and bend the rate.

    Parameters: `incidence`, new cases per day, >= 0, one value a day in order, NaN = not known (left out, the
    other days keep their place); `confidence`, level of the interval, 0 to 1.
    Result: Growth; higher rate = faster growth. All NaN with a DegenerateWarning when fewer than three days
    are known, when there are no cases, or when all cases fall on the first or on the last known day (the rate
    is then unbounded).
    Raises MetricError for negative or infinite counts or a level outside 0 to 1.
    Source: Wedderburn 1974, doi 10.1093/biomet/61.3.439 (quasi-likelihood); statsmodels GLM.

    >>> growth = growth_rate([10, 21, 39, 82, 159, 322])
    >>> round(growth.rate, 3), round(growth.doubling_time, 2)
    (0.692, 1.0)
    """
    counts = non_negative(incidence, "incidence")
    share(confidence, "confidence")
    day = np.flatnonzero(~np.isnan(counts)).astype(np.float64)
    counts = counts[~np.isnan(counts)]
    problem = _undefined(counts)
    if problem:
        warnings.warn(f"growth rate undefined: {problem}", DegenerateWarning, stacklevel=2)
        return Growth(*[np.nan] * 6)
    # Centred days keep the two coefficients nearly independent, so long series converge.
    design = np.column_stack([np.ones_like(day), day - day.mean()])
    model = sm.GLM(counts, design, family=sm.families.Poisson())
    with warnings.catch_warnings():
        # Counts on an exact curve have a rate; a real separation is ruled out above.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fit = model.fit(tol=1e-12, maxiter=200)
    rate = float(fit.params[1])
    # The dispersion is applied here: counts on an exact curve have none, which the library divides by.
    error = float(fit.bse[1]) * np.sqrt(fit.pearson_chi2 / fit.df_resid)
    reach = float(stats.t.ppf(0.5 + confidence / 2, fit.df_resid) * error)
    return Growth(rate, rate - reach, rate + reach, *_days_to_factor_two(rate, rate - reach, rate + reach))


def _undefined(counts: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    if len(counts) < 3:
        return "fewer than three days are known"
    with_cases = np.flatnonzero(counts)
    if len(with_cases) == 0:
        return "no cases"
    if with_cases[-1] == 0 or with_cases[0] == len(counts) - 1:
        return "all cases fall on the first or on the last known day"
    return ""


def _days_to_factor_two(rate: float, low: float, high: float) -> tuple[float, float, float]:
    if not rate > 0:
        return (np.nan, np.nan, np.nan)
    return (_LN2 / rate, _LN2 / high, _LN2 / low if low > 0 else np.inf)
