"""Which places to compare with: the nearest on named features, or those that fit a stated rule."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.inputs import FloatArray, float_array
from metrics.problems import MetricError


@dataclass(frozen=True)
class Peers:
    """The nearest places and how they were found.

    frame: unit_code and distance (in standard deviations, 0 = alike),
    nearest first. features: those used. notes: what was left out and why, in words.
    """

    frame: pd.DataFrame
    features: tuple[str, ...]
    notes: tuple[str, ...]


def nearest(units: pd.DataFrame, code: str, features: Sequence[str], k: int = 8) -> Peers:
    """Find the `k` places most like one place on named features.

    Formula: distance = sqrt(sum over features of ((x - x_own) / sd)^2), sd over all places with a value (n -
    1).
    Parameters: `units`, one row a place, codes in a column unit_code or in the index; `code`, the place,
    which is never its own peer; `features`, numeric columns, NaN = missing; `k`, at least 1.
    Result: Peers; fewer than k where not enough places have the features. A feature that the place itself
    lacks, or that does not vary, is left out with a note; so are places that lack a feature used. Equal
    distances are ordered by code.
    Raises MetricError for an unknown or repeated code, unknown columns, no usable feature, k below 1.
    Source: Euclidean distance on standardised features.

    >>> units = pd.DataFrame({"urban": [50, 52, 90], "old": [20, 19, 12]}, index=["a", "b", "c"])
    >>> nearest(units, "a", ["urban", "old"], k=1).frame["unit_code"].tolist()
    ['b']
    """
    codes, own = _locate(units, code)
    if k < 1:
        raise MetricError(f"k must be at least 1, not {k!r}")
    if not features or len(set(features)) != len(features):
        raise MetricError("features must be named, each once")
    values = _columns(units, features)
    notes: list[str] = []
    used: list[int] = []
    for position, feature in enumerate(features):
        column = values[:, position]
        known = column[~np.isnan(column)]
        if np.isnan(column[own]):
            notes.append(f"{feature} left out: not known for {code}")
        elif len(known) < 2 or np.ptp(known) == 0:
            notes.append(f"{feature} left out: the same everywhere it is known")
        else:
            used.append(position)
    if not used:
        raise MetricError(f"no feature of {list(features)} is known for {code} and varies")
    chosen = values[:, used]
    scaled = (chosen - chosen[own]) / np.nanstd(chosen, axis=0, ddof=1)
    candidates = ~np.isnan(scaled).any(axis=1)
    if not candidates.all():
        notes.append(f"{int((~candidates).sum())} places left out: a feature is not known")
    candidates[own] = False
    distance = np.sqrt(np.sum(scaled[candidates] ** 2, axis=1))
    frame = pd.DataFrame({"unit_code": codes[candidates], "distance": distance})
    frame = frame.sort_values(["distance", "unit_code"], ignore_index=True).head(k)
    return Peers(frame, tuple(features[position] for position in used), tuple(notes))


def by_rule(
    units: pd.DataFrame,
    code: str,
    *,
    same_province: bool = False,
    same_level: bool = True,
    population_band: tuple[float, float] | None = None,
    urban_share_band: float | None = None,
    income_band: tuple[float, float] | None = None,
) -> list[str]:
    """Places that fit every part of a rule, relative to one place.

    Formula: keep a place when each part asked for holds: equal province_code; equal level; population and
    income (column gdp_per_head) within the place's own times the band's two factors; urban_share within
    +/- urban_share_band points; limits included.
    Parameters: `units` as in `nearest`, with the columns that the rule names; bands of two factors such as
    (0.5, 2), first no larger than the second.
    Result: codes in the order of `units`, without the place itself; empty when none fit. A place whose value
    is missing does not fit.
    Raises MetricError for an unknown code or column, an impossible band, or a value that the place itself
    lacks.
    Source: definition; the rule in words is shown beside every comparison.

    >>> units = pd.DataFrame({"level": "county", "population": [100, 150, 900]}, index=["a", "b", "c"])
    >>> by_rule(units, "a", population_band=(0.5, 2))
    ['b']
    """
    codes, own = _locate(units, code)
    fits = np.ones(len(units), dtype=np.bool_)
    for wanted, column in ((same_province, "province_code"), (same_level, "level")):
        if wanted:
            labels = _labels(units, column)
            if labels.isna().iloc[own]:
                raise MetricError(f"{column} is not known for {code}")
            fits &= (labels == labels.iloc[own]).fillna(False).to_numpy(dtype=np.bool_)
    for band, column in ((population_band, "population"), (income_band, "gdp_per_head")):
        if band is not None:
            if not 0 <= band[0] <= band[1]:
                raise MetricError(f"band for {column} must be two rising factors, not {band!r}")
            value = _own_value(units, column, own, code)
            other = _columns(units, [column])[:, 0]
            fits &= (other >= value * band[0]) & (other <= value * band[1])
    if urban_share_band is not None:
        if not urban_share_band >= 0:
            raise MetricError(f"urban_share_band must not be negative, not {urban_share_band!r}")
        value = _own_value(units, "urban_share", own, code)
        fits &= np.abs(_columns(units, ["urban_share"])[:, 0] - value) <= urban_share_band
    fits[own] = False
    return [str(fitting) for fitting in codes[fits]]


def _locate(units: pd.DataFrame, code: str) -> tuple[pd.Index, int]:
    codes = pd.Index(units["unit_code"]) if "unit_code" in units.columns else units.index
    places = np.flatnonzero(codes == code)
    if len(places) != 1:
        raise MetricError(f"unit {code!r} occurs {len(places)} times, expected once")
    return codes, int(places[0])


def _labels(units: pd.DataFrame, column: str) -> pd.Series:
    if column not in units.columns:
        raise MetricError(f"units lack the column {column!r}")
    return units[column]


def _columns(units: pd.DataFrame, columns: Sequence[str]) -> FloatArray:
    lacking = [column for column in columns if column not in units.columns]
    if lacking:
        raise MetricError(f"units lack the column {lacking[0]!r}")
    return float_array(units[list(columns)], "features", ndim=2)


def _own_value(units: pd.DataFrame, column: str, own: int, code: str) -> float:
    value = float(_columns(units, [column])[own, 0])
    if np.isnan(value):
        raise MetricError(f"{column} is not known for {code}")
    return value
