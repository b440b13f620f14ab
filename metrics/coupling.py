"""Coupling coordination degree of subsystems (耦合协调度), and its verbal levels."""

import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from metrics.aggregate import weight_shares
from metrics.containers import column_or_table, one_per_row
from metrics.inputs import FloatArray
from metrics.problems import DegenerateWarning, MetricError

# one number for one unit, an array for an array of units, a series for a frame
PerUnit = float | FloatArray | pd.Series


def coordination(
    scores: FloatArray | pd.Series | pd.DataFrame,
    weights: ArrayLike | pd.Series | None = None,
    model: Literal["standard", "wang"] = "standard",
) -> tuple[PerUnit, PerUnit, PerUnit]:
    """Measure how evenly (C), how highly (T) and how well together (D) subsystems are developed.

    Formula: T = sum a*U; D = sqrt(C*T); standard C = n * (prod U)^(1/n) / sum U; wang C =
    sqrt((1 - mean over pairs |U_i - U_j|) * prod(U_i / max U)^(1/(n-1))).
    Parameters: `scores` (n,) for one unit or (units, n), n >= 2 subsystems in [0, 1], NaN = missing;
    `weights` (n,), None = equal, used in T only; `model` "standard", whose C crowds near 1, or "wang".
    Result: (C, T, D), each in [0, 1]: numbers for one unit, else one per unit. C says nothing about height
    ((.05, .05) has C = 1): never show it alone. All three are NaN where a subsystem is missing; all zero has
    T = 0 and no C or D: NaN with a DegenerateWarning.
    Raises MetricError: a score outside [0, 1], fewer than two subsystems, unknown model, refused weights.
    Source: Wang, Kong, Ren et al. 2021, Journal of Natural Resources 36(3), doi:10.31497/zrzyxb.20210319.

    >>> C, T, D = coordination(np.array([0.9, 0.3]))
    >>> round(C, 6), round(T, 6), round(D, 6)
    (0.866025, 0.6, 0.720843)
    """
    array = column_or_table(scores, "scores")
    table = array if array.ndim == 2 else array[None, :]
    subsystems = table.shape[1]
    if subsystems < 2:
        raise MetricError(f"coordination needs at least two subsystems, not {subsystems}")
    outside = np.argwhere((table < 0) | (table > 1))
    if len(outside):
        row, column = (int(place) for place in outside[0])
        raise MetricError(
            f"subsystem scores must lie in [0, 1]: {table[row, column]:g} in unit {row}, subsystem {column}"
        )
    shares = weight_shares(np.ones(subsystems) if weights is None else weights, subsystems)
    height = table @ shares
    nothing = (table == 0).all(axis=1)
    if nothing.any():
        message = f"coordination: {int(nothing.sum())} unit(s) with all scores zero have no coupling degree"
        warnings.warn(message, DegenerateWarning, stacklevel=2)
    highest = np.where(nothing, np.nan, table.max(axis=1))
    relative = table / highest[:, None]
    if model == "standard":
        coupling = subsystems * np.prod(relative, axis=1) ** (1 / subsystems) / relative.sum(axis=1)
    elif model == "wang":
        first, second = np.triu_indices(subsystems, k=1)
        closeness = 1 - np.abs(table[:, first] - table[:, second]).mean(axis=1)
        coupling = np.sqrt(closeness * np.prod(relative, axis=1) ** (1 / (subsystems - 1)))
    else:
        raise MetricError(f'model must be "standard" or "wang", not {model!r}')
    # equal scores reach 1 only up to the last bit
    coupling = np.minimum(coupling, 1.0)
    degree = np.sqrt(coupling * height)
    if array.ndim == 1:
        return float(coupling[0]), float(height[0]), float(degree[0])
    return one_per_row(coupling, scores), one_per_row(height, scores), one_per_row(degree, scores)


@dataclass(frozen=True)
class LevelBands:
    """Verbal levels of D. Papers differ in cuts and names, so a source must be given with them.

    `cuts`: the inner limits, rising, inside (0, 1). `labels`: one more than cuts, lowest first. `source`: the
    paper they come from. `closed`: which side of a band owns its limit: "left" puts D = cut into the band
    above it, "right" into the band below.

    Raises MetricError: cuts that do not rise inside (0, 1), a wrong number of labels, no source, other side.
    """

    cuts: tuple[float, ...]
    labels: tuple[str, ...]
    source: str
    closed: Literal["left", "right"]

    def __post_init__(self) -> None:
        limits = np.array([0.0, *self.cuts, 1.0])
        if not (np.diff(limits) > 0).all():
            raise MetricError(f"cuts must rise strictly inside (0, 1): {self.cuts}")
        if len(self.labels) != len(self.cuts) + 1:
            raise MetricError(
                f"{len(self.cuts)} cuts need {len(self.cuts) + 1} labels, not {len(self.labels)}"
            )
        if not self.source.strip():
            raise MetricError("level bands need the source they come from")
        if self.closed not in {"left", "right"}:
            raise MetricError(f'closed must be "left" or "right", not {self.closed!r}')


def coordination_level(degrees: FloatArray | pd.Series, bands: LevelBands) -> np.ndarray | pd.Series:
    """Name the level of each coordination degree.

    Formula: the label of the band that holds D. Parameters: `degrees` (units,) in [0, 1], NaN = missing;
    `bands`, see LevelBands. Result: (units,) labels as objects, None where D is missing.
    Raises MetricError: a degree outside [0, 1]. Source: the one that `bands` names.

    >>> bands = LevelBands((0.5,), ("low", "high"), "worked example", closed="left")
    >>> coordination_level(np.array([0.49, 0.5, np.nan]), bands).tolist()
    ['low', 'high', None]
    """
    array = column_or_table(degrees, "degrees")
    if array.ndim != 1:
        raise MetricError("degrees must be one column")
    if ((array < 0) | (array > 1)).any():
        raise MetricError("degrees must lie in [0, 1]")
    side: Literal["left", "right"] = "right" if bands.closed == "left" else "left"
    places = np.searchsorted(np.array(bands.cuts, dtype=float), array, side=side)
    labels = np.array([*bands.labels, None], dtype=object)
    result = labels[np.where(np.isnan(array), len(bands.labels), places)]
    if isinstance(degrees, pd.Series):
        return pd.Series(result, index=degrees.index, dtype=object)
    return result
