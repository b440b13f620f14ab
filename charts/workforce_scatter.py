"""People who care for health against people who need care: workforce per resident by share over 60."""

import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.label_places import Place, Point, place_labels, text_width
from charts.literal import literal
from charts.look import Look
from charts.notes import Notes
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import number
from locales import Translator

REACH = 1.96
"""Standard errors on either side of a value: 95 % of samples."""

LABEL_SIZE = 12
HIGHEST_SHARE_DRAWN = 0.998
"""A handful of places with hospitals for a whole region would press all others to the floor of the figure."""

CLOUD_PATHS = 6
DESK_WIDTH = 1200
DOT = 4
"""Side of an unmarked place's dot in pixels."""

HEIGHT, HEIGHT_COMPACT = 500, 420
WIDTH, WIDTH_COMPACT = 1000, 340
MARGINS = 70
"""Pixels that axes take; the width is that of a usual screen, as labels are placed before it is known."""

Role = Literal["focus", "city", "peer"]


@dataclass(frozen=True)
class Marked:
    """A place that is marked and named: share over 60 in percent, staff per 1,000, standard error."""

    name: str
    role: Role
    share: float
    value: float
    error: float
    code: str = ""


def workforce_scatter(others: pd.DataFrame, marked: list[Marked], *, missing: int, look: Look) -> Chart:
    """Draw one faint dot per place, and mark the focus, its city and its peers.

    `others` has share_over_60 (percent) and value (per 1,000 residents) of all places of the focus's level
    but the marked ones; `missing` counts those that lack either.
    """
    _ = look.translate
    top = 1.1 * max(
        [place.value for place in marked],
        default=1.0,
    )
    if len(others):
        top = max(top, 1.05 * float(others["value"].quantile(HIGHEST_SHARE_DRAWN)))
    figure = go.Figure()
    left, right = _range(others, marked)
    _add_cloud(figure, others, (right - left) / (WIDTH_COMPACT if look.compact else DESK_WIDTH), look)
    notes = Notes()
    for place, label in zip(marked, _labels(marked, (left, right), top, look), strict=True):
        _add_marked(figure, place, look)
        _add_label(notes, place, label, look)
    notes.write(figure)
    apply_theme(figure, look.mode, height=HEIGHT_COMPACT if look.compact else HEIGHT)
    figure.update_xaxes(range=[left, right])
    figure.update_xaxes(title={"text": _("residents aged 60 and over (%)")})
    figure.update_yaxes(title={"text": _("staff per 1,000 residents")}, range=[0, top])
    figure.update_layout(hovermode="closest")
    above = int((others["value"] > top).sum())
    return Chart(
        figure,
        _("Staff of health and social work per 1,000 residents, by share of residents over 60"),
        _captions(others, marked, above, missing, _),
        _alt(others, marked, _),
    )


def _add_cloud(figure: go.Figure, others: pd.DataFrame, pixel: float, look: Look) -> None:
    """Draw the unmarked places as a few paths of dots instead of one element a place.

    A browser takes several times as long to draw thousands of marks one by one. Dots on top of each other
    stay darker where they lie in different paths.
    """
    notes = Notes()
    for part in range(CLOUD_PATHS):
        dots = others.iloc[part::CLOUD_PATHS]
        if dots.empty:
            continue
        notes.draw(
            type="path",
            path="".join(
                f"M{share - DOT / 2 * pixel:.3f},{value:.3f}H{share + DOT / 2 * pixel:.3f}"
                for share, value in zip(dots["share_over_60"], dots["value"], strict=True)
            ),
            xref="x",
            yref="y",
            line={"color": look.colours.other, "width": DOT},
            opacity=0.45,
            layer="below",
        )
    notes.write(figure)


def _range(others: pd.DataFrame, marked: list[Marked]) -> tuple[float, float]:
    shares = [*others["share_over_60"], *(place.share for place in marked)]
    return (min(shares) - 1, max(shares) + 1) if shares else (0.0, 1.0)


def _labels(marked: list[Marked], ends: tuple[float, float], top: float, look: Look) -> list[Place]:
    width, height = (WIDTH_COMPACT, HEIGHT_COMPACT) if look.compact else (WIDTH, HEIGHT)
    width, height = width - MARGINS, height - MARGINS
    left, right = ends
    points = [
        Point(
            (place.share - left) / (right - left) * width,
            place.value / top * height,
            text_width(place.name, LABEL_SIZE),
        )
        for place in marked
    ]
    # The focus stands last so that it is drawn on top; its label chooses first.
    return place_labels(points[::-1], width, height)[::-1]


def _add_marked(figure: go.Figure, place: Marked, look: Look) -> None:
    _ = look.translate
    colour = {"focus": look.colours.focus, "city": look.colours.ink, "peer": look.colours.city}[place.role]
    bar = None
    if place.role == "focus" and not math.isnan(place.error):
        bar = {"type": "data", "array": [REACH * place.error], "color": colour, "thickness": 2, "width": 9}
    figure.add_scatter(
        x=[place.share],
        y=[place.value],
        mode="markers",
        marker={
            "size": {"focus": 11, "city": 11, "peer": 8}[place.role],
            "symbol": {"focus": FOCUS_SYMBOL, "city": "square", "peer": "circle"}[place.role],
            "color": colour,
            "line": {"color": look.colours.paper, "width": 1},
        },
        error_y=bar,
        customdata=[place.code],
        hovertext=_(
            "{place}: {value} per 1,000, {share}% over 60",
            place=literal(place.name),
            value=number(place.value, _, 2),
            share=number(place.share, _, 1),
        ),
        hoverinfo="text",
        showlegend=False,
    )


def _add_label(notes: Notes, place: Marked, label: Place, look: Look) -> None:
    focus = place.role == "focus"
    notes.annotate(
        x=place.share,
        y=place.value,
        ax=label.x,
        ay=-label.y,
        text=f"<b>{literal(place.name)}</b>" if focus else literal(place.name),
        showarrow=True,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=look.colours.quiet,
        font={"size": 13 if focus else 11, "color": look.colours.focus if focus else look.colours.ink},
        bgcolor=look.colours.paper,
        opacity=0.9,
    )


def _captions(
    others: pd.DataFrame, marked: list[Marked], above: int, missing: int, _: Translator
) -> tuple[str, ...]:
    lines = [
        _(
            "The {count} faint dots are the other places. The bar on the diamond is the sampling error of a"
            " 10% sample: 1.96 standard errors on either side.",
            count=number(len(others), _),
        )
    ]
    lines += [
        _("■ {city}: the whole city that the place belongs to.", city=place.name)
        for place in marked
        if place.role == "city"
    ]
    if above:
        lines.append(_("Not drawn, as they lie above the figure: {count} places.", count=number(above, _)))
    if missing:
        lines.append(_("Not drawn, as a value is missing: {count} places.", count=number(missing, _)))
    return tuple(lines)


def _alt(others: pd.DataFrame, marked: list[Marked], _: Translator) -> str:
    if others.empty and not marked:
        return _("No place has both values.")
    text = _("Scatter plot of {count} places.", count=number(len(others) + len(marked), _))
    for place in marked:
        text += " " + _(
            "{place}: {value} per 1,000, {share}% over 60.",
            place=place.name,
            value=number(place.value, _, 2),
            share=number(place.share, _, 1),
        )
    return text
