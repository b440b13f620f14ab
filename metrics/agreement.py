"""Agreement between coders on ordinal levels."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import krippendorff
import numpy as np
import pandas as pd

from metrics.inputs import FloatArray, float_array
from metrics.problems import DegenerateWarning


@dataclass(frozen=True)
class CodedCells:
    """How far coders agree on one rubric.

    cells: coded at all; pairs: cells with two or more coders; alike: of these, cells in which all gave the
    same level; alpha: ordinal, NaN where it cannot be computed.
    """

    cells: int
    pairs: int
    alike: int
    alpha: float

    def is_below(self, minimum: float | None) -> bool:
        """Tell whether the coders agree too little; never where they agreed in every single cell.

        Coders who all gave one and the same level have no alpha, as chance would agree as well.
        """
        if minimum is None or not self.pairs or self.alike == self.pairs:
            return False
        return isnan(self.alpha) or self.alpha < minimum


def coded_cells(cells: Sequence[Sequence[float]]) -> CodedCells:
    """Count and compare what coders gave to the cells of one rubric.

    Formula: alpha by `ordinal_alpha`; the order of coders within a cell does not matter to it.
    Parameters: `cells`, for each cell the levels that its coders gave, in any order; one coder is one level.
    Result: CodedCells. Raises MetricError: levels that are not finite numbers.
    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.

    >>> coded_cells([[0, 0], [1, 1], [4, 4], [2]])
    CodedCells(cells=4, pairs=3, alike=3, alpha=1.0)
    """
    paired = [list(levels) for levels in cells if len(levels) >= 2]
    alike = sum(len(set(levels)) == 1 for levels in paired)
    alpha = float("nan")
    if len({level for levels in paired for level in levels}) > 1:
        table = np.full((max(map(len, paired)), len(paired)), np.nan)
        for place, levels in enumerate(paired):
            table[: len(levels), place] = levels
        alpha = ordinal_alpha(table)
    return CodedCells(len(cells), len(paired), alike, alpha)


def ordinal_alpha(codings: FloatArray | pd.DataFrame) -> float:
    """Measure how far coders agree beyond chance on ordered levels (Krippendorff's alpha, ordinal).

    Formula: 1 - observed / expected disagreement with the ordinal difference function, over the cells that
    two or more coders coded.
    Parameters: `codings` (coders, cells), levels in their order as numbers, NaN = not coded.
    Result: number up to 1 = perfect agreement, 0 = chance, negative = worse than chance. NaN with a
    DegenerateWarning for a single coder, no cell coded twice, or a single level in all such cells: there is
    no expected disagreement to compare with, so even unanimous coders have no alpha then.
    Raises MetricError: infinite or non-numeric codings, wrong number of dimensions.
    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; computed by the krippendorff
    package.

    >>> ordinal_alpha(np.array([[0.0, 1.0, 4.0, np.nan], [0.0, 1.0, 4.0, 2.0]]))
    1.0
    """
    values = float_array(codings, "codings", ndim=2)
    paired = values[:, (~np.isnan(values)).sum(axis=0) >= 2]
    levels = np.unique(paired[~np.isnan(paired)])
    if len(levels) < 2:
        reason = "only one level was used" if len(levels) else "no cell was coded by two coders"
        warnings.warn(f"ordinal_alpha: {reason}, alpha is missing", DegenerateWarning, stacklevel=2)
        return float("nan")
    return float(krippendorff.alpha(reliability_data=paired, level_of_measurement="ordinal"))
