"""How far ranks depend on the choices behind a score: rank bands, pairwise probabilities, sensitivity."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.choices import AGGREGATIONS, Problem, Sources, problem_from
from metrics.framework import Framework
from metrics.inputs import share
from metrics.problems import MetricError
from metrics.sensitivity import sample_ranks, variance_shares
from metrics.simulation import RankArray, simulate_ranks


def rank_bands(
    values: pd.DataFrame,
    framework: Framework,
    draws: int = 2000,
    seed: int = 0,
    *,
    dimension: str | None = None,
    standard_errors: pd.DataFrame | None = None,
    sources: Sources | None = None,
    coverage: float = 0.9,
) -> pd.DataFrame:
    """Median rank and band of each unit under other defensible choices of weights, scales and means.

    Formula: ranks of `draws` scorings (`metrics.simulation.simulate_ranks`), summed up by `bands_from_ranks`.
    Parameters: `values`, `framework`, `dimension`, `standard_errors` as in `metrics.choices.problem_from`;
    `draws` >= 1; `seed`, any whole number >= 0; `sources`, what varies (default
    `default_sources(framework)`); `coverage` of the band, 0 to 1.
    Result: frame on the rows of `values`: median, low, high: whole ranks, 1 = best; NaN for units without a
    score.
    Raises MetricError as the functions named above do.
    Source: Saisana, Saltelli and Tarantola 2005, doi 10.1111/j.1467-985X.2005.00350.x.

    >>> from pathlib import Path
    >>> from metrics.framework_file import load_framework
    >>> framework = load_framework(Path(__file__).parents[1] / "data/frameworks/county_capacity.toml")
    >>> values = pd.DataFrame({"F7": [7.3, 9.0], "F8": [9.2, 12.0], "F9": [9.5, 10.0]}, ["370215", "370281"])
    >>> rank_bands(values, framework, draws=100).loc["370215"].tolist()
    [2.0, 2.0, 2.0]
    """
    problem = problem_from(values, framework, dimension=dimension, standard_errors=standard_errors)
    ranks = simulate_ranks(problem, sources or default_sources(framework), draws, seed)
    return bands_from_ranks(ranks, values.index, coverage)


def default_sources(framework: Framework) -> Sources:
    """Every source varies; the framework's own mean over dimensions is the base of the three means.

    Result: Sources. A framework without an index has a single mean, which then makes no difference.
    """
    if framework.index is None:
        return Sources()
    own = framework.index.aggregation
    return Sources(aggregations=(own, *(mean for mean in AGGREGATIONS if mean != own)))


def bands_from_ranks(ranks: RankArray, index: pd.Index | None = None, coverage: float = 0.9) -> pd.DataFrame:
    """Median rank and central band of each unit over simulated ranks.

    Formula: quantiles 0.5 and (1 -/+ coverage) / 2 over the draws, each the smallest rank that at least this
    share of the draws does not exceed.
    Parameters: `ranks`, draws x units from `metrics.simulation.simulate_ranks` (0 = unranked); `index`,
    labels of the units; `coverage`, 0 to 1.
    Result: frame median, low, high: whole ranks, 1 = best, low <= median <= high; NaN for unranked units.
    Raises MetricError for no draws or a coverage outside 0 to 1.
    Source: Saisana, Saltelli and Tarantola 2005, doi 10.1111/j.1467-985X.2005.00350.x.

    >>> bands_from_ranks(np.array([[1, 2], [1, 2], [2, 1]], dtype=np.int16)).values.tolist()
    [[1.0, 1.0, 2.0], [2.0, 1.0, 2.0]]
    """
    draws = len(ranks)
    if draws == 0:
        raise MetricError("ranks hold no draws")
    tail = (1 - share(coverage, "coverage")) / 2
    by_unit = np.sort(ranks.T, axis=1)
    columns = {}
    for name, quantile in (("median", 0.5), ("low", tail), ("high", 1 - tail)):
        # Rounding of the product would skip a draw where quantile x draws is a whole number.
        position = max(int(np.ceil(round(quantile * draws, 9))) - 1, 0)
        chosen = by_unit[:, position].astype(np.float64)
        columns[name] = np.where(chosen > 0, chosen, np.nan)
    return pd.DataFrame(columns, index=index)


def probability_above(
    ranks: RankArray, index: pd.Index | None = None, units: Sequence[int] | None = None
) -> pd.DataFrame:
    """Share of draws in which one unit ranks strictly above another.

    Formula: P(a above b) = draws with rank_a < rank_b / draws; ties count for neither.
    Parameters: `ranks` and `index` as in `bands_from_ranks`; `units`, positions to compare with each other
    (default all; time grows with the square of their number).
    Result: square frame, row above column, 0 ... 1; NaN on the diagonal and for unranked units.
    Raises MetricError for no draws or a position that does not exist.
    Source: as `bands_from_ranks`.

    >>> probability_above(np.array([[1, 2], [1, 2], [2, 1], [1, 1]], dtype=np.int16)).iloc[0, 1]
    np.float64(0.5)
    """
    if len(ranks) == 0:
        raise MetricError("ranks hold no draws")
    total = ranks.shape[1]
    positions = np.arange(total) if units is None else np.asarray(units, dtype=np.int64)
    if ((positions < 0) | (positions >= total)).any():
        raise MetricError(f"units must be positions 0 ... {total - 1}")
    by_unit = np.ascontiguousarray(ranks.T[positions])
    result = np.empty((len(positions), len(positions)))
    for row, own in enumerate(by_unit):
        result[row] = np.count_nonzero(own < by_unit, axis=1) / len(ranks)
    unranked = by_unit[:, 0] == 0
    result[unranked] = np.nan
    result[:, unranked] = np.nan
    np.fill_diagonal(result, np.nan)
    labels = pd.RangeIndex(total)[positions] if index is None else index[positions]
    return pd.DataFrame(result, index=labels, columns=labels)


def sobol_indices(
    problem: Problem,
    sources: Sources | None = None,
    *,
    unit: int | None = None,
    n: int = 512,
    seed: int,
    confidence: float = 0.95,
    resamples: int = 200,
) -> pd.DataFrame:
    """Share of a rank's variance that each source of uncertainty brings about, alone and with the others.

    Formula: first order = Var(E[y | source]) / Var(y); total = E[Var(y | all other sources)] / Var(y), with
    y = the rank of one unit, or the mean absolute shift of all ranks from those of the base choices.
    Parameters: `problem` and `sources` as in `metrics.simulation`; `unit`, position of a ranked unit, or None
    for the mean shift; `n`, base sample, a power of two (n x (sources + 2) scorings); `seed`; `confidence`
    and `resamples` of a bootstrap interval. Each source is one uniform input that picks among 512 prepared
    draws.
    Result: frame indexed by source: first_order, first_low, first_high, total, total_low, total_high and
    noise (True where an estimate is negative: it is then zero within error, not a finding). Only sources that
    vary are listed; all 0 when y never varies.
    Raises MetricError for n no power of two, an unranked unit, or no source that varies.
    Source: Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018; scipy.stats.sobol_indices.

    >>> problem = Problem(np.array([[9.0, 1.0], [4.0, 5.0]]), np.zeros(2), np.full(2, 10.0), np.ones(2),
    ...                   np.array([0, 1]), np.ones(2), np.zeros(2, dtype=bool))
    >>> sources = Sources(normalisations=("goalposts",), goalpost_spread=None)
    >>> sobol_indices(problem, sources, unit=0, n=64, seed=1).index.tolist()
    ['weights', 'aggregation']
    """
    if n < 2 or n & (n - 1):
        raise MetricError(f"n must be a power of two, not {n!r}")
    sample = sample_ranks(problem, sources or Sources(), n=n, seed=seed)
    return variance_shares(sample, unit=unit, confidence=confidence, resamples=resamples)
