"""What separates a unit from a benchmark, what closing it would bring, and the cheapest way to a target."""

import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, brentq, milp

from metrics.aggregate import weight_shares
from metrics.inputs import FloatArray, float_array, index_of
from metrics.problems import DegenerateWarning, MetricError

Aggregation = Literal["arithmetic", "geometric"]


class InfeasibleTarget(MetricError):  # noqa: N818 - the name says what is wrong without "Error"
    """A target score that the unit cannot reach within the ceilings."""


def decompose(
    unit: FloatArray | pd.Series,
    benchmark: FloatArray | pd.Series,
    weights: ArrayLike | pd.Series,
    aggregation: Aggregation = "arithmetic",
) -> pd.DataFrame:
    """Split the gap between a unit's index and a benchmark's into the indicators' contributions, exactly.

    Formula: with v the weights renormalised over the indicators both have, share_j = t_j / sum t where t_j =
    v_j*(b_j - x_j) (arithmetic) or v_j*ln(b_j / x_j) (geometric); contribution_j = share_j * (index(b) -
    index(x)); points_if_closed_j = index(x with x_j := b_j) - index(x).
    Parameters: `unit` x and `benchmark` b (n,), normalised, higher is better, above 0 for geometric, NaN =
    missing; `weights` (n,); `aggregation` the index's own (another one gives another order of priorities).
    Result: frame on the unit's labels. gap: b - x, in points of the indicator, positive = behind; share: of
    the index gap, sums to 1, negative where the unit leads; contribution: points of the index, sums to the
    index gap; points_if_closed: points of the index, equal to contribution only for arithmetic. NaN where
    either side is missing. Index gap 0 (also when gaps cancel): share NaN with a DegenerateWarning,
    contribution t_j (arithmetic) or NaN (geometric).
    Raises MetricError: different labels or lengths, a value <= 0 for geometric, refused weights, unknown
    aggregation, infinite values.
    Source: additive and logarithmic (Divisia) decomposition; Ang 2004, doi:10.1016/S0301-4215(03)00076-4.

    >>> frame = decompose(pd.Series({"B": 40.0, "F": 80.0}), pd.Series({"B": 70.0, "F": 90.0}), [1, 1])
    >>> frame["share"].tolist(), frame["points_if_closed"].tolist()
    ([0.75, 0.25], [15.0, 5.0])
    """
    both_labelled = isinstance(unit, pd.Series) and isinstance(benchmark, pd.Series)
    if both_labelled and not index_of(unit).equals(index_of(benchmark)):
        raise MetricError("unit and benchmark must list the same indicators in the same order")
    x, b = float_array(unit, "unit"), float_array(benchmark, "benchmark")
    if len(x) != len(b):
        raise MetricError(f"unit has {len(x)} indicators, benchmark {len(b)}")
    shares = _labelled_shares(weights, unit, len(x))
    both = ~np.isnan(x) & ~np.isnan(b) & (shares > 0)
    shares = np.where(both, shares, 0.0) / (shares[both].sum() if both.any() else np.nan)
    if aggregation == "arithmetic":
        terms = shares * (b - x)
        total = float(terms[both].sum())
        closed = terms
    elif aggregation == "geometric":
        _require_positive(x, "unit")
        _require_positive(b, "benchmark")
        terms = shares * np.log(b / x)
        score = float(np.exp((shares * np.log(x))[both].sum()))
        total = score * float(np.expm1(terms[both].sum()))
        closed = score * np.expm1(terms)
    else:
        raise MetricError(f'aggregation must be "arithmetic" or "geometric", not {aggregation!r}')
    whole = float(terms[both].sum())
    # gaps such as 0.1 + 0.2 - 0.3 cancel up to rounding: no share of nothing
    cancels = abs(whole) <= 1e-12 * float(np.abs(terms[both]).sum())
    if cancels and both.any():
        warnings.warn("decompose: the index gap is zero, shares are missing", DegenerateWarning, stacklevel=2)
    share = np.full(len(x), np.nan)
    np.divide(terms, whole, out=share, where=both & (not cancels))
    contribution = terms if aggregation == "arithmetic" else share * total
    columns = {"gap": b - x, "share": share, "contribution": contribution, "points_if_closed": closed}
    index = unit.index if isinstance(unit, pd.Series) else pd.RangeIndex(len(x))
    return pd.DataFrame(
        {name: np.where(both, column, np.nan) for name, column in columns.items()}, index=index
    )


