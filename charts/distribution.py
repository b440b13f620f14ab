"""How the scores of all places are spread, with the focus place and its peers marked."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.rank_bands import say_nothing_known
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import is_missing, number
from locales import Translator

BIN = 5
FEW = 5
"""Up to this many places the axis counts them one by one."""


def distribution(
    scores: pd.Series, marked: pd.DataFrame, *, focus: str, what: str, caption: str, look: Look
) -> Chart:
    """Draw the number of places by score in steps of five, and marks for the focus place and its peers.

    `scores` (0-100) of all places; `marked` has unit_code, name and score of the focus place and its peers.
    """
    _ = look.translate
    known = scores.dropna().to_numpy(np.float64)
    edges = np.arange(0, 100 + BIN, BIN)
    counts = np.histogram(known, edges)[0]
    colours = look.colours
    figure = go.Figure()
    figure.add_bar(
        x=edges[:-1] + BIN / 2,
        y=counts,
        width=BIN * 0.94,
        marker={"color": colours.grid, "line": {"color": colours.other, "width": 1}},
        name=_("all places"),
        hovertext=[
            _("{low}–{high}: {count} places", low=low, high=low + BIN, count=number(count, _))
            for low, count in zip(edges[:-1], counts, strict=True)
        ],
        hoverinfo="text",
    )
    lane = -max(counts.max(initial=1), 1) * 0.08
    drawn = marked[marked["score"].notna()]
    peers = drawn[drawn["unit_code"] != focus]
    figure.add_scatter(
        x=peers["score"],
        y=[lane] * len(peers),
        mode="markers",
        name=_("peers"),
        marker={"symbol": "line-ns", "size": 14, "line": {"width": 2, "color": colours.city}},
        customdata=peers["unit_code"].tolist(),
        hovertext=[f"{literal(row.name)}<br>{number(row.score, _, 1)}" for row in each(peers)],
        hoverinfo="text",
    )
    own = drawn[drawn["unit_code"] == focus]
    for row in each(own):
        figure.add_vline(x=row.score, line={"color": colours.focus, "width": 2})
        figure.add_scatter(
            x=[row.score],
            y=[lane],
            mode="markers",
            name=literal(row.name),
            marker={"symbol": FOCUS_SYMBOL, "size": 13, "color": colours.focus},
            hovertext=[f"{literal(row.name)}<br>{number(row.score, _, 1)}"],
            hoverinfo="text",
        )
        figure.add_annotation(
            x=row.score,
            y=1,
            yref="paper",
            text=f"<b>{literal(row.name)} {number(row.score, _)}</b>",
            showarrow=False,
            xanchor="right" if row.score > 50 else "left",
            xshift=-6 if row.score > 50 else 6,
            yanchor="top",
            bgcolor=colours.paper,
            font={"color": colours.focus},
        )
    apply_theme(figure, look.mode, height=300)
    figure.update_xaxes(range=[0, 100], dtick=20, title={"text": _("score, 0–100")})
    figure.update_yaxes(
        title={"text": _("number of places")},
        rangemode="tozero",
        tickformat=",d",
        dtick=1 if counts.max() <= FEW else None,
    )
    say_nothing_known(figure, scores.dropna().to_frame(), look)
    figure.update_layout(showlegend=bool(len(known)), bargap=0)
    return Chart(
        figure,
        _("{what}: how the scores of all places are spread", what=what),
        (caption,),
        _alt(known, own, what, _),
    )


def _alt(known: np.ndarray, own: pd.DataFrame, what: str, _: Translator) -> str:
    if not len(known):
        return _("No place is assessed.")
    low, middle, high = np.quantile(known, [0.25, 0.5, 0.75])
    text = _(
        "Histogram of {what} over {count} places: half of them lie between {low} and {high}, the median is"
        " {median}.",
        what=what,
        count=number(len(known), _),
        low=number(low, _),
        high=number(high, _),
        median=number(middle, _),
    )
    if own.empty or is_missing(own["score"].iloc[0]):
        return text
    place = own.iloc[0]
    return text + " " + _("{place}: {score}.", place=place["name"], score=number(place["score"], _))
