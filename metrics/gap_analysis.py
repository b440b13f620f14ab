"""What separates a place from a benchmark: native units, points, certainty, and what would close it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from metrics.assessment import INDEX, Assessment
from metrics.framework import Framework, Goalposts, Indicator, TargetValue
from metrics.gap import Effort, least_effort
from metrics.gap_parts import effective_weights, exact_parts
from metrics.index import normalise_indicators
from metrics.inputs import FloatArray
from metrics.obstacle import deficit, obstacle_degree
from metrics.problems import MetricError

Rule = Literal["best", "top_quartile", "median", "targets"]
RULES: tuple[Rule, ...] = ("best", "top_quartile", "median", "targets")
MEDIAN_FACTOR = float(np.sqrt(np.pi / 2))
"""Standard error of a median over that of a mean, for normal values."""


@dataclass(frozen=True)
class GapAnalysis:
    """The gap of one place to one benchmark, indicator by indicator.

    frame, by scored indicator: dimension; value and benchmark (native units, NaN = not assessed); to_close =
    benchmark - value (native); score and benchmark_score (0-100); gap (points of the indicator, positive =
    behind); share (of the dimension's gap, or of the index gap where there is an index; sums to 1);
    contribution and points_if_closed (points of the dimension or index); deficit (points of the dimension or
    index lost against 100 on everything) and obstacle (percent of that deficit); probability (0-1 that the
    gap is real, NaN without a gap to speak of); own (False = the value is inherited, so the gap is not the
    place's own); inherited_from.
    totals, by dimension and "index": score, benchmark_score, gap; over the indicators that both sides have.
    """

    frame: pd.DataFrame
    totals: pd.DataFrame
    unit: str
    benchmark: str


def analyse_gaps(
    assessment: Assessment,
    unit: str,
    benchmark: str,
    peers: Sequence[str],
    *,
    with_inherited: bool = False,
    draws: int = 2000,
    seed: int = 0,
) -> GapAnalysis:
    """Compare a place with a benchmark under the framework it was assessed with.

    Formula: the benchmark is made in native units, indicator by indicator, over the peers without the place
    itself: best = the peer with the best score; top_quartile = mean of the best quarter (at least one);
    median; targets = the goalposts' targets. Or it is one place. Shares by `metrics.gap.decompose`:
    arithmetic within dimensions; where there is an index, its own mean over dimensions, nested, so that the
    contributions add up to the index gap exactly. Probability = share of draws in which the benchmark scores
    higher, both values drawn from their sampling errors and floor and target each moved by up to 20 % of
    their distance.
    Parameters: `unit`, `peers`, row labels of the assessment; `benchmark`, one of RULES or a row label;
    `with_inherited`, compare inherited values too, marked as such; `draws`, `seed` of the probability.
    Result: GapAnalysis.
    Raises MetricError: unknown unit, benchmark or peer; no peers where the rule needs some.
    Source: `metrics.gap`, `metrics.obstacle`; native-unit gaps as in SDG Index reports (Sachs et al. 2016).
    """
    framework = assessment.framework
    values = assessment.values
    others = [peer for peer in dict.fromkeys(peers) if peer != unit]
    for label in (unit, *others, *((benchmark,) if benchmark not in RULES else ())):
        if label not in values.index:
            raise MetricError(f"unit {label!r} is not among those assessed")
    if benchmark in RULES and benchmark != "targets" and not others:
        raise MetricError(f"the benchmark {benchmark!r} needs at least one peer")
    scored = list(framework.scored_indicators)
    codes = [indicator.code for indicator in scored]
    own = _row(values, unit, codes)
    inherited = _row(assessment.inherited, unit, codes)
    passed_down = np.isnan(own) & ~np.isnan(inherited) & with_inherited
    native = np.where(passed_down, inherited, own)
    goal, goal_error = _benchmark(assessment, scored, benchmark, others)
    pair = pd.DataFrame([native, goal], index=["unit", "benchmark"], columns=codes)
    scores = normalise_indicators(pair, framework)
    frame = pd.DataFrame(
        {
            "dimension": [indicator.dimension for indicator in scored],
            "value": native,
            "benchmark": goal,
            "to_close": goal - native,
            "score": scores.loc["unit"],
            "benchmark_score": scores.loc["benchmark"],
        },
        index=pd.Index(codes, name="indicator_code"),
    )
    totals, parts = exact_parts(framework, scores.loc["unit"].to_numpy(), scores.loc["benchmark"].to_numpy())
    frame = frame.join(parts)
    frame = frame.join(_obstacles(framework, frame["score"], whole=INDEX in totals.index))
    error = _row(assessment.standard_errors, unit, codes)
    frame["probability"] = _probability(scored, pair, np.array([error, goal_error]), draws, seed)
    frame["own"] = ~passed_down
    lenders = assessment.inherited_from.loc[[unit], codes].to_numpy()[0]
    owners = [lender if down else None for lender, down in zip(lenders, passed_down, strict=True)]
    frame["inherited_from"] = pd.Series(owners, index=frame.index, dtype=object)
    return GapAnalysis(frame, totals, unit, benchmark)


def effort_to_score(
    assessment: Assessment, unit: str, dimension: str, target: float, costs: Mapping[str, float] | None = None
) -> tuple[pd.DataFrame, Effort]:
    """Find the least costly improvements that lift one dimension of a place to a target score.

    Formula: `metrics.gap.least_effort` over the dimension's assessed indicators; a rubric moves by whole
    levels. Indicators whose points cost the same per point of the dimension share their rise in proportion to
    what each lacks, as no order among them is cheaper. It is arithmetic on a score, not a forecast of what a
    measure would bring.
    Parameters: `unit`, `dimension`; `target`, 0-100; `costs`, per point of each indicator, > 0, 1 where not
    given.
    Result: frame by indicator: points (improvement), to (native value to reach), cost; and the Effort.
    Raises MetricError: unknown unit or dimension, nothing assessed, a framework whose dimensions are no
    arithmetic means; InfeasibleTarget.
    Source: linear programming, see `metrics.gap.least_effort`.
    """
    framework = assessment.framework
    if framework.within != "arithmetic":
        raise MetricError(
            f"least effort needs arithmetic dimensions, {framework.code} has {framework.within}"
        )
    members = [one for one in framework.scored_indicators if one.dimension == dimension]
    if not members:
        raise MetricError(f"{framework.code} does not assess dimension {dimension!r}")
    if unit not in assessment.values.index:
        raise MetricError(f"unit {unit!r} is not among those assessed")
    codes = [one.code for one in members]
    scores = pd.Series(_row(assessment.scorecard.indicators, unit, codes), index=codes)
    prices = np.array([(costs or {}).get(code, 1.0) for code in codes])
    steps = np.array([25.0 if one.kind == "rubric" else np.nan for one in members])
    effort = least_effort(scores, [one.weight for one in members], prices, target, step=steps)
    points = _share_ties(effort.improvement, scores, prices, [one.weight for one in members], steps)
    now = _row(assessment.values, unit, codes)
    reach = [
        _native(one, scores[one.code] + points[one.code], value)
        for one, value in zip(members, now, strict=True)
    ]
    frame = pd.DataFrame({"points": points, "to": reach, "cost": points * prices})
    return frame, effort


def score_for_rank(assessment: Assessment, unit: str, code: str, rank: int) -> float:
    """Return the score that a place needs to reach a rank among the others, as they stand now.

    Parameters: `unit`; `code`, a scored dimension or "index"; `rank`, 1 = best, at most the places ranked.
    Result: the score of the place now at that rank among the others (to be level with it). Raises MetricError
    for a rank that nobody else holds.
    """
    card = assessment.scorecard
    scores = card.index if code == INDEX and card.index is not None else card.dimensions[code]
    others = scores.drop(index=unit).dropna().sort_values(ascending=False)
    if not 1 <= rank <= len(others):
        raise MetricError(f"rank {rank} is not between 1 and {len(others)}")
    return float(others.iloc[rank - 1])


def _share_ties(
    points: pd.Series, scores: pd.Series, prices: FloatArray, weights: Sequence[float], steps: FloatArray
) -> pd.Series:
    """Spread a rise evenly where the solver's choice of one indicator over another is arbitrary."""
    shared = points.copy()
    weight = np.asarray(weights, dtype=np.float64)
    price = np.round(prices / weight, 9)
    room = 100.0 - scores.to_numpy(np.float64)
    movable = np.isnan(steps) & ~np.isnan(room)
    for level in np.unique(price[movable]):
        tied = movable & (price == level)
        most = float(weight[tied] @ room[tied])
        if most > 0:
            shared[tied] = room[tied] * (float(weight[tied] @ points.to_numpy()[tied]) / most)
    return shared


def _row(table: pd.DataFrame, unit: str, codes: list[str]) -> FloatArray:
    return np.asarray(table.loc[[unit], codes].to_numpy(np.float64)[0])


def _benchmark(
    assessment: Assessment, scored: Sequence[Indicator], benchmark: str, peers: list[str]
) -> tuple[FloatArray, FloatArray]:
    """Native benchmark of every indicator, and its standard error (NaN = none)."""
    codes = [indicator.code for indicator in scored]
    nothing = np.full(len(codes), np.nan)
    if benchmark == "targets":
        return np.array([_native(one, 100.0) for one in scored]), nothing
    if benchmark not in RULES:
        return _row(assessment.values, benchmark, codes), _row(assessment.standard_errors, benchmark, codes)
    goal, error = nothing.copy(), nothing.copy()
    scores = assessment.scorecard.indicators.loc[peers]
    for place, code in enumerate(codes):
        ordered = scores[code].dropna().sort_values(ascending=False, kind="stable").index
        if not len(ordered):
            continue
        count = {"best": 1, "top_quartile": max(1, len(ordered) // 4)}.get(benchmark, len(ordered))
        chosen = ordered[:count]
        native = assessment.values.loc[chosen, code].to_numpy(np.float64)
        goal[place] = np.median(native) if benchmark == "median" else native.mean()
        spread = assessment.standard_errors.loc[chosen, code].to_numpy(np.float64)
        if not np.isnan(spread).all():
            mean_error = float(np.sqrt(np.nansum(spread**2)) / count)
            error[place] = mean_error * (MEDIAN_FACTOR if benchmark == "median" else 1.0)
    return goal, error


def _obstacles(framework: Framework, scores: pd.Series, *, whole: bool) -> pd.DataFrame:
    """Obstacle degree and deficit over the whole index, or inside each dimension where nothing joins them."""
    weights = effective_weights(framework) if whole else framework.weights
    groups = np.zeros(len(scores), dtype=np.int64) if whole else framework.membership
    table = pd.DataFrame(np.nan, index=scores.index, columns=["obstacle", "deficit"])
    for group in np.unique(groups):
        members = groups == group
        part = scores[members] / 100
        table.loc[members, "obstacle"] = obstacle_degree(part, weights[members])
        table.loc[members, "deficit"] = 100 * deficit(part, weights[members])
    return table


def _native(indicator: Indicator, points: float, now: float = np.nan) -> float:
    """Value in native units that scores `points`; around a best value, on the side of the value `now`."""
    scale = indicator.normalisation
    if np.isnan(points):
        return float("nan")
    if isinstance(scale, Goalposts):
        return scale.floor + (scale.target - scale.floor) * points / 100
    if isinstance(scale, TargetValue):
        away = max(100.0 - points, 0.0) / scale.slope
        return scale.best + (float(np.sign(now - scale.best)) * away if away else 0.0)
    return points / 25


def _probability(
    scored: Sequence[Indicator], pair: pd.DataFrame, errors: FloatArray, draws: int, seed: int
) -> FloatArray:
    rng = np.random.default_rng(seed)
    result = np.full(len(scored), np.nan)
    for place, indicator in enumerate(scored):
        ends = pair[indicator.code].to_numpy(np.float64)
        noise = rng.standard_normal((2, draws)) * np.nan_to_num(errors[:, place])[:, None]
        shift = rng.uniform(-0.2, 0.2, (2, draws))
        if np.isnan(ends).any() or ends[0] == ends[1]:
            continue
        drawn = ends[:, None] + noise
        scale = indicator.normalisation
        if isinstance(scale, Goalposts):
            span = scale.target - scale.floor
            floor, target = scale.floor + shift[0] * span, scale.target + shift[1] * span
            points = np.clip((drawn - floor) / (target - floor), 0.0, 1.0)
        elif isinstance(scale, TargetValue):
            points = np.clip(1 - scale.slope / 100 * np.abs(drawn - scale.best), 0.0, 1.0)
        else:
            points = drawn
        result[place] = float((points[1] > points[0]).mean())
    return result
