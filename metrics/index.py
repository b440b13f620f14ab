"""From raw values to scores: normalise, average within dimensions, average across them, rank."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.framework import (
    TOP_RUBRIC_LEVEL,
    Dimension,
    Framework,
    FrameworkError,
    Goalposts,
    Indicator,
    Mean,
    TargetValue,
)
from metrics.framework_file import load_framework
from metrics.inputs import FloatArray, float_array
from metrics.problems import MetricError
from metrics.ranks import competition_rank
from metrics.scorecard import Scorecard

__all__ = [
    "Dimension",
    "Framework",
    "FrameworkError",
    "Indicator",
    "Scorecard",
    "aggregate_dimensions",
    "aggregate_index",
    "load_framework",
    "normalise_indicators",
    "score",
]

# three weights of 0.2 must reach a coverage of 0.6 in spite of rounding
ROUNDING = 1e-12


def score(values: pd.DataFrame, framework: Framework) -> Scorecard:
    """Score units under a framework.

    Formula: indicators by `normalise_indicators`; dimensions by `aggregate_dimensions`; index by
    `aggregate_index`; ranks by competition on unrounded scores.
    Parameters: `values` (units, indicator codes), raw, in native units (rubrics 0-4, halves allowed), unique
    row labels, NaN = missing. Codes that the framework does not score are ignored; scored codes without
    column are missing everywhere.
    Result: a Scorecard, rows in the order given, scores 0-100, higher is better.
    Raises MetricError: repeated row or column labels, a rubric level outside 0-4, infinite or non-numeric
    values. Source: design of this index; OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> from pathlib import Path
    >>> framework = load_framework(Path(__file__).parents[1] / "data/frameworks/county_capacity.toml")
    >>> card = score(pd.DataFrame({"F7": [7.33], "F8": [9.2], "F9": [9.5]}, index=["370215"]), framework)
    >>> card.dimensions["F"].round(2).to_dict()
    {'370215': 33.06}
    """
    for name, labels in (("row", values.index), ("column", values.columns)):
        if not labels.is_unique:
            raise MetricError(f"values: {name} {labels[labels.duplicated()][0]!r} appears twice")
    normalised = normalise_indicators(values, framework)
    names = [dimension.code for dimension in framework.scored_dimensions]
    scores, covered = aggregate_dimensions(
        normalised.to_numpy(),
        framework.weights,
        framework.membership,
        framework.coverage,
        framework.within,
        floor=framework.floor,
    )
    dimensions = pd.DataFrame(scores, index=values.index, columns=names)
    shares = framework.dimension_weights / framework.dimension_weights.sum()
    coverage = pd.DataFrame(covered, index=values.index, columns=names).assign(overall=covered @ shares)
    ranks = competition_rank(dimensions)
    index = None
    if framework.index is not None:
        required = 1.0 if framework.index.needs_every_dimension else framework.coverage
        result = aggregate_index(
            scores, framework.dimension_weights, required, framework.index.aggregation, floor=framework.floor
        )
        index = pd.Series(result, index=values.index, name="index")
        ranks = ranks.assign(index=competition_rank(index))
    return Scorecard(
        indicators=normalised,
        dimensions=dimensions,
        index=index,
        coverage=coverage,
        ranks=ranks,
        not_assessed=_not_assessed(framework, normalised),
        framework=framework.code,
        version=framework.version,
        definition=framework,
    )


def normalise_indicators(values: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Put the scored indicators of a framework on 0-100 by their fixed scales.

    Formula: goalposts 100 * clip((x - floor) / (target - floor), 0, 1); rubric 100 * level / 4; target value
    100 - slope * |x - best|, not below 0.
    Parameters, errors: as `score`. Result: frame (units, scored indicators), 0-100, higher is better, NaN =
    missing; a unit's score does not depend on the other units.
    Source: UNDP, Human Development Report, technical note 1 (fixed goalposts).

    >>> from pathlib import Path
    >>> framework = load_framework(Path(__file__).parents[1] / "data/frameworks/county_capacity.toml")
    >>> normalise_indicators(pd.DataFrame({"F9": [9.5]}), framework)["F9"].tolist()
    [50.0]
    """
    indicators = framework.scored_indicators
    codes = [indicator.code for indicator in indicators]
    raw = float_array(values.reindex(columns=codes), "values", ndim=2)
    floors, targets = np.zeros(len(codes)), np.full(len(codes), float(TOP_RUBRIC_LEVEL))
    for place, indicator in enumerate(indicators):
        column, scale = raw[:, place], indicator.normalisation
        if indicator.kind == "rubric":
            outside = np.flatnonzero((column < 0) | (column > TOP_RUBRIC_LEVEL))
            if outside.size:
                row = int(outside[0])
                raise MetricError(
                    f"values: level {column[row]:g} of {indicator.code} in unit {values.index[row]!r} "
                    f"lies outside 0-{TOP_RUBRIC_LEVEL}"
                )
        elif isinstance(scale, Goalposts):
            floors[place], targets[place] = scale.floor, scale.target
        elif isinstance(scale, TargetValue):
            raw[:, place] = 100.0 - scale.slope * np.abs(column - scale.best)
            targets[place] = 100.0
    normalised = 100.0 * np.clip((raw - floors) / (targets - floors), 0.0, 1.0)
    return pd.DataFrame(normalised, index=values.index, columns=codes)


