"""An index with several levels: indicators in groups, groups in groups, up to one index.

The steps of the composite-index chain that need more than one column at a time: dividing by a denominator,
filling by a group's mean, and averaging upwards. Treatment, normalisation and ranks have their own modules.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from metrics.aggregate import arithmetic, geometric, harmonic
from metrics.inputs import float_array
from metrics.problems import MetricError

METHODS = {"arithmetic": arithmetic, "geometric": geometric, "harmonic": harmonic}


@dataclass(frozen=True)
class Node:
    """One indicator or group: its code, the group it belongs to (None for the index), its weight there."""

    code: str
    parent: str | None
    weight: float = 1.0


@dataclass(frozen=True)
class Hierarchy:
    """A tree of nodes under one index. Nodes that are nobody's parent are the indicators.

    Raises MetricError, naming the code: duplicate code, unknown parent, no index or several, a cycle, a
    weight that is not above 0.

    >>> tree = Hierarchy((Node("F1", "F"), Node("F2", "F", 3.0), Node("F", None)))
    >>> tree.indicators, tree.children["F"]
    (('F1', 'F2'), ('F1', 'F2'))
    """

    nodes: tuple[Node, ...]

    def __post_init__(self) -> None:
        codes = [node.code for node in self.nodes]
        for position, node in enumerate(self.nodes):
            if node.code in codes[:position]:
                raise MetricError(f"hierarchy: {node.code!r} appears twice")
            if node.parent is not None and node.parent not in codes:
                raise MetricError(f"hierarchy: {node.code!r} belongs to unknown group {node.parent!r}")
            if not (np.isfinite(node.weight) and node.weight > 0):
                raise MetricError(f"hierarchy: weight of {node.code!r} must be above 0, not {node.weight}")
        tops = [node.code for node in self.nodes if node.parent is None]
        if len(tops) != 1:
            raise MetricError(f"hierarchy: needs one index at the top, found {len(tops)}: {', '.join(tops)}")
        lost = [code for code in codes if code not in set(self._upwards)]
        if lost:
            raise MetricError(f"hierarchy: {lost[0]!r} is part of a cycle")

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """The codes inside each group, in the order of the nodes."""
        inside: dict[str, list[str]] = {}
        for node in self.nodes:
            if node.parent is not None:
                inside.setdefault(node.parent, []).append(node.code)
        return {group: tuple(codes) for group, codes in inside.items()}

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """The codes at the bottom, in the order of the nodes."""
        return tuple(node.code for node in self.nodes if node.code not in self.children)

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each node among its siblings, as given."""
        return {node.code: float(node.weight) for node in self.nodes}

    @cached_property
    def _upwards(self) -> tuple[str, ...]:
        """All codes reachable from the index, children before their group."""
        order = [node.code for node in self.nodes if node.parent is None]
        for code in order:  # grows while it is read: breadth first, each node has one parent
            order.extend(reversed(self.children.get(code, ())))
        return tuple(reversed(order))

    @property
    def groups(self) -> tuple[str, ...]:
        """The codes of all groups, each after the groups inside it; the index is last."""
        return tuple(code for code in self._upwards if code in self.children)


def denominate(values: pd.DataFrame, denominators: pd.DataFrame, by: Mapping[str, str]) -> pd.DataFrame:
    """Divide indicators by a size (population, area, output) so that places of other size compare.

    Formula: x / denominator for each indicator named in `by`; the others pass unchanged.
    Parameters: `values` (units, indicators); `denominators` (units, sizes) on the same rows, above 0, NaN =
    missing; `by` indicator code -> denominator code.
    Result: frame like `values`, in units per unit of the denominator; NaN where either side is missing.
    Raises MetricError: unknown indicator or denominator, a denominator <= 0, other rows, infinite values.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> values = pd.DataFrame({"doctors": [300.0]}, index=["370215"])
    >>> size = pd.DataFrame({"thousand": [100.0]}, index=["370215"])
    >>> denominate(values, size, {"doctors": "thousand"}).loc["370215", "doctors"].item()
    3.0
    """
    if not values.index.equals(denominators.index):
        raise MetricError("values and denominators must have the same units in the same order")
    result = pd.DataFrame(float_array(values, "values", 2), index=values.index, columns=values.columns)
    for code, size in by.items():
        if code not in values.columns:
            raise MetricError(f"denominate: unknown indicator {code!r}")
        if size not in denominators.columns:
            raise MetricError(f"denominate: unknown denominator {size!r} for {code!r}")
        divisor = float_array(denominators[size], size)
        if (divisor <= 0).any():
            unit = values.index[int(np.flatnonzero(divisor <= 0)[0])]
            raise MetricError(f"denominate: {size!r} is not above 0 for unit {unit!r}")
        result[code] = result[code].to_numpy() / divisor
    return result


