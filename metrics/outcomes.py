"""Outcomes of an outbreak, shown beside a score and never inside one."""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from metrics.inputs import FloatArray, float_array, index_of, non_negative, share
from metrics.problems import MetricError

Bound = Literal["mean", "median", "q975"]


class Wave(NamedTuple):
    """First wave of one place; days are 1-based positions in the series, NaN = no wave.

    days: from the first to the last local case, both counted. ended: False where the series stops before the
    gap that would close the wave, so that `days` is a lower limit.
    """

    first_day: float
    last_day: float
    days: float
    ended: bool


class Control(NamedTuple):
    """When the reproduction number fell below 1 for good; NaN = not within the series.

    days: from the first case to the end of the first window below 1. day: that window's 1-based last day.
    """

    days: float
    day: float


def incidence_rate(
    cases: ArrayLike | pd.Series,
    population: ArrayLike | pd.Series,
    per: float = 100_000,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Cases per `per` residents with the exact interval for a Poisson count.

    Formula: per x cases / population; limits from the chi-squared (Garwood) interval of the count.
    Parameters: `cases` >= 0 and `population` > 0, one per place, NaN = missing; `per` > 0.
    Result: frame rate, low, high in cases per `per` residents, higher = more cases; NaN where either input is
    missing; no cases gives 0 with low 0 and a high limit above 0.
    Raises MetricError for negative, infinite or unequal inputs and a population of 0.
    Source: Garwood 1936, doi 10.1093/biomet/28.3-4.437.

    >>> incidence_rate([10], [1_000_000]).round(3).to_dict("records")
    [{'rate': 1.0, 'low': 0.48, 'high': 1.839}]
    """
    counts, residents = _paired(cases, population, "cases", "population")
    if (residents == 0).any():
        raise MetricError(f"population is 0 at position {int(np.flatnonzero(residents == 0)[0])}")
    if not (np.isfinite(per) and per > 0):
        raise MetricError(f"per must be above 0, not {per!r}")
    known = ~(np.isnan(counts) | np.isnan(residents))
    limits = confint_poisson(
        counts[known], residents[known] / per, method="exact-c", alpha=1 - share(confidence, "confidence")
    )
    # The lower limit of a count of zero is zero; the library returns NaN.
    low = np.where(counts[known] == 0, 0.0, limits[0])
    return _frame(cases, known, rate=counts[known] / residents[known] * per, low=low, high=limits[1])


def attack_proportion(
    events: ArrayLike | pd.Series, at_risk: ArrayLike | pd.Series, confidence: float = 0.95
) -> pd.DataFrame:
    """Share of people at risk who were affected, with the Wilson interval.

    Formula: events / at_risk; limits solve |p - events/at_risk| = z sqrt(p (1 - p) / at_risk).
    Parameters: `events` 0 ... at_risk and `at_risk` >= 0, people, one per place, NaN = missing.
    Result: frame proportion, low, high in 0 ... 1; NaN where an input is missing or nobody is at risk.
    Raises MetricError for negative, infinite or unequal inputs and events above at_risk.
    Source: Wilson 1927, doi 10.1080/01621459.1927.10502953.

    >>> attack_proportion([0, 5], [10, 10]).round(3).to_dict("list")
    {'proportion': [0.0, 0.5], 'low': [0.0, 0.237], 'high': [0.278, 0.763]}
    """
    counts, people = _paired(events, at_risk, "events", "at_risk")
    if (counts > people).any():
        raise MetricError(f"events exceed at_risk at position {int(np.flatnonzero(counts > people)[0])}")
    known = ~(np.isnan(counts) | np.isnan(people)) & (people > 0)
    alpha = 1 - share(confidence, "confidence")
    low, high = proportion_confint(counts[known], people[known], alpha=alpha, method="wilson")
    return _frame(events, known, proportion=counts[known] / people[known], low=low, high=high)


def first_wave(local_cases: ArrayLike | pd.Series, gap: int = 28) -> Wave:
    """Length of the first wave: from the first local case to the last before a long enough pause.

    Formula: last day = the last day with a case before the first run of `gap` known days without one;
    days = last day - first day + 1.
    Parameters: `local_cases`, new local cases per day inside the window looked at, >= 0; NaN = not known:
    such a day neither counts towards the pause nor interrupts it. `gap`, days, at least 1 (28 = two longest
    incubation periods of 14 days).
    Result: Wave; longer = slower to end. All NaN and ended False where there is no case.
    Raises MetricError for negative or infinite counts and a gap below 1.
    Source: definition in the framework file.

    >>> first_wave([0, 2, 0, 1, 0, 0, 0, 5], gap=3)
    Wave(first_day=2.0, last_day=4.0, days=3.0, ended=True)
    """
    counts = non_negative(local_cases, "local_cases")
    if gap < 1:
        raise MetricError(f"gap must be at least 1 day, not {gap!r}")
    with_cases = np.flatnonzero(counts > 0)
    if len(with_cases) == 0:
        return Wave(np.nan, np.nan, np.nan, ended=False)
    quiet_so_far = np.cumsum(counts == 0)
    pauses = np.diff(np.append(quiet_so_far[with_cases], quiet_so_far[-1]))
    closing = np.flatnonzero(pauses >= gap)
    last = with_cases[closing[0]] if len(closing) else with_cases[-1]
    first = with_cases[0]
    return Wave(float(first + 1), float(last + 1), float(last - first + 1), ended=bool(len(closing)))


def days_to_control(
    estimates: pd.DataFrame, first_case_day: int, sustained: int = 7, bound: Bound = "median"
) -> Control:
    """Days from the first case until the reproduction number stayed below 1.

    Formula: the first window with `bound` < 1 that is followed by at least `sustained` - 1 windows, none of
    them at 1 or above; days = its last day - first_case_day.
    Parameters: `estimates`, the frame of `metrics.reproduction.estimate_r` for one place; `first_case_day`,
    1-based; `sustained`, windows (one a day), at least 1; `bound`, which column must be below 1: "median", or
    "q975" to ask for near certainty. Windows blank for too few cases do not interrupt (cases dying out are
    the usual end); windows blank for missing incidence do, since nobody knows what happened.
    Result: Control; more days = slower control; NaN where it never happened within the series.
    Raises MetricError for a missing column and `sustained` below 1.
    Source: definition in the framework file; threshold R = 1 as in Cori et al. 2013, doi 10.1093/aje/kwt133.

    >>> frame = pd.DataFrame({"t_end": [8, 9, 10], "median": [1.4, 0.9, 0.7], "reason": ["", "", ""]})
    >>> days_to_control(frame, first_case_day=2, sustained=2)
    Control(days=7.0, day=9.0)
    """
    needed = {"t_end", "reason", bound}
    if not needed <= set(estimates.columns):
        raise MetricError(f"estimates lack the columns {sorted(needed - set(estimates.columns))}")
    if sustained < 1:
        raise MetricError(f"sustained must be at least 1 window, not {sustained!r}")
    value = float_array(estimates[bound], bound)
    quiet = (estimates["reason"] == "too few cases").to_numpy()
    calm = (value < 1) | quiet
    windows = len(calm)
    for start in np.flatnonzero(value < 1):
        if start + sustained <= windows and calm[start : start + sustained].all():
            day = float(estimates["t_end"].iloc[start])
            return Control(day - first_case_day, day)
    return Control(np.nan, np.nan)


def new_cases(cumulative: ArrayLike | pd.Series, before_first: float = np.nan) -> pd.DataFrame:
    """New cases per day from a running total, with every downward correction kept and marked.

    Formula: new_t = total_t - total_(t-1).
    Parameters: `cumulative`, running total per day, >= 0, NaN = not reported that day; `before_first`, the
    total before the first row (0 if the series starts before the first case, NaN = not known).
    Result: frame, one row a day: new (NaN where today's or yesterday's total is missing), correction (the
    negative step, else 0; contained in new, nothing is clipped), corrected (True on such a day), catch_up
    (what was added since the last report, on the first report after missing days, else 0; not in new, as
    nobody knows on which day it fell). The first known total plus all new and catch_up is the last total.
    Raises MetricError for negative or infinite totals.
    Source: definition; downward steps are reporting corrections, see the case data's notes.

    >>> new_cases([3, 5, 4, float("nan"), 9], before_first=0)["new"].tolist()
    [3.0, 2.0, -1.0, nan, nan]
    """
    totals = non_negative(cumulative, "cumulative")
    chain = np.concatenate([[before_first], totals])
    new = np.diff(chain)
    last_known = pd.Series(chain).ffill().to_numpy()[:-1]
    late = ~np.isnan(totals) & np.isnan(chain[:-1]) & ~np.isnan(last_known)
    step = np.where(late, totals - last_known, new)
    fell = step < 0
    return pd.DataFrame(
        {
            "new": new,
            "correction": np.where(fell, step, 0.0),
            "corrected": fell,
            "catch_up": np.where(late, step, 0.0),
        },
        index=index_of(cumulative),
    )


def align_days(
    series: ArrayLike | pd.DataFrame, day_zero: ArrayLike | pd.Series, before: int, after: int
) -> pd.DataFrame:
    """Shift the series of many places so that each one's own day zero falls on the same row.

    Formula: result[offset, place] = series[day_zero[place] + offset, place], offset = -before ... after.
    Parameters: `series`, days x places, NaN = missing; `day_zero`, one 0-based row number per place, NaN =
    the place has none; `before` and `after`, days to keep, >= 0.
    Result: frame indexed by offset in days, same columns; NaN outside the series and for places without a day
    zero. Raises MetricError for a day zero that is no whole row of the series, unequal sizes, negative spans.
    Source: definition.

    >>> align_days([[1, 5], [2, 6], [3, 7]], [0, 1], before=1, after=1).to_numpy().tolist()
    [[nan, 5.0], [1.0, 6.0], [2.0, 7.0]]
    """
    values = float_array(series, "series", ndim=2)
    zero = float_array(day_zero, "day_zero")
    days, places = values.shape
    if len(zero) != places:
        raise MetricError(f"day_zero has {len(zero)} entries for {places} places")
    if before < 0 or after < 0:
        raise MetricError(f"before and after must not be negative, not {before!r} and {after!r}")
    given = ~np.isnan(zero)
    bad = given & ((zero != np.floor(zero)) | (zero < 0) | (zero >= days))
    if bad.any():
        raise MetricError(f"day_zero is no row of the series at position {int(np.flatnonzero(bad)[0])}")
    offsets = np.arange(-before, after + 1)
    rows = offsets[:, None] + np.where(given, zero, -1 - after).astype(np.int64)
    inside = (rows >= 0) & (rows < days)
    picked = np.full(rows.shape, np.nan)
    columns = np.broadcast_to(np.arange(places), rows.shape)
    picked[inside] = values[rows[inside], columns[inside]]
    names = series.columns if isinstance(series, pd.DataFrame) else None
    return pd.DataFrame(picked, index=pd.Index(offsets, name="offset"), columns=names)


def _paired(
    first: ArrayLike | pd.Series, second: ArrayLike | pd.Series, name: str, other: str
) -> tuple[FloatArray, FloatArray]:
    one, two = non_negative(first, name), non_negative(second, other)
    if len(one) != len(two):
        raise MetricError(f"{name} has {len(one)} values, {other} {len(two)}")
    return one, two


def _frame(template: ArrayLike | pd.Series, known: NDArray[np.bool_], **columns: FloatArray) -> pd.DataFrame:
    spread = {}
    for name, values in columns.items():
        spread[name] = np.full(len(known), np.nan)
        spread[name][known] = values
    return pd.DataFrame(spread, index=index_of(template))
