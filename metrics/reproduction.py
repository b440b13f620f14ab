"""Time-varying reproduction number from daily cases, after Cori et al. 2013 (definitions of EpiEstim)."""

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import gammaincinv
from scipy.stats import gamma

from metrics.inputs import FloatArray, float_array, index_of, non_negative
from metrics.problems import MetricError

Start = Literal["series", "first_case"]

REASONS = ("", "window ends by the mean serial interval", "missing incidence", "too few cases")
_TOO_EARLY, _MISSING, _TOO_FEW = 1, 2, 3
_QUANTILES = {"q025": 0.025, "median": 0.5, "q975": 0.975}
# Up to this share of the serial interval may fall on missing days; the rest is scaled up to the whole.
_MISSING_INFECTIOUSNESS = 0.01


def discretised_shifted_gamma(mean: float, sd: float, days: int) -> FloatArray:
    """Probability of each whole-day serial interval, from the mean and sd of a gamma shifted by one day.

    Formula, with F and G the distribution functions of gammas of shape a = ((mean - 1) / sd)^2 and a + 1,
    scale b = sd^2 / (mean - 1): w_k = k F(k) + (k - 2) F(k - 2) - 2 (k - 1) F(k - 1)
    + a b (2 G(k - 1) - G(k - 2) - G(k)), floored at 0.

    Parameters: `mean` in days, above 1; `sd` in days, above 0; `days`, length of the result, at least 1.
    Result: probabilities for intervals 0 ... days - 1; w_0 = 0; not rescaled where the tail is cut.
    Raises MetricError for values outside these ranges.
    Source: Cori et al. 2013, web appendix 11, doi 10.1093/aje/kwt133.

    >>> discretised_shifted_gamma(2.6, 1.5, 4).round(6)
    array([0.      , 0.233172, 0.358579, 0.198111])
    """
    if not (np.isfinite(mean) and mean > 1):
        raise MetricError(f"mean_si must be above 1 day, not {mean!r}")
    if not (np.isfinite(sd) and sd > 0):
        raise MetricError(f"sd_si must be above 0 days, not {sd!r}")
    if days < 1:
        raise MetricError(f"days must be at least 1, not {days!r}")
    shape, scale = ((mean - 1) / sd) ** 2, sd**2 / (mean - 1)
    k = np.arange(days, dtype=np.float64)

    def first(x: FloatArray) -> FloatArray:
        return np.asarray(gamma.cdf(x, shape, scale=scale))

    def second(x: FloatArray) -> FloatArray:
        return np.asarray(gamma.cdf(x, shape + 1, scale=scale))

    weights = k * first(k) + (k - 2) * first(k - 2) - 2 * (k - 1) * first(k - 1)
    weights += shape * scale * (2 * second(k - 1) - second(k - 2) - second(k))
    return np.maximum(weights, 0.0)


