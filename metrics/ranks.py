"""Published ranks."""

import numpy as np

from metrics.containers import Values, column_or_table, wrap_like


def competition_rank(scores: Values) -> Values:
    """Rank scores from the best down; ties share the smaller number and the next rank is skipped (1 2 2 4).

    Formula: 1 + the number of present scores strictly higher, on unrounded scores.
    Parameters: `scores` (n,) or (units, columns, each ranked by itself), any unit, higher is better, NaN =
    not scored. Result: same shape, whole numbers as floats, 1 = best; NaN where the score is missing.
    Raises MetricError: infinite or non-numeric scores.
    Source: standard competition ranking ("min" ties), as in OECD & JRC 2008, doi:10.1787/9789264043466-en.

    >>> competition_rank(np.array([70.0, 90.0, np.nan, 70.0, 50.0]))
    array([ 2.,  1., nan,  2.,  4.])
    """
    array = column_or_table(scores, "scores")
    table = array if array.ndim == 2 else array[:, None]
    ranks = np.full_like(table, np.nan)
    for column in range(table.shape[1]):
        present = ~np.isnan(table[:, column])
        entries = table[present, column]
        not_higher = np.searchsorted(np.sort(entries), entries, side="right")
        ranks[present, column] = 1 + len(entries) - not_higher
    return wrap_like(ranks.reshape(array.shape), scores)
