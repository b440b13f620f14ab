"""Combining indicators into one score per unit.

`matrix` is (units, indicators), NaN = missing; `weights` is (indicators,), non-negative, in any scale. Within
a unit the weights renormalise over what is present. `minimum_coverage` is the share of the total weight that
a unit needs present to be scored at all (0 to 1; a unit with nothing present is never scored). A frame gives
a series on its rows, an array an array.
"""

import warnings

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from metrics.containers import column_name, one_per_row
from metrics.inputs import FloatArray, float_array
from metrics.problems import DegenerateWarning, MetricError


def arithmetic(
    matrix: FloatArray | pd.DataFrame, weights: ArrayLike | pd.Series, minimum_coverage: float = 0.0
) -> FloatArray | pd.Series:
    """Average the indicators of a unit: a deficit in one can be made up by another.

    Formula: sum w*x / sum w over the indicators present.
    Parameters: `matrix` (units, indicators), any common unit; `weights` and `minimum_coverage` as above.
    Result: (units,), unit and direction of the matrix; NaN below the coverage.
    Raises MetricError: negative, missing or all-zero weights, wrong number of weights, infinite values.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> arithmetic(np.array([[80.0, 20.0], [np.nan, 20.0]]), [3, 1])
    array([65., 20.])
    """
    values, shares = _read(matrix, weights)
    present = ~np.isnan(values)
    return one_per_row(_mean(values, present, shares, minimum_coverage), matrix)


def geometric(
    matrix: FloatArray | pd.DataFrame, weights: ArrayLike | pd.Series, minimum_coverage: float = 0.0
) -> FloatArray | pd.Series:
    """Average the indicators of a unit in logarithms: a deficit in one is made up only in part.

    Formula: exp(sum w*ln x / sum w) over the indicators present.
    Parameters: `matrix` (units, indicators), positive, so normalise to [1, 100] first; `weights` and
    `minimum_coverage` as above.
    Result: (units,), unit and direction of the matrix, never above the arithmetic mean; NaN below coverage.
    Raises MetricError: a value <= 0, and as `arithmetic`.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> geometric(np.array([[1.0, 100.0], [np.nan, 20.0]]), [1, 1])
    array([10., 20.])
    """
    values, shares = _read(matrix, weights)
    _require_positive(values, matrix, "geometric")
    present = ~np.isnan(values)
    return one_per_row(np.exp(_mean(np.log(values), present, shares, minimum_coverage)), matrix)


def harmonic(
    matrix: FloatArray | pd.DataFrame, weights: ArrayLike | pd.Series, minimum_coverage: float = 0.0
) -> FloatArray | pd.Series:
    """Average the reciprocals of a unit's indicators: the weakest one dominates.

    Formula: sum w / sum (w/x) over the indicators present.
    Parameters: `matrix` (units, indicators), positive; `weights` and `minimum_coverage` as above.
    Result: (units,), unit and direction of the matrix, never above the geometric mean; NaN below coverage.
    Raises MetricError: a value <= 0, and as `arithmetic`.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> harmonic(np.array([[30.0, 60.0], [np.nan, 20.0]]), [1, 1])
    array([40., 20.])
    """
    values, shares = _read(matrix, weights)
    _require_positive(values, matrix, "harmonic")
    present = ~np.isnan(values)
    return one_per_row(1.0 / _mean(1.0 / values, present, shares, minimum_coverage), matrix)


def topsis(
    matrix: FloatArray | pd.DataFrame,
    weights: ArrayLike | pd.Series,
    directions: ArrayLike | pd.Series | None = None,
    minimum_coverage: float = 0.0,
) -> FloatArray | pd.Series:
    """Measure how close a unit is to the best, and far from the worst, profile among the units (TOPSIS).

    Formula: v = w * x / sqrt(sum_i x^2) per column; best and worst v per column by direction; score =
    d_worst / (d_best + d_worst) with Euclidean distances over the indicators present in the unit.
    Parameters: `matrix` (units, indicators), any unit per column; `weights`, `minimum_coverage` as above;
    `directions` (indicators,) 1 or -1, None = all 1.
    Result: (units,), in [0, 1], higher is better, relative to these units; NaN below coverage. A unit whose
    present indicators do not vary has no score: NaN with a DegenerateWarning.
    Raises MetricError: a direction other than 1 and -1, and as `arithmetic`.
    Source: Hwang & Yoon 1981, doi:10.1007/978-3-642-48318-9.

    >>> topsis(np.array([[3.0, 8.0], [4.0, 6.0]]), [0.5, 0.5], directions=[1, -1])
    array([0., 1.])
    """
    values, shares = _read(matrix, weights)
    signs = np.ones(values.shape[1]) if directions is None else float_array(directions, "directions")
    if len(signs) != values.shape[1] or not np.isin(signs, (-1.0, 1.0)).all():
        raise MetricError("directions must hold 1 or -1 for every indicator")
    lengths = np.sqrt(np.nansum(values**2, axis=0))
    weighted = signs * shares * values / np.where(lengths > 0, lengths, 1.0)
    best = np.fmax.reduce(weighted, axis=0, initial=np.nan)
    worst = np.fmin.reduce(weighted, axis=0, initial=np.nan)
    to_best = np.sqrt(np.nansum((weighted - best) ** 2, axis=1))
    to_worst = np.sqrt(np.nansum((weighted - worst) ** 2, axis=1))
    scored = _covered(~np.isnan(values), shares, minimum_coverage)
    apart = to_best + to_worst > 0
    if (scored & ~apart).any():
        message = (
            f"topsis: {int((scored & ~apart).sum())} unit(s) do not differ from any other, score missing"
        )
        warnings.warn(message, DegenerateWarning, stacklevel=2)
    result = np.full(len(values), np.nan)
    np.divide(to_worst, to_best + to_worst, out=result, where=scored & apart)
    return one_per_row(result, matrix)


