"""How often one place ranks above another over all choices, as a table of shades and numbers."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look
from charts.theme import apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 34
SHADE = 0.5
"""Strongest shade of a cell: text stays readable on it in light and dark."""

SETTLED = 95
"""From this share of the draws on, in percent, an order is called settled."""


def probability_matrix(
    shares: pd.DataFrame, names: dict[str, str], focus: str, *, draws: int, look: Look
) -> Chart:
    """Draw the share of draws, in percent, in which the place of a row ranks above that of a column.

    `shares` is square, by code, 0 to 1, NaN where there is nothing to compare; columns carry the numbers of
    the rows so that they fit a narrow screen.
    """
    _ = look.translate
    colours = look.colours
    percent = shares * 100
    rows = [_row_label(position, names[code], code == focus) for position, code in enumerate(shares.index, 1)]
    columns = [f"<b>{position}</b>" for position in range(1, len(shares) + 1)]
    figure = go.Figure(
        go.Heatmap(
            z=percent.to_numpy(),
            x=columns,
            y=rows,
            zmin=0,
            zmax=100,
            text=[
                ["" if np.isnan(value) else number(value, _) for value in line] for line in percent.to_numpy()
            ],
            texttemplate="%{text}",
            textfont={"size": 12, "color": colours.ink},
            opacity=SHADE,
            colorscale=[[0, colours.paper], [1, colours.city]],
            showscale=False,
            xgap=2,
            ygap=2,
            hovertext=_hover(percent, names, _),
            hoverinfo="text",
        )
    )
    apply_theme(figure, look.mode, height=len(shares) * ROW_HEIGHT + 60)
    figure.update_xaxes(side="top", type="category", showgrid=False, ticks="", showline=False)
    figure.update_yaxes(autorange="reversed", type="category", showgrid=False, ticks="", showline=False)
    return Chart(
        figure,
        _("How often the place of the row ranks above the place of the column (% of scorings)"),
        (
            _(
                "Out of {draws} scorings; ties count for neither. Below {settled}% the order depends on the"
                " choices made. Two bands may overlap although one place nearly always ranks above the other,"
                " as a choice often moves both together.",
                draws=number(draws, _),
                settled=SETTLED,
            ),
        ),
        _alt(percent, names, focus, _),
    )


def _row_label(position: int, name: str, is_focus: bool) -> str:
    label = f"{literal(name)}  <b>{position}</b>"
    return f"<b>◆ {label}</b>" if is_focus else label


def _hover(percent: pd.DataFrame, names: dict[str, str], _: Translator) -> list[list[str]]:
    return [
        [
            ""
            if np.isnan(value)
            else _(
                "{first} above {second}: {share}%",
                first=literal(names[row]),
                second=literal(names[column]),
                share=number(value, _, 1),
            )
            for column, value in zip(percent.columns, line, strict=True)
        ]
        for row, line in zip(percent.index, percent.to_numpy(), strict=True)
    ]


def _alt(percent: pd.DataFrame, names: dict[str, str], focus: str, _: Translator) -> str:
    text = _("Table of {count} places against each other.", count=number(len(percent), _))
    if focus not in percent.index:
        return text
    own = percent.loc[focus].dropna()
    parts = [
        _("above {place} in {share}%", place=names[str(code)], share=number(share, _))
        for code, share in zip(own.index, own.to_numpy(float), strict=True)
    ]
    return text + " " + _("{place} ranks {parts}.", place=names[focus], parts=_(", ").join(parts))
