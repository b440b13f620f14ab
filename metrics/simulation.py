"""Draws of the choices behind a composite score, and the ranks that follow from each draw."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.choices import NORMALISATIONS, IntArray, Problem, Sources
from metrics.inputs import FloatArray
from metrics.problems import MetricError

RankArray = NDArray[np.signedinteger[Any]]

# Scores closer than this share one rank: far below any meaning on a 0-100 scale, above rounding noise.
TIE = 1e-9
BUFFER_CELLS = 32_768


@dataclass(frozen=True)
class Draws:
    """One value of every choice per draw (D draws); `noise` in standard errors, indicators x D x units."""

    weights: FloatArray
    dimension_weights: FloatArray
    normalisation: IntArray
    aggregation: IntArray
    goalposts: FloatArray
    rubric: FloatArray
    noise: dict[int, FloatArray]

    def __len__(self) -> int:
        return len(self.normalisation)


class Evaluator:
    """Scores of the ranked units for any draws; prepares once what all draws share."""

    def __init__(self, problem: Problem, sources: Sources):
        self.problem, self.sources = problem, sources
        self.kept = np.flatnonzero(problem.ranked)
        self.assessed = problem.assessed[self.kept].T
        self.values = np.ascontiguousarray(problem.matrix[self.kept].T)
        self.present = (~np.isnan(self.values)).astype(np.float64)
        numeric = np.flatnonzero(~problem.rubric)
        errors = np.zeros_like(self.values)
        if problem.standard_errors is not None and sources.sampling:
            errors = np.nan_to_num(problem.standard_errors[self.kept].T, nan=0.0)
        if (errors < 0).any() or np.isinf(errors).any():
            raise MetricError("standard_errors must be numbers >= 0")
        self.errors = {int(j): errors[j] for j in numeric if (errors[j] * self.present[j] > 0).any()}
        span = problem.targets - problem.floors
        self.extremes = np.stack([problem.floors, problem.targets])
        self.levels: dict[int, FloatArray] = {}
        self.percentiles: dict[int, FloatArray] = {}
        self.sorted: dict[int, FloatArray] = {}
        for j in range(len(span)):
            column, known = self.values[j], self.present[j] > 0
            if problem.rubric[j]:
                self.levels[j] = _level_shares(column, round(float(problem.targets[j])))
            elif known.any():
                ordered = np.sort(column[known])
                if ordered[0] < ordered[-1]:
                    self.extremes[:, j] = ordered[[0, -1]] if span[j] > 0 else ordered[[-1, 0]]
                    self.sorted[j] = ordered
                    self.percentiles[j] = self._percentile(j, column)
            # Missing values sit beyond the floor: their score is 0 and their weight is not counted.
            column[~known] = -np.inf if span[j] > 0 else np.inf

    def draw(self, count: int, rng: np.random.Generator) -> Draws:
        """Draw every varying choice `count` times from `rng`."""
        problem, sources = self.problem, self.sources
        steps = int(max((len(levels) - 1 for levels in self.levels.values()), default=0))
        parts = np.ones((count, len(self.levels), steps))
        if sources.rubric_concentration is not None:
            parts = rng.gamma(sources.rubric_concentration, size=parts.shape)
        heights = np.pad(np.cumsum(parts, axis=2), [(0, 0), (0, 0), (1, 0)])
        shift = sources.goalpost_spread or 0.0
        return Draws(
            weights=self._weights(problem.weights, count, rng),
            dimension_weights=self._weights(problem.dimension_weights, count, rng),
            normalisation=rng.integers(len(sources.normalisations), size=count),
            aggregation=rng.integers(len(sources.aggregations), size=count),
            goalposts=rng.uniform(-shift, shift, size=(2, count, len(problem.floors))),
            rubric=heights,
            noise={j: rng.standard_normal((count, len(self.kept))) for j in self.errors},
        )

    def base(self) -> Draws:
        """The one draw in which nothing varies."""
        calm = replace(
            self.sources,
            weight_spread=None,
            dirichlet=None,
            goalpost_spread=None,
            rubric_concentration=None,
            normalisations=self.sources.normalisations[:1],
            aggregations=self.sources.aggregations[:1],
        )
        draws = Evaluator(self.problem, replace(calm, sampling=False)).draw(1, np.random.default_rng(0))
        return replace(draws, noise={j: np.zeros((1, len(self.kept))) for j in self.errors})

    def scores(self, draws: Draws) -> FloatArray:
        """Scores 0-100 of the ranked units, draws x units; higher is better."""
        problem, shape = self.problem, (len(draws), len(self.kept))
        slope, offset, as_percentile = self._scales(draws)
        dimension_scores = np.zeros((len(problem.dimension_weights), *shape))
        buffer = np.empty(shape)
        for dimension in range(len(dimension_scores)):
            total = dimension_scores[dimension]
            members = np.flatnonzero(problem.dimensions == dimension)
            for j in members.tolist():
                if problem.rubric[j]:
                    self._place_levels(j, draws, buffer)
                else:
                    line = (slope[:, j, None], offset[:, j, None])
                    self._normalise(j, draws, line, as_percentile, out=buffer)
                self._transform(j, buffer)
                np.multiply(buffer, draws.weights[:, j, None], out=buffer)
                np.add(total, buffer, out=total)
            weight = draws.weights[:, members]
            if self.present[members].all():
                np.multiply(total, 1 / weight.sum(axis=1, keepdims=True), out=total)
            else:
                # A dimension wholly missing for a ranked unit has no weight in the index.
                mass = weight @ self.present[members]
                np.divide(total, mass, out=total, where=mass > 0)
            if problem.within == "geometric":
                np.exp(total, out=total)
            elif problem.within == "harmonic":
                np.divide(1.0, total, out=total, where=total > 0)
            else:
                np.multiply(total, 100.0, out=total)
        return self._aggregate(dimension_scores, draws)

    def _transform(self, j: int, out: FloatArray) -> None:
        if self.problem.within == "arithmetic":
            return
        np.maximum(np.multiply(out, 100.0, out=out), self.problem.lowest, out=out)
        if self.problem.within == "geometric":
            np.log(out, out=out)
        else:
            np.reciprocal(out, out=out)
        np.multiply(out, self.present[j], out=out)

    def _place_levels(self, j: int, draws: Draws, out: FloatArray) -> None:
        shares = self.levels[j]
        heights = draws.rubric[:, list(self.levels).index(j), : len(shares)]
        np.matmul(heights, shares, out=out)
        np.divide(out, heights[:, -1:], out=out)

    def _normalise(
        self,
        j: int,
        draws: Draws,
        line: tuple[FloatArray, FloatArray],
        as_percentile: IntArray,
        *,
        out: FloatArray,
    ) -> None:
        value: FloatArray = self.values[j]
        if j in self.errors:
            value = value + self.errors[j] * draws.noise[j]
        np.multiply(value, line[0], out=out)
        np.add(out, line[1], out=out)
        np.clip(out, 0.0, 1.0, out=out)
        if len(as_percentile) and j in self.percentiles:
            noisy = j in self.errors
            out[as_percentile] = self._percentile(j, value[as_percentile]) if noisy else self.percentiles[j]

    def _weights(self, given: FloatArray, count: int, rng: np.random.Generator) -> FloatArray:
        if self.sources.dirichlet is not None:
            # Independent gammas, rescaled inside each parent where they are used, are a Dirichlet draw.
            shape = self.sources.dirichlet * given / given.mean()
            drawn = np.zeros((count, len(given)))
            some = np.flatnonzero(given > 0)
            drawn[:, some] = np.maximum(rng.gamma(shape[some], size=(count, len(some))), 1e-12)
            return drawn
        if self.sources.weight_spread is not None:
            spread = self.sources.weight_spread
            return given * rng.uniform(1 - spread, 1 + spread, size=(count, len(given)))
        return np.tile(given, (count, 1))

    def _scales(self, draws: Draws) -> tuple[FloatArray, FloatArray, IntArray]:
        floor, target = self.problem.floors, self.problem.targets
        span = target - floor
        low = floor + draws.goalposts[0] * span
        high = target + draws.goalposts[1] * span
        kinds = np.array([NORMALISATIONS.index(kind) for kind in self.sources.normalisations])
        kind = kinds[draws.normalisation]
        by_extremes = (kind == NORMALISATIONS.index("minmax"))[:, None]
        low = np.where(by_extremes, self.extremes[0], low)
        high = np.where(by_extremes, self.extremes[1], high)
        slope = 1 / (high - low)
        return slope, -low * slope, np.flatnonzero(kind == NORMALISATIONS.index("percentile"))

    def _percentile(self, j: int, values: FloatArray) -> FloatArray:
        ordered = self.sorted[j]
        below = np.searchsorted(ordered, values, side="left") / (len(ordered) - 1)
        if self.problem.targets[j] < self.problem.floors[j]:
            below = (len(ordered) - np.searchsorted(ordered, values, side="right")) / (len(ordered) - 1)
        return np.asarray(np.where(np.isfinite(values), np.minimum(below, 1.0), 0.0))

    def _aggregate(self, dimension_scores: FloatArray, draws: Draws) -> FloatArray:
        if len(dimension_scores) == 1:
            only: FloatArray = dimension_scores[0]
            return only
        weight = draws.dimension_weights.T[:, :, None]
        if not self.assessed[self.problem.dimension_weights > 0].all():
            weight = weight * self.assessed[:, None, :]
        weight = weight / weight.sum(axis=0)
        result = np.empty(dimension_scores.shape[1:])
        for number, kind in enumerate(self.sources.aggregations):
            rows = draws.aggregation == number
            parts, share_of = dimension_scores[:, rows], weight[:, rows]
            if kind == "arithmetic":
                result[rows] = (share_of * parts).sum(axis=0)
                continue
            parts = np.maximum(parts, self.problem.lowest)
            if kind == "geometric":
                result[rows] = np.exp((share_of * np.log(parts)).sum(axis=0))
            else:
                result[rows] = 1 / (share_of / parts).sum(axis=0)
        return result


def simulate_ranks(problem: Problem, sources: Sources, draws: int, seed: int, workers: int = 2) -> RankArray:
    """Rank of every unit in every draw.

    Formula: each draw fixes weights, normalisation, goalposts, rubric steps, values and aggregation (see
    Sources); scores are ranked 1 = best, ties share the smaller number.
    Parameters: `draws` >= 1; `seed`, any whole number: the same seed gives the same ranks on any number of
    `workers` (threads).
    Result: draws x units, 0 = unit not ranked in any draw (coverage too low).
    Raises MetricError for fewer than one draw.
    Source: Saisana, Saltelli and Tarantola 2005, doi 10.1111/j.1467-985X.2005.00350.x.

    >>> from metrics.choices import Problem, Sources
    >>> problem = Problem(np.array([[9.0], [5.0], [1.0]]), np.zeros(1), np.full(1, 10.0), np.ones(1),
    ...                   np.zeros(1, dtype=np.int64), np.ones(1), np.zeros(1, dtype=bool))
    >>> simulate_ranks(problem, Sources(), draws=2, seed=1).tolist()
    [[1, 2, 3], [1, 2, 3]]
    """
    if draws < 1:
        raise MetricError(f"draws must be at least 1, not {draws!r}")
    units = len(problem.matrix)
    evaluator = Evaluator(problem, sources)
    ranks = np.zeros((draws, units), dtype=_rank_type(units))
    if len(evaluator.kept) == 0:
        return ranks
    step = int(np.clip(BUFFER_CELLS // len(evaluator.kept), 4, 1024))
    starts = range(0, draws, step)
    seeds = np.random.SeedSequence(seed).spawn(len(starts))

    def run(start: int, own_seed: np.random.SeedSequence) -> None:
        count = min(step, draws - start)
        scores = evaluator.scores(evaluator.draw(count, np.random.default_rng(own_seed)))
        ranks[start : start + count, evaluator.kept] = competition_ranks(scores)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(run, starts, seeds))
    return ranks


def competition_ranks(scores: FloatArray) -> RankArray:
    """Rank each row of a draws x units table, 1 = highest; scores within TIE of the next share a rank.

    >>> competition_ranks(np.array([[50.0, 70.0, 50.0]])).tolist()
    [[2, 1, 2]]
    """
    order = np.argsort(-scores, axis=1)
    ordered = np.take_along_axis(scores, order, axis=1)
    place = np.broadcast_to(np.arange(scores.shape[1]), scores.shape).copy()
    place[:, 1:][ordered[:, :-1] - ordered[:, 1:] <= TIE] = 0
    ranks = np.empty(scores.shape, dtype=_rank_type(scores.shape[1]))
    np.put_along_axis(ranks, order, (np.maximum.accumulate(place, axis=1) + 1).astype(ranks.dtype), axis=1)
    return ranks


def _rank_type(units: int) -> type[np.signedinteger[Any]]:
    """Return the smallest whole numbers that hold every rank: most of the memory of a simulation is ranks."""
    return np.int16 if units <= np.iinfo(np.int16).max else np.int32


def _level_shares(column: FloatArray, top: int) -> FloatArray:
    # Levels between two steps (the mean of two coders) take their share of both.
    shares = np.maximum(0.0, 1 - np.abs(np.arange(top + 1)[:, None] - column))
    return np.asarray(np.where(np.isnan(column), 0.0, shares))
