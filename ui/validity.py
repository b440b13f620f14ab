"""Scores of public data beside the outcomes of the first wave, as the validity page shows them."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.forest import forest
from charts.look import each
from charts.outcome_words import OUTCOMES, REASON_COLUMNS, blank_words, outcome_words
from charts.pair import pair
from charts.words import in_language, number
from locales import Translator
from metrics.assessment import INDEX
from metrics.validity import BASELINE, BEYOND, SCORE, validity
from ui.choices import chosen, forget
from ui.data import Data
from ui.kept import kept
from ui.literal import literal
from ui.outbreaks import city_outbreaks
from ui.page import Page
from ui.scoring import assessment, context, framework, own_frameworks
from ui.selection import switch

FRAMEWORK = "public_data"
BASELINES = ("wuhan_inflow", "log_population", "gdp_per_head")
SOURCES = ("canghailan", "tian2020", "qiu2020", "gpl2020", "yearbook2018", "census2020", "jia2020")


@kept(4)
def _associations(_data: Data, store: str, version: str) -> pd.DataFrame:
    scores = assessment(_data, FRAMEWORK, "prefecture").scorecard.dimensions
    outcomes = city_outbreaks(_data).cities.reindex(scores.index)
    plain = context(_data, "prefecture").reindex(scores.index)
    return validity(scores, outcomes[list(OUTCOMES)].astype(float), plain[list(BASELINES)].astype(float))


def associations(page: Page) -> pd.DataFrame:
    """Return every association, computed once per data version."""
    return _associations(page.data, page.data.store, page.data.version)


def dimension_names(_: Translator) -> dict[str, str]:
    """Return the names of the scored dimensions by code."""
    names = {
        dimension.code: dimension.name.zh if _.language == "zh" else dimension.name.en
        for dimension in framework(FRAMEWORK).scored_dimensions
    }
    return {code: name[:1].upper() + name[1:] for code, name in names.items()}


def _names(_: Translator) -> dict[str, str]:
    return {
        **dimension_names(_),
        "wuhan_inflow": _("People arriving from Wuhan"),
        "log_population": _("Residents"),
        "gdp_per_head": _("GDP per head"),
    }


def forest_chart(page: Page) -> Chart:
    """Return the forest plot of all associations."""
    return forest(associations(page), _names(page.translate), page.look)


def forest_table(page: Page) -> pd.DataFrame:
    """Return all associations under headings in the page's language."""
    _ = page.translate
    names = _names(_)
    kinds = {
        SCORE: _("score"),
        BASELINE: _("plain fact"),
        BEYOND: _("score, the plain facts held equal"),
    }
    rows = associations(page)
    return pd.DataFrame(
        {
            _("Outcome"): [outcome_words(code, _).name for code in rows["outcome"]],
            _("Compared"): rows["name"].map(names),
            _("Kind"): rows["kind"].map(kinds),
            _("Rank correlation"): rows["coefficient"].round(3),
            _("95% interval, low"): rows["low"].round(3),
            _("95% interval, high"): rows["high"].round(3),
            _("Cities"): rows["n"],
            _("Interval without 0"): rows["clear"].map({True: _("yes"), False: _("no")}),
        }
    )


def findings(page: Page) -> list[str]:
    """Return a sentence for each dimension, and one on whether plain facts say more."""
    _ = page.translate
    rows = associations(page)
    sentences = [_finding(rows[rows["name"] == code], name, _) for code, name in dimension_names(_).items()]
    known = rows[rows["coefficient"].notna() & (rows["kind"] != BEYOND)]
    closest = known.loc[
        known.groupby("outcome", sort=False)["coefficient"].apply(lambda one: one.abs().idxmax())
    ]
    plain = closest[closest["kind"] == BASELINE]
    if len(plain):
        names = _names(_)
        sentences.append(
            _(
                "Plain facts go closer than any score with {count} of {total} outcomes: {listed}.",
                count=number(len(plain), _),
                total=number(len(closest), _),
                listed=_("; ").join(
                    _("{name} with {outcome}", name=names[row.name], outcome=_one(row, _))
                    for row in each(plain)
                ),
            )
        )
    return sentences


