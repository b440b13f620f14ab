"""Which choice moves ranks: one sample of rankings for all units, and the shares of variance in it."""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from metrics.choices import Problem, Sources
from metrics.inputs import FloatArray, share
from metrics.problems import MetricError
from metrics.simulation import BUFFER_CELLS, Draws, Evaluator, RankArray, competition_ranks

# Each source of uncertainty, the part of a draw it owns, and whether it varies at all.
_PARTS = {
    "weights": ("weights", "dimension_weights"),
    "normalisation": ("normalisation",),
    "aggregation": ("aggregation",),
    "goalposts": ("goalposts",),
    "rubric spacing": ("rubric",),
    "sampling error": ("noise",),
}
_TABLE = 512


@dataclass(frozen=True)
class RankSample:
    """Ranks of all units under sampled choices, from which the shares for any one unit follow.

    varying: the sources that vary. kept: positions of the ranked units, ascending. base: their ranks by the
    base choices. ranks: for every set of inputs that the estimator asks for, in its order, scorings x units.
    n: base sample. rng: the generator as it stood before the inputs were drawn; nobody draws from it.
    """

    varying: tuple[str, ...]
    kept: NDArray[np.int64]
    base: FloatArray
    ranks: tuple[RankArray, ...]
    n: int
    rng: np.random.Generator


