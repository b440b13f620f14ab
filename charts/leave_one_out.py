"""Ranks of some places when one indicator is left out, as a table of numbers with arrows."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look
from charts.theme import apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 30
STRONGEST = 0.25
"""A change of rank by this share of all ranked places is drawn in the strongest shade."""


def leave_one_out(
    ranks: pd.DataFrame,
    base: pd.Series,
    *,
    names: dict[str, str],
    indicators: dict[str, str],
    focus: str,
    ranked: int,
    look: Look,
) -> Chart:
    """Draw the rank of each place without each indicator and how many places it goes up or down.

    `ranks` is places x indicators, `base` the rank with all of them; NaN = not ranked then. `indicators` are
    names by code, `ranked` how many places have a rank.
    """
    _ = look.translate
    colours = look.colours
    order = base.sort_values(na_position="last", kind="stable").index
    shown = ranks.loc[order].dropna(axis="columns", how="all")
    change = shown.sub(base[order], axis=0)
    shade = np.tanh(change.to_numpy() / max(ranked * STRONGEST, 1))
    rows = [_row_label(names[code], base[code], code == focus, _) for code in order]
    heads = [code if look.compact else f"{code} {literal(indicators[code])}" for code in shown.columns]
    figure = go.Figure(
        go.Heatmap(
            z=shade,
            x=[_wrapped(head) for head in heads],
            y=rows,
            zmin=-1,
            zmax=1,
            text=[_cells(line, moves, look) for line, moves in zip(shown.values, change.values, strict=True)],
            texttemplate="%{text}",
            textfont={"size": 12, "color": colours.ink},
            colorscale=[[0, colours.city], [0.5, colours.paper], [1, colours.focus]],
            showscale=False,
            xgap=2,
            ygap=2,
            hovertext=[
                [
                    _(
                        "{place} without {indicator}: rank {rank}",
                        place=literal(names[code]),
                        indicator=literal(indicators[left_out]),
                        rank="–" if np.isnan(rank) else number(rank, _),
                    )
                    for left_out, rank in zip(shown.columns, line, strict=True)
                ]
                for code, line in zip(order, shown.values, strict=True)
            ],
            hoverinfo="text",
            opacity=0.6,
        )
    )
    apply_theme(figure, look.mode, height=len(order) * ROW_HEIGHT + 90)
    figure.update_xaxes(side="top", type="category", showgrid=False, ticks="", showline=False)
    figure.update_yaxes(autorange="reversed", type="category", showgrid=False, ticks="", showline=False)
    return Chart(
        figure,
        _("Rank when one indicator is left out (the bold number is the rank with all of them)"),
        _captions(shown, base, names, indicators, _),
        _alt(shown, base, names, indicators, focus, _),
    )


def _wrapped(head: str) -> str:
    code, _space, name = head.partition(" ")
    return f"<b>{code}</b><br>{name}" if name else f"<b>{code}</b>"


def _row_label(name: str, rank: float, is_focus: bool, _: Translator) -> str:
    shown = "–" if np.isnan(rank) else number(rank, _)
    label = f"{literal(name)}  <b>{shown}</b>"
    return f"<b>◆ {label}</b>" if is_focus else label


def _cells(ranks: np.ndarray, moves: np.ndarray, look: Look) -> list[str]:
    _ = look.translate
    return [
        "–" if np.isnan(rank) else number(rank, _) + ("" if look.compact else " ") + _arrow(move, look)
        for rank, move in zip(ranks, moves, strict=True)
    ]


def _arrow(move: float, look: Look) -> str:
    if np.isnan(move) or move == 0:
        return ""
    mark = "▲" if move < 0 else "▼"
    return mark if look.compact else mark + number(abs(move), look.translate)


def _captions(
    shown: pd.DataFrame, base: pd.Series, names: dict[str, str], indicators: dict[str, str], _: Translator
) -> tuple[str, ...]:
    lines = [
        _(
            "▲ ranks higher without the indicator, ▼ ranks lower. A rank that hangs on a single indicator is"
            " not to be built on."
        ),
        _(
            "Indicators: {list}.",
            list=_("; ").join(f"{code} {indicators[code]}" for code in shown.columns),
        ),
    ]
    absent = [names[str(code)] for code in base.index[base.isna()]]
    if absent:
        lines.append(_("Not ranked, as too little is assessed: {places}.", places=_(", ").join(absent)))
    return tuple(lines)


def _alt(
    shown: pd.DataFrame,
    base: pd.Series,
    names: dict[str, str],
    indicators: dict[str, str],
    focus: str,
    _: Translator,
) -> str:
    text = _("Table of {count} places by indicator left out.", count=number(len(shown), _))
    if focus not in shown.index or np.isnan(base[focus]):
        return text
    parts = [
        _("without {indicator} {rank}", indicator=indicators[str(code)], rank=number(rank, _))
        for code, rank in zip(shown.columns, shown.loc[focus].to_numpy(float), strict=True)
        if not np.isnan(rank)
    ]
    return (
        text
        + " "
        + _(
            "{place}: rank {rank} with all indicators, {parts}.",
            place=names[focus],
            rank=number(base[focus], _),
            parts=_(", ").join(parts),
        )
    )
