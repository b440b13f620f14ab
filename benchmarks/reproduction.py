"""Time the reproduction numbers of all cities in one call against epyestim, city by city.

The counts are synthetic (seeded Poisson counts around a wave); speed does not depend on them.
Run from the top folder: python -m benchmarks.reproduction
"""

import sys
import time
from collections.abc import Iterator

import numpy as np
import pandas as pd

from benchmarks.record import Record, limit, show
from metrics.reproduction import discretised_shifted_gamma, estimate_r_many

CITIES, DAYS, WINDOW = 366, 374, 7
MEAN_INTERVAL, SD_INTERVAL = 7.5, 3.4  # Li et al. 2020, doi 10.1056/NEJMoa2001316
MEASURED_CITIES = 20
REPEATS = 5
AGREEMENT = 1e-6


def synthetic_counts() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Days x cities: one wave a city, of varied size and date."""
    rng = np.random.default_rng(2020)
    day = np.arange(DAYS)[:, None]
    peak, height = rng.uniform(20, 300, CITIES), rng.lognormal(2, 1, CITIES)
    return rng.poisson(1 + height * np.exp(-(((day - peak) / 15) ** 2))).astype(np.float64)


def records() -> Iterator[Record]:
    """Return our time beside the peer's, and by how much the two disagree."""
    counts = synthetic_counts()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        ours = estimate_r_many(counts, mean_si=MEAN_INTERVAL, sd_si=SD_INTERVAL, min_cases=0)
        times.append(time.perf_counter() - start)
    best = min(times)
    what = f"reproduction number, {CITIES} cities x {DAYS} days (synthetic)"
    try:
        from epyestim.estimate_r import estimate_r, gamma_quantiles  # noqa: PLC0415  optional
    except ImportError:
        print("  epyestim is absent: pip install -r benchmarks/requirements.txt", file=sys.stderr)
        yield Record("reproduction", what, best, "s")
        return
    interval = discretised_shifted_gamma(MEAN_INTERVAL, SD_INTERVAL, DAYS)
    dates = pd.date_range("2020-01-01", periods=DAYS)
    times = []
    for _ in range(REPEATS):
        peers = []
        start = time.perf_counter()
        for city in range(MEASURED_CITIES):
            series = pd.Series(counts[:, city], index=dates)
            fit = estimate_r(series, interval, a_prior=1, b_prior=5, window_size=WINDOW)
            shape, scale = fit["a_posterior"].to_numpy(), fit["b_posterior"].to_numpy()
            peers.append([gamma_quantiles(q, shape, scale) for q in (0.025, 0.5, 0.975)])
        times.append(time.perf_counter() - start)
    theirs = min(times) / MEASURED_CITIES * CITIES
    peer = f"epyestim, quantiles only, {MEASURED_CITIES} cities, extrapolated"
    yield Record("reproduction", what, best, "s", peer, theirs, at_most=1.0)
    # epyestim keeps the window that holds day 1 and the windows by the mean interval; the rest must agree.
    largest = 0.0
    for city in range(MEASURED_CITIES):
        own = ours[(ours["place"] == city) & ours["mean"].notna()]
        median = peers[city][1][own["t_end"].to_numpy() - WINDOW]
        largest = max(largest, float(np.abs(own["median"].to_numpy() / median - 1).max()))
    what = "largest relative difference of the medians, shared windows"
    yield limit("reproduction", what, largest, "", AGREEMENT)


if __name__ == "__main__":
    sys.exit(min(show(records()), 1))