def _finding(rows: pd.DataFrame, name: str, _: Translator) -> str:
    own = rows[rows["kind"] == SCORE]
    if own["coefficient"].isna().all():
        return _("{name}: not assessed, too few cities have a score.", name=name)
    clear = own[own["clear"]]
    beyond = rows[(rows["kind"] == BEYOND) & rows["clear"]]
    if clear.empty and beyond.empty:
        return _(
            "{name}: no interval excludes 0, so the data tell no association with an outcome.", name=name
        )
    first = (
        _("where the score is higher: {listed}.", listed=_listed(clear, _))
        if len(clear)
        else _("no interval of the score itself excludes 0.")
    )
    second = (
        _("With the plain facts held equal: {listed}.", listed=_listed(beyond, _))
        if len(beyond)
        else _("With the plain facts held equal, no interval excludes 0.")
    )
    return _("{name}: {first} {second}", name=name, first=first, second=second)


def _listed(rows: pd.DataFrame, _: Translator) -> str:
    parts = [
        _("higher {value}", value=_one(row, _))
        if row.coefficient > 0
        else _("lower {value}", value=_one(row, _))
        for row in each(rows)
    ]
    return _("; ").join(parts)


def _one(row: Any, _: Translator) -> str:
    return _(
        "{outcome} (ρ = {value}, {low} to {high}, n = {count})",
        outcome=outcome_words(row.outcome, _).inside,
        value=number(row.coefficient, _, 2),
        low=number(row.low, _, 2),
        high=number(row.high, _, 2),
        count=number(row.n, _),
    )


def show_limits(_: Translator) -> None:
    """Say what an association between cities cannot show."""
    text = _(
        "What this cannot show: the cities were observed, not assigned; they are compared as wholes, not as"
        " people; and there was one wave. An association is no effect: cities that feared a worse outbreak"
        " may have acted earlier. Earlier and broader is what the response score measures, not that it was"
        " worth its cost. The response score exists only for cities with at least 5 cases by 10 February"
        " 2020, so it is compared among cities that were hit."
    )
    st.info(text)


def show_framework(_: Translator) -> None:
    """Say that the bundled framework is looked at where the reader has chosen one of their own."""
    own = own_frameworks().get(chosen().get("framework", ""))
    if own is not None:
        words = _(
            "Shown are the scores of “{framework}”. The own framework “{own}”, chosen on other pages, is not"
            " looked at here.",
            framework=in_language(framework(FRAMEWORK).name, _),
            own=in_language(own.name, _),
        )
        st.info(literal(words))


def choose_pair(_: Translator) -> tuple[str, str]:
    """Draw the choice of a dimension and an outcome and return their codes."""
    if chosen().get("dimension") in {*"ABCDEF", INDEX} - set(dimension_names(_)):
        # Kept from another framework; nobody asked for it here.
        forget("dimension")
    with st.container(horizontal=True, gap="small"):
        dimension = switch("dimension", _("Dimension"), dimension_names(_), _)
        outcome = switch("outcome", _("Outcome"), {code: outcome_words(code, _).name for code in OUTCOMES}, _)
    return dimension, outcome


def pair_rows(page: Page, dimension: str, outcome: str) -> pd.DataFrame:
    """Return score and outcome of every city, with the reason where the outcome is blank."""
    scores = assessment(page.data, FRAMEWORK, "prefecture").scorecard.dimensions[dimension]
    found = city_outbreaks(page.data).cities.reindex(scores.index)
    return pd.DataFrame(
        {
            "unit_code": scores.index,
            "name": page.places["name"].reindex(scores.index).to_numpy(),
            "score": scores.to_numpy(),
            "value": found[outcome].to_numpy(dtype=float),
            "reason": found[REASON_COLUMNS[outcome]].to_numpy(),
        }
    )


def pair_chart(page: Page, dimension: str, outcome: str, compared: Sequence[str]) -> Chart:
    """Return the scatter plot of the chosen pair with the focus city and the compared ones named."""
    named = {code: str(page.places.loc[code, "short"]) for code in [*compared, page.city]}
    return pair(
        pair_rows(page, dimension, outcome),
        outcome,
        score=dimension_names(page.translate)[dimension],
        focus=page.city,
        named=named,
        look=page.look,
    )


def pair_table(page: Page, dimension: str, outcome: str) -> pd.DataFrame:
    """Return the chosen pair of every city under headings in the page's language."""
    _ = page.translate
    rows = pair_rows(page, dimension, outcome)
    return pd.DataFrame(
        {
            _("Code"): rows["unit_code"],
            _("City"): rows["name"],
            dimension_names(_)[dimension]: rows["score"].round(1),
            outcome_words(outcome, _).name: rows["value"].round(4),
            _("Why the outcome is blank"): [
                blank_words("" if pd.isna(reason) else reason, _) for reason in rows["reason"]
            ],
        }
    )
