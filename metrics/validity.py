"""Whether scores go with outcomes: every dimension with every outcome, beside what plain facts say."""

import warnings

import numpy as np
import pandas as pd

from metrics.association import Interval, Method, association
from metrics.problems import DegenerateWarning, MetricError

SCORE = "score"
BASELINE = "baseline"
BEYOND = "beyond"


def validity(
    scores: pd.DataFrame,
    outcomes: pd.DataFrame,
    baselines: pd.DataFrame,
    *,
    method: Method = "spearman",
    interval: Interval = "fisher",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Association of each score with each outcome, of each baseline with it, and of the score beyond those.

    Formula: `metrics.association.association` for every pair of a score and an outcome; a baseline is
    compared over all places that have it and the outcome, once an outcome.
    Parameters: `scores` (places x dimensions, 0-100), `outcomes` (places x outcomes) and `baselines` (places
    x plain facts) with the same rows, NaN = missing; `method`, `interval`, `confidence` as in `association`.
    Result: frame of one row each, in the order of outcomes, then every score with itself beyond the
    baselines beneath, then the baselines: outcome, kind ("score", "baseline" or "beyond"), name (the column),
    coefficient, low, high (-1 ... 1; a negative sign with cases or days means fewer of them where the score
    is higher), n, and clear (True where the interval excludes 0). NaN and clear False where too few places
    remain or a column does not vary.
    An association of places is not one of people, and not an effect: see `association`.
    Raises MetricError where the rows differ.
    Source: Bonett and Wright 2000, doi 10.1007/BF02294183.

    >>> scores = pd.DataFrame({"B": [1, 2, 3, 4, 5, 6.0]})
    >>> rates = pd.DataFrame({"rate": [6, 5, 4, 3, 1, 2.0]})
    >>> found = validity(scores, rates, pd.DataFrame(index=scores.index))
    >>> found[["outcome", "kind", "name", "n", "clear"]].to_dict("records")
    [{'outcome': 'rate', 'kind': 'score', 'name': 'B', 'n': 6, 'clear': True}]
    """
    for name, frame in (("outcomes", outcomes), ("baselines", baselines)):
        if not frame.index.equals(scores.index):
            raise MetricError(f"{name} have other rows than scores")
    rows: list[dict[str, object]] = []
    for outcome in outcomes.columns:
        own_rows: list[dict[str, object]] = []
        plain_rows: list[dict[str, object]] = []
        for score in scores.columns:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DegenerateWarning)
                found = association(
                    scores[score],
                    outcomes[outcome],
                    baselines if len(baselines.columns) else None,
                    method=method,
                    interval=interval,
                    confidence=confidence,
                )
            kinds = [SCORE, *[BASELINE] * len(baselines.columns), *[BEYOND] * (len(found) > 1)]
            entries = [
                {
                    "outcome": outcome,
                    "kind": kind,
                    "name": str(label) if kind == BASELINE else str(score),
                    **{str(column): value for column, value in values.items()},
                }
                for kind, (label, values) in zip(kinds, found.to_dict("index").items(), strict=True)
            ]
            own_rows += [entry for entry in entries if entry["kind"] != BASELINE]
            # Baselines do not depend on the score; one row each is enough.
            plain_rows = [entry for entry in entries if entry["kind"] == BASELINE]
        rows += [*own_rows, *plain_rows]
    frame = pd.DataFrame(rows, columns=["outcome", "kind", "name", "coefficient", "low", "high", "n"])
    known = frame["coefficient"].notna()
    frame["clear"] = known & (np.sign(frame["low"]) * np.sign(frame["high"]) > 0)
    return frame
