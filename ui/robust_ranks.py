"""Ranks of all places by the default and by the reader's choices, and what simulation says of them.

Ranks are kept per data version and choice and shared between visits; nobody changes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import streamlit as st

from charts.words import in_language, number
from etl.score_reads import indicator_sources as read_sources
from metrics.choices import Aggregation, Problem, problem_from
from metrics.sensitivity import RankSample, sample_ranks, variance_shares
from metrics.simulation import RankArray, simulate_ranks
from metrics.uncertainty import default_sources
from metrics.what_if import codes_of, ranks_of, reweighed, scores_under, shift, without_each
from ui.data import rows
from ui.framework_choice import View
from ui.kept import kept
from ui.literal import literal
from ui.page import Page
from ui.scoring import DRAWS, SEED, assessment
from ui.weights import Choice

DRAWS_WHILE_CHOOSING = 200
SOBOL_SAMPLE = 256
"""Base sample: up to eight times as many scorings of all places, kept for every place."""


@dataclass(frozen=True)
class Standing:
    """Ranks of all places by the default and by the reader's choices, and the places shown."""

    view: View
    choice: Choice
    shown: tuple[str, ...]
    default: pd.Series
    ranks: pd.Series
    draws: int

    @property
    def ranked(self) -> int:
        """How many places have a rank."""
        return int(self.ranks.notna().sum())

    @property
    def has_own_rank(self) -> bool:
        """Whether the reader's place has a rank by default."""
        return not np.isnan(self.default[self.view.unit])

    @property
    def key(self) -> tuple[str, ...]:
        """What a figure of this standing depends on besides data and language."""
        return (*self.view.key, *self.choice.key, ",".join(self.shown), str(self.draws))


def _problem(view: View, choice: Choice) -> Problem:
    found = view.assessment
    problem = problem_from(
        found.values, view.framework, dimension=view.inside, standard_errors=found.standard_errors
    )
    indicators, dimensions = codes_of(view.framework, view.inside)
    if view.inside is not None and choice.aggregation is not None:
        problem = replace(problem, within=choice.aggregation)
    return reweighed(problem, dict(choice.weights), indicators, dimensions)


@kept(40)
def _ranks(key: tuple[str, ...], _view: View, _choice: Choice) -> pd.Series:
    scores = scores_under(_problem(_view, _choice), _choice.normalisation, _mean(_view, _choice))
    return pd.Series(ranks_of(scores), index=_view.assessment.values.index)


def _mean(view: View, choice: Choice) -> Aggregation | None:
    rule = view.framework.index
    return choice.aggregation or (rule.aggregation if view.inside is None and rule is not None else None)


@kept(6)
def _simulated(key: tuple[str, ...], draws: int, _view: View, _choice: Choice) -> RankArray:
    return simulate_ranks(_problem(_view, _choice), default_sources(_view.framework), draws, SEED)


def indicator_sources(page: Page, level: str, dimensions: Sequence[str]) -> list[str]:
    """Return the sources of the values of public data that some dimensions are scored by."""
    used = assessment(page.data, "public_data", level).framework.scored_indicators
    return _sources(page, level, [one.code for one in used if one.dimension in dimensions])


def source_ids(page: Page, view: View) -> list[str]:
    """Return the sources of all values that count in a view."""
    return _sources(page, view.level, codes_of(view.framework, view.inside)[0])


def _sources(page: Page, level: str, indicators: Sequence[str]) -> list[str]:
    found = rows(page.data, read_sources, level=level)
    return sorted(set(found.loc[found["indicator_code"].isin(indicators), "source_id"]))


def explain_standing(page: Page, view: View) -> None:
    """Say what is ranked, what the scores measure, and whose they are; or why the place has none."""
    _ = page.translate
    scored = view.framework
    st.markdown(
        _(
            "A rank hangs on choices that could have been made otherwise. Here they can be changed one"
            " by one; the default stays named. The scores measure reported coordination and capacity,"
            " not effect."
        )
    )
    if scored.index is None and scored.index_reason is not None:
        st.caption(_("No overall index: {reason}", reason=literal(in_language(scored.index_reason, _))))
    if view.inherited:
        st.info(
            _(
                "This framework assesses cities. Shown is {city}, the city of {place}: its rank is not the"
                " district’s own.",
                city=page.markdown_name(page.city),
                place=page.markdown_name(page.focus),
            )
        )
    if not view.assessment.scorecard.ranks[view.dimension].notna().any():
        st.info(
            _(
                "Nothing is ranked yet: no place has enough assessed values. Upload coding sheets for this"
                " framework, or choose another one."
            )
        )


