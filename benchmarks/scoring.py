"""Time 10,000-draw rank bands against the matrix product that bounds them and a loop over pymcdm.

Run from the top folder: python -m benchmarks.scoring
"""

import sys
import time
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.record import Record, limit, show
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


def rank_bands() -> Iterator[Record]:
    """Rank bands of the cities, with every source varying, against the bare product of weights and values."""
    problem = made_up_problem(CITIES, INDICATORS, DIMENSIONS)
    weights = np.random.default_rng(1).dirichlet(np.ones(INDICATORS), DRAWS)
    ours = best_time(lambda: bands_from_ranks(simulate_ranks(problem, Sources(), DRAWS, seed=1)))
    product = best_time(lambda: weights @ problem.matrix.T)
    sorting = best_time(lambda: competition_ranks(weights @ problem.matrix.T))
    what = f"rank bands, {CITIES} x {INDICATORS}, {DRAWS:,} draws, all sources"
    yield Record("scoring", what, ours, "s", "matrix product of weights and values alone", product)
    yield Record("scoring", what, ours, "s", "the product and its ranks", sorting)


def against_pymcdm() -> Iterator[Record]:
    """The same job that a loop over a decision library can do: weights only, one weighted sum a draw."""
    try:
        from pymcdm.helpers import rankdata  # noqa: PLC0415  optional
        from pymcdm.methods import WSM  # noqa: PLC0415
    except ImportError:
        print("  pymcdm is absent: pip install -r benchmarks/requirements.txt", file=sys.stderr)
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
    peer = f"pymcdm in a loop, {LOOPED_DRAWS} draws x {DRAWS // LOOPED_DRAWS}"
    yield Record("scoring", "rank draws by weights alone, same size", ours, "s", peer, theirs, at_most=1.0)
    yield limit("scoring", "draws ranked otherwise than by pymcdm", not same, "draws", 0)


def counties() -> Iterator[Record]:
    """Scores once and rank bands of all counties."""
    problem = made_up_problem(COUNTIES, COUNTY_INDICATORS, 1)
    evaluator = Evaluator(problem, Sources())
    base = evaluator.base()
    once = best_time(lambda: competition_ranks(evaluator.scores(base)))
    bands = best_time(lambda: bands_from_ranks(simulate_ranks(problem, Sources(), COUNTY_DRAWS, seed=1)))
    weights = np.random.default_rng(1).dirichlet(np.ones(COUNTY_INDICATORS), COUNTY_DRAWS)
    product = best_time(lambda: competition_ranks(weights @ problem.matrix.T))
    yield Record("scoring", f"{COUNTIES:,} counties x {COUNTY_INDICATORS}, scored and ranked once", once, "s")
    what = f"rank bands of {COUNTIES:,} counties, {COUNTY_DRAWS:,} draws"
    yield Record("scoring", what, bands, "s", "matrix product and its ranks", product)


def records() -> Iterator[Record]:
    """Return every figure of scoring beside its limit or peer."""
    yield from rank_bands()
    yield from against_pymcdm()
    yield from counties()


if __name__ == "__main__":
    sys.exit(min(show(records()), 1))
