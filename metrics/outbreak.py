"""Outcomes of the first wave in many places at once, from their running totals of confirmed cases."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from metrics.growth import growth_rate
from metrics.inputs import FloatArray, float_array, non_negative
from metrics.outcomes import days_to_control, first_wave, incidence_rate
from metrics.problems import DegenerateWarning, MetricError
from metrics.reproduction import estimate_r_many

SERIAL_INTERVAL_MEAN = 4.7
SERIAL_INTERVAL_SD = 2.9
"""Days; Nishiura, Linton and Akhmetzhanov 2020, doi 10.1016/j.ijid.2020.02.060."""

GROWTH_DAYS = 10
GROWTH_FROM_TOTAL = 3
GROWTH_LEAST_CASES = 10
FLAT = 1e-9
"""A rate per day below this is rounding: it doubles cases in two million years."""

NO_REPORT = "no report"
NO_RESIDENTS = "no residents"
NO_CASES = "no cases"
TOO_FEW = "too few cases"
UNKNOWN_DAY = "unknown day"
NOT_GROWING = "not growing"
NOT_ENDED = "not ended"
IMPORTED = "imported cases included"
NOT_BELOW_ONE = "not below 1"


@dataclass(frozen=True)
class Outbreaks:
    """What happened in each place: one row of outcomes a place, and its reproduction numbers by window.

    cities: see `outbreaks`. reproduction: rows of `metrics.reproduction.estimate_r_many` for the places with
    cases, with the label of each window's last day in `date`.
    """

    cities: pd.DataFrame
    reproduction: pd.DataFrame


def net_new_cases(totals: ArrayLike | pd.DataFrame) -> FloatArray:
    """New cases per day of many places from running totals, net of cases that were later withdrawn.

    Formula: c_t = min(total_s, s >= t), so that a withdrawn case is taken off the latest earlier days that
    have cases; new_t = c_t - c_(t-1), with c = 0 before the first report. Nothing is clipped: the sum of all
    new cases is the last reported total.
    Parameters: `totals`, running totals, days x places, >= 0, NaN = not reported that day.
    Result: days x places, cases >= 0; 0 before a place's first report (nothing was reported), NaN on a day
    without a report after it and on the next day, whose step nobody can date, and everywhere for a place that
    never reported.
    Raises MetricError for negative or infinite totals.
    Source: definition; it assumes that withdrawn cases are the ones counted last.

    >>> net_new_cases([[float("nan")], [3], [5], [4], [9]]).ravel().tolist()
    [0.0, 3.0, 1.0, 0.0, 5.0]
    """
    reported = non_negative(totals, "totals", ndim=2)
    if not len(reported):
        return reported
    seen = ~np.isnan(reported)
    lasting = np.fmin.accumulate(reported[::-1], axis=0)[::-1]
    lasting = np.where(seen, lasting, np.nan)
    before_first = ~np.maximum.accumulate(seen, axis=0) & seen.any(axis=0)
    lasting[before_first] = 0.0
    start = np.where(seen.any(axis=0), 0.0, np.nan)
    new: FloatArray = np.diff(lasting, axis=0, prepend=start[None, :])
    return new


def withdrawn_cases(totals: ArrayLike | pd.DataFrame) -> FloatArray:
    """Downward corrections of running totals: how many cases were withdrawn on each day.

    Formula: max(0, last known total before t - total_t).
    Parameters: `totals`, running totals, days x places, >= 0, NaN = not reported that day.
    Result: days x places, cases >= 0, 0 on a day without a report.
    Raises MetricError for negative or infinite totals. Source: definition.

    >>> withdrawn_cases([[3], [5], [4], [9]]).ravel().tolist()
    [0.0, 0.0, 1.0, 0.0]
    """
    reported = non_negative(totals, "totals", ndim=2)
    known = pd.DataFrame(reported).ffill().to_numpy()
    before = np.vstack([np.full((1, reported.shape[1]), np.nan), known[:-1]]) if len(known) else known
    return np.nan_to_num(np.fmax(before - reported, 0.0), nan=0.0)


def outbreaks(
    totals: pd.DataFrame,
    residents: pd.Series,
    counted_on: object,
    *,
    unknown: pd.DataFrame | None = None,
    imported_from: pd.Series | None = None,
    mean_si: float = SERIAL_INTERVAL_MEAN,
    sd_si: float = SERIAL_INTERVAL_SD,
    window: int = 7,
    gap: int = 28,
    sustained: int = 7,
) -> Outbreaks:
    """Incidence, early growth, length of the first wave and time to control of many places.

    Formula: incidence by `metrics.outcomes.incidence_rate` from the total reported on `counted_on`. All else
    from `net_new_cases`: growth by `metrics.growth.growth_rate` over the 10 days from the first day on which
    the net total reaches 3, blank below 10 cases (10 days are about what a measure takes to show in reported
    cases: incubation, then test and report); wave by `metrics.outcomes.first_wave`; reproduction numbers of
    all places in one call of `metrics.reproduction.estimate_r_many`, each from its first case; time to
    control by `metrics.outcomes.days_to_control` on the median.

    Parameters
    - `totals`: cumulative confirmed cases, days x places, one row a day, NaN = no report; `residents`, by
      place, above 0, NaN = missing; `counted_on`, a row label of `totals`.
    - `unknown`: True on days of a place whose step is a change of definition or a revision, not new cases:
      that day's count is treated as missing. Labels as in `totals`; absent = False.
    - `imported_from`: by place, the row label from which the count mixes in cases imported from abroad;
      missing = never. Reproduction numbers stop before it, and a wave that lasts beyond it is blank.
    - `mean_si`, `sd_si`: serial interval in days (default: the reference below); `window`, days; `gap`, days
      without a case that end a wave; `sustained`, windows that must stay below 1.

    Result: Outbreaks; in `cities`, one row a place in the order of `totals`, with a reason (empty where
    known) for each outcome: cases, rate, rate_low, rate_high (per 100,000, exact 95 % interval), rate_reason;
    growth, growth_low, growth_high (per day), doubling, doubling_low, doubling_high (days), growth_reason,
    doubling_reason; wave_days (first to last case), wave_reason; control_days (first case to the end of the
    first window below 1), control_reason; first_case (row label); withdrawn (cases taken back by downward
    corrections over the whole series) and corrected_days. More cases, faster growth, more days = worse.
    All cases count, imported ones from other cities too, as the totals do not tell them apart: growth and
    reproduction numbers are of reported cases, not of local infections, and follow the day of the report.
    Raises MetricError for a repeated place, `counted_on` outside the rows, negative totals.
    Source: serial interval of 28 pairs, mean 4.7 and sd 2.9 days: Nishiura, Linton and Akhmetzhanov 2020,
    doi 10.1016/j.ijid.2020.02.060; the parts name theirs.

    >>> totals = pd.DataFrame({"370200": [1, 3, 6, 12, 24, 48]})
    >>> found = outbreaks(totals, pd.Series({"370200": 100_000}), 5)
    >>> found.cities.loc["370200", ["rate", "first_case", "wave_reason"]].to_dict()
    {'rate': 48.0, 'first_case': 0, 'wave_reason': 'not ended'}
    """
    if not totals.columns.is_unique:
        raise MetricError(f"place {totals.columns[totals.columns.duplicated()][0]!r} appears twice")
    if counted_on not in totals.index:
        raise MetricError(f"counted_on {counted_on!r} is no row of totals")
    new = net_new_cases(totals)
    taken_back = withdrawn_cases(totals)
    imported_day = _positions(imported_from, totals)
    counts = _without_unknown(new, unknown, totals)
    local = np.where(np.arange(len(totals))[:, None] >= imported_day, np.nan, counts)

    frame = _incidence(totals, residents, counted_on)
    first = np.where((new > 0).any(axis=0), (new > 0).argmax(axis=0), -1)
    frame["first_case"] = [totals.index[row] if row >= 0 else None for row in first]
    frame["withdrawn"] = taken_back.sum(axis=0)
    frame["corrected_days"] = (taken_back > 0).sum(axis=0)
    growth = [_growth(local[:, place], new[:, place]) for place in range(len(totals.columns))]
    frame = frame.join(pd.DataFrame(growth, index=totals.columns))
    waves = [_wave(counts[:, place], imported_day[place], gap) for place in range(len(totals.columns))]
    frame[["wave_days", "wave_reason"]] = pd.DataFrame(waves, index=totals.columns, columns=[0, 1])

    with_cases = totals.columns[first >= 0]
    estimates = estimate_r_many(
        pd.DataFrame(local, columns=totals.columns)[with_cases],
        mean_si=mean_si,
        sd_si=sd_si,
        window=window,
        start="first_case",
    )
    estimates["date"] = totals.index.to_numpy()[estimates["t_end"].to_numpy() - 1]
    frame[["control_days", "control_reason"]] = _controls(estimates, first, totals.columns, sustained)
    return Outbreaks(frame, estimates)


def _positions(labels: pd.Series | None, totals: pd.DataFrame) -> FloatArray:
    """Return the row of each place's label, infinity where it has none."""
    if labels is None:
        return np.full(len(totals.columns), np.inf)
    given = labels.reindex(totals.columns)
    rows = totals.index.searchsorted(given.dropna().to_numpy())
    found: FloatArray = np.full(len(given), np.inf, dtype=np.float64)
    found[given.notna().to_numpy()] = rows
    return found


