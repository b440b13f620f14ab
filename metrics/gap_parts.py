"""Split the gap between two scored places into exact parts, through dimensions up to the index."""

import warnings

import numpy as np
import pandas as pd

from metrics.framework import Framework
from metrics.gap import Aggregation, decompose
from metrics.index import aggregate_dimensions, aggregate_index
from metrics.inputs import FloatArray
from metrics.problems import DegenerateWarning, MetricError

PARTS = ["gap", "share", "contribution", "points_if_closed"]


def effective_weights(framework: Framework) -> FloatArray:
    """Weight of each scored indicator in the whole.

    Formula: share of its dimension among dimensions x its share within the dimension.
    Result: (indicators,), sums to 1. Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> from pathlib import Path
    >>> from metrics.framework_file import load_framework
    >>> framework = load_framework(Path(__file__).parents[1] / "data/frameworks/public_data.toml")
    >>> effective_weights(framework).round(4).tolist()
    [0.1667, 0.1667, 0.1667, 0.1, 0.1, 0.1, 0.1, 0.1]
    """
    within = framework.weights / np.bincount(framework.membership, framework.weights)[framework.membership]
    across = framework.dimension_weights / framework.dimension_weights.sum()
    return np.asarray(within * across[framework.membership])


def exact_parts(
    framework: Framework, unit: FloatArray, benchmark: FloatArray
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split the gap of every dimension, and of the index where there is one, into indicators.

    Formula: within a dimension `metrics.gap.decompose` with the framework's mean; with an index, the index
    gap is split over dimensions by the index's own mean, and each dimension's part over its indicators in
    proportion, so that all contributions add up to the index gap.
    Parameters: `unit`, `benchmark` (scored indicators,), 0-100, NaN = not assessed; only indicators that both
    have are compared, weights renormalised over them.
    Result: totals by dimension and "index": score, benchmark_score, gap = benchmark - unit (0-100); and parts
    by scored indicator: gap (points of the indicator, positive = behind), share (of the index gap, else of
    the dimension's; sums to 1), contribution (points, sums to that gap), points_if_closed (points that
    closing this gap alone would bring). NaN where there is nothing to compare.
    Raises MetricError: a harmonic mean, which has no exact split.
    Source: Ang 2004, doi:10.1016/S0301-4215(03)00076-4; nested as weights are.
    """
    both = ~np.isnan(unit) & ~np.isnan(benchmark)
    matrix = np.where(both, np.array([unit, benchmark]), np.nan)
    codes = [indicator.code for indicator in framework.scored_indicators]
    labels = [dimension.code for dimension in framework.scored_dimensions]
    ends = _dimensions(framework, matrix)
    table = np.full((len(codes), len(PARTS)), np.nan)
    for place in range(len(labels)):
        members = both & (framework.membership == place)
        if members.any():
            weights = framework.weights[members]
            table[members] = _parts(matrix[:, members], weights, framework.within, framework.floor)
    totals = pd.DataFrame(ends.T, index=labels, columns=["score", "benchmark_score"])
    if framework.index is not None and not np.isnan(ends).any():
        whole = _through_index(framework, matrix, ends, table)
        totals.loc["index"] = whole
    totals["gap"] = totals["benchmark_score"] - totals["score"]
    return totals, pd.DataFrame(table, index=pd.Index(codes, name="indicator_code"), columns=PARTS)


def _parts(ends: FloatArray, weights: FloatArray, method: str, floor: float) -> FloatArray:
    """PARTS of two rows of scores, one row an entry."""
    mean = _splittable(method)
    raised = np.maximum(ends, floor) if mean == "geometric" else ends
    with warnings.catch_warnings():
        # Level on the whole: the shares are missing, which is what the frame says.
        warnings.simplefilter("ignore", DegenerateWarning)
        frame = decompose(raised[0], raised[1], weights, mean)
    return np.asarray(frame[PARTS].to_numpy(np.float64))


def _splittable(method: str) -> Aggregation:
    if method == "arithmetic":
        return "arithmetic"
    if method == "geometric":
        return "geometric"
    raise MetricError("a harmonic mean has no exact split into parts; use arithmetic or geometric")


def _dimensions(framework: Framework, matrix: FloatArray) -> FloatArray:
    # Coverage is judged on the place card; here both sides are compared on what they share.
    return aggregate_dimensions(
        matrix, framework.weights, framework.membership, 0.0, framework.within, floor=framework.floor
    )[0]


def _index(framework: Framework, dimensions: FloatArray) -> FloatArray:
    assert framework.index is not None  # noqa: S101  only called where there is an index
    method = framework.index.aggregation
    return aggregate_index(dimensions, framework.dimension_weights, 1.0, method, floor=framework.floor)


def _through_index(
    framework: Framework, matrix: FloatArray, ends: FloatArray, table: FloatArray
) -> FloatArray:
    """Carry `table` up to the index, in place, and return the index of both sides."""
    assert framework.index is not None  # noqa: S101  only called where there is an index
    whole = _index(framework, ends)
    method = framework.index.aggregation
    lifts = _parts(ends, framework.dimension_weights, method, framework.floor)[:, PARTS.index("contribution")]
    gap, share, contribution, closed = range(len(PARTS))
    for place, lift in enumerate(lifts):
        members = framework.membership == place
        within = np.nansum(table[members, contribution])
        # Where a dimension's own gaps cancel there is nothing to pass on.
        table[members, contribution] *= lift / within if abs(within) > 1e-9 else 0.0
    for entry in np.flatnonzero(~np.isnan(table[:, gap])):
        lifted = matrix[0].copy()
        lifted[entry] = matrix[1, entry]
        table[entry, closed] = (_index(framework, _dimensions(framework, lifted[None])) - whole[0])[0]
    difference = whole[1] - whole[0]
    table[:, share] = table[:, contribution] / difference if abs(difference) > 1e-9 else np.nan
    return whole
