"""Obstacle degree (障碍度): which indicators hold a unit back, as shares and in points."""

import numpy as np
from numpy.typing import ArrayLike

from metrics.aggregate import weight_shares
from metrics.containers import Values, column_or_table, wrap_like
from metrics.inputs import FloatArray
from metrics.problems import MetricError


def obstacle_degree(scores: Values, weights: ArrayLike) -> Values:
    """Measure each indicator's share in what a unit lacks to a perfect score.

    Formula: 100 * F_j*(1 - X_j) / sum_j F_j*(1 - X_j) over the indicators present.
    Parameters: `scores` X (n,) for one unit or (units, n), in [0, 1], NaN = missing; `weights` F (n,), the
    weight of the dimension times the weight within it (the weight within alone is a common error).
    Result: same shape, percent, higher = larger obstacle; sums to 100 in a unit. A unit that lacks nothing
    has 0 throughout: no obstacle. Missing scores stay NaN. Shares hide size: show `deficit` beside them.
    Raises MetricError: a score outside [0, 1], refused weights, wrong number of weights.
    Source: the obstacle degree model (障碍度模型) as stated in the formula; no single paper is its origin.

    >>> obstacle_degree(np.array([0.5, 0.75, 1.0]), [0.5, 0.25, 0.25])
    array([80., 20.,  0.])
    """
    lacking = _deficit(scores, weights)
    totals = np.nansum(lacking, axis=-1, keepdims=True)
    return wrap_like(100 * lacking / np.where(totals > 0, totals, 1.0), scores)


def deficit(scores: Values, weights: ArrayLike) -> Values:
    """Measure how much of the index each indicator costs a unit.

    Formula: F_j*(1 - X_j), F scaled to sum 1. Parameters as in `obstacle_degree`.
    Result: same shape, share of the index's full scale in [0, 1], higher = more is lost; the deficits of a
    fully assessed unit add up to 1 - its arithmetic index. Missing scores stay NaN.
    Raises MetricError: as `obstacle_degree`. Source: the numerator of the obstacle degree.

    >>> deficit(np.array([0.5, 0.75, 1.0]), [2, 1, 1])
    array([0.25  , 0.0625, 0.    ])
    """
    return wrap_like(_deficit(scores, weights), scores)


def _deficit(scores: Values, weights: ArrayLike) -> FloatArray:
    array = column_or_table(scores, "scores")
    if ((array < 0) | (array > 1)).any():
        raise MetricError("scores must lie in [0, 1]: divide scores out of 100 by 100 first")
    return np.asarray(weight_shares(weights, array.shape[-1]) * (1 - array))
