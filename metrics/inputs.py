"""Reading of numeric inputs: one place that decides what is refused before any formula runs."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from metrics.problems import MetricError

FloatArray = NDArray[np.float64]


def float_array(values: ArrayLike | pd.Series | pd.DataFrame, name: str, ndim: int = 1) -> FloatArray:
    """Copy `values` into a float array of `ndim` dimensions.

    Parameters: `values`, any numeric array, Series or frame, NaN (or pandas NA) = missing; `name`, what the
    messages call it. Result: a new float64 array of the same shape. Raises MetricError for text, a wrong
    number of dimensions, or an infinite value (with its position).

    >>> float_array([1, None, 3], "cases")
    array([ 1., nan,  3.])
    """
    try:
        if isinstance(values, pd.Series | pd.DataFrame):
            array = values.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
        else:
            array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise MetricError(f"{name} must be numeric: {error}") from error
    if array.ndim != ndim:
        raise MetricError(f"{name} must have {ndim} dimension(s), not {array.ndim}")
    infinite = np.argwhere(np.isinf(array))
    if len(infinite):
        raise MetricError(f"{name} is infinite at position {_position(infinite[0])}")
    return array


def non_negative(values: ArrayLike | pd.Series | pd.DataFrame, name: str, ndim: int = 1) -> FloatArray:
    """Read `values` like `float_array` and refuse any that are below zero.

    >>> non_negative([0, 2], "cases")
    array([0., 2.])
    """
    array = float_array(values, name, ndim)
    negative = np.argwhere(array < 0)
    if len(negative):
        value = array[tuple(negative[0])]
        raise MetricError(f"{name} is negative ({value:g}) at position {_position(negative[0])}")
    return array


def share(value: float, name: str) -> float:
    """Return `value` if it lies strictly between 0 and 1 (a confidence level, a quantile); refuse it else.

    >>> share(0.95, "confidence")
    0.95
    """
    if not 0 < value < 1:
        raise MetricError(f"{name} must lie between 0 and 1, not {value!r}")
    return float(value)


def index_of(values: object) -> pd.Index:
    """Return the row labels of `values`: its own index for pandas objects, else 0, 1, 2, ...

    >>> index_of(pd.Series([5.0], index=["370215"])).tolist()
    ['370215']
    """
    if isinstance(values, pd.Series | pd.DataFrame):
        return values.index
    if isinstance(values, Sequence | np.ndarray):
        return pd.RangeIndex(len(values))
    raise MetricError(f"expected an array or a pandas object, not {type(values).__name__}")


def _position(place: NDArray[np.intp]) -> str:
    return ", ".join(str(int(axis)) for axis in place)
