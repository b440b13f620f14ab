"""A score against an outcome: one mark a city, the focus and the compared ones named."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.outcome_words import outcome_words
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import number
from locales import Translator

HEIGHT = 460
LOGARITHMIC = ("rate",)


def pair(
    rows: pd.DataFrame, outcome: str, *, score: str, focus: str, named: Mapping[str, str], look: Look
) -> Chart:
    """Draw the cities that have both.

    `rows` has unit_code, name, score (0-100) and value of the outcome; `score` is the name of the score,
    `focus` the focus city and `named` the short names of the cities to be told apart, the focus among them.
    """
    _ = look.translate
    words = outcome_words(outcome, _)
    known = rows[rows["score"].notna() & rows["value"].notna()]
    logarithmic = outcome in LOGARITHMIC
    zero = known["value"] <= 0
    shown = known[~zero] if logarithmic else known
    figure = go.Figure()
    others = shown[~shown["unit_code"].isin(list(named))]
    figure.add_scatter(
        x=others["score"],
        y=others["value"],
        mode="markers",
        marker={"size": 6, "color": look.colours.other, "opacity": 0.7},
        customdata=others["unit_code"].tolist(),
        hovertext=[_hover(row, score, words.name, _) for row in each(others)],
        hoverinfo="text",
    )
    for row in each(shown[shown["unit_code"].isin(list(named))]):
        own = row.unit_code == focus
        colour = look.colours.focus if own else look.colours.city
        figure.add_scatter(
            x=[row.score],
            y=[row.value],
            mode="markers+text",
            text=[literal(named[row.unit_code])],
            textposition="top center",
            textfont={"color": colour, "size": 13},
            cliponaxis=False,
            marker={"symbol": FOCUS_SYMBOL if own else "circle", "size": 13 if own else 9, "color": colour},
            customdata=[row.unit_code],
            hovertext=[_hover(row, score, words.name, _)],
            hoverinfo="text",
        )
    apply_theme(figure, look.mode, height=HEIGHT)
    figure.update_xaxes(
        range=[-3, 103], title={"text": _("{score}, score 0–100 (higher: earlier, more)", score=score)}
    )
    figure.update_yaxes(title={"text": words.axis})
    if logarithmic and len(shown):
        powers = range(int(np.floor(np.log10(shown["value"].min()))), 4)
        ticks = [10.0**power for power in powers]
        figure.update_yaxes(
            type="log",
            tickvals=ticks,
            ticktext=[number(tick, _, max(0, -power)) for tick, power in zip(ticks, powers, strict=True)],
        )
    figure.update_layout(showlegend=False)
    captions = [
        _(
            "{count} cities that have both. Not drawn: {without} cities without one or the other; a blank is"
            " not a zero.",
            count=number(len(known), _),
            without=number(len(rows) - len(known), _),
        )
    ]
    if logarithmic and zero.any():
        captions.append(
            _(
                "{count} cities with a rate of 0 cannot stand on a logarithmic axis.",
                count=number(int(zero.sum()), _),
            )
        )
    return Chart(
        figure,
        _("{outcome} by score: {score}", outcome=words.name, score=score),
        tuple(captions),
        _alt(known, named, score, words.name, _),
    )


def _hover(row: object, score: str, outcome: str, _: Translator) -> str:
    return "<br>".join(
        [
            literal(row.name),  # type: ignore[attr-defined]
            f"{literal(score)}: {number(row.score, _, 1)}",  # type: ignore[attr-defined]
            f"{literal(outcome)}: {number(row.value, _, 2)}",  # type: ignore[attr-defined]
        ]
    )


def _alt(known: pd.DataFrame, named: Mapping[str, str], score: str, outcome: str, _: Translator) -> str:
    if known.empty:
        return _("No city has both the score and the outcome.")
    parts = [
        _("{place}: {x} and {y}.", place=row.name, x=number(row.score, _, 1), y=number(row.value, _, 2))
        for row in each(known[known["unit_code"].isin(list(named))])
    ]
    return _(
        "Scatter plot of {count} cities, {score} against {outcome}. {places}",
        count=number(len(known), _),
        score=score,
        outcome=outcome,
        places=" ".join(parts),
    )
