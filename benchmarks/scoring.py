"""Time 10,000-draw rank bands against the matrix product that bounds them and a loop over pymcdm.

Run from the top folder: python -m benchmarks.scoring
"""

import time
from collections.abc import Callable

import numpy as np

from metrics.choices import Problem, Sources
from metrics.simulation import Evaluator, competition_ranks, simulate_ranks
from metrics.uncertainty import bands_from_ranks

CITIES, INDICATORS, DIMENSIONS, DRAWS = 366, 20, 6, 10_000
COUNTIES, COUNTY_INDICATORS, COUNTY_DRAWS = 2_900, 3, 2_000
LOOPED_DRAWS = 200
REPEATS = 5


def made_up_problem(units: int, indicators: int, dimensions: int) -> Problem:
    """Seeded random values on a 0-10 scale: speed does not depend on what they mean."""
    rng = np.random.default_rng(2020)
    return Problem(
        matrix=rng.uniform(0, 10, (units, indicators)),
        floors=np.zeros(indicators),
        targets=np.full(indicators, 10.0),
        weights=np.ones(indicators),
        dimensions=np.arange(indicators) % dimensions,
        dimension_weights=np.ones(dimensions),
        rubric=np.zeros(indicators, dtype=np.bool_),
    )


def best_time(action: Callable[[], object], repeats: int = REPEATS) -> float:
    """Shortest of several runs in seconds: the least disturbed one."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def rank_bands() -> None:
    """Rank bands of the cities, with every source varying, against the bare product of weights and values."""
    problem = made_up_problem(CITIES, INDICATORS, DIMENSIONS)
    weights = np.random.default_rng(1).dirichlet(np.ones(INDICATORS), DRAWS)
    ours = best_time(lambda: bands_from_ranks(simulate_ranks(problem, Sources(), DRAWS, seed=1)))
    limit = best_time(lambda: weights @ problem.matrix.T)
    sorting = best_time(lambda: competition_ranks(weights @ problem.matrix.T))
    size = f"{CITIES} x {INDICATORS}, {DRAWS:,} draws"
    print(f"rank bands, {size}, weights + scales + goalposts + means: {ours:.3f} s")
    print(f"  limit, matrix product of weights and values alone:   {limit:.3f} s, ratio {ours / limit:.1f}")
    print(
        f"  limit, the product and its ranks:                    {sorting:.3f} s, ratio {ours / sorting:.1f}"
    )


def against_pymcdm() -> None:
    """The same job that a loop over a decision library can do: weights only, one weighted sum a draw."""
    try:
        from pymcdm.helpers import rankdata  # noqa: PLC0415  optional
        from pymcdm.methods import WSM  # noqa: PLC0415
    except ImportError:
        print("  pymcdm is absent: pip install -r benchmarks/requirements.txt")
        return
    problem = made_up_problem(CITIES, INDICATORS, 1)
    only_weights = Sources(
        normalisations=("minmax",), aggregations=("arithmetic",), goalpost_spread=None, weight_spread=0.25
    )
    ours = best_time(lambda: simulate_ranks(problem, only_weights, DRAWS, seed=1))
    draws = Evaluator(problem, only_weights).draw(LOOPED_DRAWS, np.random.default_rng(1))
    shares = draws.weights / draws.weights.sum(axis=1, keepdims=True)
    # As fast as its documented options allow: values scaled beforehand, its input checks off.
    method, kinds = WSM(lambda column, cost=False: column), np.ones(INDICATORS)
    lowest = problem.matrix.min(axis=0)
    scaled = (problem.matrix - lowest) / np.ptp(problem.matrix, axis=0)

    def loop() -> list[object]:
        return [rankdata(method(scaled, one, kinds, validation=False), reverse=True) for one in shares]

    evaluator = Evaluator(problem, only_weights)
    same = np.array_equal(np.array(loop()), competition_ranks(evaluator.scores(draws)))
    theirs = best_time(loop) / LOOPED_DRAWS * DRAWS
    print(f"rank draws by weights alone, same size: {ours:.3f} s")
    print(
        f"  pymcdm in a loop, {LOOPED_DRAWS} draws measured, x {DRAWS // LOOPED_DRAWS}: {theirs:.2f} s,"
        f" ratio {theirs / ours:.0f} times ours; same ranks: {'yes' if same else 'NO'}"
    )


def counties() -> None:
    """Scores once and rank bands of all counties."""
    problem = made_up_problem(COUNTIES, COUNTY_INDICATORS, 1)
    evaluator = Evaluator(problem, Sources())
    base = evaluator.base()
    once = best_time(lambda: competition_ranks(evaluator.scores(base)))
    bands = best_time(lambda: bands_from_ranks(simulate_ranks(problem, Sources(), COUNTY_DRAWS, seed=1)))
    weights = np.random.default_rng(1).dirichlet(np.ones(COUNTY_INDICATORS), COUNTY_DRAWS)
    limit = best_time(lambda: competition_ranks(weights @ problem.matrix.T))
    print(f"counties, {COUNTIES:,} x {COUNTY_INDICATORS}: scored and ranked once in {once * 1000:.2f} ms")
    print(f"  rank bands, {COUNTY_DRAWS:,} draws: {bands:.3f} s")
    print(f"  limit, matrix product and its ranks: {limit:.3f} s, ratio {bands / limit:.1f}")


if __name__ == "__main__":
    rank_bands()
    against_pymcdm()
    counties()
