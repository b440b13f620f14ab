"""What other choices would do to a ranking: weights, scale, mean, or one indicator less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from metrics.choices import Aggregation, Normalisation, Problem, Sources
from metrics.framework import Framework
from metrics.inputs import FloatArray, float_array
from metrics.problems import MetricError
from metrics.ranks import competition_rank
from metrics.simulation import TIE, Evaluator


@dataclass(frozen=True)
class Shift:
    """How far one ranking lies from another.

    compared: units ranked in both. moved: those of them whose rank differs. furthest: the largest change of
    rank. gained, lost: units ranked only in the second or only in the first. tau: Kendall's tau-b, -1 ... 1
    (1 = same order), NaN where fewer than two units are compared or one ranking is all ties.
    """

    compared: int
    moved: int
    furthest: int
    gained: int
    lost: int
    tau: float


def codes_of(framework: Framework, dimension: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List what has a weight in one dimension, or in the index.

    Formula: scored indicators in the order of `metrics.choices.problem_from`, and scored dimensions.
    Parameters: `framework`; `dimension`, a code, or None for the index.
    Result: indicator codes and dimension codes; no dimension codes inside a single dimension, where their
    weight makes no difference. Raises nothing. Source: the framework file.

    >>> from pathlib import Path
    >>> from metrics.framework_file import load_framework
    >>> framework = load_framework(Path(__file__).parents[1] / "data/frameworks/county_capacity.toml")
    >>> codes_of(framework, "F")
    (('F7', 'F8', 'F9'), ())
    """
    indicators = tuple(one.code for one in framework.scored_indicators if dimension in (None, one.dimension))
    dimensions = tuple(one.code for one in framework.scored_dimensions) if dimension is None else ()
    return indicators, dimensions


def reweighed(
    problem: Problem, weights: Mapping[str, float], indicators: Sequence[str], dimensions: Sequence[str] = ()
) -> Problem:
    """Give a problem other weights.

    Formula: a named weight takes the place of the given one; zero leaves the indicator or dimension out.
    Parameters: `problem`; `weights`, code -> weight >= 0, other codes keep theirs; `indicators` and
    `dimensions`, the codes of the problem in its order (`codes_of`).
    Result: Problem. Raises MetricError: a negative weight, or a dimension or index left without any.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> problem = Problem(np.array([[9.0, 1.0]]), np.zeros(2), np.full(2, 10.0), np.ones(2), np.zeros(2, int),
    ...                   np.ones(1), np.zeros(2, bool))
    >>> reweighed(problem, {"F2": 3.0}, ["F1", "F2"]).weights.tolist()
    [1.0, 3.0]
    """
    own = [weights.get(code, given) for code, given in zip(indicators, problem.weights, strict=True)]
    changed = replace(problem, weights=np.array(own, dtype=np.float64))
    if dimensions:
        pairs = zip(dimensions, problem.dimension_weights, strict=True)
        outer = np.array([weights.get(code, given) for code, given in pairs], dtype=np.float64)
        changed = replace(changed, dimension_weights=outer)
    return changed


def scores_under(
    problem: Problem,
    normalisation: Normalisation = "goalposts",
    aggregation: Aggregation | None = None,
) -> FloatArray:
    """Score every unit under one set of choices.

    Formula: as `metrics.simulation.Evaluator` with nothing varying. `aggregation` is the mean across the
    dimensions, or within the dimension where the problem has a single one.
    Parameters: `problem`; `normalisation` goalposts, minmax or percentile (the latter two over the ranked
    units); `aggregation` arithmetic, geometric or harmonic, None = geometric across dimensions and the
    problem's own mean within one. Result: (units,) 0-100, higher is better; NaN = not ranked.
    Raises MetricError: an unknown choice. Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> problem = Problem(np.array([[9.0], [4.0]]), np.zeros(1), np.full(1, 10.0), np.ones(1),
    ...                   np.zeros(1, int), np.ones(1), np.zeros(1, bool))
    >>> scores_under(problem).tolist(), scores_under(problem, "minmax").tolist()
    ([90.0, 40.0], [100.0, 0.0])
    """
    if aggregation is not None and len(problem.dimension_weights) == 1:
        problem = replace(problem, within=aggregation)
    sources = Sources(normalisations=(normalisation,), aggregations=(aggregation or "geometric",))
    evaluator = Evaluator(problem, sources)
    result = np.full(len(problem.matrix), np.nan)
    if len(evaluator.kept):
        result[evaluator.kept] = evaluator.scores(evaluator.base())[0]
    return result