def sample_ranks(problem: Problem, sources: Sources, *, n: int, seed: int, workers: int = 2) -> RankSample:
    """Rank all units under sampled choices.

    Formula: each source is one uniform input that picks among 512 prepared draws; a base sample of n points,
    another one, and the points that take one input from the other (Saltelli).
    Parameters: `problem` and `sources` as in `metrics.simulation`; `n`, a power of two (n x (sources + 2)
    scorings); `seed`: the same one gives the same ranks on any number of `workers` (threads).
    Result: RankSample. It does not depend on any one unit: ask `variance_shares` for as many as you like.
    Raises MetricError where no source varies.
    Source: Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018.

    >>> problem = Problem(np.array([[9.0, 1.0], [4.0, 5.0]]), np.zeros(2), np.full(2, 10.0), np.ones(2),
    ...                   np.array([0, 1]), np.ones(2), np.zeros(2, dtype=bool))
    >>> sources = Sources(normalisations=("goalposts",), goalpost_spread=None)
    >>> [ranks.shape for ranks in sample_ranks(problem, sources, n=4, seed=1).ranks]
    [(4, 2), (4, 2), (8, 2)]
    """
    evaluator = Evaluator(problem, sources)
    varying = _varying(evaluator)
    if not varying:
        raise MetricError("no source of uncertainty varies")
    rng = np.random.default_rng(seed)
    table = _even_choices(evaluator.draw(_TABLE, rng), sources)
    base = evaluator.base()
    step = int(np.clip(BUFFER_CELLS // max(len(evaluator.kept), 1), 4, 512))

    def ranked(chosen: NDArray[np.int64]) -> RankArray:
        return competition_ranks(evaluator.scores(_compose(table, base, varying, chosen)))

    before, found = deepcopy(rng), []
    with ThreadPoolExecutor(workers) as pool:

        def ask(inputs: FloatArray) -> FloatArray:
            chosen = np.minimum((inputs * _TABLE).astype(np.int64), _TABLE - 1)
            starts = range(0, chosen.shape[1], step)
            parts = pool.map(ranked, [chosen[:, start : start + step] for start in starts])
            found.append(np.concatenate(list(parts)))
            return np.zeros(chosen.shape[1])

        if len(varying) == 1:
            # One source owns all variance there is; the library cannot take a single input.
            ask((np.arange(_TABLE, dtype=np.float64) / _TABLE)[None, :])
        else:
            stats.sobol_indices(func=ask, n=n, dists=[stats.uniform()] * len(varying), rng=rng)
    base_ranks = competition_ranks(evaluator.scores(base))[0].astype(np.float64)
    return RankSample(tuple(varying), evaluator.kept, base_ranks, tuple(found), n, before)


def variance_shares(
    sample: RankSample, *, unit: int | None = None, confidence: float = 0.95, resamples: int = 200
) -> pd.DataFrame:
    """Share of the variance of one unit's rank that each source brings about, alone and with the others.

    Formula, parameters and result: as in `metrics.uncertainty.sobol_indices`, for a sample taken before.
    Raises MetricError for an unranked unit or a confidence outside 0 to 1.
    Source: Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018; scipy.stats.sobol_indices.

    >>> problem = Problem(np.array([[9.0, 1.0], [4.0, 5.0]]), np.zeros(2), np.full(2, 10.0), np.ones(2),
    ...                   np.array([0, 1]), np.ones(2), np.zeros(2, dtype=bool))
    >>> sources = Sources(normalisations=("goalposts",), goalpost_spread=None)
    >>> variance_shares(sample_ranks(problem, sources, n=64, seed=1), unit=0).index.tolist()
    ['weights', 'aggregation']
    """
    if unit is not None and unit not in sample.kept:
        raise MetricError(f"unit {unit} is not ranked")
    tail = (1 - share(confidence, "confidence")) / 2
    recorded = [_outcome(sample, ranks, unit) for ranks in sample.ranks]
    varying, count = list(sample.varying), len(sample.varying)
    if count == 1:
        whole = float(np.ptp(recorded[0]) > 0)
        return _sensitivity_frame(varying, np.full((3, 2, 1), whole))
    # The inputs are drawn again as they were, so that the bootstrap goes on from the same state.
    rng, answers = deepcopy(sample.rng), iter(recorded)
    estimate = stats.sobol_indices(
        func=lambda _inputs: next(answers), n=sample.n, dists=[stats.uniform()] * count, rng=rng
    )
    spread = _bootstrap(recorded, sample.n, count, resamples, rng)
    low, high = np.quantile(spread, [tail, 1 - tail], axis=0)
    return _sensitivity_frame(
        varying, np.stack([np.stack([estimate.first_order, estimate.total_order]), low, high])
    )


def _outcome(sample: RankSample, ranks: RankArray, unit: int | None) -> FloatArray:
    if unit is None:
        return np.asarray(np.abs(ranks - sample.base).mean(axis=1))
    return ranks[:, int(np.searchsorted(sample.kept, unit))].astype(np.float64)


def _sensitivity_frame(sources: list[str], values: FloatArray) -> pd.DataFrame:
    # values: estimate, low, high x first order, total x sources
    columns: dict[str, FloatArray | NDArray[np.bool_]] = {}
    for order, name in enumerate(("first", "total")):
        columns[f"{name}_order" if name == "first" else name] = values[0, order]
        columns[f"{name}_low"] = values[1, order]
        columns[f"{name}_high"] = values[2, order]
    columns["noise"] = (values[0] < 0).any(axis=0)
    return pd.DataFrame(columns, index=pd.Index(sources, name="source"))


def _varying(evaluator: Evaluator) -> list[str]:
    sources, problem = evaluator.sources, evaluator.problem
    several_weights = len(problem.dimension_weights) > 1 or len(problem.weights) > 1
    numeric = not problem.rubric.all()
    varies = {
        "weights": (sources.weight_spread is not None or sources.dirichlet is not None) and several_weights,
        "normalisation": len(sources.normalisations) > 1 and numeric,
        "aggregation": len(sources.aggregations) > 1 and len(problem.dimension_weights) > 1,
        "goalposts": sources.goalpost_spread is not None
        and numeric
        and "goalposts" in sources.normalisations,
        "rubric spacing": sources.rubric_concentration is not None and bool(evaluator.levels),
        "sampling error": bool(evaluator.errors),
    }
    return [name for name in _PARTS if varies[name]]


def _even_choices(table: Draws, sources: Sources) -> Draws:
    # Discrete options in equal, ordered blocks: the input then splits evenly between them.
    blocks = np.arange(_TABLE)
    return replace(
        table,
        normalisation=blocks * len(sources.normalisations) // _TABLE,
        aggregation=blocks * len(sources.aggregations) // _TABLE,
    )


def _compose(table: Draws, base: Draws, varying: list[str], chosen: NDArray[np.int64]) -> Draws:
    count = chosen.shape[1]
    still = np.zeros(count, dtype=np.int64)
    parts: dict[str, object] = {}
    for source, names in _PARTS.items():
        moves = source in varying
        origin, rows = (table, chosen[varying.index(source)]) if moves else (base, still)
        for name in names:
            value = getattr(origin, name)
            if name == "noise":
                parts[name] = {j: noise[rows] for j, noise in value.items()}
            else:
                parts[name] = value[:, rows] if name == "goalposts" else value[rows]
    return Draws(**{field.name: parts[field.name] for field in fields(Draws)})  # type: ignore[arg-type]


def _bootstrap(
    recorded: list[FloatArray], n: int, count: int, resamples: int, rng: np.random.Generator
) -> FloatArray:
    f_a, f_b = recorded[0][None, :], recorded[1][None, :]
    f_ab = recorded[2].reshape(n, count).T[:, None, :]
    result = np.empty((resamples, 2, count))
    for draw in range(resamples):
        rows = rng.integers(n, size=n)
        again = stats.sobol_indices(
            func={"f_A": f_a[:, rows], "f_B": f_b[:, rows], "f_AB": f_ab[..., rows]}, n=n
        )
        result[draw] = again.first_order, again.total_order
    return result