def _without_unknown(new: FloatArray, unknown: pd.DataFrame | None, totals: pd.DataFrame) -> FloatArray:
    if unknown is None:
        return new
    marked = unknown.reindex(index=totals.index, columns=totals.columns, fill_value=False)
    return np.where(marked.to_numpy(dtype=bool), np.nan, new)


def _incidence(totals: pd.DataFrame, residents: pd.Series, counted_on: object) -> pd.DataFrame:
    cases = pd.Series(float_array(totals.loc[[counted_on]].iloc[0], "totals"), index=totals.columns)
    people = residents.reindex(totals.columns)
    limits = incidence_rate(cases, people).add_prefix("rate_").rename(columns={"rate_rate": "rate"})
    reason = np.select([cases.isna(), people.isna()], [NO_REPORT, NO_RESIDENTS], "")
    return limits.assign(rate_reason=reason).assign(cases=cases)


def _growth(local: FloatArray, new: FloatArray) -> dict[str, object]:
    blank = dict.fromkeys(
        ("growth", "growth_low", "growth_high", "doubling", "doubling_low", "doubling_high"), np.nan
    )
    started = np.flatnonzero(np.nan_to_num(new).cumsum() >= GROWTH_FROM_TOTAL)
    if not len(started):
        return {**blank, "growth_reason": TOO_FEW, "doubling_reason": TOO_FEW}
    part = local[started[0] : started[0] + GROWTH_DAYS]
    if np.isnan(part).any() or len(part) < GROWTH_DAYS:
        return {**blank, "growth_reason": UNKNOWN_DAY, "doubling_reason": UNKNOWN_DAY}
    if part.sum() < GROWTH_LEAST_CASES:
        return {**blank, "growth_reason": TOO_FEW, "doubling_reason": TOO_FEW}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DegenerateWarning)
        found = growth_rate(part)
    values = dict(zip(blank, found, strict=True))
    growing = found.rate > FLAT
    known = not np.isnan(found.rate)
    if not growing:
        values |= dict.fromkeys(("doubling", "doubling_low", "doubling_high"), np.nan)
    return {
        **values,
        "growth_reason": "" if known else TOO_FEW,
        "doubling_reason": "" if growing else NOT_GROWING if known else TOO_FEW,
    }