def standing(page: Page, view: View, choice: Choice, others: Sequence[str]) -> Standing:
    """Return the ranks of all places, and which of them are shown; few draws while choices are tried."""
    data = (page.data.store, page.data.version)
    drawn_around = _drawn_around(choice)
    whole = drawn_around.is_default or _wants_all_draws(view, drawn_around)
    return Standing(
        view,
        choice,
        tuple(dict.fromkeys([view.unit, *others])),
        _ranks((*data, *view.key, *Choice().key), view, Choice()),
        _ranks((*data, *view.key, *choice.key), view, choice),
        DRAWS if whole else DRAWS_WHILE_CHOOSING,
    )


def _drawn_around(choice: Choice) -> Choice:
    """Return what simulation keeps of a choice: every scale is drawn anyway, so the chosen one is dropped."""
    return Choice(choice.weights, aggregation=choice.aggregation)


def _wants_all_draws(view: View, choice: Choice) -> bool:
    return bool(st.session_state.get("all_draws") == (*view.key, *choice.key))


def offer_all_draws(page: Page, found: Standing) -> None:
    """Say that few draws were taken, and draw the button that takes all of them."""
    _ = page.translate
    if found.draws == DRAWS:
        return
    key = (*found.view.key, *_drawn_around(found.choice).key)

    def keep() -> None:
        st.session_state["all_draws"] = key

    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            _(
                "While choices are tried, the bands rest on {few} scorings instead of {all}.",
                few=number(found.draws, _),
                all=number(DRAWS, _),
            ),
            width="content",
        )
        st.button(_("Take all scorings"), on_click=keep)


def show_moves(page: Page, found: Standing) -> None:
    """Draw how many ranks the reader's choices move, the agreement with the default, and the own rank."""
    _ = page.translate
    moves = shift(found.default.to_numpy(), found.ranks.to_numpy())
    columns = st.columns(3, border=True)
    columns[0].metric(_("Ranks moved"), f"{number(moves.moved, _)} / {number(moves.compared, _)}")
    columns[0].caption(_("furthest move in ranks: {places}", places=number(moves.furthest, _)))
    tau = "–" if np.isnan(moves.tau) else number(moves.tau, _, 3)
    columns[1].metric(_("Agreement with the default (Kendall’s tau)"), tau)
    columns[1].caption(_("1 = same order, 0 = unrelated"))
    unit = found.view.unit
    own, default = found.ranks[unit], found.default[unit]
    columns[2].metric(
        _("Rank of {place}", place=page.markdown_name(unit)),
        "–" if np.isnan(own) else f"{number(own, _)} / {number(found.ranked, _)}",
    )
    columns[2].caption(_("default: {rank}", rank="–" if np.isnan(default) else number(default, _)))
    if moves.gained or moves.lost:
        st.caption(
            _(
                "Ranked only by these choices: {gained}; only by default: {lost} (too little is assessed).",
                gained=number(moves.gained, _),
                lost=number(moves.lost, _),
            )
        )


def shown_ranks(page: Page, found: Standing) -> RankArray:
    """Return the simulated ranks of the shown places, draws x places."""
    data = (page.data.store, page.data.version)
    choice = _drawn_around(found.choice)
    ranks = _simulated((*data, *found.view.key, *choice.key), found.draws, found.view, choice)
    return ranks[:, found.default.index.get_indexer(list(found.shown))]


@kept(40)
def _left_out(key: tuple[str, ...], _view: View, _choice: Choice) -> pd.DataFrame:
    indicators, _dimensions = codes_of(_view.framework, _view.inside)
    return without_each(
        _problem(_view, _choice),
        indicators,
        _choice.normalisation,
        _mean(_view, _choice),
        index=_view.assessment.values.index,
    )


def ranks_left_out(page: Page, found: Standing) -> pd.DataFrame:
    """Return the ranks of all places without each indicator."""
    data = (page.data.store, page.data.version)
    return _left_out((*data, *found.view.key, *found.choice.key), found.view, found.choice)


# All places are scored for the share of any one, so the next place is answered from the same scorings.
@kept(6)
def _sample(key: tuple[str, ...], _view: View) -> RankSample:
    sources = default_sources(_view.framework)
    return sample_ranks(_problem(_view, Choice()), sources, n=SOBOL_SAMPLE, seed=SEED)


@kept(60)
def _shares(key: tuple[str, ...], unit: int | None, _view: View) -> pd.DataFrame:
    return variance_shares(_sample(key, _view), unit=unit)


def variance_of_ranks(page: Page, found: Standing) -> pd.DataFrame:
    """Return the share of each choice in the variance of the own rank, or of all ranks without an own one."""
    _, view = page.translate, found.view
    position = int(found.default.index.get_loc(view.unit)) if found.has_own_rank else None
    with st.spinner(_("Scoring all places some thousand times; kept afterwards.")):
        return _shares((page.data.store, page.data.version, *view.key), position, view)
