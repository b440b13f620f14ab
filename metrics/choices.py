"""What a composite score is made of, and which of its choices an uncertainty analysis varies."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.inputs import FloatArray, share
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
    before geometric and harmonic means.
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
    def ranked(self) -> NDArray[np.bool_]:
        """Units with enough of every weighted dimension assessed to get a score at all."""
        present = ~np.isnan(self.matrix)
        enough = np.ones(len(self.matrix), dtype=np.bool_)
        for dimension in np.flatnonzero(self.dimension_weights > 0):
            weights = np.where(self.dimensions == dimension, self.weights, 0.0)
            assessed = present @ weights
            enough &= (assessed > 0) & (assessed >= self.coverage * weights.sum() - 1e-12)
        return enough


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