@dataclass(frozen=True)
class Effort:
    """The cheapest improvements found: points per indicator, their total cost, the score they reach."""

    improvement: pd.Series
    cost: float
    reached: float


def least_effort(
    scores: FloatArray | pd.Series,
    weights: ArrayLike | pd.Series,
    costs: ArrayLike,
    target: float,
    aggregation: Aggregation = "arithmetic",
    *,
    ceiling: ArrayLike = 100.0,
    step: ArrayLike | None = None,
) -> Effort:
    """Find the cheapest set of improvements that lifts a unit to a target score.

    Formula: minimise sum c_j*d_j subject to index(x + d) >= target, 0 <= d_j <= max(ceiling_j - x_j, 0).
    Arithmetic: linear program, whole steps through integer variables. Geometric: without steps, the optimum
    x_j + d_j = clip(m*v_j/c_j, x_j, ceiling_j), m by root finding; with a step for every indicator, an
    integer program over levels with sum v*ln(x + d) >= ln(target). All are exact up to solver
    tolerance (1e-6 in the score). Costs are linear: no fixed charge, no joint discount.
    Parameters: `scores` (n,), normalised, NaN = not assessed and left out, weights renormalised; `weights`
    (n,); `costs` (n,) per point, > 0, any unit; `target` in points of the score; `ceiling` one or (n,);
    `step` (n,) smallest possible improvement in points (25 for a five-level rubric), NaN or None =
    continuous.
    Result: Effort: improvement (n,) series in points (NaN where not assessed), cost in the unit of the costs,
    reached score >= target. A target already met costs 0.
    Raises InfeasibleTarget with the highest reachable score; MetricError: cost or step <= 0, nothing
    assessed, scores <= 0 or steps for only some indicators under geometric, refused weights.
    Source: linear and mixed-integer programming, scipy.optimize.milp (HiGHS, Huangfu & Hall 2018,
    doi:10.1007/s12532-017-0130-5).

    >>> least_effort(np.array([40.0, 80.0]), [1, 1], [1, 3], target=75).improvement.tolist()
    [30.0, 0.0]
    """
    x = float_array(scores, "scores")
    shares = _labelled_shares(weights, scores, len(x))
    assessed = ~np.isnan(x) & (shares > 0)
    if not assessed.any():
        raise MetricError("least_effort: no indicator with weight is assessed")
    price, top = _setting(costs, len(x), "costs"), _setting(ceiling, len(x), "ceiling")
    steps = np.full(len(x), np.nan) if step is None else _setting(step, len(x), "step", gaps=True)
    if (price <= 0).any() or (steps <= 0).any():
        raise MetricError("costs and steps must be above 0")
    if not np.isfinite(target):
        raise MetricError(f"target must be a finite number, not {target}")
    if aggregation == "geometric":
        _require_positive(x, "scores")
    elif aggregation != "arithmetic":
        raise MetricError(f'aggregation must be "arithmetic" or "geometric", not {aggregation!r}')
    room = np.maximum(top - x, 0.0)
    # a step that would pass the ceiling is not available; 1e-9 keeps 75 + 25 under a ceiling of 100
    room = np.where(np.isnan(steps), room, np.floor(room / steps + 1e-9) * steps)
    v = shares[assessed] / shares[assessed].sum()
    task = _Task(x[assessed], v, price[assessed], room[assessed], steps[assessed], float(target))
    lift = _cheapest(task, aggregation)
    improvement = np.full(len(x), np.nan)
    improvement[assessed] = lift
    reached = _index(task.x + lift, v, aggregation)
    return Effort(pd.Series(improvement, index=index_of(scores)), float(task.cost @ lift), reached)


@dataclass(frozen=True)
class _Task:
    """The assessed indicators only: scores, weight shares, costs, room to rise, steps (NaN = continuous)."""

    x: FloatArray
    v: FloatArray
    cost: FloatArray
    room: FloatArray
    step: FloatArray
    target: float