def ranks_of(scores: FloatArray) -> FloatArray:
    """Rank scores, 1 = best; scores that differ by rounding only share a rank.

    Formula: `metrics.ranks.competition_rank` of the scores cut to a billionth.
    Parameters: `scores` (units,), NaN = not ranked. Result: (units,) whole ranks, NaN where not ranked.
    Raises MetricError: infinite scores. Source: as `competition_rank`.

    >>> ranks_of(np.array([50.0, 70.0, 50.0, np.nan]))
    array([ 2.,  1.,  2., nan])
    """
    return competition_rank(np.round(scores / TIE) * TIE)


def shift(before: FloatArray, after: FloatArray) -> Shift:
    """Say how far a ranking has moved.

    Formula: count of differing ranks, largest difference, and Kendall's tau-b over the units ranked in both.
    Parameters: `before`, `after` (units,) ranks, NaN = not ranked. Result: Shift.
    Raises MetricError: unequal lengths. Source: Kendall 1945, doi:10.1093/biomet/33.3.239.

    >>> shift(np.array([1.0, 2.0, 3.0]), np.array([2.0, 1.0, 3.0])).moved
    2
    """
    first, second = float_array(before, "before"), float_array(after, "after")
    if len(first) != len(second):
        raise MetricError(f"before has {len(first)} ranks, after {len(second)}")
    known, still = ~np.isnan(first), ~np.isnan(second)
    both = known & still
    change = np.abs(first[both] - second[both])
    varied = both.sum() > 1 and np.ptp(first[both]) > 0 and np.ptp(second[both]) > 0
    tau = float(stats.kendalltau(first[both], second[both]).statistic) if varied else np.nan
    return Shift(
        compared=int(both.sum()),
        moved=int((change > 0).sum()),
        furthest=int(change.max(initial=0)),
        gained=int((still & ~known).sum()),
        lost=int((known & ~still).sum()),
        tau=tau,
    )


def without_each(
    problem: Problem,
    indicators: Sequence[str],
    normalisation: Normalisation = "goalposts",
    aggregation: Aggregation | None = None,
    index: pd.Index | None = None,
) -> pd.DataFrame:
    """Rank all units once without each indicator.

    Formula: `ranks_of` the scores with that indicator's weight at zero; coverage is then taken over the rest.
    Parameters: as `scores_under`; `indicators`, the codes of the problem in its order; `index`, row labels.
    Result: frame units x indicators of ranks, 1 = best; a column is NaN where nothing would be left of its
    dimension, and for indicators that have no weight already. Raises MetricError: an unknown choice.
    Source: Saisana, Saltelli and Tarantola 2005, doi:10.1111/j.1467-985X.2005.00350.x.

    >>> problem = Problem(np.array([[9.0, 1.0], [4.0, 8.0]]), np.zeros(2), np.full(2, 10.0), np.ones(2),
    ...                   np.zeros(2, int), np.ones(1), np.zeros(2, bool))
    >>> without_each(problem, ["F1", "F2"]).to_numpy().tolist()
    [[2.0, 1.0], [1.0, 2.0]]
    """
    columns = {}
    for position, code in enumerate(indicators):
        left = problem.weights.copy()
        left[position] = 0.0
        total = np.bincount(problem.dimensions, left, len(problem.dimension_weights))
        if problem.weights[position] == 0 or not (total > 0).all():
            columns[code] = np.full(len(problem.matrix), np.nan)
            continue
        columns[code] = ranks_of(scores_under(replace(problem, weights=left), normalisation, aggregation))
    return pd.DataFrame(columns, index=index)
