"""Figures of several years by source: years of one source are joined, those of two sources never."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.theme import SYMBOLS, Style, apply_theme, focus_style, peer_style
from charts.words import number
from locales import Translator

PANEL_HEIGHT = 300
LEGEND_ROW = 20
DOUBTFUL = 2.0
"""A value this many times above or below the median of its own series is marked as doubtful."""


@dataclass(frozen=True)
class Panel:
    """One figure that is followed over the years: its code and its title with the unit, in words."""

    code: str
    title: str


def doubtful(rows: pd.DataFrame) -> pd.Series:
    """Return which values lie twice above or below the median of the years of their own source.

    >>> rows = pd.DataFrame({"unit_code": "1", "series": "s", "source_id": "a", "value": [5, 0.5, 4]})
    >>> doubtful(rows).tolist()
    [False, True, False]
    """
    middle = rows.groupby(["unit_code", "series", "source_id"])["value"].transform("median")
    found: pd.Series = (rows["value"] > middle * DOUBTFUL) | (rows["value"] < middle / DOUBTFUL)
    return found


def source_trends(
    rows: pd.DataFrame,
    panels: list[Panel],
    *,
    focus: str,
    names: dict[str, str],
    sources: dict[str, str],
    title: str,
    look: Look,
) -> Chart:
    """Draw one panel a figure, a colour a place and a mark a source.

    `rows` has unit_code, panel, series, source_id, year and value; years with the same place, panel, series
    and source are joined. `names` and `sources` give places and sources in words, in the order of the legend.
    """
    _ = look.translate
    stacked = look.compact
    figure = make_subplots(
        rows=len(panels) if stacked else 1,
        cols=1 if stacked else len(panels),
        horizontal_spacing=0.1,
        vertical_spacing=0.14,
    )
    symbols = {source: SYMBOLS[position % len(SYMBOLS)] for position, source in enumerate(sources)}
    others = [code for code in names if code != focus]
    styles = {
        code: focus_style(look.mode) if code == focus else peer_style(look.mode, others.index(code))
        for code in names
    }
    rows = rows.assign(doubtful=doubtful(rows))
    legend = LEGEND_ROW * (len(names) + len(sources)) if stacked else 40
    apply_theme(figure, look.mode, height=(len(panels) if stacked else 1) * PANEL_HEIGHT + legend)
    years = sorted({int(year) for year in rows["year"]})
    for position, panel in enumerate(panels, 1):
        place = {"row": position, "col": 1} if stacked else {"row": 1, "col": position}
        part = rows[rows["panel"] == panel.code]
        for (unit, _series, source), line in part.groupby(["unit_code", "series", "source_id"], sort=False):
            trace = _line(line, (names[str(unit)], sources[str(source)]), styles[str(unit)], _)
            symbol = symbols[str(source)]
            marks = [f"{symbol}-open" if odd else symbol for odd in line.sort_values("year")["doubtful"]]
            figure.add_trace(trace.update(marker={"symbol": marks}), **place)
        figure.update_yaxes(title={"text": panel.title}, rangemode="tozero", nticks=6, **place)
    for code, name in names.items():
        width = styles[code].width + 1
        _name(figure, name, mode="lines", line={"color": styles[code].colour, "width": width})
    for source, words in sources.items():
        marker = {"symbol": symbols[source], "size": 9, "color": look.colours.quiet}
        _name(figure, words, mode="markers", marker=marker)
    figure.update_xaxes(
        tickvals=years, ticktext=[str(year) for year in years], range=[min(years) - 0.4, max(years) + 0.4]
    )
    return Chart(
        figure,
        title,
        _captions(rows, names, _),
        _alt(rows, panels, (focus, names.get(focus, "")), sources, _),
    )


def _line(line: pd.DataFrame, words: tuple[str, str], style: Style, _: Translator) -> go.Scatter:
    points = line.sort_values("year")
    name, source = (literal(text) for text in words)
    return go.Scatter(
        x=points["year"],
        y=points["value"],
        mode="lines+markers",
        line={"color": style.colour, "width": style.width},
        marker={"size": 9, "color": style.colour},
        hovertext=[
            f"{name}<br>"
            + _("{year}: {value}", year=f"{row.year:.0f}", value=number(row.value, _, 2))
            + f"<br>{source}"
            for row in each(points)
        ],
        hoverinfo="text",
        showlegend=False,
    )


def _name(figure: go.Figure, name: str, **drawn: object) -> None:
    """Name a colour or a mark once in the legend, by a trace without points."""
    figure.add_scatter(x=[None], y=[None], name=literal(name), row=1, col=1, **drawn)


def _captions(rows: pd.DataFrame, names: dict[str, str], _: Translator) -> tuple[str, ...]:
    lines = [
        _(
            "A line joins years of one source only; where another source begins, the line breaks: sources"
            " count differently, and a step between two of them is no change."
        )
    ]
    odd = [names[code] for code in rows.loc[rows["doubtful"], "unit_code"].unique()]
    if odd:
        lines.append(
            _(
                "Hollow marks are doubtful: twice above or below the median of the other years of the same"
                " source. Shown as recorded, for {places}.",
                places=_(", ").join(odd),
            )
        )
    return tuple(lines)


def _alt(
    rows: pd.DataFrame, panels: list[Panel], focus: tuple[str, str], sources: dict[str, str], _: Translator
) -> str:
    text = _(
        "Lines of {count} places from {first} to {last}, each source apart.",
        count=number(rows["unit_code"].nunique(), _),
        first=f"{rows['year'].min():.0f}",
        last=f"{rows['year'].max():.0f}",
    )
    parts = []
    own = rows[rows["unit_code"] == focus[0]]
    for panel in panels:
        for (_series, source), line in own[own["panel"] == panel.code].groupby(["series", "source_id"]):
            values = _(", ").join(
                _("{year}: {value}", year=f"{row.year:.0f}", value=number(row.value, _, 2))
                for row in each(line.sort_values("year"))
            )
            parts.append(
                _("{name}, {source}: {values}", name=panel.title, source=sources[str(source)], values=values)
            )
    if not parts:
        return text
    return text + " " + _("{place}: {parts}.", place=focus[1], parts=_("; ").join(parts))
