"""A gap analysis with the words, units, limits and scale ends that figures and tables show."""

from collections.abc import Sequence

import pandas as pd

from charts.words import heading, in_language
from locales import Translator
from metrics.assessment import Assessment
from metrics.framework import Goalposts
from metrics.gap_analysis import GapAnalysis

CERTAIN = 1.96
"""Standard errors to either side of a value that make its 95 % interval."""


def comparable_dimensions(assessment: Assessment, analysis: GapAnalysis) -> list[str]:
    """Return the dimensions in which the place has a score and the benchmark has something to compare."""
    own = assessment.scorecard.dimensions.loc[analysis.unit]
    gaps = analysis.totals["gap"]
    return [str(code) for code in own.index if pd.notna(own[code]) and pd.notna(gaps[code])]


def gap_frame(
    analysis: GapAnalysis, assessment: Assessment, dimensions: Sequence[str], _: Translator
) -> pd.DataFrame:
    """Return the analysis of some dimensions with name, unit, measured, low, high, floor, target and group.

    low and high are the 95 % limits of the value, NaN where no sampling error is known.
    """
    framework = assessment.framework
    frame = analysis.frame.copy()
    scored = {indicator.code: indicator for indicator in framework.scored_indicators}
    frame["name"] = [heading(scored[code].name, _) for code in frame.index]
    frame["unit"] = [in_language(scored[code].unit, _) for code in frame.index]
    error = assessment.standard_errors.loc[analysis.unit, list(frame.index)].astype("float64")
    frame["measured"] = error.notna()
    frame["low"] = frame["value"] - CERTAIN * error
    frame["high"] = frame["value"] + CERTAIN * error
    scales = {code: indicator.normalisation for code, indicator in scored.items()}
    ends = {
        code: (scale.floor, scale.target) if isinstance(scale, Goalposts) else (0.0, 4.0)
        for code, scale in scales.items()
    }
    frame["floor"] = [ends[code][0] for code in frame.index]
    frame["target"] = [ends[code][1] for code in frame.index]
    names = {dimension.code: heading(dimension.name, _) for dimension in framework.dimensions}
    frame["group"] = frame["dimension"].map(names)
    return frame[frame["dimension"].isin(list(dimensions))]
