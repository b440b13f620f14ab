"""Time the reproduction numbers of all cities in one call against epyestim, city by city.

The counts are synthetic (seeded Poisson counts around a wave); speed does not depend on them.
Run from the top folder: python -m benchmarks.reproduction
"""

import time

import numpy as np
import pandas as pd

from metrics.reproduction import discretised_shifted_gamma, estimate_r_many

CITIES, DAYS, WINDOW = 366, 374, 7
MEAN_INTERVAL, SD_INTERVAL = 7.5, 3.4  # Li et al. 2020, doi 10.1056/NEJMoa2001316
MEASURED_CITIES = 20
REPEATS = 5


def synthetic_counts() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Days x cities: one wave a city, of varied size and date."""
    rng = np.random.default_rng(2020)
    day = np.arange(DAYS)[:, None]
    peak, height = rng.uniform(20, 300, CITIES), rng.lognormal(2, 1, CITIES)
    return rng.poisson(1 + height * np.exp(-(((day - peak) / 15) ** 2))).astype(np.float64)


def main() -> None:
    """Print our time, the peer's and the ratio, and whether the two agree."""
    counts = synthetic_counts()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        ours = estimate_r_many(counts, mean_si=MEAN_INTERVAL, sd_si=SD_INTERVAL, min_cases=0)
        times.append(time.perf_counter() - start)
    best = min(times)
    print(f"reproduction number, {CITIES} cities x {DAYS} days (synthetic), one call: {best:.3f} s")
    try:
        from epyestim.estimate_r import estimate_r, gamma_quantiles  # noqa: PLC0415  optional
    except ImportError:
        print("  epyestim is absent: pip install -r benchmarks/requirements.txt")
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
    print(
        f"  epyestim (posterior and three quantiles only), {MEASURED_CITIES} cities measured,"
        f" extrapolated to {CITIES}: {theirs:.2f} s, ratio {theirs / best:.0f} times ours"
    )
    # epyestim keeps the window that holds day 1 and the windows by the mean interval; the rest must agree.
    largest = 0.0
    for city in range(MEASURED_CITIES):
        own = ours[(ours["place"] == city) & ours["mean"].notna()]
        median = peers[city][1][own["t_end"].to_numpy() - WINDOW]
        largest = max(largest, float(np.abs(own["median"].to_numpy() / median - 1).max()))
    print(f"  largest relative difference of the medians, shared windows: {largest:.1e}")


if __name__ == "__main__":
    main()
