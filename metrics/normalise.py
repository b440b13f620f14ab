"""Putting indicators on one scale. Direction is applied first: on the way out higher is always better.

Every function takes one column (n,) or a table (units, indicators) and works down each column by itself.
NaN is missing and stays missing. A column with no spread (all present values equal) and, where the formula
needs two units, a column with one value, come back as NaN with a DegenerateWarning, never as 0 or 100; the
fixed goalposts alone score such a column. A column with no value at all stays empty without a warning.
"""

import warnings

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from metrics.containers import Values, column_name, column_or_table, wrap_like
from metrics.inputs import FloatArray, float_array
from metrics.problems import DegenerateWarning, MetricError


def minmax(
    values: Values, direction: ArrayLike | pd.Series = 1, lower: float = 0, upper: float = 100
) -> Values:
    """Measure where a value lies between the worst and the best value of its column.

    Formula: lower + (upper - lower) * (d*x - min(d*x)) / (max(d*x) - min(d*x)).
    Parameters: `values` (n,) or (units, indicators), any unit; `direction` 1 (higher is better) or -1, one or
    one per column; `lower` < `upper`, the scale.
    Result: same shape, in [lower, upper], higher is better. No spread: NaN with a DegenerateWarning.
    Raises MetricError: infinite or non-numeric values, a direction other than 1 and -1, lower >= upper.
    Source: OECD & JRC 2008, Handbook on Constructing Composite Indicators, doi:10.1787/9789264043466-en.

    >>> minmax(np.array([2.0, 4.0, 3.0]), direction=-1)
    array([100.,   0.,  50.])
    """
    _check_scale(lower, upper)
    return wrap_like(lower + (upper - lower) * _place_in_range(values, direction, "minmax"), values)


def goalposts(
    values: Values,
    floor: ArrayLike | pd.Series,
    target: ArrayLike | pd.Series,
    lower: float = 0,
    upper: float = 100,
) -> Values:
    """Measure how far a value has come from a fixed floor to a fixed target, capped at both ends.

    Formula: lower + (upper - lower) * clip((x - floor) / (target - floor), 0, 1).
    Parameters: `values` (n,) or (units, indicators); `floor` and `target` in the unit of the values, one or
    one per column, floor > target meaning that lower values are better; `lower` < `upper`, the scale.
    Result: same shape, in [lower, upper], higher is better. It does not depend on the other units.
    Raises MetricError: floor equal to target, a missing or infinite goalpost or value, lower >= upper.
    Source: UNDP, Human Development Report, technical note 1 (fixed goalposts).

    >>> goalposts(np.array([1.0, 2.5, 9.0, np.nan]), floor=1, target=4)
    array([  0.,  50., 100.,  nan])
    >>> goalposts(np.array([12.0, 24.0]), floor=24, target=6)
    array([66.66666667,  0.        ])
    """
    _check_scale(lower, upper)
    array = column_or_table(values, "values")
    low, high = _per_column(floor, array, "floor", values), _per_column(target, array, "target", values)
    for name, posts in (("floor", low), ("target", high)):
        if np.isnan(posts).any():
            raise MetricError(f"{name} is missing; every goalpost needs a number")
    if (same := np.flatnonzero(low == high)).size:
        raise MetricError(f"floor equals target in {column_name(values, int(same[0]))}: nothing to measure")
    share = np.clip((array - low) / (high - low), 0.0, 1.0)
    return wrap_like(lower + (upper - lower) * share, values)


def zscore(values: Values, direction: ArrayLike | pd.Series = 1) -> Values:
    """Measure how many sample standard deviations a value lies above the mean of its column.

    Formula: d * (x - mean) / s, with s over n - 1.
    Parameters: `values` (n,) or (units, indicators), any unit; `direction` 1 or -1, one or one per column.
    Result: same shape, in standard deviations, higher is better. No spread or one value: NaN with a
    DegenerateWarning.
    Raises MetricError: infinite or non-numeric values, a direction other than 1 and -1.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> zscore(np.array([1.0, 2.0, 3.0]))
    array([-1.,  0.,  1.])
    """
    array = _directed(values, direction)
    spread = _has_spread(array, values, "zscore")
    result = np.full_like(array, np.nan)
    columns = array[..., spread] if array.ndim == 2 else array[:, None][:, spread]
    if columns.shape[1]:
        scores = (columns - np.nanmean(columns, axis=0)) / np.nanstd(columns, axis=0, ddof=1)
        if array.ndim == 2:
            result[:, spread] = scores
        else:
            result = scores[:, 0]
    return wrap_like(result, values)


