"""Reading arrays of one or two dimensions, and giving results back in the container they came in."""

from typing import TypeVar, cast

import numpy as np
import pandas as pd

from metrics.inputs import FloatArray, float_array
from metrics.problems import MetricError

Values = TypeVar("Values", FloatArray, pd.Series, pd.DataFrame)


def column_or_table(values: FloatArray | pd.Series | pd.DataFrame, name: str) -> FloatArray:
    """Read one column (n,) or a table (units, columns) as floats; refuse text, infinity, other shapes.

    >>> column_or_table([[1, 2], [3, None]], "values")
    array([[ 1.,  2.],
           [ 3., nan]])
    """
    dimensions = np.ndim(values)
    if dimensions not in {1, 2}:
        raise MetricError(f"{name} must be one column or a table (1 or 2 dimensions), not {dimensions}")
    return float_array(values, name, dimensions)


def wrap_like(result: FloatArray, template: Values) -> Values:
    """Give `result`, which has the shape of `template`, the labels of `template`.

    >>> wrap_like(np.array([0.5]), pd.Series([2.0], index=["370215"])).to_dict()
    {'370215': 0.5}
    """
    if isinstance(template, pd.DataFrame):
        return pd.DataFrame(result, index=template.index, columns=template.columns)
    if isinstance(template, pd.Series):
        return cast(Values, pd.Series(result, index=template.index, name=template.name))
    return result


def one_per_row(result: FloatArray, template: object) -> FloatArray | pd.Series:
    """Label one number per unit with the rows of `template`, if it has any.

    >>> one_per_row(np.array([0.5]), pd.DataFrame({"F1": [2.0]}, index=["370215"])).to_dict()
    {'370215': 0.5}
    """
    if isinstance(template, pd.DataFrame | pd.Series):
        return pd.Series(result, index=template.index)
    return result


def one_per_column(result: FloatArray, template: object) -> FloatArray | pd.Series:
    """Label one number per indicator with the columns of `template`, if it has any.

    >>> one_per_column(np.array([1.0]), pd.DataFrame({"F1": [2.0]})).to_dict()
    {'F1': 1.0}
    """
    if isinstance(template, pd.DataFrame):
        return pd.Series(result, index=template.columns)
    return result


def column_name(values: object, position: int) -> str:
    """Say which column of `values` a message means: its label, or its position counted from 0.

    >>> column_name(pd.DataFrame({"F1": [2.0]}), 0), column_name(np.ones((2, 2)), 1)
    ("'F1'", 'column 1')
    """
    if isinstance(values, pd.DataFrame):
        return repr(values.columns[position])
    if isinstance(values, pd.Series) and values.name is not None:
        return repr(values.name)
    return f"column {position}"
