"""What the benchmark page reads, draws and tabulates for a place and its peers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.distribution import distribution
from charts.expected_scores import Model, expected_scores
from charts.heatmap import Column, heatmap
from charts.place_stand import figure_words
from charts.profile import profile
from charts.rank_bands import Ranked, rank_bands
from charts.words import heading, number
from locales import Translator
from metrics.assessment import INDEX
from metrics.compared import compared_scores
from metrics.index import normalise_indicators
from ui.choices import add_notice, chosen, forget, from_link, widget
from ui.kept import kept
from ui.literal import literal
from ui.peer_sets import PeerSet, rule_sentence
from ui.selection import dropdown
from ui.standing import Standing

MOST_IN_PROFILE = 5
MOST_COLUMNS = 14


def choose_dimension(standing: Standing) -> str:
    """Draw the choice of what is ranked, where there is more than one, and return its code."""
    _ = standing.page.translate
    words = {code: figure_name(standing, code) for code in standing.assessment.bands}
    if INDEX in words:
        # The index leads where there is one.
        words = {INDEX: words.pop(INDEX), **words}
    if len(words) == 1:
        forget("dimension")
        return next(iter(words))
    asked = chosen().get("dimension")
    if asked in {dimension.code for dimension in standing.framework.dimensions} - set(words):
        if from_link():
            add_notice("dimension", _("This framework does not assess the dimension {code}.", code=asked))
        forget("dimension")
    with standing.page.slot():
        return dropdown("dimension", _("Dimension"), words, _)


def figure_name(standing: Standing, code: str) -> str:
    """Return the name of a dimension or indicator, or the word for the index."""
    return figure_words(standing.framework, code, standing.page.translate)


def context_words(level: str, _: Translator) -> str:
    """Return in words the context that is held equal at a level."""
    if level == "prefecture":
        return _(
            "urban share, share over 60, log population, log of arrivals from Wuhan and day of the first case"
        )
    return _("urban share, share over 60 and log population")


def compared_rows(standing: Standing, peers: PeerSet, code: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return scores, ranks, bands and expectations of the focus place and some of its peers."""
    return _compared((*standing.key, *peers.key), code, tuple(codes), standing, peers)


@kept(200)
def _compared(
    key: tuple[str, ...], code: str, codes: tuple[str, ...], _standing: Standing, _peers: PeerSet
) -> pd.DataFrame:
    wanted = [_standing.unit, *codes]
    frame = compared_scores(_standing.assessment, _standing.expectations, code, wanted)
    frame["name"] = _standing.page.places.loc[wanted, "name"].to_numpy()
    frame["distance"] = [_peers.distances.get(unit, np.nan) for unit in wanted]
    return frame


def is_assessed_anywhere(standing: Standing, code: str) -> bool:
    """Tell whether any place has a score."""
    return bool(standing.assessment.scorecard.ranks[code].notna().any())


def is_ranked(standing: Standing, peers: PeerSet, code: str) -> bool:
    """Tell whether the place or a peer has a score; where none has, say so and what would change that."""
    page, _ = standing.page, standing.page.translate
    ranks = standing.assessment.scorecard.ranks[code]
    if ranks.loc[[standing.unit, *peers.codes]].notna().any():
        return True
    st.info(
        _(
            "Neither {place} nor any of its peers is assessed in “{what}”: too few of the values that it is"
            " made of are in the data. A place appears here once its values are uploaded and accepted.",
            place=page.markdown_name(standing.unit),
            what=literal(figure_name(standing, code)),
        )
    )
    return False


def ranking_chart(standing: Standing, peers: PeerSet, code: str, basis: str) -> Chart:
    """Return the ranking of the place among its drawn peers, raw or like for like."""
    page = standing.page
    rows = compared_rows(standing, peers, code, peers.drawn)
    name = figure_name(standing, code)
    words = peers_words(standing, peers)
    if basis == "raw":
        ranked = int(standing.assessment.scorecard.ranks[code].notna().sum())
        return rank_bands(rows, standing.unit, Ranked(name, ranked, words), page.look)
    model = standing.expectations[code].adjustment
    fitted = (np.nan, 0) if model is None else (model.r_squared, model.n)
    return expected_scores(
        rows.drop(columns=["low", "high"]).rename(columns={"expected_low": "low", "expected_high": "high"}),
        standing.unit,
        Model(name, context_words(standing.level, page.translate), *fitted, words),
        page.look,
    )


def peers_words(standing: Standing, peers: PeerSet) -> str:
    """Return who the peers are and how many of them are drawn."""
    _ = standing.page.translate
    words = rule_sentence(peers, standing.page)
    if len(peers.codes) <= len(peers.drawn):
        return words
    drawn = _("Drawn are the {count} most alike; the table has all.", count=len(peers.drawn))
    return f"{words} {drawn}"


