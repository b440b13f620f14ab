"""Funnel: rates of places of like size against the sampling error that their size brings."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import number
from locales import Translator

LIMITS = ((95, "dash"), (99.8, "dot"))


def funnel(rows: pd.DataFrame, *, focus: str, name: str, overdispersed: bool, look: Look) -> Chart:
    """Draw each place at its rate and expected standard error, between the limits of chance.

    `rows` is the frame of `metrics.funnel.count_funnel` by code; `name` is that of the focus place.
    """
    _ = look.translate
    known = rows.dropna(subset=["rate", "error"]).sort_values("error")
    figure = go.Figure()
    for level, dash in LIMITS:
        for side in ("low", "high"):
            figure.add_scatter(
                x=known["error"],
                y=known[f"{side}_{level:g}"],
                mode="lines",
                line={"color": look.colours.ink, "dash": dash, "width": 1.5},
                name=_("{level}% limits", level=f"{level:g}"),
                legendgroup=str(level),
                showlegend=side == "low",
                hoverinfo="skip",
            )
    figure.add_scatter(
        x=known["error"],
        y=known["target"],
        mode="lines",
        line={"color": look.colours.ink, "width": 1.5},
        name=_("rate of all together"),
        hoverinfo="skip",
    )
    rest = known.drop(index=focus, errors="ignore")
    figure.add_scatter(
        x=rest["error"],
        y=rest["rate"],
        mode="markers",
        marker={"size": 6, "color": look.colours.city, "opacity": 0.55},
        hoverinfo="skip",
        showlegend=False,
    )
    for own in each(known[known.index == focus]):
        _add_focus(figure, own.error, own.rate, name, look=look)
    apply_theme(figure, look.mode, height=400 if look.compact else 460)
    figure.update_xaxes(title={"text": _("expected standard error (per 1,000)")})
    figure.update_yaxes(title={"text": _("staff per 1,000 residents")})
    return Chart(
        figure,
        _(
            "Staff of health and social work per 1,000 residents in places of like size, and what chance"
            " allows"
        ),
        _captions(known, overdispersed, _),
        _alt(known, focus, name, _),
    )


def _add_focus(figure: go.Figure, error: float, rate: float, name: str, *, look: Look) -> None:
    colours = look.colours
    figure.add_scatter(
        x=[error],
        y=[rate],
        mode="markers",
        marker={
            "size": 14,
            "symbol": FOCUS_SYMBOL,
            "color": colours.focus,
            "line": {"color": colours.paper, "width": 1},
        },
        hovertext=[literal(name)],
        hoverinfo="text",
        showlegend=False,
    )
    figure.add_annotation(
        x=error,
        y=rate,
        ay=34,
        ax=0,
        text=f"<b>{literal(name)}</b>",
        arrowhead=0,
        arrowcolor=colours.focus,
        font={"color": colours.focus, "size": 13},
        bgcolor=colours.paper,
        opacity=0.9,
    )


def _captions(known: pd.DataFrame, overdispersed: bool, _: Translator) -> tuple[str, ...]:
    size = _("The larger a place, the further left it stands.")
    outside = int(known["outside"].sum())
    shown = {"outside": number(outside, _), "all": number(len(known), _)}
    if overdispersed:
        return (
            _(
                "The limits are widened for differences between places that no one modelled. Outside the"
                " wider limits: {outside} of {all}.",
                **shown,
            ),
            size,
        )
    return (
        _(
            "Between the limits a place differs from the rest by no more than the 10% sample explains."
            " Outside the wider limits: {outside} of {all}; their difference is real, for whatever reason.",
            **shown,
        ),
        size,
    )


def _alt(known: pd.DataFrame, focus: str, name: str, _: Translator) -> str:
    if known.empty:
        return _("No place of like size has a value.")
    text = _(
        "Funnel plot of {count} places around {target} per 1,000 residents.",
        count=number(len(known), _),
        target=number(known["target"].iloc[0], _, 2),
    )
    if focus not in known.index:
        return text
    own = known.loc[focus]
    where = (
        _("outside the wider limits")
        if own["outside"]
        else _("within the narrower limits")
        if own["low_95"] <= own["rate"] <= own["high_95"]
        else _("between the two limits")
    )
    return (
        text
        + " "
        + _(
            "{place}: {rate}, {where}.",
            place=name,
            rate=number(float(np.round(own["rate"], 4)), _, 2),
            where=where,
        )
    )