def copeland(
    matrix: FloatArray | pd.DataFrame, weights: ArrayLike | pd.Series, minimum_coverage: float = 0.0
) -> FloatArray | pd.Series:
    """Count the units that a unit beats minus those that beat it, in weighted pairwise comparison.

    Formula: i beats k if the weight of the indicators where x_i > x_k exceeds the weight where x_i < x_k
    (over those both have); score = wins - losses. Equal weight on both sides is a draw.
    Parameters: `matrix` (units, indicators), higher is better in every column; `weights`, `minimum_coverage`
    as above: a unit below the coverage neither scores nor counts for others.
    Result: (units,), whole numbers in [-(n-1), n-1], higher is better, sum 0; one unit has 0. Time and memory
    grow with the square of the units.
    Raises MetricError: as `arithmetic`.
    Source: Copeland's method in OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> copeland(np.array([[3.0, 3.0], [2.0, 9.0], [1.0, 1.0]]), [2, 1])
    array([ 2.,  0., -2.])
    """
    values, shares = _read(matrix, weights)
    scored = _covered(~np.isnan(values), shares, minimum_coverage)
    margin = np.zeros((len(values), len(values)))
    for column, share in zip(values[scored].T, shares, strict=True):
        block = np.ix_(scored, scored)
        margin[block] += share * ((column[:, None] > column).astype(float) - (column[:, None] < column))
    # weights such as 0.1 + 0.2 against 0.3 differ by rounding only: that is a draw
    contests = np.sign(np.where(np.abs(margin) < 1e-12, 0.0, margin))
    return one_per_row(np.where(scored, contests.sum(axis=1), np.nan), matrix)


def _read(matrix: FloatArray | pd.DataFrame, weights: ArrayLike | pd.Series) -> tuple[FloatArray, FloatArray]:
    """Return the values, and the weights as shares of their sum, in the order of the columns."""
    values = float_array(matrix, "matrix", ndim=2)
    if isinstance(weights, pd.Series) and isinstance(matrix, pd.DataFrame):
        if set(weights.index) != set(matrix.columns) or not weights.index.is_unique:
            raise MetricError("weights must name exactly the columns of the matrix")
        weights = weights.reindex(matrix.columns)
    return values, weight_shares(weights, values.shape[1])


def weight_shares(weights: ArrayLike | pd.Series, indicators: int) -> FloatArray:
    """Check `weights` (one per indicator, non-negative, not all zero) and scale them to sum to 1.

    >>> weight_shares([3, 1], 2)
    array([0.75, 0.25])
    """
    entries = float_array(weights, "weights")
    if len(entries) != indicators:
        raise MetricError(f"{len(entries)} weights for {indicators} indicators")
    if np.isnan(entries).any() or (entries < 0).any() or not entries.sum() > 0:
        raise MetricError("weights must be non-negative numbers with a positive sum")
    return np.asarray(entries / entries.sum())


def _covered(present: np.ndarray, shares: FloatArray, minimum_coverage: float) -> np.ndarray:
    if not 0 <= minimum_coverage <= 1:
        raise MetricError(f"minimum_coverage must lie in [0, 1], not {minimum_coverage}")
    coverage = present @ shares
    # three weights of 0.2 must reach a coverage of 0.6 in spite of rounding
    return np.asarray((coverage > 0) & (coverage >= minimum_coverage - 1e-12))


def _mean(values: FloatArray, present: np.ndarray, shares: FloatArray, minimum_coverage: float) -> FloatArray:
    scored = _covered(present, shares, minimum_coverage)
    totals = np.where(present, values, 0.0) @ shares
    result = np.full(len(values), np.nan)
    np.divide(totals, present @ shares, out=result, where=scored)
    return result


def _require_positive(values: FloatArray, matrix: object, method: str) -> None:
    low = np.argwhere(values <= 0)
    if len(low):
        row, column = (int(place) for place in low[0])
        raise MetricError(
            f"the {method} mean needs values above 0: {values[row, column]:g} in "
            f"{column_name(matrix, column)}, row {row}; normalise to [1, 100] first"
        )