def _cheapest(task: _Task, aggregation: Aggregation) -> FloatArray:
    best = _index(task.x + task.room, task.v, aggregation)
    if best < task.target - 1e-9 * max(abs(task.target), 1.0):
        raise InfeasibleTarget(f"target {task.target:g} is out of reach: closing everything gives {best:g}")
    if _index(task.x, task.v, aggregation) >= task.target:
        return np.zeros(len(task.x))
    if best <= task.target:
        return task.room
    continuous = np.isnan(task.step)
    if aggregation == "arithmetic":
        return _cheapest_sum(task)
    if continuous.all():
        return _cheapest_product(task)
    if continuous.any():
        raise MetricError("geometric least_effort needs a step for every assessed indicator or for none")
    return _cheapest_levels(task)


def _cheapest_sum(task: _Task) -> FloatArray:
    whole = ~np.isnan(task.step)
    size = np.where(whole, task.step, 1.0)
    most = np.where(whole, np.round(task.room / size), task.room)
    return size * _solve(task.cost * size, task.v * size, task.target - float(task.v @ task.x), most, whole)


def _cheapest_product(task: _Task) -> FloatArray:
    def lift(log_price: float) -> FloatArray:
        wanted = np.exp(log_price) * task.v / task.cost
        return np.asarray(np.clip(wanted, task.x, task.x + task.room) - task.x)

    def surplus(log_price: float) -> float:
        return float(task.v @ np.log(task.x + lift(log_price)) - np.log(task.target))

    thresholds = np.log(np.array([task.x, task.x + task.room]) * task.cost / task.v)
    return lift(brentq(surplus, thresholds.min() - 1, thresholds.max() + 1, xtol=1e-14, rtol=1e-14))


def _cheapest_levels(task: _Task) -> FloatArray:
    """Choose one level per indicator: binary variables, at most one raised level each."""
    indicators = np.arange(len(task.x))
    counts = np.round(task.room / task.step).astype(int)
    owner = np.repeat(indicators, counts)
    rise = np.concatenate([task.step[j] * np.arange(1, counts[j] + 1) for j in indicators])
    gain = task.v[owner] * np.log1p(rise / task.x[owner])
    needed = float(np.log(task.target) - task.v @ np.log(task.x))
    one_each = LinearConstraint((owner == indicators[:, None]).astype(float), -np.inf, 1)
    every = np.ones(len(rise))
    chosen = _solve(task.cost[owner] * rise, gain, needed, every, every > 0, one_each)
    lift = np.zeros(len(task.x))
    np.add.at(lift, owner, rise * chosen)
    return lift


def _solve(
    cost: FloatArray,
    gain: FloatArray,
    needed: float,
    most: FloatArray,
    whole: np.ndarray,
    *more: LinearConstraint,
) -> FloatArray:
    enough = LinearConstraint(gain[None, :] / needed, 1, np.inf)
    answer = milp(cost, integrality=whole.astype(int), bounds=Bounds(0, most), constraints=[enough, *more])
    if answer.x is None:
        raise InfeasibleTarget(f"the solver found no way to the target: {answer.message}")
    return np.asarray(np.where(whole, np.round(answer.x), answer.x))


def _index(x: FloatArray, v: FloatArray, aggregation: Aggregation) -> float:
    return float(v @ x) if aggregation == "arithmetic" else float(np.exp(v @ np.log(x)))


def _labelled_shares(weights: ArrayLike | pd.Series, unit: object, count: int) -> FloatArray:
    if isinstance(weights, pd.Series) and isinstance(unit, pd.Series):
        if set(weights.index) != set(unit.index):
            raise MetricError("weights must name exactly the indicators of the unit")
        weights = weights.reindex(unit.index)
    return weight_shares(weights, count)


def _setting(entries: ArrayLike, count: int, name: str, *, gaps: bool = False) -> FloatArray:
    array = float_array(np.broadcast_to(np.asarray(entries, dtype=float), (count,)), name)
    if np.isnan(array).any() and not gaps:
        raise MetricError(f"{name} has a missing entry")
    return array


def _require_positive(x: FloatArray, name: str) -> None:
    if (x <= 0).any():
        raise MetricError(f"{name} holds {x[x <= 0][0]:g}: geometric needs values above 0, floor at 1 first")