def borda(values: Values, direction: ArrayLike | pd.Series = 1) -> Values:
    """Count the units that a value beats.

    Formula: ascending competition rank - 1, that is the number of present values strictly worse.
    Parameters: `values` (n,) or (units, indicators), any unit; `direction` 1 or -1, one or one per column.
    Result: same shape, whole numbers 0 to n - 1 as floats, higher is better; ties share the smaller count.
    No spread or one value: NaN with a DegenerateWarning.
    Raises MetricError: infinite or non-numeric values, a direction other than 1 and -1.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> borda(np.array([5.0, 7.0, 7.0, 9.0]))
    array([0., 1., 1., 3.])
    """
    array = _directed(values, direction)
    return wrap_like(_borda(array, _has_spread(array, values, "borda")), values)


def rank_score(values: Values, direction: ArrayLike | pd.Series = 1) -> Values:
    """Score a value by its ascending rank: the worst unit has 1, the best of n distinct values n.

    Formula: Borda count + 1. Parameters, result and errors as in `borda`, in [1, n]; higher is better, so
    this is the opposite of the published rank, which is `metrics.ranks.competition_rank`.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> rank_score(np.array([5.0, 7.0, 7.0, 9.0]))
    array([1., 2., 2., 4.])
    """
    array = _directed(values, direction)
    return wrap_like(_borda(array, _has_spread(array, values, "rank_score")) + 1.0, values)


def percentile_rank(values: Values, direction: ArrayLike | pd.Series = 1) -> Values:
    """Measure the share of the other units that a value beats.

    Formula: Borda count / (n - 1), n the values present in the column.
    Parameters: `values` (n,) or (units, indicators), any unit; `direction` 1 or -1, one or one per column.
    Result: same shape, in [0, 1], higher is better. No spread or one value: NaN with a DegenerateWarning.
    Raises MetricError: infinite or non-numeric values, a direction other than 1 and -1.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> percentile_rank(np.array([5.0, 7.0, 7.0, 9.0])).tolist()
    [0.0, 0.3333333333333333, 0.3333333333333333, 1.0]
    """
    array = _directed(values, direction)
    counts = _borda(array, _has_spread(array, values, "percentile_rank"))
    others = (~np.isnan(array)).sum(axis=0) - 1.0
    return wrap_like(counts / np.where(others > 0, others, np.nan), values)


def distance_to_best(values: Values, direction: ArrayLike | pd.Series = 1) -> Values:
    """Measure closeness to the best value of the column, in units of the column's range.

    Formula: 1 - (max(d*x) - d*x) / (max(d*x) - min(d*x)).
    Parameters: `values` (n,) or (units, indicators), any unit; `direction` 1 or -1, one or one per column.
    Result: same shape, in [0, 1], 1 = the best unit. No spread: NaN with a DegenerateWarning.
    Raises MetricError: infinite or non-numeric values, a direction other than 1 and -1.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> distance_to_best(np.array([2.0, 4.0, 3.0]))
    array([0. , 1. , 0.5])
    """
    return wrap_like(_place_in_range(values, direction, "distance_to_best"), values)


