"""Weights of indicators taken from the data. `matrix` is (units, indicators), directional and in [0, 1].

Directional means that costs were already turned round (minmax with direction -1): entropy and CRITIC weights
differ when that is forgotten. NaN is missing and left out column by column. Every function returns
non-negative weights that sum to 1, labelled by the columns of a frame. When no column tells the units apart
all weights are NaN, with a DegenerateWarning.
"""

import warnings

import numpy as np
import pandas as pd

from metrics.containers import column_name, one_per_column
from metrics.inputs import FloatArray, float_array
from metrics.problems import DegenerateWarning, MetricError


def equal(matrix: FloatArray | pd.DataFrame) -> FloatArray | pd.Series:
    """Give every indicator the same weight.

    Formula: 1 / m for m columns. Parameters: `matrix` (units, indicators) in [0, 1], NaN = missing.
    Result: (indicators,), sums to 1. Raises MetricError: no column, or a value outside [0, 1].
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> equal(np.array([[0.0, 1.0], [1.0, 0.2]]))
    array([0.5, 0.5])
    """
    columns = _read(matrix).shape[1]
    return one_per_column(np.full(columns, 1 / columns), matrix)


def standard_deviation(matrix: FloatArray | pd.DataFrame) -> FloatArray | pd.Series:
    """Weigh an indicator by how far its normalised values spread.

    Formula: s_j / sum of s, s over n - 1. Parameters: `matrix` (units, indicators) in [0, 1], NaN = missing.
    Result: (indicators,), sums to 1; a constant column weighs 0; no spread anywhere gives NaN and a
    DegenerateWarning. Raises MetricError: no column, a column with fewer than two values, a value outside
    [0, 1]. Source: Diakoulaki, Mavrotas & Papayannakis 1995, doi:10.1016/0305-0548(94)00059-H.

    >>> standard_deviation(np.array([[0.0, 0.5], [1.0, 0.5], [0.5, 1.0]])).round(4)
    array([0.634, 0.366])
    """
    return _shares(_deviations(_read(matrix, fewest=2)), matrix, "standard_deviation")


def entropy(matrix: FloatArray | pd.DataFrame) -> FloatArray | pd.Series:
    """Weigh an indicator by how unevenly its normalised values are shared out among the units.

    Formula: p_ij = x_ij / sum_i x_ij with x the matrix as given (directional min-max data; shares of raw
    values give other weights), e_j = -sum p ln p / ln n with 0 ln 0 = 0 and n the values present in the
    column, weight = (1 - e_j) / sum (1 - e). Parameters: `matrix` (units, indicators) in [0, 1], NaN =
    missing. Result: (indicators,), sums to 1; a constant column (all zero included) weighs 0; no spread
    anywhere gives NaN and a DegenerateWarning. Raises MetricError: no column, a column with fewer than two
    values, a value outside [0, 1].
    Source: Shannon 1948, doi:10.1002/j.1538-7305.1948.tb01338.x, as a weight in Hwang & Yoon 1981,
    doi:10.1007/978-3-642-48318-9.

    >>> entropy(np.array([[0.0, 0.5], [1.0, 0.5]]))
    array([1., 0.])
    """
    values = _read(matrix, fewest=2)
    totals = np.nansum(values, axis=0)
    shares = values / np.where(totals > 0, totals, np.nan)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    disorder = -np.nansum(shares * logs, axis=0) / np.log((~np.isnan(values)).sum(axis=0))
    # rounding leaves 1e-16 on a constant column: what has no spread carries no information
    information = np.where(_deviations(values) > 0, np.maximum(1 - disorder, 0.0), 0.0)
    return _shares(information, matrix, "entropy")


def critic(matrix: FloatArray | pd.DataFrame) -> FloatArray | pd.Series:
    """Weigh an indicator by its spread times its disagreement with the other indicators (CRITIC).

    Formula: C_j = s_j * sum_k (1 - r_jk), s over n - 1, r Pearson over the units where both are present;
    weight = C_j / sum C. Parameters: `matrix` (units, indicators) in [0, 1], NaN = missing.
    Result: (indicators,), sums to 1; a constant column weighs 0 and takes no part in the others' sums; one
    column alone weighs 1; all columns perfectly correlated gives NaN and a DegenerateWarning, as does no
    spread. Raises MetricError: no column, a column with fewer than two values, a value outside [0, 1], two
    columns whose correlation does not exist because fewer than two shared units vary.
    Source: Diakoulaki, Mavrotas & Papayannakis 1995, doi:10.1016/0305-0548(94)00059-H.

    >>> critic(np.array([[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]))
    array([0.5, 0.5])
    """
    values = _read(matrix, fewest=2)
    deviations = _deviations(values)
    varying = np.flatnonzero(deviations > 0)
    contrast = np.zeros(len(deviations))
    if len(varying) == 1:
        contrast[varying] = 1.0
    elif len(varying):
        correlations = _correlations(values[:, varying], "critic")
        conflict = (1 - correlations).sum(axis=1)
        # perfect agreement leaves a rounding residue that would become a weight
        conflict[conflict < 1e-12] = 0.0
        contrast[varying] = deviations[varying] * conflict
    return _shares(contrast, matrix, "critic")


