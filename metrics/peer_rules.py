"""The named rules by which places are set beside a place, one meaning for screen and brief."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from metrics.peers import by_rule, nearest
from metrics.problems import MetricError

RULES = ("advanced", "nearest", "similar", "province", "siblings")
DEFAULT_RULE = {"prefecture": "advanced", "county": "nearest"}
LIKENESS = ("urban_share", "share_over_60", "log_population")
NEAREST = 12
POPULATION_BAND = (0.5, 2.0)
URBAN_BAND = 10.0


def likeness_distances(context: pd.DataFrame, unit: str) -> dict[str, float]:
    """Return how unlike every other place is, the most alike first; empty for a place without context.

    Parameters: `context`, one row a place by code, with the columns of LIKENESS; `unit`, a code.
    Result: standard deviations by code. Raises nothing. Source: `metrics.peers.nearest`.
    """
    try:
        found = nearest(context, unit, LIKENESS, k=len(context)).frame
    except MetricError:
        # Without its own context a place has no nearest ones; other rules still work.
        return {}
    return dict(zip(found["unit_code"], found["distance"].astype(float), strict=True))


@dataclass(frozen=True)
class Ground:
    """The places among which peers are looked for.

    level: "prefecture" or "county". units: its places by code with level, parent_code, province_code and
    population. context: by code, with the columns of LIKENESS. advanced_cities: the
    codes of the cities marked as advanced.
    """

    level: str
    units: pd.DataFrame
    context: pd.DataFrame
    advanced_cities: tuple[str, ...]


def peers_by_rule(rule: str, unit: str, ground: Ground, distances: Mapping[str, float]) -> list[str]:
    """Return the peers of a place under a rule, the most alike first, the place itself never among them.

    Parameters: `rule`, one of RULES; `unit`, a code; `distances`, as `likeness_distances` returns them.
    Result: codes; empty where no place fits. Raises nothing for a rule of RULES.
    Source: definition of each rule; distances from `metrics.peers.nearest`.

    >>> units = pd.DataFrame({"province_code": ["1", "1", "2"], "parent_code": ["1", "1", "2"]},
    ...     index=["a", "b", "c"])
    >>> peers_by_rule("province", "a", Ground("county", units, units, ()), {})
    ['b']
    """
    if rule == "nearest":
        found = list(distances)[:NEAREST]
    elif unit not in ground.units.index:
        found = []
    elif rule == "advanced":
        found = _advanced(unit, ground)
    elif rule == "similar":
        found = _similar(unit, ground)
    else:
        units = ground.units
        column = "province_code" if rule == "province" or ground.level == "prefecture" else "parent_code"
        found = units.index[units[column] == units.loc[unit, column]].tolist()
    others = [str(code) for code in dict.fromkeys(found) if code != unit]
    return sorted(others, key=lambda code: distances.get(code, float("inf")))


def _advanced(unit: str, ground: Ground) -> list[str]:
    units, advanced = ground.units, set(ground.advanced_cities)
    if ground.level == "prefecture":
        return [code for code in units.index if code in advanced]
    return list(units.index[units["parent_code"].isin(advanced - {units.loc[unit, "parent_code"]})])


def _similar(unit: str, ground: Ground) -> list[str]:
    frame = ground.units.join(ground.context[["urban_share"]])
    try:
        return by_rule(frame, unit, population_band=POPULATION_BAND, urban_share_band=URBAN_BAND)
    except MetricError:
        # A place without population or urban share is similar to none.
        return []