def _wave(counts: FloatArray, imported_day: float, gap: int) -> tuple[float, str]:
    if np.isnan(counts).all():
        return (np.nan, NO_REPORT)
    wave = first_wave(counts, gap)
    if np.isnan(wave.days):
        return (np.nan, NO_CASES)
    # Days of a wave are 1-based, rows of the series 0-based.
    if wave.last_day - 1 >= imported_day:
        return (np.nan, IMPORTED)
    return (wave.days, "") if wave.ended else (np.nan, NOT_ENDED)


def _controls(
    estimates: pd.DataFrame,
    first: np.ndarray[tuple[int], np.dtype[np.intp]],
    places: pd.Index,
    sustained: int,
) -> pd.DataFrame:
    rows = {}
    by_place = dict(list(estimates.groupby("place", sort=False)))
    for place, row in zip(places, first, strict=True):
        if row < 0:
            rows[place] = (np.nan, NO_CASES)
            continue
        own = by_place.get(place, estimates.iloc[:0])
        found = days_to_control(own, int(row) + 1, sustained)
        known = own["median"].notna().any()
        unknown = (own["reason"] == "missing incidence").any()
        reason = "" if found.days == found.days else NOT_BELOW_ONE if known else TOO_FEW
        # An unknown day may hide the moment of control as well as the estimates around it.
        rows[place] = (found.days, UNKNOWN_DAY if reason and unknown and known else reason)
    return pd.DataFrame.from_dict(rows, orient="index", columns=["control_days", "control_reason"])
