"""What a composite score is made of, and which of its choices an uncertainty analysis varies."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.framework import TOP_RUBRIC_LEVEL, Framework, TargetValue
from metrics.inputs import FloatArray, float_array, share
from metrics.problems import MetricError

Normalisation = Literal["goalposts", "minmax", "percentile"]
Aggregation = Literal["geometric", "arithmetic", "harmonic"]
IntArray = NDArray[np.int64]

NORMALISATIONS: tuple[Normalisation, ...] = ("goalposts", "minmax", "percentile")
AGGREGATIONS: tuple[Aggregation, ...] = ("geometric", "arithmetic", "harmonic")


@dataclass(frozen=True)
class Problem:
    """What is scored, as plain arrays: U units, J indicators in K dimensions.

    matrix: U x J raw values, NaN = missing; rubric columns hold levels 0 ... top level. floors, targets: J,
    value that scores 0 and value that scores 100 (floor > target where less is better). weights: J >= 0,
    within the dimension. dimensions: J, number of the indicator's dimension 0 ... K - 1. dimension_weights: K
    >= 0. rubric: J, True for levels. standard_errors: U x J of sampling, 0 or NaN = none, or None. coverage:
    share of a dimension's weight that must be assessed. lowest: dimension scores are floored here (0-100)
    before geometric and harmonic means. index_coverage: share of the dimensions' weight that an index needs
    (1 = all of them). within: mean inside dimensions.
    """

    matrix: FloatArray
    floors: FloatArray
    targets: FloatArray
    weights: FloatArray
    dimensions: IntArray
    dimension_weights: FloatArray
    rubric: NDArray[np.bool_]
    standard_errors: FloatArray | None = None
    coverage: float = 0.6
    lowest: float = 1.0
    index_coverage: float = 1.0
    within: Aggregation = "arithmetic"

    def __post_init__(self) -> None:
        if self.matrix.ndim != 2:
            raise MetricError(f"matrix must have 2 dimensions, not {self.matrix.ndim}")
        count = self.matrix.shape[1]
        for name in ("floors", "targets", "weights", "dimensions", "rubric"):
            length = len(getattr(self, name))
            if length != count:
                raise MetricError(f"{name} has {length} entries for {count} indicators")
        if np.isinf(self.matrix).any():
            raise MetricError("matrix has an infinite value")
        if not np.isfinite(np.concatenate([self.floors, self.targets])).all():
            raise MetricError("floors and targets must be numbers")
        if (self.floors == self.targets).any():
            which = int(np.argmax(self.floors == self.targets))
            raise MetricError(f"floor and target of indicator {which} are equal")
        if count and set(self.dimensions.tolist()) != set(range(len(self.dimension_weights))):
            raise MetricError("dimensions must be numbered 0 ... K - 1, each with an indicator")
        for name in ("weights", "dimension_weights"):
            values = getattr(self, name)
            if not np.isfinite(values).all() or (values < 0).any():
                raise MetricError(f"{name} must be numbers >= 0")
        totals = np.bincount(self.dimensions, self.weights, len(self.dimension_weights))
        if not (totals > 0).all() or not self.dimension_weights.sum() > 0:
            raise MetricError("a dimension or the index has no weight at all")
        levels = self.matrix[:, self.rubric]
        if ((levels < 0) | (levels > self.targets[self.rubric])).any():
            raise MetricError("a rubric level lies outside 0 ... top level")
        if self.standard_errors is not None and self.standard_errors.shape != self.matrix.shape:
            raise MetricError("standard_errors must have the shape of matrix")

    @property
    def assessed(self) -> NDArray[np.bool_]:
        """U x K: dimensions of which enough is assessed to give a unit a score there."""
        member = np.where(self.dimensions[:, None] == np.arange(len(self.dimension_weights)), 1.0, 0.0)
        present = ~np.isnan(self.matrix) @ (member * self.weights[:, None])
        # Ten weights of 0.1, six present, must meet a rule of 60 %.
        enough = present >= self.coverage * np.bincount(self.dimensions, self.weights) - 1e-12
        return np.asarray((present > 0) & enough)

    @property
    def ranked(self) -> NDArray[np.bool_]:
        """Units assessed in enough of the dimensions that count."""
        share_assessed = self.assessed @ self.dimension_weights / self.dimension_weights.sum()
        return np.asarray((share_assessed > 0) & (share_assessed >= self.index_coverage - 1e-12))


@dataclass(frozen=True)
class Sources:
    """Which choices vary between draws, and how far; None or a single option holds a choice fixed.

    weight_spread: weights within and between dimensions are multiplied by uniform factors 1 +/- this, then
    rescaled. dirichlet: instead, weights are drawn from a Dirichlet distribution around the given ones with
    this concentration (higher = closer). goalpost_spread: floor and target each move by up to this share of
    their distance. rubric_concentration: steps between levels are Dirichlet with this concentration each
    (10: a step of 25 points has a standard deviation of 7). sampling: values vary by their standard errors.
    normalisations apply to numeric indicators (min-max and percentile over the ranked units; a column without
    spread keeps its goalposts); the first normalisation and aggregation named are the base.
    """

    weight_spread: float | None = 0.25
    dirichlet: float | None = None
    normalisations: tuple[Normalisation, ...] = NORMALISATIONS
    aggregations: tuple[Aggregation, ...] = AGGREGATIONS
    goalpost_spread: float | None = 0.2
    rubric_concentration: float | None = 10.0
    sampling: bool = True

    def __post_init__(self) -> None:
        for name in ("weight_spread", "goalpost_spread"):
            if getattr(self, name) is not None:
                share(getattr(self, name), name)
        if self.goalpost_spread is not None and self.goalpost_spread >= 0.5:
            raise MetricError("goalpost_spread must stay below 0.5, or floor and target could change places")
        for name in ("dirichlet", "rubric_concentration"):
            value = getattr(self, name)
            if value is not None and not (np.isfinite(value) and value > 0):
                raise MetricError(f"{name} must be above 0, not {value!r}")
        for name, known in (("normalisations", NORMALISATIONS), ("aggregations", AGGREGATIONS)):
            options = getattr(self, name)
            if not options or not set(options) <= set(known):
                raise MetricError(f"{name} must be chosen from {known}, not {options!r}")


def problem_from(
    values: pd.DataFrame,
    framework: Framework,
    *,
    dimension: str | None = None,
    standard_errors: pd.DataFrame | None = None,
) -> Problem:
    """Read what a framework scores from a table of values.

    Formula: columns in the order of the framework's scored indicators; an indicator with a best value b and
    slope s enters as its distance |x - b|, which scores 0 at 100 / s and 100 at 0.
    Parameters: `values`, units x indicator codes, NaN = missing; a scored indicator without a column is
    missing everywhere, further columns are ignored; `dimension`, code of the one dimension to look at instead
    of the index; needed where the framework has no index and several dimensions; `standard_errors`, same
    rows, any of the columns, 0 or NaN = none.
    Result: Problem with one row per row of `values`.
    Raises MetricError for an unknown or unassessed dimension, none given where one is needed, other rows,
    infinite or non-numeric values.
    Source: the framework file.

    >>> from pathlib import Path
    >>> from metrics.framework_file import load_framework
    >>> framework = load_framework(Path(__file__).parents[1] / "data/frameworks/county_capacity.toml")
    >>> problem_from(pd.DataFrame({"F9": [9.5], "F7": [7.3]}), framework).matrix.tolist()
    [[7.3, nan, 9.5]]
    """
    codes = [scored.code for scored in framework.scored_dimensions]
    if dimension is None and framework.index is None:
        if len(codes) > 1:
            raise MetricError(f"{framework.code} has no index; name one of its dimensions {codes}")
        dimension = codes[0]
    if dimension is not None and dimension not in codes:
        raise MetricError(f"{framework.code} does not assess dimension {dimension!r}; it assesses {codes}")
    indicators = [one for one in framework.scored_indicators if dimension in (None, one.dimension)]
    columns = [indicator.code for indicator in indicators]
    matrix = float_array(values.reindex(columns=columns), "values", ndim=2)
    errors = None
    if standard_errors is not None:
        if not standard_errors.index.equals(values.index):
            raise MetricError("values and standard_errors must have the same units in the same order")
        errors = float_array(standard_errors.reindex(columns=columns), "standard_errors", ndim=2)
    floors, targets = np.zeros(len(columns)), np.full(len(columns), float(TOP_RUBRIC_LEVEL))
    for j, indicator in enumerate(indicators):
        if isinstance(indicator.normalisation, TargetValue):
            matrix[:, j] = np.abs(matrix[:, j] - indicator.normalisation.best)
            floors[j], targets[j] = 100 / indicator.normalisation.slope, 0.0
        elif indicator.normalisation is not None:
            floors[j], targets[j] = indicator.normalisation.floor, indicator.normalisation.target
    whole = dimension is None
    lenient = framework.index is not None and not framework.index.needs_every_dimension
    return Problem(
        matrix=matrix,
        floors=floors,
        targets=targets,
        weights=np.array([indicator.weight for indicator in indicators]),
        dimensions=framework.membership if whole else np.zeros(len(columns), dtype=np.int64),
        dimension_weights=framework.dimension_weights if whole else np.ones(1),
        rubric=np.array([indicator.kind == "rubric" for indicator in indicators], dtype=np.bool_),
        standard_errors=errors,
        coverage=framework.coverage,
        lowest=framework.floor,
        index_coverage=framework.coverage if lenient else 1.0,
        within=framework.within,
    )
