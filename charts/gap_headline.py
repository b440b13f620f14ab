"""The gap in words: how wide, what it is made of, what is uncertain; one meaning for screen and brief."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts.gap_words import UNCERTAIN, Sides, gap_words, signed
from charts.look import each
from charts.words import number
from locales import Translator
from metrics.assessment import Assessment
from metrics.gap_analysis import GapAnalysis


@dataclass(frozen=True)
class GapSentences:
    """Plain text about one dimension: the gap itself, then what qualifies it."""

    lead: str
    rest: str


def gap_sentences(
    rows: pd.DataFrame,
    analysis: GapAnalysis,
    assessment: Assessment,
    dimensions: Sequence[str],
    sides: Sides,
    _: Translator,
) -> list[GapSentences]:
    """Return what is said of the gap in each dimension; `rows` as `charts.gap_frame.gap_frame` makes them.

    A benchmark whose rank band overlaps that of the place is called level with it.
    """
    found = []
    for code in dimensions:
        own = rows[rows["dimension"] == code].sort_values("contribution", ascending=False)
        behind = own[(own["contribution"] > 0) & (own["probability"] > UNCERTAIN[1])]
        unsure = own[own["probability"].between(*UNCERTAIN)]
        total: Any = analysis.totals.loc[code]
        lead = _(
            "{dimension}: {own} {score}, {benchmark} {goal}, {gap}.",
            dimension=own["group"].iloc[0],
            own=sides.own,
            score=number(total["score"], _, 1),
            benchmark=sides.benchmark,
            goal=number(total["benchmark_score"], _, 1),
            gap=gap_words(total["gap"], _),
        )
        if len(behind):
            listed = [f"{row.name} ({signed(row.contribution, _)})" for row in each(behind)]
            rest = [_("Behind in {indicators}.", indicators=_(", ").join(listed))]
        else:
            rest = [_("No indicator is clearly behind.")]
        if len(unsure):
            names = _(", ").join(unsure["name"])
            rest.append(_("Uncertain, within the error: {indicators}.", indicators=names))
        if analysis.benchmark in assessment.level_with(analysis.unit, code):
            rest.append(_("The rank bands of the two overlap: taken as a whole they are level."))
        found.append(GapSentences(lead, " ".join(rest)))
    return found
