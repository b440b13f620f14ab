"""Observed against what is expected of such a place, with the interval in which a single place may lie."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.clicks import behind
from charts.gap_words import Sides, native
from charts.look import Look, each
from charts.native_rows import NativeAxis, add_marks, draw_native_rows, names
from charts.words import number
from locales import Translator


def like_for_like(rows: pd.DataFrame, sides: Sides, features: str, look: Look) -> Chart:
    """Draw one row per indicator.

    `rows` has name, unit, observed, expected, low, high, percentile, percentile_adjusted, r_squared and n;
    `features` names what the model knows of a place.
    """
    _ = look.translate
    known = rows[rows["expected"].notna()]
    figure = go.Figure()
    colours = look.colours
    for row, entry in enumerate(each(known)):
        figure.add_scatter(
            x=[entry.low, entry.high],
            y=[0, 0],
            mode="lines",
            line={"color": colours.grid, "width": 16},
            name=_("95% of such places"),
            legendgroup="interval",
            showlegend=row == 0,
            hovertext=[f"{native(entry.low, _)}–{native(entry.high, _)}"] * 2,
            hoverinfo="text",
            **names(row),
        )
        add_marks(
            figure,
            row,
            [entry.expected],
            name=_("expected"),
            text=native(entry.expected, _),
            above=False,
            marker={
                "symbol": "line-ns",
                "size": 16,
                "color": colours.ink,
                "line": {"width": 3, "color": colours.ink},
            },
            look=look,
        )
        add_marks(
            figure,
            row,
            [entry.observed],
            name=sides.focus,
            text=native(entry.observed, _),
            above=True,
            marker={"symbol": "diamond", "size": 15, "color": colours.focus},
            look=look,
            click=behind(entry.code),
        )
    draw_native_rows(figure, [_axis(entry, _) for entry in each(known)], look)
    absent = rows.loc[rows["expected"].isna(), "name"]
    captions = [
        _("What the model knows of a place: {features}.", features=features),
        _(
            "Percentile: share of all places with a lower value, first as they are, then against what is"
            " expected. R²: share of the differences between places that the model explains."
        ),
        _(
            "Inside the grey band a difference from what is expected is nothing unusual. Expected says"
            " what such places have, not what they need."
        ),
    ]
    if len(absent):
        captions.append(_("Not available: {places}.", places=_(", ").join(absent)))
    return Chart(
        figure,
        _("{place}: observed and what is expected of such a place", place=sides.focus),
        tuple(captions),
        " ".join(_sentence(entry, _) for entry in each(known)) or _("No indicator can be adjusted."),
    )


def _axis(row: Any, _: Translator) -> NativeAxis:
    detail = _(
        "percentile {before} → {after} · R² {explained}, n = {count}",
        before=number(row.percentile, _),
        after=number(row.percentile_adjusted, _),
        explained=number(row.r_squared, _, 2),
        count=number(row.n, _),
    )
    heading = _("{indicator} ({unit})", indicator=row.name, unit=row.unit)
    return NativeAxis(heading, [row.low, row.high, row.observed], detail=detail)


def _sentence(row: Any, _: Translator) -> str:
    return _(
        "{indicator}: observed {observed}, expected {expected} ({low}–{high}), percentile {before}, adjusted"
        " {after}.",
        indicator=row.name,
        observed=native(row.observed, _),
        expected=native(row.expected, _),
        low=native(row.low, _),
        high=native(row.high, _),
        before=number(row.percentile, _),
        after=number(row.percentile_adjusted, _),
    )