def impute_group_mean(values: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Fill missing values with the mean of the unit's group. Never applied unless asked for by name.

    Formula: x_ij := mean of the present x_kj with group(k) = group(i).
    Parameters: `values` (units, indicators), NaN = missing; `groups` (units,) labels on the same rows.
    Result: frame like `values`; still NaN where the whole group is missing or the unit has no group.
    Raises MetricError: other rows, infinite or non-numeric values.
    Source: OECD & JRC 2008 (unconditional mean imputation), doi:10.1787/9789264043466-en.

    >>> values = pd.DataFrame({"F1": [2.0, 4.0, None, None]})
    >>> impute_group_mean(values, pd.Series(["east", "east", "east", "west"]))["F1"].tolist()
    [2.0, 4.0, 3.0, nan]
    """
    if not values.index.equals(groups.index):
        raise MetricError("values and groups must have the same units in the same order")
    result = pd.DataFrame(float_array(values, "values", 2), index=values.index, columns=values.columns)
    labels = groups.to_numpy()
    for label in groups.dropna().unique():
        members = np.flatnonzero(labels == label)
        block = result.iloc[members]
        result.iloc[members] = block.fillna(block.mean())
    return result


def aggregate_hierarchy(
    values: pd.DataFrame,
    hierarchy: Hierarchy,
    method: str | Mapping[str, str] = "arithmetic",
    minimum_coverage: float = 0.0,
) -> pd.DataFrame:
    """Average indicators into groups, groups into groups, and those into the index.

    Formula: `method` (arithmetic, geometric or harmonic weighted mean) inside each group, from the bottom up;
    weights renormalise over what is present in the group.
    Parameters: `values` (units, indicators), normalised, higher is better, NaN = missing, holding every
    indicator of the hierarchy; `method` one name, or group code -> name; `minimum_coverage` in [0, 1], the
    share of a group's weight that must be present.
    Result: frame (units, groups), inner groups first, the index last; NaN below the coverage.
    Raises MetricError: an indicator without column, unknown method or group, and what the mean refuses.
    Source: OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> tree = Hierarchy((Node("F1", "F"), Node("F2", "F", 3.0), Node("F", None)))
    >>> aggregate_hierarchy(pd.DataFrame({"F1": [20.0], "F2": [60.0]}), tree)["F"].tolist()
    [50.0]
    """
    absent = [code for code in hierarchy.indicators if code not in values.columns]
    if absent:
        raise MetricError(f"no column for indicator {absent[0]!r} of the hierarchy")
    methods = dict.fromkeys(hierarchy.groups, method) if isinstance(method, str) else dict(method)
    for group in hierarchy.groups:
        if methods.get(group) not in METHODS:
            raise MetricError(
                f"group {group!r} needs one of {', '.join(METHODS)}, not {methods.get(group)!r}"
            )
    scores = {code: values[code] for code in hierarchy.indicators}
    for group in hierarchy.groups:
        inside = hierarchy.children[group]
        matrix = pd.DataFrame({code: scores[code] for code in inside}, index=values.index)
        weights = [hierarchy.weights[code] for code in inside]
        scores[group] = pd.Series(METHODS[methods[group]](matrix, weights, minimum_coverage))
    return pd.DataFrame({group: scores[group] for group in hierarchy.groups}, index=values.index)


def effective_weights(hierarchy: Hierarchy, codes: Iterable[str] | None = None) -> pd.Series:
    """Give the weight each indicator ends up with in the index when everything is present.

    Formula: product of weight / sum of the siblings' weights, from the indicator up to the index.
    Parameters: `hierarchy`; `codes`, which nodes (None = the indicators).
    Result: series code -> share of the index in (0, 1]; over the indicators it sums to 1. Exact for
    arithmetic means; for other means it is the weight of the logarithm or the reciprocal.
    Raises MetricError: a code that is not in the hierarchy.
    Source: Becker et al. 2022, COINr, doi:10.21105/joss.04567.

    >>> tree = Hierarchy((Node("F1", "F"), Node("F2", "F", 3.0), Node("F", None)))
    >>> effective_weights(tree).to_dict()
    {'F1': 0.25, 'F2': 0.75}
    """
    shares = dict.fromkeys(hierarchy.groups[-1:], 1.0)
    for group in reversed(hierarchy.groups):
        total = sum(hierarchy.weights[code] for code in hierarchy.children[group])
        for code in hierarchy.children[group]:
            shares[code] = shares[group] * hierarchy.weights[code] / total
    wanted = hierarchy.indicators if codes is None else tuple(codes)
    for code in wanted:
        if code not in shares:
            raise MetricError(f"hierarchy: unknown code {code!r}")
    return pd.Series({code: shares[code] for code in wanted}, dtype=np.float64)
