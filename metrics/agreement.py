"""Agreement between coders on ordinal levels."""

import warnings

import krippendorff
import numpy as np
import pandas as pd

from metrics.inputs import FloatArray, float_array
from metrics.problems import DegenerateWarning


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