def estimate_r(  # noqa: PLR0917  the agreed signature
    incidence: ArrayLike | pd.Series,
    serial_interval: ArrayLike | pd.Series | None = None,
    mean_si: float | None = None,
    sd_si: float | None = None,
    window: int = 7,
    imported: ArrayLike | pd.Series | None = None,
    *,
    mean_prior: float = 5.0,
    sd_prior: float = 5.0,
    min_cases: int = 11,
    start: Start = "series",
) -> pd.DataFrame:
    """Mean number of people infected by one case, over sliding windows of days.

    Formula: infectiousness L_t = sum_s w_s I_(t-s); the posterior over a window is gamma with shape
    a + sum of local cases and scale 1 / (1/b + sum L_t), where a = (mean_prior/sd_prior)^2 and
    b = sd_prior^2/mean_prior. All cases count in L, only local ones in the shape.

    Parameters
    - `incidence`: new cases per day, local and imported together, >= 0, one value a day without gaps in the
      calendar; NaN = not known that day. It blanks every window that holds it and every window that needs it
      for more than 1 % of a day's serial interval; below that the known rest is scaled up.
    - `serial_interval`: probabilities for intervals of 0, 1, 2 ... days, first 0, sum within 1 % of 1; or
      else `mean_si` (above 1) and `sd_si` in days: a discretised shifted gamma.
    - `window`: days in a window, at least 1.
    - `imported`: how many of each day's cases are imported, 0 ... incidence; NaN is treated as in
      incidence. The first day's cases always count as imported.
    - `min_cases`: windows with fewer local cases are blank: 11 keeps the posterior's coefficient of variation
      at or below 0.3 under the default prior; 0 gives every window, as EpiEstim does.
    - `start`: "series" counts days from the first row; "first_case" drops the leading days without a case, as
      suits places on a shared calendar, whose first cases cannot stem from earlier ones in the data.

    Result: one row a window: t_start, t_end (1-based days; the first window starts on day 2), mean, sd,
    q025, median, q975 (cases infected per case; above 1 = growing), cases (local, in the window), and reason:
    empty, or why the row is blank (one of REASONS). Indexed by the label of t_end if incidence is a Series.
    A series shorter than window + 1 days gives no rows; a window without any case, when asked for by
    min_cases=0, gives the prior.
    Raises MetricError for negative or infinite counts, an improper serial interval or prior, or both or
    neither way of giving the serial interval.
    Source: Cori et al. 2013, doi 10.1093/aje/kwt133.

    >>> cases = [1, 1, 0, 2, 5, 3, 3, 3, 6, 2, 5, 9]
    >>> estimate_r(cases, mean_si=2.6, sd_si=1.5)[["t_start", "t_end", "mean"]].round(3).head(2)
       t_start  t_end   mean
    0        2      8  1.736
    1        3      9  1.749
    """
    counts = non_negative(incidence, "incidence")
    brought_in = None if imported is None else non_negative(imported, "imported")[:, None]
    frame = estimate_r_many(
        counts[:, None],
        serial_interval,
        mean_si,
        sd_si,
        window,
        brought_in,
        mean_prior=mean_prior,
        sd_prior=sd_prior,
        min_cases=min_cases,
        start=start,
    ).drop(columns="place")
    if isinstance(incidence, pd.Series):
        frame.index = index_of(incidence)[frame["t_end"].to_numpy() - 1]
    return frame


def estimate_r_many(  # noqa: PLR0917  the agreed signature
    incidence: ArrayLike | pd.DataFrame,
    serial_interval: ArrayLike | pd.Series | None = None,
    mean_si: float | None = None,
    sd_si: float | None = None,
    window: int = 7,
    imported: ArrayLike | pd.DataFrame | None = None,
    *,
    mean_prior: float = 5.0,
    sd_prior: float = 5.0,
    min_cases: int = 11,
    start: Start = "series",
) -> pd.DataFrame:
    """Reproduction numbers of many places at once: `estimate_r` for each column of a days x places matrix.

    Formula, parameters, errors and source as in `estimate_r`; `incidence` and `imported` are days x places.
    Result: the rows of `estimate_r` for the first place, then the second, ...; a first column `place` holds
    the column's name (its number for arrays).

    >>> import numpy as np
    >>> many = estimate_r_many(np.full((10, 2), 4.0), [0, 0.5, 0.5])
    >>> many["place"].tolist(), many["t_end"].tolist()
    ([0, 0, 0, 1, 1, 1], [8, 9, 10, 8, 9, 10])
    """
    if window < 1:
        raise MetricError(f"window must be at least 1 day, not {window!r}")
    if not (mean_prior > 0 and sd_prior > 0 and np.isfinite(mean_prior) and np.isfinite(sd_prior)):
        raise MetricError(f"prior mean and sd must be above 0, not {mean_prior!r} and {sd_prior!r}")
    if start not in ("series", "first_case"):
        raise MetricError(f"start must be 'series' or 'first_case', not {start!r}")
    total = non_negative(incidence, "incidence", ndim=2)
    days, places = total.shape
    weights = _serial_interval(serial_interval, mean_si, sd_si, days)
    first = _first_days(total) if start == "first_case" else np.zeros(places, dtype=np.int64)
    local = _local_cases(total, imported, first)

    infectiousness = _infectiousness(total, weights)
    windows = max(days - window, 0)
    t_start = np.arange(2, windows + 2)
    t_end = t_start + window - 1
    cases = _window_sums(local, window)[1:]
    pressure = _window_sums(infectiousness, window)[1:]

    mean_interval = float(weights @ np.arange(len(weights)))
    early = (t_end[:, None] - first <= mean_interval) | (t_start[:, None] - first < 2)
    missing = np.isnan(cases) | np.isnan(pressure)
    too_few = ~missing & (cases < min_cases)
    reason = np.select([early, missing, too_few], [_TOO_EARLY, _MISSING, _TOO_FEW], 0)

    blank = reason != 0
    shape = np.where(blank, np.nan, (mean_prior / sd_prior) ** 2 + cases)
    scale = np.where(blank, np.nan, 1 / (mean_prior / sd_prior**2 + pressure))
    names = incidence.columns if isinstance(incidence, pd.DataFrame) else pd.RangeIndex(places)
    columns: dict[str, object] = {
        "place": names.repeat(windows),
        "t_start": np.tile(t_start, places),
        "t_end": np.tile(t_end, places),
        "mean": (shape * scale).T.ravel(),
        "sd": (np.sqrt(shape) * scale).T.ravel(),
    }
    # Shapes are prior + whole counts, so few differ: one inversion each serves all places and days.
    distinct, where = np.unique(shape, return_inverse=True)
    for name, probability in _QUANTILES.items():
        quantile = gammaincinv(distinct, probability)[where].reshape(shape.shape) * scale
        columns[name] = quantile.T.ravel()
    columns["cases"] = cases.T.ravel()
    columns["reason"] = pd.Categorical.from_codes(reason.T.ravel(), categories=pd.Index(REASONS))
    return pd.DataFrame(columns)