def aggregate_dimensions(
    normalised: FloatArray,
    weights: FloatArray,
    membership: NDArray[np.int64],
    coverage: float = 0.6,
    method: Mean = "arithmetic",
    *,
    floor: float = 1.0,
) -> tuple[FloatArray, FloatArray]:
    """Average indicators within their dimensions. Arrays only, made to be called many times.

    Formula: weighted mean by `method` over the indicators present, weights renormalised; NaN where less than
    `coverage` of the dimension's weight is present.
    Parameters: `normalised` (units, indicators) 0-100, NaN = missing; `weights` (indicators,) > 0;
    `membership` (indicators,) number of the dimension, 0 to d - 1; `coverage` in [0, 1]; `method` arithmetic,
    geometric or harmonic; `floor` > 0, what scores are raised to before a geometric or harmonic mean.
    Result: scores (units, d), 0-100, higher is better, and coverage (units, d), 0-1. Inputs are not checked.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> scores, covered = aggregate_dimensions(
    ...     np.array([[80.0, 20.0, np.nan]]), np.ones(3), np.array([0, 0, 1]))
    >>> scores.tolist(), covered.tolist()
    ([[50.0, nan]], [[1.0, 0.0]])
    """
    belongs = membership[:, None] == np.arange(int(membership.max(initial=-1)) + 1)
    shares = belongs * weights[:, None]
    shares = shares / shares.sum(axis=0)
    present = ~np.isnan(normalised)
    covered = present @ shares
    totals = np.where(present, _transform(normalised, method, floor), 0.0) @ shares
    means = np.full(covered.shape, np.nan)
    np.divide(totals, covered, out=means, where=(covered > 0) & (covered >= coverage - ROUNDING))
    return _restore(means, method), covered


def aggregate_index(
    dimension_scores: FloatArray,
    weights: FloatArray,
    coverage: float = 1.0,
    method: Mean = "geometric",
    *,
    floor: float = 1.0,
) -> FloatArray:
    """Average dimensions into one index. Arrays only, made to be called many times.

    Formula and parameters as `aggregate_dimensions` with one group: `dimension_scores` (units, d), `weights`
    (d,); `coverage` 1 asks for every dimension. Result: (units,), 0-100, higher is better; NaN below it.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> aggregate_index(np.array([[0.0, 100.0], [50.0, np.nan]]), np.ones(2))
    array([10., nan])
    """
    one_group = np.zeros(len(weights), dtype=np.int64)
    return aggregate_dimensions(dimension_scores, weights, one_group, coverage, method, floor=floor)[0][:, 0]


def _transform(scores: FloatArray, method: Mean, floor: float) -> FloatArray:
    if method == "arithmetic":
        return scores
    raised = np.maximum(scores, floor)
    return np.log(raised) if method == "geometric" else 1.0 / raised


def _restore(means: FloatArray, method: Mean) -> FloatArray:
    if method == "arithmetic":
        return means
    # exp(log(100)) is 100.00000000000004: a mean must not leave the scale by rounding
    return np.minimum(np.exp(means) if method == "geometric" else 1.0 / means, 100.0)


def _not_assessed(framework: Framework, normalised: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (dimension.code, "dimension", dimension.needs.zh, dimension.needs.en)
        for dimension in framework.dimensions
        if dimension.needs is not None
    ]
    rows += [
        (indicator.code, "shown, not scored", indicator.reason.zh, indicator.reason.en)
        for indicator in framework.indicators
        if indicator.reason is not None
    ]
    empty = normalised.columns[normalised.isna().all()]
    rows += [(code, "no value", "所选单位均无数据", "no value for any of these units") for code in empty]
    return pd.DataFrame(rows, columns=["code", "kind", "reason_zh", "reason_en"])