def fraction_of_best(values: Values, direction: ArrayLike | pd.Series = 1) -> Values:
    """Measure a value as a fraction of the best value of its column.

    Formula: x / max(x) for direction 1, min(x) / x for direction -1 (the ratio of the negated values would
    give the worst unit the highest score).
    Parameters: `values` (n,) or (units, indicators) on a ratio scale; `direction` 1 or -1, one or one per
    column. Result: same shape, at most 1 = the best unit. No spread: NaN with a DegenerateWarning.
    Raises MetricError: a column whose maximum is not positive (direction 1) or that holds a value <= 0
    (direction -1), infinite or non-numeric values, a direction other than 1 and -1.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> fraction_of_best(np.array([2.0, 4.0])), fraction_of_best(np.array([2.0, 4.0]), direction=-1)
    (array([0.5, 1. ]), array([1. , 0.5]))
    """
    array = column_or_table(values, "values")
    signs = _signs(direction, array, values)
    spread = _has_spread(array, values, "fraction_of_best")
    best, worst = _extreme(array, np.fmax), _extreme(array, np.fmin)
    unfit = ((signs > 0) & (best <= 0)) | ((signs < 0) & (worst <= 0))
    if (bad := np.flatnonzero(unfit)).size:
        raise MetricError(
            f"{column_name(values, int(bad[0]))} is not positive: no fraction of the best exists"
        )
    share = np.divide(array, best, out=np.full_like(array, np.nan), where=(signs > 0) & (best != 0))
    np.divide(worst, array, out=share, where=(signs < 0) & (array != 0))
    return wrap_like(np.where(spread, share, np.nan), values)


def _check_scale(lower: float, upper: float) -> None:
    if not (np.isfinite(lower) and np.isfinite(upper) and lower < upper):
        raise MetricError(f"the scale must run from a lower to a higher number, not from {lower} to {upper}")


def _per_column(setting: ArrayLike | pd.Series, array: FloatArray, name: str, values: object) -> FloatArray:
    """Read a setting that is one number or one per column; a labelled one must fit the columns' labels."""
    columns = array.shape[1] if array.ndim == 2 else 1
    if isinstance(setting, pd.Series) and isinstance(values, pd.DataFrame):
        absent = [label for label in values.columns if label not in setting.index]
        if absent:
            raise MetricError(f"{name} has no entry for column {absent[0]!r}")
        setting = setting.reindex(values.columns)
    if np.ndim(setting) == 0:
        return np.full(columns, float_array(np.atleast_1d(np.asarray(setting)), name)[0])
    entries = float_array(setting, name)
    if len(entries) != columns:
        raise MetricError(f"{name} has {len(entries)} entries for {columns} column(s)")
    return entries


def _signs(direction: ArrayLike | pd.Series, array: FloatArray, values: object) -> FloatArray:
    signs = _per_column(direction, array, "direction", values)
    if not np.isin(signs, (-1.0, 1.0)).all():
        raise MetricError("direction must be 1 (higher is better) or -1 (lower is better)")
    return signs


def _directed(values: FloatArray | pd.Series | pd.DataFrame, direction: ArrayLike | pd.Series) -> FloatArray:
    array = column_or_table(values, "values")
    return array * _signs(direction, array, values)


def _extreme(array: FloatArray, largest_or_smallest: np.ufunc) -> FloatArray:
    """Return the largest or smallest present value of each column, NaN for an empty column."""
    return np.atleast_1d(largest_or_smallest.reduce(array, axis=0, initial=np.nan))


def _has_spread(array: FloatArray, values: object, method: str) -> np.ndarray:
    """Tell the columns with two different values; warn about those that have values but no spread."""
    low, high = _extreme(array, np.fmin), _extreme(array, np.fmax)
    flat = np.flatnonzero(low == high)
    if flat.size:
        names = ", ".join(column_name(values, int(column)) for column in flat)
        warnings.warn(f"{method}: no spread in {names}, result is missing", DegenerateWarning, stacklevel=3)
    return np.asarray(low < high)


def _place_in_range(
    values: FloatArray | pd.Series | pd.DataFrame, direction: ArrayLike | pd.Series, method: str
) -> FloatArray:
    array = _directed(values, direction)
    spread = _has_spread(array, values, method)
    low, high = _extreme(array, np.fmin), _extreme(array, np.fmax)
    # a column without spread would divide by zero: its range is blanked first
    return np.asarray((array - low) / np.where(spread, high - low, np.nan))


def _borda(array: FloatArray, spread: np.ndarray) -> FloatArray:
    table = array if array.ndim == 2 else array[:, None]
    counts = np.full_like(table, np.nan)
    for column in np.flatnonzero(spread):
        present = ~np.isnan(table[:, column])
        entries = table[present, column]
        counts[present, column] = np.searchsorted(np.sort(entries), entries, side="left")
    return counts.reshape(array.shape)
