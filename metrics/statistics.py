"""Do the indicators of a dimension belong together? Internal consistency and correlations."""

import warnings
from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from metrics.inputs import FloatArray, float_array
from metrics.problems import DegenerateWarning, MetricError

COLLINEAR = 0.92
FEWEST_SHARED_UNITS = 3


def cronbach_alpha(matrix: FloatArray | pd.DataFrame) -> float:
    """Measure how far the indicators of one dimension vary together.

    Formula: k / (k - 1) * (1 - sum of the columns' variances / variance of the row sums), over n - 1.
    Parameters: `matrix` (units, k indicators), directional (costs turned round), on one scale; units with a
    missing value are left out.
    Result: number up to 1, higher = more consistent; negative when the indicators work against each other.
    NaN with a DegenerateWarning for fewer than two indicators, fewer than two complete units, or row sums
    that do not vary. Raises MetricError: infinite or non-numeric values.
    Source: Cronbach 1951, doi:10.1007/BF02310555.

    >>> round(cronbach_alpha(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]])), 6)
    0.888889
    """
    values = float_array(matrix, "matrix", ndim=2)
    complete = values[~np.isnan(values).any(axis=1)]
    k = values.shape[1]
    sums = complete.sum(axis=1)
    if k < 2 or len(complete) < 2 or np.ptp(sums) <= 1e-12 * np.abs(complete).max():
        message = "cronbach_alpha needs two indicators and two complete units whose sums vary"
        warnings.warn(message, DegenerateWarning, stacklevel=2)
        return float("nan")
    return float(k / (k - 1) * (1 - complete.var(axis=0, ddof=1).sum() / sums.var(ddof=1)))


def correlation_flags(
    matrix: pd.DataFrame, dimensions: Mapping[str, str], collinear: float = COLLINEAR
) -> pd.DataFrame:
    """List the pairs of indicators that say the same thing, or opposite things inside one dimension.

    Formula: Pearson r over the units where both are present; flag "collinear" if |r| > `collinear`, in any
    dimension; flag "negative" if r < 0 inside a dimension.
    Parameters: `matrix` (units, indicators), directional (costs turned round); `dimensions` indicator ->
    dimension; `collinear` in (0, 1).
    Result: frame first, second, r, n (shared units), same_dimension, flag, in the order of the columns, a row
    per flag (a pair may have both); empty when nothing stands out. Pairs with fewer than three shared units
    are not judged; a column or pair without spread is not judged either, with a DegenerateWarning.
    Raises MetricError: an indicator without dimension, a limit outside (0, 1), infinite values.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en; limit 0.92 as in the JRC's audits.

    >>> frame = pd.DataFrame({"F1": [1.0, 2.0, 3.0], "F2": [3.0, 2.0, 1.0]})
    >>> correlation_flags(frame, {"F1": "F", "F2": "F"})["flag"].tolist()
    ['collinear', 'negative']
    """
    values = float_array(matrix, "matrix", ndim=2)
    if not 0 < collinear < 1:
        raise MetricError(f"collinear must lie between 0 and 1, not {collinear}")
    for code in matrix.columns:
        if code not in dimensions:
            raise MetricError(f"indicator {code!r} has no dimension")
    rows = []
    for i, j in combinations(range(values.shape[1]), 2):
        shared = values[~np.isnan(values[:, [i, j]]).any(axis=1)][:, [i, j]]
        if len(shared) < FEWEST_SHARED_UNITS:
            continue
        first, second = matrix.columns[i], matrix.columns[j]
        if (shared.min(axis=0) == shared.max(axis=0)).any():
            message = f"correlation_flags: no spread between {first!r} and {second!r}, not judged"
            warnings.warn(message, DegenerateWarning, stacklevel=2)
            continue
        r = float(np.corrcoef(shared[:, 0], shared[:, 1])[0, 1])
        same = dimensions[first] == dimensions[second]
        flags = ["collinear"] * (abs(r) > collinear) + ["negative"] * (r < 0 and same)
        rows += [(first, second, r, len(shared), same, flag) for flag in flags]
    return pd.DataFrame(rows, columns=["first", "second", "r", "n", "same_dimension", "flag"])
