"""Treatment of outliers before normalising, as the composite-indicator practice of the JRC has it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from metrics.containers import Values, wrap_like
from metrics.inputs import FloatArray, float_array
from metrics.problems import MetricError

SKEWNESS_LIMIT = 2.0
KURTOSIS_LIMIT = 3.5


@dataclass(frozen=True)
class Treatment:
    """An indicator after treatment, and what was done to it.

    `values`: same container, length and order as the input. `winsorised`: how many points were moved.
    `method`: "none" (passed as it was), "winsorised", "log", "log, still outlying" (kept although the test
    still fails), or "untreated: would become constant". `points`: which entries were winsorised.
    """

    values: Any
    winsorised: int
    method: str
    points: np.ndarray


def treat_outliers(values: Values, max_winsorised: int = 5) -> Treatment:
    """Pull in the outliers of one indicator, only as far as a skewness and kurtosis test asks for.

    Formula: a column passes if |skewness G1| < 2 or excess kurtosis G2 < 3.5 (bias-corrected). Else the
    extreme value farther from the mean takes the next value inward, ties together, until the column passes
    or the next step would move more than `max_winsorised` points. If it still fails, the original values
    become ln(x - min + 0.01 * (max - min)) instead.
    Parameters: `values` (n,), any unit, NaN = missing; `max_winsorised` whole number >= 0.
    Result: a Treatment; values stay in their unit unless the method begins with "log"; the order of units is
    kept, up to new ties. Fewer than four present values or a constant column cannot be tested and pass.
    A column that would become constant is returned as it was, with the method saying so.
    Raises MetricError: infinite or non-numeric values, a negative or fractional `max_winsorised`.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en; thresholds and logarithm as in Becker et al. 2022,
    COINr, doi:10.21105/joss.04567.

    >>> treatment = treat_outliers(np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 1000]))
    >>> treatment.values[-1].item(), treatment.winsorised, treatment.method
    (9.0, 1, 'winsorised')
    """
    if max_winsorised < 0 or max_winsorised != int(max_winsorised):
        raise MetricError(f"max_winsorised must be a whole number of points, not {max_winsorised}")
    original = float_array(values, "values")
    untouched = np.zeros(len(original), dtype=bool)
    if _passes(original):
        return Treatment(wrap_like(original, values), 0, "none", untouched)
    treated, points = _winsorise(original, int(max_winsorised))
    if np.nanmin(treated) == np.nanmax(treated):
        return Treatment(wrap_like(original, values), 0, "untreated: would become constant", untouched)
    if _passes(treated):
        return Treatment(wrap_like(treated, values), int(points.sum()), "winsorised", points)
    low, high = np.nanmin(original), np.nanmax(original)
    logged = np.log(original - low + 0.01 * (high - low))
    method = "log" if _passes(logged) else "log, still outlying"
    return Treatment(wrap_like(logged, values), 0, method, untouched)


def _passes(values: FloatArray) -> bool:
    present = values[~np.isnan(values)]
    if len(present) < 4 or present.min() == present.max():
        return True
    # moments are scale-free; scaling first keeps a column of tiny numbers from being called constant
    scaled = (present - present.mean()) / np.ptp(present)
    skewness = stats.skew(scaled, bias=False)
    return bool(abs(skewness) < SKEWNESS_LIMIT or stats.kurtosis(scaled, bias=False) < KURTOSIS_LIMIT)


def _winsorise(original: FloatArray, most: int) -> tuple[FloatArray, np.ndarray]:
    values = original.copy()
    moved = np.zeros(len(values), dtype=bool)
    while not _passes(values):
        low, high = np.nanmin(values), np.nanmax(values)
        mean = np.nanmean(values)
        at_edge = values == (high if high - mean >= mean - low else low)
        if (moved | at_edge).sum() > most:
            break
        inside = values[~at_edge & ~np.isnan(values)]
        values[at_edge] = inside.max() if high - mean >= mean - low else inside.min()
        moved |= at_edge
    return values, moved
