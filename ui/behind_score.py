"""Behind a score: the values it is made of, their weights and parts, its rank and what is missing."""

import numpy as np
import pandas as pd
import streamlit as st

from charts.grade_words import reason_words
from charts.words import heading, in_language, is_missing, number
from locales import Translator
from metrics.assessment import INDEX
from metrics.framework import Framework, Indicator
from ui.choices import chosen
from ui.literal import literal
from ui.page import Page
from ui.scoring import framework, own_frameworks
from ui.standing import Standing, framework_names, standing


def scored_codes(name: str) -> list[str]:
    """Return the codes of the scores of a framework: its dimensions and, where it has one, the index."""
    whole = framework(name)
    return [one.code for one in whole.scored_dimensions] + ([INDEX] if whole.index is not None else [])


def score_name(code: str, _: Translator) -> str:
    """Return the name of a score: of a dimension, or the index."""
    if code == INDEX:
        return _("Index (score)")
    # The dimensions of one's own frameworks come after those that every bundled one shares.
    every = (framework("six_dimensions"), *own_frameworks().values())
    names = {one.code: one.name for whole in reversed(every) for one in whole.dimensions}
    return _("{code} {name} (score)", code=code, name=heading(names[code], _))


def standing_behind(page: Page, unit: str, code: str) -> Standing | None:
    """Return the framework in which a place has this score: the chosen one if it fits, else its level's."""
    names = framework_names(str(page.places.loc[unit, "level"]))
    asked = chosen().get("framework", "")
    for name in (*(one for one in (asked,) if one in names), *names):
        if code in scored_codes(name):
            found = standing(page, name, unit)
            if found is not None:
                return found
    return None


def show_score(page: Page, unit: str, code: str) -> None:
    """Draw how a score comes about, or say that the place has none."""
    _ = page.translate
    found = standing_behind(page, unit, code)
    if found is None:
        st.info(_("{place} takes part in no framework with this score.", place=page.markdown_name(unit)))
        return
    if found.unit != unit:
        st.info(
            _(
                "This framework assesses cities. Shown is {city}, the city of {place}: it is not the"
                " district’s own score.",
                city=page.markdown_name(found.unit),
                place=page.markdown_name(unit),
            )
        )
    st.markdown("\n".join(f"- {line}" for line in _facts(found, code)))
    table = parts_table(found, code)
    st.dataframe(table, hide_index=True, alt=_("What the score is made of"))
    st.caption(_("Choose one of these indicators above to see its formula and the rows it was made of."))


def _facts(found: Standing, code: str) -> list[str]:
    _ = found.page.translate
    facts = found.assessment.place_card(found.unit).loc[code]
    whole = found.framework
    lines = []
    if is_missing(facts["score"]):
        lines.append(
            _(
                "**Not assessed**: {share} % of the weight is known and {needed} % is needed. A blank is no"
                " zero.",
                share=number(facts["coverage"] * 100, _),
                needed=number(whole.coverage * 100, _),
            )
        )
    else:
        lines.append(
            _(
                "**{score} of 100**, rank {rank} of {of}, band {low}–{high}",
                score=number(facts["score"], _, 2),
                rank=number(facts["rank"], _),
                of=number(facts["of"], _),
                low=number(facts["low"], _),
                high=number(facts["high"], _),
            )
        )
    lines.append(_mean_words(whole, code, _))
    lines.append(
        _(
            "Framework “{framework}” {version}; {share} % of the weight assessed; worst grade {grade}; data"
            " version {data}.",
            framework=literal(in_language(whole.name, _)),
            version=literal(whole.version),
            share=number(facts["coverage"] * 100, _),
            grade="–" if is_missing(facts["worst_grade"]) else str(facts["worst_grade"]),
            data=found.page.data.version,
        )
    )
    return lines


def _mean_words(whole: Framework, code: str, _: Translator) -> str:
    means = {
        "arithmetic": _("weighted arithmetic mean"),
        "geometric": _("weighted geometric mean"),
        "harmonic": _("weighted harmonic mean"),
    }
    if code == INDEX and whole.index is not None:
        return _(
            "Formula: {mean} of the scores of all dimensions; each is the {within} of its indicators.",
            mean=means[whole.index.aggregation],
            within=means[whole.within],
        )
    return _("Formula: {mean} of the scores of its assessed indicators.", mean=means[whole.within])


def parts_table(found: Standing, code: str) -> pd.DataFrame:
    """Return the indicators behind a score with value, goalposts, score and share of the known weight."""
    _ = found.page.translate
    inside = [one for one in found.framework.scored_indicators if code in (INDEX, one.dimension)]
    codes = [one.code for one in inside]
    assessment = found.assessment
    scores = assessment.scorecard.indicators.loc[found.unit, codes].astype("float64")
    weights = pd.Series({one.code: one.weight for one in inside}, dtype="float64")
    shares = weights.where(scores.notna())
    groups = pd.Series({one.code: one.dimension for one in inside})
    shares = 100 * shares / shares.groupby(groups).transform("sum")
    values = assessment.values.loc[found.unit, codes].astype("float64")
    reasons = assessment.reasons.loc[found.unit, codes]
    return pd.DataFrame(
        {
            _("Code"): codes,
            _("Indicator"): [heading(one.name, _) for one in inside],
            _("Value"): values.round(3).to_numpy(),
            _("Unit"): [in_language(one.unit, _) for one in inside],
            _("Scores 0 at"): [_end(one, "floor") for one in inside],
            _("Scores 100 at"): [_end(one, "target") for one in inside],
            _("Score (0–100)"): scores.round(2).to_numpy(),
            _("Share of the weight (%)"): shares.round(1).to_numpy(),
            _("Why blank"): ["" if is_missing(one) else reason_words(str(one), _) for one in reasons],
        }
    )


def _end(indicator: Indicator, name: str) -> float:
    return float(getattr(indicator.normalisation, name, np.nan))
