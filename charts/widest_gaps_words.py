"""The widest gaps of a place in words and native units, one meaning for screen and brief."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from charts.look import each
from charts.words import heading, in_language, number
from locales import Translator
from metrics.assessment import Assessment
from metrics.like_for_like import Expectation

WIDEST = 5
CLEAR, LIKELY = 0.95, 0.8


def widest_gaps(frame: pd.DataFrame, count: int = WIDEST) -> pd.DataFrame:
    """Return at most `count` rows of a gap analysis in which the place is behind, the widest first."""
    return frame[frame["gap"] > 0].nlargest(count, "gap", keep="all").head(count)


def gap_words_table(
    gaps: pd.DataFrame,
    assessment: Assessment,
    expectations: Mapping[str, Expectation],
    unit: str,
    benchmark: str,
    _: Translator,
) -> pd.DataFrame:
    """Return gaps in words under headings in the reader's language, one row a gap, as plain text.

    `benchmark` is the heading of the values compared with.
    """
    indicators = {one.code: one for one in assessment.framework.scored_indicators}
    rows = []
    for gap in each(gaps):
        indicator = indicators[str(gap.Index)]
        name, measure = heading(indicator.name, _), in_language(indicator.unit, _)
        rows.append(
            {
                _("Indicator"): _("{name} ({unit})", name=name, unit=measure),
                _("Own value"): native_short(gap.value, _),
                benchmark: native_short(gap.benchmark, _),
                _("Points behind"): number(gap.gap, _),
                _("How sure"): sureness(assessment, unit, indicator.code, gap.probability, _),
                _("Expected of such a place"): expected_words(expectations, unit, indicator.code, _),
            }
        )
    return pd.DataFrame(rows)


def native_short(value: float, _: Translator) -> str:
    """Return a value in native units with at most one decimal and a true minus sign.

    >>> from locales import translator
    >>> native_short(7.331, translator("en")), native_short(-4, translator("en"))
    ('7.3', '−4.0')
    """
    written = number(abs(value), _, 0 if abs(value) >= 100 else 1)
    return "−" + written if value < 0 else written


def sureness(assessment: Assessment, unit: str, code: str, probability: float, _: Translator) -> str:
    """Return how sure it is that the place is behind, as far as its sampling error is known."""
    error: Any = assessment.standard_errors.loc[unit, code]
    if np.isnan(error):
        return _("no sampling error is known")
    if probability >= CLEAR:
        return _("clear")
    return _("likely") if probability >= LIKELY else _("level within the error")


def expected_words(expectations: Mapping[str, Expectation], unit: str, code: str, _: Translator) -> str:
    """Return the value expected of such a place with its interval and whether the own one lies within."""
    model = expectations[code].adjustment
    row = None if model is None else model.frame.loc[unit].to_dict()
    if row is None or np.isnan(row["expected"]):
        return _("cannot be said")
    within = row["low"] <= row["observed"] <= row["high"]
    return _(
        "{expected} ({low} to {high}): {words}",
        expected=native_short(row["expected"], _),
        low=native_short(row["low"], _),
        high=native_short(row["high"], _),
        words=_("within") if within else _("outside"),
    )
