"""From the scores of a place and its peers to what is said of it: its stand, and what is not assessed."""

from typing import Any

import numpy as np
import pandas as pd

from charts.expected_scores import outside
from charts.grade_words import reason_words
from charts.rank_bands import against
from charts.standing_words import Stand
from charts.words import heading, in_language, is_missing, number
from locales import Translator
from metrics.assessment import INDEX, Assessment
from metrics.framework import Framework


def figure_words(framework: Framework, code: str, _: Translator) -> str:
    """Return the name of a dimension or indicator, or the word for the index."""
    if code == INDEX:
        return _("Index")
    names = {dimension.code: dimension.name for dimension in framework.dimensions}
    names |= {indicator.code: indicator.name for indicator in framework.indicators}
    return heading(names[code], _)


def stand_of(rows: pd.DataFrame, unit: str, what: str, of: int) -> Stand | None:
    """Return the stand of a place, None where it has no rank.

    `rows` as `metrics.compared.compared_scores` returns them, the place among them; `of`, places ranked.
    """
    counts = against(rows, unit)
    if counts is None:
        return None
    own = rows[rows["unit_code"] == unit].iloc[0]
    expected = not np.isnan(own["expected"])
    return Stand(
        what=what,
        score=own["score"],
        low=own["low"],
        high=own["high"],
        of=of,
        ahead=counts[0],
        level=counts[1],
        behind=counts[2],
        beyond=outside(own["score"], own["expected_low"], own["expected_high"]) if expected else None,
    )


def reasons_not_assessed(assessment: Assessment, unit: str, _: Translator) -> dict[str, str]:
    """Return the reason by dimension in which a place has no score; the index among them if it has none."""
    framework, ranks = assessment.framework, assessment.scorecard.ranks
    reasons = {}
    for dimension in framework.dimensions:
        name = heading(dimension.name, _)
        if dimension.needs is not None:
            reasons[name] = in_language(dimension.needs, _)
        elif is_missing(ranks.loc[unit, dimension.code]):
            reasons[name] = _why_without_score(assessment, unit, dimension.code, _)
    if INDEX in assessment.bands and is_missing(ranks.loc[unit, INDEX]):
        reasons[_("Index")] = _("it needs every dimension")
    return reasons


def _why_without_score(assessment: Assessment, unit: str, dimension: str, _: Translator) -> str:
    coverage: Any = assessment.scorecard.coverage.loc[unit, dimension]
    text = _(
        "{share} % of the weight assessed, {needed} % needed",
        share=number(coverage * 100, _),
        needed=number(assessment.framework.coverage * 100, _),
    )
    kinds: dict[str, list[str]] = {}
    for indicator in assessment.framework.scored_indicators:
        reason = assessment.reasons.loc[unit, indicator.code]
        if indicator.dimension == dimension and not is_missing(reason):
            kinds.setdefault(str(reason), []).append(heading(indicator.name, _))
    parts = [
        _("{reason}: {names}", reason=reason_words(kind, _), names=_(", ").join(names))
        for kind, names in kinds.items()
    ]
    return _("; ").join([text, *parts])
