"""How soon measures came after a reference date, with measures not taken kept apart from unknown ones."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from metrics.inputs import index_of
from metrics.problems import MetricError

IMPLEMENTED, NOT_IMPLEMENTED, UNKNOWN = "implemented", "not_implemented", "unknown"

REASONS = (
    "",
    "status unknown",
    "implemented, date unknown",
    "no reference date",
    "not observed up to the reference date",
)

DateArray = NDArray[np.datetime64]
Dates = ArrayLike | pd.Series | pd.DataFrame | np.datetime64
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def measure_lag(
    dates: Dates, status: ArrayLike | pd.Series, reference: Dates, window_end: Dates, floor: float
) -> pd.DataFrame:
    """Days from a reference date to a measure; a measure not taken in the window scores the floor.

    Formula: lag = date - reference where implemented; scored = lag, or `floor` where the measure was not
    implemented by the end of the window.
    Parameters, one per place (a single date serves all): `dates`, datetime64 start of the measure, NaT where
    there is none; `status`, "implemented", "not_implemented" (none by window_end) or "unknown"; `reference`,
    NaT = none; `window_end`, last day observed; `floor`, days, the lag that gets the lowest score.
    Result: frame lag (days, negative = ahead of the reference; NaN unless implemented), scored (days, lower =
    sooner), censored (True = none by the end of the window), at_least (days waited in vain: the lag is longer
    than this; NaN unless censored), reason (why scored is NaN, one of REASONS, else empty). A late measure
    keeps its true lag: only its status says whether it was taken.
    Raises MetricError for a status outside the three, a date where the status is not "implemented", unequal
    lengths, or a floor that is not a number.
    Source: definition in the framework file (right-censored measures score the floor).

    >>> frame = measure_lag(
    ...     np.array(["2020-01-30", "NaT"], "datetime64[D]"), ["implemented", "not_implemented"],
    ...     np.datetime64("2020-01-24"), np.datetime64("2020-02-19"), floor=24,
    ... )
    >>> frame[["lag", "scored", "censored", "at_least"]].values.tolist()
    [[6.0, 6.0, False, nan], [nan, 24.0, True, 26.0]]
    """
    if not np.isfinite(floor):
        raise MetricError(f"floor must be a number of days, not {floor!r}")
    taken, state = _measures(dates, status, ndim=1)
    start = _dates(reference, "reference", taken.shape)
    end = _dates(window_end, "window_end", taken.shape)
    return _lag_frame(
        days_between(taken, start), state, start, days_between(end, start), floor=floor, index=index_of(dates)
    )


def first_measure_lag(
    dates: Dates, status: ArrayLike | pd.DataFrame, reference: Dates, window_end: Dates, floor: float
) -> pd.DataFrame:
    """Days from a reference date to the earliest of several measures.

    Formula: as `measure_lag`, with date = the earliest of the implemented measures of a place.
    Parameters: `dates` and `status`, places x measure classes, as in `measure_lag`; `window_end`, a date, one
    per place or places x classes; `reference` and `floor` as in `measure_lag`.
    Result: the frame of `measure_lag` and a column at_most: True where a class is unknown, so that the first
    measure may have come sooner than `lag` says. Without any implemented class the place is censored only if
    every class is known not to have come (by the earliest of their windows' ends), else unknown.
    Raises MetricError as `measure_lag` does.
    Source: definition in the framework file, indicator B1.

    >>> dates = np.array([["2020-02-01", "2020-01-27"]], "datetime64[D]")
    >>> status = [["implemented", "implemented"]]
    >>> end = np.datetime64("2020-02-19")
    >>> first_measure_lag(dates, status, np.datetime64("2020-01-24"), end, floor=10)["lag"].tolist()
    [3.0]
    """
    if not np.isfinite(floor):
        raise MetricError(f"floor must be a number of days, not {floor!r}")
    taken, state = _measures(dates, status, ndim=2)
    start = _dates(reference, "reference", taken.shape[:1])
    end = _dates(window_end, "window_end", taken.shape)
    lags = days_between(taken, start[:, None])
    dated = ~np.isnat(taken)
    unknown = (state == UNKNOWN) | ((state == IMPLEMENTED) & ~dated)
    earliest = np.where(dated, lags, np.inf).min(axis=1, initial=np.inf)
    joint = np.where(
        dated.any(axis=1),
        IMPLEMENTED,
        np.where(unknown.any(axis=1) | (taken.shape[1] == 0), UNKNOWN, NOT_IMPLEMENTED),
    )
    lag = np.where(np.isinf(earliest), np.nan, earliest)
    covered = np.nan_to_num(days_between(end, start[:, None]), nan=np.inf).min(axis=1, initial=np.inf)
    frame = _lag_frame(
        lag, joint, start, np.where(np.isinf(covered), np.nan, covered), floor=floor, index=index_of(dates)
    )
    frame["at_most"] = dated.any(axis=1) & unknown.any(axis=1)
    return frame


def transmission_lag(
    dates: Dates, status: ArrayLike | pd.DataFrame, declaration: Dates, window_end: Dates, floor: float
) -> pd.DataFrame:
    """Days from the province's declaration to a city's first own measure.

    Formula, parameters, result and errors: `first_measure_lag` with the provincial declaration as reference;
    negative = the city went ahead of its province.
    Source: definition in the framework file, indicator B3.

    >>> transmission_lag(np.array([["2020-01-23"]], "datetime64[D]"), [["implemented"]],
    ...     np.datetime64("2020-01-24"), np.datetime64("2020-02-19"), floor=10)["lag"].tolist()
    [-1.0]
    """
    return first_measure_lag(dates, status, declaration, window_end, floor)


def early_breadth(
    dates: Dates,
    status: ArrayLike | pd.DataFrame,
    reference: Dates,
    window_end: Dates,
    days: int = 14,
    *,
    ends: Dates | None = None,
) -> pd.DataFrame:
    """Share of the observable measure classes in force within some days of a reference date.

    Formula: 100 x classes in force on day reference + days / observable classes. In force: begun by that day
    and not ended before it. Observable: implemented with a known date, or known not to have come by a window
    end on or after that day.
    Parameters: `dates`, `status`, places x classes, and `reference`, `window_end` as in `first_measure_lag`;
    `days` >= 0; `ends`, last day in force, NaT = open.
    Result: frame breadth (percent, 0 ... 100, higher = broader; NaN without a reference date or observable
    class), in_force and observable (numbers of classes).
    Raises MetricError as `measure_lag` does, for negative `days`, and for a measure ending before it began.
    Source: definition in the framework file, indicator B2.

    >>> dates = np.array([["2020-01-30", "2020-02-20", "NaT", "NaT"]], "datetime64[D]")
    >>> status = [["implemented", "implemented", "not_implemented", "unknown"]]
    >>> end = np.datetime64("2020-02-19")
    >>> early_breadth(dates, status, np.datetime64("2020-01-24"), end).round(1).values.tolist()
    [[33.3, 1.0, 3.0]]
    """
    if days < 0:
        raise MetricError(f"days must not be negative, not {days!r}")
    taken, state = _measures(dates, status, ndim=2)
    start = _dates(reference, "reference", taken.shape[:1])[:, None]
    end = _dates(window_end, "window_end", taken.shape)
    lag = days_between(taken, start)
    in_force = (lag <= days) & (state == IMPLEMENTED)
    if ends is not None:
        last = _dates(ends, "ends", taken.shape)
        if (last < taken).any():
            place, measure = np.argwhere(last < taken)[0]
            raise MetricError(f"measure ends before it began at position {int(place)}, {int(measure)}")
        in_force &= ~(days_between(last, start) < days)
    absent = (state == NOT_IMPLEMENTED) & (days_between(end, start) >= days)
    observable = (~np.isnan(lag) | absent).sum(axis=1)
    number = in_force.sum(axis=1)
    breadth = np.divide(100.0 * number, observable, out=np.full(len(number), np.nan), where=observable > 0)
    return pd.DataFrame(
        {"breadth": breadth, "in_force": number, "observable": observable}, index=index_of(dates)
    )


def days_between(dates: DateArray, reference: DateArray) -> FloatArray:
    """Whole days from `reference` to `dates` (datetime64, shapes that broadcast); NaN where either is NaT.

    >>> days_between(np.array(["2020-02-01", "NaT"], "datetime64[D]"), np.datetime64("2020-01-30", "D"))
    array([ 2., nan])
    """
    gap = np.asarray(dates, "datetime64[D]") - np.asarray(reference, "datetime64[D]")
    return np.where(np.isnat(gap), np.nan, gap.astype(np.float64))


def _lag_frame(
    lag: FloatArray,
    state: NDArray[np.str_],
    reference: DateArray,
    covered: FloatArray,
    *,
    floor: float,
    index: pd.Index,
) -> pd.DataFrame:
    censored = (state == NOT_IMPLEMENTED) & (covered >= 0)
    scored = np.where(censored, floor, np.where(state == IMPLEMENTED, lag, np.nan))
    reason = np.select(
        [~np.isnan(scored), np.isnat(reference), state == UNKNOWN, state == IMPLEMENTED],
        [REASONS[0], REASONS[3], REASONS[1], REASONS[2]],
        REASONS[4],
    )
    return pd.DataFrame(
        {
            "lag": lag,
            "scored": scored,
            "censored": censored,
            "at_least": np.where(censored, covered, np.nan),
            "reason": reason,
        },
        index=index,
    )


def _measures(
    dates: Dates, status: ArrayLike | pd.Series | pd.DataFrame, ndim: int
) -> tuple[DateArray, NDArray[np.str_]]:
    state = np.asarray(status, dtype=object)
    wrong = [value for value in state.ravel() if value not in (IMPLEMENTED, NOT_IMPLEMENTED, UNKNOWN)]
    if wrong:
        raise MetricError(f"status must be implemented, not_implemented or unknown, not {wrong[0]!r}")
    taken = _dates(dates, "dates", None)
    if taken.ndim != ndim or taken.shape != state.shape:
        raise MetricError(
            f"dates have shape {taken.shape}, status {state.shape}; both need {ndim} dimension(s)"
        )
    stray = ~np.isnat(taken) & (state != IMPLEMENTED)
    if stray.any():
        place = ", ".join(str(int(axis)) for axis in np.argwhere(stray)[0])
        raise MetricError(f"a date is given for a measure that is not implemented at position {place}")
    return taken, state.astype(np.str_)


def _dates(values: Dates, name: str, shape: tuple[int, ...] | None) -> DateArray:
    raw = values.to_numpy() if isinstance(values, pd.Series | pd.DataFrame) else np.asarray(values)
    if not np.issubdtype(raw.dtype, np.datetime64):
        raise MetricError(f"{name} must be datetime64, not {raw.dtype}")
    days = raw.astype("datetime64[D]")
    if shape is None or days.shape == shape:
        return days
    if days.ndim == 0:
        return np.broadcast_to(days, shape)
    if len(shape) == 2 and days.shape == shape[:1]:
        return np.broadcast_to(days[:, None], shape)
    raise MetricError(f"{name} has shape {days.shape}, expected {shape}")