def pca_loadings(matrix: FloatArray | pd.DataFrame) -> FloatArray | pd.Series:
    """Turn the loadings on the first principal component into weights, where that makes sense at all.

    Formula: first eigenvector v of the correlation matrix of the units with no missing value, weight =
    v_j / sum v. A diagnostic: loadings describe redundancy, not importance.
    Parameters: `matrix` (units, indicators) in [0, 1], NaN = missing.
    Result: (indicators,), sums to 1; one column alone weighs 1.
    Raises MetricError: loadings of mixed sign (some indicator would count against itself), a first component
    that is not unique, fewer than three complete units, a column constant over them, a value outside [0, 1].
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> pca_loadings(np.array([[0.0, 0.1], [0.5, 0.4], [1.0, 1.0]]))
    array([0.5, 0.5])
    """
    values = _read(matrix)
    complete = values[~np.isnan(values).any(axis=1)]
    if len(complete) < 3:
        raise MetricError(f"pca_loadings needs three units without a missing value, found {len(complete)}")
    flat = np.flatnonzero(complete.min(axis=0) == complete.max(axis=0))
    if flat.size:
        raise MetricError(f"{column_name(matrix, int(flat[0]))} is constant over the complete units")
    if complete.shape[1] == 1:
        return one_per_column(np.ones(1), matrix)
    strengths, vectors = np.linalg.eigh(np.corrcoef(complete, rowvar=False))
    if strengths[-1] - strengths[-2] < 1e-9:
        raise MetricError("the first principal component is not unique: two explain the same share")
    loadings = vectors[:, -1] * np.sign(vectors[:, -1].sum())
    if loadings.min() < -1e-9:
        against = ", ".join(column_name(matrix, int(place)) for place in np.flatnonzero(loadings < -1e-9))
        raise MetricError(f"loadings have mixed signs ({against} against the rest): they cannot be weights")
    loadings = np.maximum(loadings, 0.0)
    return one_per_column(loadings / loadings.sum(), matrix)


def _read(matrix: FloatArray | pd.DataFrame, fewest: int = 0) -> FloatArray:
    values = float_array(matrix, "matrix", ndim=2)
    if values.shape[1] == 0:
        raise MetricError("matrix has no column to weigh")
    outside = np.argwhere((values < 0) | (values > 1))
    if len(outside):
        row, column = (int(place) for place in outside[0])
        name = column_name(matrix, column)
        raise MetricError(f"matrix must lie in [0, 1]: {values[row, column]:g} in {name}, row {row}")
    thin = np.flatnonzero((~np.isnan(values)).sum(axis=0) < fewest)
    if thin.size:
        raise MetricError(f"{column_name(matrix, int(thin[0]))} has fewer than {fewest} values: leave it out")
    return values


def _deviations(values: FloatArray) -> FloatArray:
    """Return sample standard deviations, exactly 0 for a constant column (rounding would leave 1e-17)."""
    varying = np.nanmin(values, axis=0) < np.nanmax(values, axis=0)
    return np.asarray(np.where(varying, np.nanstd(values, axis=0, ddof=1), 0.0))


def _correlations(values: FloatArray, method: str) -> FloatArray:
    correlations = pd.DataFrame(values).corr(min_periods=2).to_numpy()
    if np.isnan(correlations).any():
        raise MetricError(f"{method}: two columns share too few units that vary to correlate them")
    return np.asarray(np.clip(correlations, -1.0, 1.0), dtype=np.float64)


def _shares(amounts: FloatArray, matrix: object, method: str) -> FloatArray | pd.Series:
    total = amounts.sum()
    if not total > 0:
        message = f"{method}: no column tells the units apart, weights are missing"
        warnings.warn(message, DegenerateWarning, stacklevel=3)
        return one_per_column(np.full(len(amounts), np.nan), matrix)
    return one_per_column(amounts / total, matrix)
