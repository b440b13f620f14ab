"""One score of a place beside those of others, with all that qualifies each."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.assessment import INDEX, Assessment
from metrics.like_for_like import Expectation


def compared_scores(
    assessment: Assessment, expectations: Mapping[str, Expectation], code: str, wanted: Sequence[str]
) -> pd.DataFrame:
    """Set one score of some places side by side.

    Parameters: `assessment` and `expectations` of the same framework and places; `code`, a scored dimension
    or "index"; `wanted`, row labels.
    Result: frame in the order wanted: unit_code, score (0-100, NaN = not assessed), rank, low and high (rank
    band), coverage (0-1), grade (worst used), like_rank, expected, expected_low, expected_high (0-100, not
    clipped) and difference (observed minus expected).
    Raises KeyError: an unknown code or place. Source: `metrics.assessment`, `metrics.like_for_like`.
    """
    card, places = assessment.scorecard, list(wanted)
    scores = card.index if code == INDEX and card.index is not None else card.dimensions[code]
    band, expected = assessment.bands[code], expectations[code]
    at, like = _positions(scores.index, places), _positions(expected.rank.index, places)
    frame = pd.DataFrame(
        {
            "unit_code": places,
            "score": scores.to_numpy()[at],
            "rank": card.ranks[code].to_numpy()[at],
            "low": band["low"].to_numpy()[at],
            "high": band["high"].to_numpy()[at],
            "coverage": card.coverage["overall" if code == INDEX else code].to_numpy()[at],
            "grade": assessment.worst_grades(places, code).to_numpy(),
            "like_rank": expected.rank.to_numpy()[like],
        }
    )
    model = expected.adjustment
    for column in ("expected", "low", "high", "difference"):
        known = np.nan if model is None else model.frame[column].loc[places].to_numpy()
        frame[column if column in ("expected", "difference") else f"expected_{column}"] = known
    return frame


def _positions(index: pd.Index, places: list[str]) -> NDArray[np.intp]:
    """Return where places stand among all, found once for the many columns of an assessment."""
    found = index.get_indexer(pd.Index(places))
    if (found < 0).any():
        raise KeyError(places[int(np.argmax(found < 0))])
    return found
