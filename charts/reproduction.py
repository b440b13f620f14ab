"""Reproduction number of some places, each in a panel of its own with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.theme import apply_theme
from charts.words import day, number, short_day
from locales import Translator

PANEL_HEIGHT = 108
TICKS = (0.25, 0.5, 1, 2, 4)
LOWEST, HIGHEST = 0.2, 9.0
BAND_OPACITY = 0.28
FEWEST_CASES = 11


@dataclass(frozen=True)
class Panel:
    """One place: its name, whether it is the focus or its city, and why it has no estimate at all."""

    code: str
    name: str
    is_focus: bool
    blank: str


def reproduction(
    rows: pd.DataFrame, panels: Sequence[Panel], interval: tuple[float, float], look: Look
) -> Chart:
    """Draw the median with its 95 % interval, one panel a place, all on the same axes.

    `rows` are those of `metrics.outbreak.Outbreaks.reproduction`; a day without an estimate is a gap.
    `interval` is the mean and the standard deviation of the serial interval in days.
    """
    _ = look.translate
    known = rows[rows["median"].notna()]
    height = len(panels) * PANEL_HEIGHT + 60
    figure = make_subplots(
        rows=max(len(panels), 1), cols=1, shared_xaxes=True, vertical_spacing=22 / max(height, 100)
    )
    for row, panel in enumerate(panels, start=1):
        _add_panel(figure, rows[rows["place"] == panel.code], panel, row, look)
    apply_theme(figure, look.mode, height=height)
    figure.update_yaxes(
        type="log",
        range=[np.log10(LOWEST), np.log10(HIGHEST)],
        tickvals=TICKS,
        ticktext=[number(tick, _, 2).rstrip("0").rstrip(".") for tick in TICKS],
    )
    # The name of the first place stands above its panel.
    figure.update_layout(showlegend=False, margin={"t": 26})
    if len(known):
        first, last = known["date"].min(), known["date"].max()
        ticks = pd.date_range(first, last, freq="14D" if look.compact else "7D")
        figure.update_xaxes(
            range=[first - pd.Timedelta(days=1), last + pd.Timedelta(days=1)],
            tickvals=list(ticks),
            ticktext=[short_day(tick, _) for tick in ticks],
            tickangle=0,
        )
        for row in range(1, len(panels) + 1):
            # A panel without any trace would lose its axis.
            figure.add_scatter(
                x=[first, last], y=[None, None], mode="markers", hoverinfo="skip", row=row, col=1
            )
    else:
        figure.update_xaxes(showticklabels=False)
    figure.update_xaxes(title={"text": _("last day of the seven, by date of report")}, row=len(panels))
    return Chart(
        figure,
        _("Reproduction number over seven days (people infected by one case), with 95% interval"),
        _captions(interval, _),
        _alt(known, panels, _),
    )


def _add_panel(figure: go.Figure, rows: pd.DataFrame, panel: Panel, row: int, look: Look) -> None:
    colours = look.colours
    colour = colours.focus if panel.is_focus else colours.city
    for part in _stretches(rows):
        figure.add_scatter(
            x=[*part["date"], *part["date"][::-1]],
            y=[*part["q975"].clip(LOWEST, HIGHEST), *part["q025"].clip(LOWEST, HIGHEST)[::-1]],
            mode="lines",
            fill="toself",
            fillcolor=colour,
            opacity=BAND_OPACITY,
            line={"width": 0.5, "color": colour},
            hoverinfo="skip",
            row=row,
            col=1,
        )
        figure.add_scatter(
            x=part["date"],
            y=part["median"],
            mode="lines+markers",
            line={"color": colour, "width": 2.5 if panel.is_focus else 2},
            marker={"symbol": "diamond" if panel.is_focus else "circle", "size": 6, "color": colour},
            # A single day has no width for a band to fill.
            error_y={
                "type": "data",
                "symmetric": False,
                "array": part["q975"] - part["median"],
                "arrayminus": part["median"] - part["q025"],
                "visible": len(part) == 1,
                "color": colour,
                "width": 3,
            },
            hovertext=[_hover(one, panel, look.translate) for one in each(part)],
            hoverinfo="text",
            row=row,
            col=1,
        )
    figure.add_shape(
        type="line",
        x0=0,
        x1=1,
        xref="x domain",
        y0=1,
        y1=1,
        line={"color": colours.quiet, "width": 1.4, "dash": "dash"},
        row=row,
        col=1,
        # Without an estimate the panel has no trace, and an axis without a trace is else left out.
        exclude_empty_subplots=False,
    )
    axis = "" if row == 1 else str(row)
    words = f"<b>{literal(panel.name)}</b>" + (f"  {literal(panel.blank)}" if panel.blank else "")
    figure.add_annotation(
        x=0,
        xref=f"x{axis} domain",
        xanchor="left",
        y=1,
        yref=f"y{axis} domain",
        yanchor="bottom",
        text=words,
        showarrow=False,
        font={"size": 12, "color": colour},
    )


def _stretches(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Cut the days at gaps, so that no band is drawn across days without an estimate."""
    known = rows[rows["median"].notna()].sort_values("date")
    number_of = (known["date"].diff() != pd.Timedelta(days=1)).cumsum()
    return [part for _number, part in known.groupby(number_of)]


def _hover(row: object, panel: Panel, _: Translator) -> str:
    return "<br>".join(
        [
            literal(panel.name),
            day(row.date, _),  # type: ignore[attr-defined]
            _(
                "{value} ({low}–{high}), {count} cases in seven days",
                value=number(row.median, _, 2),  # type: ignore[attr-defined]
                low=number(row.q025, _, 2),  # type: ignore[attr-defined]
                high=number(row.q975, _, 2),  # type: ignore[attr-defined]
                count=number(row.cases, _),  # type: ignore[attr-defined]
            ),
        ]
    )


def _captions(interval: tuple[float, float], _: Translator) -> tuple[str, ...]:
    mean, deviation = interval
    return (
        _(
            "Above 1 (dashed line) cases grow, below 1 they fall. Where the band crosses 1, the days do not"
            " tell which. No value is drawn for seven days with fewer than {count} cases, for the first days"
            " after the first case, and where a day within reach was revised or is missing.",
            count=FEWEST_CASES,
        ),
        _(
            "Serial interval: mean {mean} days, standard deviation {deviation} days (Nishiura, Linton and"
            " Akhmetzhanov 2020, doi 10.1016/j.ijid.2020.02.060). Estimated from the day of the report, so it"
            " runs about ten days behind infections; cases brought from other cities count as if infected"
            " here, which lifts the first values.",
            mean=number(mean, _, 1),
            deviation=number(deviation, _, 1),
        ),
        _(
            "A downward correction is kept: the withdrawn cases are taken off the latest earlier days, so the"
            " daily counts still sum to the reported total."
        ),
    )


def _alt(known: pd.DataFrame, panels: Sequence[Panel], _: Translator) -> str:
    parts = []
    for panel in panels:
        own = known[known["place"] == panel.code].sort_values("date")
        if own.empty:
            parts.append(_("{place}: no estimate, {reason}.", place=panel.name, reason=panel.blank))
            continue
        first, last = own.iloc[0], own.iloc[-1]
        parts.append(
            _(
                "{place}: {first} on {first_day}, {last} on {last_day}.",
                place=panel.name,
                first=number(first["median"], _, 2),
                first_day=short_day(first["date"], _),
                last=number(last["median"], _, 2),
                last_day=short_day(last["date"], _),
            )
        )
    return _("Line chart. {places}", places=" ".join(parts))