def _serial_interval(
    given: ArrayLike | pd.Series | None, mean: float | None, sd: float | None, days: int
) -> FloatArray:
    if (given is None) == (mean is None and sd is None):
        raise MetricError("give either serial_interval or mean_si and sd_si")
    if given is None:
        if mean is None or sd is None:
            raise MetricError("mean_si and sd_si go together")
        return discretised_shifted_gamma(mean, sd, max(days, 1))
    weights = non_negative(given, "serial_interval")
    if np.isnan(weights).any():
        raise MetricError("serial_interval must not have missing values")
    if len(weights) < 2 or weights[0] != 0:
        raise MetricError("serial_interval must start with probability 0 for an interval of 0 days")
    if abs(weights.sum() - 1) > 0.01:
        raise MetricError(f"serial_interval must sum to 1, not {weights.sum():g}")
    return weights


def _first_days(total: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    # A missing day may hold the first case, so it ends the leading stretch as a case does.
    some = np.isnan(total) | (total > 0)
    return np.where(some.any(axis=0), some.argmax(axis=0), 0).astype(np.int64)


def _local_cases(
    total: FloatArray,
    imported: ArrayLike | pd.DataFrame | None,
    first: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> FloatArray:
    local = total.copy()
    if imported is not None:
        brought_in = float_array(imported, "imported", ndim=2)
        if brought_in.shape != total.shape:
            raise MetricError(f"imported has shape {brought_in.shape}, incidence {total.shape}")
        local -= non_negative(brought_in, "imported", ndim=2)
        if (local < 0).any():
            day, place = np.argwhere(local < 0)[0]
            raise MetricError(f"imported exceeds incidence at position {int(day)}, {int(place)}")
    if len(local):
        places = np.arange(total.shape[1])
        local[first, places] = np.where(np.isnan(total[first, places]), np.nan, 0.0)
    return local


def _infectiousness(total: FloatArray, weights: FloatArray) -> FloatArray:
    days = len(total)
    delay = np.arange(days)[:, None] - np.arange(days)[None, :]
    usable = (delay > 0) & (delay < len(weights))
    pressure = np.where(usable, weights[np.clip(delay, 0, len(weights) - 1)], 0.0)
    unknown = np.isnan(total)
    infectiousness = pressure @ np.where(unknown, 0.0, total)
    if unknown.any():
        lost = pressure @ unknown.astype(np.float64)
        reach = np.broadcast_to(pressure.sum(axis=1, keepdims=True), lost.shape)
        known = np.where(lost > _MISSING_INFECTIOUSNESS, np.nan, reach - lost)
        infectiousness *= np.divide(reach, known, out=np.ones_like(lost), where=lost > 0)
    return infectiousness


def _window_sums(daily: FloatArray, window: int) -> FloatArray:
    if len(daily) < window:
        return np.empty((0, daily.shape[1]))
    # Summed directly: differences of running totals would lose digits after a large outbreak.
    sums: FloatArray = np.lib.stride_tricks.sliding_window_view(daily, window, axis=0).sum(axis=-1)
    return sums