def ranking_table(standing: Standing, peers: PeerSet, code: str) -> pd.DataFrame:
    """Return the place and all its peers under headings in the page's language, the first rank first."""
    _ = standing.page.translate
    rows = compared_rows(standing, peers, code, peers.codes).sort_values(["rank", "unit_code"])
    values = standing.assessment.values.loc[rows["unit_code"]]
    table = {
        _("Rank"): rows["rank"].astype("Int64"),
        _("Code"): rows["unit_code"],
        _("Place"): rows["name"],
        _("Score (0–100)"): rows["score"].round(2),
        _("Rank band, from"): rows["low"].astype("Int64"),
        _("Rank band, to"): rows["high"].astype("Int64"),
        _("Coverage (%)"): (rows["coverage"] * 100).round(0),
        _("Worst grade"): rows["grade"],
        _("Expected score"): rows["expected"].round(2),
        _("95% interval, low"): rows["expected_low"].round(2),
        _("95% interval, high"): rows["expected_high"].round(2),
        _("Observed minus expected"): rows["difference"].round(2),
        _("Rank like for like"): rows["like_rank"].astype("Int64"),
        _("Distance (standard deviations)"): rows["distance"].round(2),
    }
    for indicator in standing.framework.scored_indicators:
        if code in (INDEX, indicator.dimension):
            name = _("{code} {name}", code=indicator.code, name=heading(indicator.name, _))
            unit = indicator.unit.zh if _.language == "zh" else indicator.unit.en
            table[_("{name} ({unit})", name=name, unit=unit)] = values[indicator.code].round(3).to_numpy()
    return pd.DataFrame(table)


def columns(standing: Standing, code: str) -> list[Column]:
    """Return the figures that a heatmap or profile has room for: all, or those of one dimension."""
    framework = standing.framework
    scored = [dimension.code for dimension in framework.scored_dimensions]
    few = len(scored) + len(framework.scored_indicators) <= MOST_COLUMNS
    found: list[Column] = []
    for dimension in scored:
        found.append(Column(dimension, figure_name(standing, dimension), True))
        if few or dimension == code:
            found += [
                Column(one.code, figure_name(standing, one.code), False)
                for one in framework.scored_indicators
                if one.dimension == dimension
            ]
    return found


def all_scores(standing: Standing, codes: Sequence[str]) -> pd.DataFrame:
    """Return indicator and dimension scores of some places."""
    card = standing.assessment.scorecard
    return card.dimensions.loc[list(codes)].join(card.indicators.loc[list(codes)])


def heatmap_chart(standing: Standing, peers: PeerSet, code: str) -> Chart:
    """Return the heatmap of the place and its drawn peers, the highest score of the chosen figure on top."""
    rows = compared_rows(standing, peers, code, peers.drawn)
    order = rows.sort_values(["rank", "unit_code"])["unit_code"].tolist()
    lent = normalise_indicators(standing.assessment.inherited.loc[order], standing.framework)
    page = standing.page
    return heatmap(
        all_scores(standing, order),
        page.places.loc[order, "name"].tolist(),
        columns(standing, code),
        focus=standing.unit,
        inherited=lent,
        caption=peers_words(standing, peers),
        look=page.look,
    )


def score_table(standing: Standing, codes: Sequence[str]) -> pd.DataFrame:
    """Return all scores of some places under headings in the page's language."""
    _ = standing.page.translate
    scores = all_scores(standing, codes).round(2)
    scores.columns = pd.Index(
        [_("{code} {name}", code=code, name=figure_name(standing, code)) for code in scores.columns]
    )
    places = pd.DataFrame(
        {_("Code"): list(codes), _("Place"): standing.page.places.loc[list(codes), "name"].to_numpy()}
    )
    return places.join(scores.reset_index(drop=True))


def choose_profile(standing: Standing, peers: PeerSet) -> list[str]:
    """Draw the choice of places set side by side and return the focus place and up to four others."""
    page, _ = standing.page, standing.page.translate
    possible = list(standing.assessment.values.index)
    asked = chosen().get("profile")
    wanted = list(peers.codes[: MOST_IN_PROFILE - 1]) if asked is None else asked.split(",")
    lost = [code for code in wanted if code and code not in page.places.index]
    if lost:
        add_notice(
            "profile",
            _(
                "The link names places that these data do not have: {codes}. They are left out.",
                codes=_(", ").join(lost),
            ),
        )
        forget("profile")
    picked = [code for code in dict.fromkeys(wanted) if code in possible and code != standing.unit]
    names = page.places["name"].to_dict()
    st.multiselect(
        _("Set side by side (up to {count})", count=MOST_IN_PROFILE - 1),
        [code for code in possible if code != standing.unit],
        format_func=names.__getitem__,
        max_selections=MOST_IN_PROFILE - 1,
        select_all=False,
        placeholder=_("Type a name"),
        filter_mode="contains",
        **widget("profile", _.language, picked[: MOST_IN_PROFILE - 1], ",".join),
    )
    return [standing.unit, *picked[: MOST_IN_PROFILE - 1]]


def profile_chart(standing: Standing, peers: PeerSet, codes: Sequence[str], code: str) -> Chart:
    """Return the profiles of some places with the median of all peers."""
    page = standing.page
    statistics = standing.assessment.scorecard.peer_statistics(standing.unit, peers.codes)
    return profile(
        all_scores(standing, codes),
        page.places.loc[list(codes), "name"].tolist(),
        columns(standing, code),
        focus=standing.unit,
        median=statistics["median"],
        caption=rule_sentence(peers, page),
        look=page.look,
    )


def distribution_chart(standing: Standing, peers: PeerSet, code: str) -> Chart:
    """Return how the scores of all places are spread, the place and its peers marked."""
    page, _ = standing.page, standing.page.translate
    card = standing.assessment.scorecard
    scores = card.index if code == INDEX and card.index is not None else card.dimensions[code]
    caption = _(
        "{known} places are assessed, {unknown} are not: they are left out, not counted as zero. {peers}",
        known=number(scores.notna().sum(), _),
        unknown=number(scores.isna().sum(), _),
        peers=rule_sentence(peers, page),
    )
    marked = compared_rows(standing, peers, code, peers.codes)
    return distribution(
        scores,
        marked,
        focus=standing.unit,
        what=figure_name(standing, code),
        caption=caption,
        look=page.look,
    )
