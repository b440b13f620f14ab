"""How a score goes with an outcome, beside what plain facts about the places already say."""

import warnings
from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from metrics.inputs import FloatArray, float_array, share
from metrics.problems import DegenerateWarning, MetricError

Method = Literal["spearman", "pearson"]
Interval = Literal["fisher", "bootstrap"]


def association(
    score: ArrayLike | pd.Series,
    outcome: ArrayLike | pd.Series,
    baselines: Mapping[str, ArrayLike | pd.Series] | pd.DataFrame | None = None,
    *,
    method: Method = "spearman",
    interval: Interval = "fisher",
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Correlation of a score with an outcome, of each plain baseline with it, and of the score beyond those.

    Formula: Pearson's r, of average ranks for "spearman". Partial: r of the residuals of score and outcome
    (of their ranks) from a least-squares fit on all baselines. Fisher interval tanh(atanh r +/- z se), with
    se = sqrt(1 / (n - 3 - k)) for k baselines partialled out, times sqrt(1 + r^2 / 2) for Spearman;
    bootstrap: percentile interval over resampled places, ranks taken anew.
    Parameters: `score`, `outcome` and each of `baselines` (name -> values, such as Wuhan inflow, population,
    income), one per place in the same order, NaN = missing; `draws` and `seed` of the bootstrap.
    Result: frame, one row each for "score", every baseline, and "score beyond baselines" (if any are given):
    coefficient, low, high (-1 ... 1; the sign says nothing about good or bad, the outcome decides), n (places
    with both values; for the partial row, with all). NaN with a DegenerateWarning where fewer than 4 + k
    places remain or a column does not vary among them or is determined by the baselines. At |r| = 1 the
    Fisher interval is the point itself.
    Raises MetricError for unequal lengths, infinite values, an unknown method or interval, fewer than 1 draw.
    Source: Bonett and Wright 2000, doi 10.1007/BF02294183 (standard error for Spearman); Fisher 1915,
    doi 10.1093/biomet/10.4.507.

    >>> association([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])["coefficient"].round(2).to_dict()
    {'score': 0.8}
    """
    if method not in ("spearman", "pearson"):
        raise MetricError(f"method must be 'spearman' or 'pearson', not {method!r}")
    if interval not in ("fisher", "bootstrap"):
        raise MetricError(f"interval must be 'fisher' or 'bootstrap', not {interval!r}")
    if draws < 1:
        raise MetricError(f"draws must be at least 1, not {draws!r}")
    share(confidence, "confidence")
    columns = {"score": float_array(score, "score"), "outcome": float_array(outcome, "outcome")}
    named = {} if baselines is None else {str(name): values for name, values in baselines.items()}
    plain = {name: float_array(values, f"baseline {name}") for name, values in named.items()}
    for name, values in (columns | plain).items():
        if len(values) != len(columns["score"]):
            raise MetricError(f"{name} has {len(values)} values, score {len(columns['score'])}")
    y = columns["outcome"]
    questions = {"score": np.column_stack([columns["score"], y])}
    questions |= {name: np.column_stack([values, y]) for name, values in plain.items()}
    if plain:
        questions["score beyond baselines"] = np.column_stack([columns["score"], y, *plain.values()])
    rows = {}
    for number, (name, table) in enumerate(questions.items()):
        complete = table[~np.isnan(table).any(axis=1)]
        r = _correlation(complete, method)
        if np.isnan(r):
            warnings.warn(
                f"association undefined for {name}: too few or unvarying values",
                DegenerateWarning,
                stacklevel=2,
            )
            rows[name] = (np.nan, np.nan, np.nan, len(complete))
            continue
        if interval == "fisher":
            low, high = _fisher(r, len(complete), table.shape[1] - 2, method, confidence)
        else:
            rng = np.random.default_rng([seed, number])
            low, high = _bootstrap(complete, method, confidence, draws, rng)
        rows[name] = (r, low, high, len(complete))
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["coefficient", "low", "high", "n"])
    return frame


def _correlation(table: FloatArray, method: Method) -> float:
    """Correlate column 0 with column 1, given the further columns; NaN if undefined."""
    places, width = table.shape
    if places < width + 2 or (np.ptp(table, axis=0) == 0).any():
        return np.nan
    values = stats.rankdata(table, axis=0) if method == "spearman" else table
    values = (values - values.mean(axis=0)) / values.std(axis=0)
    pair = values[:, :2]
    if width > 2:
        given = values[:, 2:]
        pair = pair - given @ np.linalg.lstsq(given, pair, rcond=None)[0]
        # Residuals at the level of rounding: the baselines determine the column, nothing is left to compare.
        if (pair.std(axis=0) < 1e-9).any():
            return np.nan
    return float(np.clip(np.corrcoef(pair, rowvar=False)[0, 1], -1, 1))


def _fisher(r: float, n: int, given: int, method: Method, confidence: float) -> tuple[float, float]:
    if abs(r) > 1 - 1e-15:
        return (r, r)
    error = np.sqrt(1 / (n - 3 - given))
    if method == "spearman":
        error *= np.sqrt(1 + r**2 / 2)
    reach = float(stats.norm.ppf(0.5 + confidence / 2) * error)
    return float(np.tanh(np.arctanh(r) - reach)), float(np.tanh(np.arctanh(r) + reach))


def _bootstrap(
    table: FloatArray, method: Method, confidence: float, draws: int, rng: np.random.Generator
) -> tuple[float, float]:
    found = [_correlation(table[rng.integers(len(table), size=len(table))], method) for _ in range(draws)]
    # A resample may hold one place only, again and again; it says nothing and is left out.
    known = np.array(found)[~np.isnan(found)]
    if len(known) == 0:
        return (np.nan, np.nan)
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
