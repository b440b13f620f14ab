"""Timeliness of response against professional capacity: every city a dot, the marked ones with names."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.label_places import Place, Point, place_labels, text_width
from charts.literal import literal
from charts.look import Look, each
from charts.notes import Notes
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import number
from locales import Translator

LABEL_SIZE = 12
PLOT = {False: (540.0, 420.0), True: (275.0, 430.0)}
"""About how many pixels the plot takes on a wide and on a narrow screen."""

NEAR = 16
RANGE = (-4.0, 104.0)


@dataclass(frozen=True)
class Axis:
    """One of the two figures: its column, its name as it begins a line and as it stands within one."""

    column: str
    name: str
    inline: str


def two_axis(
    cities: pd.DataFrame, across: Axis, upwards: Axis, *, focus: str, caption: str, look: Look
) -> Chart:
    """Draw a dot per city that has both scores, and the medians of all as lines.

    `cities` has unit_code, name, short, marked (named on the chart) and a column (0-100) for each axis.
    """
    _ = look.translate
    known = cities[cities[across.column].notna() & cities[upwards.column].notna()]
    marked = known[known["marked"] & (known["unit_code"] != focus)]
    own = known[known["unit_code"] == focus]
    colours = look.colours
    figure = go.Figure()
    for part, marker in (
        (
            known.drop(index=[*marked.index, *own.index]),
            {"size": 7, "symbol": "circle-open", "color": colours.other},
        ),
        (marked, {"size": 10, "symbol": "circle", "color": colours.city}),
        (own, {"size": 15, "symbol": FOCUS_SYMBOL, "color": colours.focus}),
    ):
        figure.add_scatter(
            x=part[across.column],
            y=part[upwards.column],
            mode="markers",
            marker=marker,
            customdata=part["unit_code"].tolist(),
            hovertext=[_hover(row, across, upwards, _) for row in each(part)],
            hoverinfo="text",
        )
    middle = known[[across.column, upwards.column]].median()
    if len(known):
        line = {"color": colours.quiet, "width": 1, "dash": "dot"}
        figure.add_vline(x=middle[across.column], line=line)
        figure.add_hline(y=middle[upwards.column], line=line)
    _add_labels(figure, pd.concat([own, marked]), across, upwards, focus=focus, look=look)
    apply_theme(figure, look.mode, height=520 if look.compact else 480)
    figure.update_xaxes(
        range=RANGE, dtick=20, tick0=0, title={"text": _("{what} (score, 0–100)", what=across.name)}
    )
    figure.update_yaxes(
        range=RANGE, dtick=20, tick0=0, title={"text": _("{what} (score, 0–100)", what=upwards.name)}
    )
    figure.update_layout(showlegend=False, hovermode="closest")
    lines = [
        _(
            "Filled dots are the marked cities, rings all others that have both scores: {count} of {all}. The"
            " dotted lines are the medians of all of them.",
            count=number(len(known), _),
            all=number(len(cities), _),
        ),
        caption,
    ]
    absent = [str(name) for name in cities.loc[cities["marked"], "name"] if name not in set(known["name"])]
    if absent:
        lines.append(
            _("Not drawn, as one of the scores is not assessed: {places}.", places=_(", ").join(absent))
        )
    return Chart(
        figure,
        _("{up} against {across}, by city (scores, 0–100)", up=upwards.name, across=across.inline),
        tuple(lines),
        _alt(known, own, middle, across, upwards, _),
    )


def _add_labels(
    figure: go.Figure, named: pd.DataFrame, across: Axis, upwards: Axis, *, focus: str, look: Look
) -> None:
    width, height = PLOT[look.compact]
    span = RANGE[1] - RANGE[0]
    points = [
        Point(
            (x - RANGE[0]) / span * width,
            (y - RANGE[0]) / span * height,
            text_width(str(short), LABEL_SIZE) + 6,
        )
        for x, y, short in zip(named[across.column], named[upwards.column], named["short"], strict=True)
    ]
    colours = look.colours
    notes = Notes()
    for row, place in zip(each(named), place_labels(points, width, height), strict=True):
        is_focus = row.unit_code == focus
        notes.annotate(
            x=getattr(row, across.column),
            y=getattr(row, upwards.column),
            ax=place.x,
            ay=-place.y,
            text=f"<b>{literal(row.short)}</b>" if is_focus else literal(row.short),
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=colours.quiet if look.compact or _is_far(place) else "rgba(0,0,0,0)",
            font={"size": LABEL_SIZE, "color": colours.focus if is_focus else colours.ink},
        )
    notes.write(figure)


def _is_far(place: Place) -> bool:
    """Tell whether a label needs a line to its point."""
    return abs(place.y) > NEAR


def _hover(row: Any, across: Axis, upwards: Axis, _: Translator) -> str:
    return "<br>".join(
        [
            literal(row.name),
            *(
                _("{what}: {score} of 100", what=axis.name, score=number(getattr(row, axis.column), _, 1))
                for axis in (upwards, across)
            ),
        ]
    )


def _alt(
    known: pd.DataFrame, own: pd.DataFrame, middle: pd.Series, across: Axis, upwards: Axis, _: Translator
) -> str:
    if known.empty:
        return _("No city has both scores.")
    text = _(
        "Scatter plot of {count} cities: {up} upwards, median {up_median}; {across} to the right, median"
        " {across_median}.",
        count=number(len(known), _),
        up=upwards.name,
        across=across.inline,
        up_median=number(middle[upwards.column], _),
        across_median=number(middle[across.column], _),
    )
    for row in each(own):
        text += " " + _(
            "{place}: {up} {up_score}, {across} {across_score}.",
            place=row.name,
            up=upwards.name,
            across=across.inline,
            up_score=number(getattr(row, upwards.column), _),
            across_score=number(getattr(row, across.column), _),
        )
    return text
