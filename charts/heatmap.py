"""Scores of a few places in every dimension and indicator, as coloured cells with their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart, wrapped
from charts.clicks import behind
from charts.literal import literal
from charts.look import Look
from charts.notes import Notes
from charts.theme import apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 27
HEADING_WIDTH = 15
STRIPES = 4


@dataclass(frozen=True)
class Column:
    """A column of the heatmap: code, name, and whether it is a whole dimension."""

    code: str
    name: str
    is_dimension: bool


CELL = 24
"""Side in pixels of the unseen mark that a click on a cell finds."""


def heatmap(
    scores: pd.DataFrame,
    names: Sequence[str],
    columns: Sequence[Column],
    *,
    focus: str,
    inherited: pd.DataFrame,
    caption: str,
    look: Look,
) -> Chart:
    """Draw places down and figures across, in the order given.

    `scores` (0-100, NaN = not assessed) has places as rows and the codes of `columns`; `names` are those of
    the rows. `inherited`, on the same rows and columns, holds scores of values that are the city's or
    province's; they are drawn hatched and are no score of the place.
    """
    _ = look.translate
    codes = [column.code for column in columns]
    own = scores[codes].to_numpy(np.float64)
    lent = inherited.reindex(index=scores.index, columns=codes).to_numpy(np.float64)
    hatched = np.isnan(own) & ~np.isnan(lent)
    shown = np.where(hatched, lent, own)
    labels = [
        f"<b>◆ {literal(name)}</b>" if code == focus else literal(name)
        for code, name in zip(scores.index, names, strict=True)
    ]
    across, down = list(range(len(codes))), list(range(len(labels)))
    colours = look.colours
    figure = go.Figure(
        go.Heatmap(
            z=shown,
            x=across,
            y=down,
            zmin=0,
            zmax=100,
            colorscale=[[0, colours.scale[0]], [1, colours.scale[1]]],
            showscale=False,
            xgap=2,
            ygap=2,
            hoverinfo="skip",
        )
    )
    _add_hatching(figure, hatched, look)
    hovers = _hovers(shown, hatched, names, columns, _)
    # A heatmap cannot be clicked on; an unseen mark on each cell can, and tells which cell it was.
    figure.add_scatter(
        x=[column for _row in down for column in across],
        y=[row for row in down for _column in across],
        mode="markers",
        marker={"size": CELL, "symbol": "square", "color": "rgba(0,0,0,0)"},
        customdata=[behind(code, str(place)) for place in scores.index for code in codes],
        hovertext=[text for row in hovers for text in row],
        hoverinfo="text",
        showlegend=False,
    )
    size = 10 if look.compact else 12
    notes = Notes()
    for row, column in np.ndindex(shown.shape):
        value = float(shown[row, column])
        missing = bool(np.isnan(value))
        notes.annotate(
            x=column,
            y=row,
            text="—" if missing else number(value, _),
            showarrow=False,
            font={"size": size, "color": colours.quiet if missing else colours.ink},
        )
    notes.write(figure)
    short = look.compact or len(codes) > 12
    apply_theme(figure, look.mode, height=len(labels) * ROW_HEIGHT + (50 if short else 100))
    figure.update_xaxes(
        tickvals=across,
        ticktext=[_heading(column, short=short) for column in columns],
        side="top",
        tickangle=0,
        showgrid=False,
        showline=False,
        ticks="",
        tickfont={"size": 11},
    )
    figure.update_yaxes(
        tickvals=down, ticktext=labels, autorange="reversed", showgrid=False, showline=False, ticks=""
    )
    listed = _("; ").join(_("{code} {name}", code=column.code, name=column.name) for column in columns)
    lines = [
        caption,
        listed,
        _("Darker or brighter is a higher score; — is not assessed, not zero."),
    ]
    if hatched.any():
        lines.append(_("Hatched cells are the city's values, shown for orientation: no score of the place."))
    return Chart(
        figure,
        _("Scores by dimension and indicator (0–100)"),
        tuple(lines),
        _alt(shown, names, columns, _),
    )


def _heading(column: Column, *, short: bool) -> str:
    if short:
        return f"<b>{literal(column.code)}</b>" if column.is_dimension else literal(column.code)
    lines = [literal(column.code), *(literal(line) for line in wrapped(column.name, HEADING_WIDTH))]
    text = "<br>".join(lines)
    return f"<b>{text}</b>" if column.is_dimension else text


def _hovers(
    shown: np.ndarray, hatched: np.ndarray, names: Sequence[str], columns: Sequence[Column], _: Translator
) -> list[list[str]]:
    rows = []
    for row, name in enumerate(names):
        cells = []
        for column, what in enumerate(columns):
            value = shown[row, column]
            score = _("not assessed") if np.isnan(value) else _("{score} of 100", score=number(value, _, 1))
            lines = [literal(name), literal(what.name), score]
            if hatched[row, column]:
                lines.append(_("the city's value"))
            cells.append("<br>".join(lines))
        rows.append(cells)
    return rows


def _add_hatching(figure: go.Figure, hatched: np.ndarray, look: Look) -> None:
    """Draw slanting lines over the cells that are inherited."""
    across: list[float | None] = []
    down: list[float | None] = []
    for row, column in np.argwhere(hatched):
        for stripe in range(STRIPES):
            left = column - 0.45 + stripe * 0.9 / STRIPES
            across += [left, left + 0.9 / STRIPES, None]
            down += [row + 0.45, row - 0.45, None]
    if across:
        figure.add_scatter(
            x=across,
            y=down,
            mode="lines",
            line={"width": 1, "color": look.colours.quiet},
            hoverinfo="skip",
            showlegend=False,
        )


def _alt(shown: np.ndarray, names: Sequence[str], columns: Sequence[Column], _: Translator) -> str:
    missing = int(np.isnan(shown).sum())
    return _(
        "Table of coloured cells: {places} places by {columns} figures; {missing} of {cells} cells are not"
        " assessed. The numbers are in the table beneath.",
        places=len(names),
        columns=len(columns),
        missing=missing,
        cells=shown.size,
    )
