"""The course of the epidemic in some places, with their dated measures in a strip beneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts.chart import Chart
from charts.curve_series import Options, Series, axis_position, first_day, place_series
from charts.curve_words import Line, alt, captions, title
from charts.literal import literal
from charts.look import Look, each
from charts.measure_strip import add_measures, strip_height
from charts.theme import Mode, Style, apply_theme, focus_style, peer_style
from charts.words import day, month, number, short_day
from locales import Translator

CURVE_HEIGHT = 400
GAP = 46


@dataclass(frozen=True)
class Input:
    """What is drawn: rows per place, measures, marked days, and single bulletins of a district if any."""

    cases: pd.DataFrame
    measures: pd.DataFrame
    marks: pd.DataFrame
    bulletins: pd.DataFrame | None = None
    bulletins_name: str = ""


def curve(data: Input, lines: Sequence[Line], options: Options, look: Look) -> Chart:
    """Draw one line per place, and a mark per place and measure beneath on the same axis."""
    _ = look.translate
    groups = {line.code: data.cases[data.cases["unit_code"] == line.code] for line in lines}
    origins = {code: first_day(rows) for code, rows in groups.items()}
    series = {code: place_series(rows, options, origins[code]) for code, rows in groups.items()}
    styles = _styles(lines, look.mode)
    strip = strip_height(data.measures, len(lines))
    total = CURVE_HEIGHT + (GAP + strip if strip else 0)
    figure = make_subplots(
        rows=2 if strip else 1,
        cols=1,
        shared_xaxes=True,
        vertical_spacing=GAP / total,
        row_heights=[CURVE_HEIGHT, strip] if strip else [CURVE_HEIGHT],
    )
    for line in sorted(lines, key=lambda line: line.is_focus):
        spread = 14 if options.view == "cumulative" else 1000
        _add_line(figure, line, series[line.code], styles[line.code], marks=spread, translate=_)
    if data.bulletins is not None and options.view == "cumulative":
        _add_bulletins(figure, data, options, look)
    apply_theme(figure, look.mode, height=total + 40)
    _add_steps(figure, series, styles, options, _)
    if strip:
        positions = {
            code: axis_position(data.measures["start_date"], options, origin)
            for code, origin in origins.items()
        }
        add_measures(figure, data.measures, places=list(lines), styles=styles, positions=positions, look=look)
    marks = [
        (row, axis_position(pd.Series([row.start_date]), options, origins.get(row.unit_code)).iloc[0])
        for row in each(data.marks)
    ]
    _add_marks(figure, marks, styles, look)
    _set_axes(figure, series, options, last_row=2 if strip else 1, look=look)
    below = captions(lines, series, options, bulletins=data.bulletins is not None, translate=_)
    return Chart(figure, title(options, _), below, alt(lines, series, options, _))


def _styles(lines: Sequence[Line], mode: Mode) -> dict[str, Style]:
    peers = [line.code for line in lines if not line.is_focus]
    return {
        line.code: focus_style(mode) if line.is_focus else peer_style(mode, peers.index(line.code))
        for line in lines
    }


def _add_line(
    figure: go.Figure, line: Line, series: Series, style: Style, *, marks: int, translate: Translator
) -> None:
    """Draw a line with about so many marks; a day between two gaps is seen by its mark only."""
    _ = translate
    points = series.points
    every = max(1, len(points) // marks)
    large, small = (9, 6) if line.is_focus else (7, 4)
    size = large if every > 1 else small
    name = literal(line.name) + (" †" if line.imported_included else "")
    figure.add_scatter(
        x=points["x"],
        y=points["y"],
        name=name,
        legendgroup=line.code,
        legendrank=1 if line.is_focus else 1000,
        mode="lines+markers",
        connectgaps=False,
        line={"color": style.colour, "width": style.width, "dash": style.dash},
        marker={
            "symbol": style.symbol,
            "color": style.colour,
            "size": [size if index % every == 0 else 0 for index in range(len(points))],
        },
        hovertext=[
            f"{literal(line.name)}<br>{day(row.date, _)}<br>{number(row.y, _)}" if not pd.isna(row.y) else ""
            for row in each(points)
        ],
        hoverinfo="text",
        row=1,
        col=1,
    )


def _add_bulletins(figure: go.Figure, data: Input, options: Options, look: Look) -> None:
    _ = look.translate
    if data.bulletins is None:
        return
    rows = data.bulletins[data.bulletins["confirmed"].notna()]
    if rows.empty:
        return
    x = axis_position(rows["date"], options, first_day(rows))
    figure.add_scatter(
        x=x,
        y=rows["confirmed"].where(rows["confirmed"] > 0),
        name=_("{place} (single bulletins)", place=literal(data.bulletins_name)),
        mode="markers",
        marker={
            "symbol": "diamond-open",
            "size": 10,
            "color": look.colours.focus,
            "line": {"width": 2},
        },
        hovertext=[
            f"{literal(data.bulletins_name)}<br>{day(row.date, _)}<br>{number(row.confirmed, _)}"
            for row in each(rows)
        ],
        hoverinfo="text",
        row=1,
        col=1,
    )


def _add_steps(
    figure: go.Figure, series: dict[str, Series], styles: dict[str, Style], options: Options, _: Translator
) -> None:
    """Mark days whose total fell, and days that caught up a gap."""
    for code, one in series.items():
        for rows, symbol, words in (
            (one.steps, "triangle-down-open", _("Total corrected by {count}")),
            (one.late, "circle-open-dot", _("{count} cases reported late, for several days")),
        ):
            if rows.empty:
                continue
            column = "step" if rows is one.steps else "catch_up"
            y = rows["y"].where(rows["y"] > 0, 1) if options.scale == "log" else rows["y"]
            figure.add_scatter(
                x=rows["x"],
                y=y,
                mode="markers",
                showlegend=False,
                marker={"symbol": symbol, "size": 13, "color": styles[code].colour, "line": {"width": 2}},
                hovertext=[
                    f"{day(row.date, _)}<br>" + words.replace("{count}", number(getattr(row, column), _))
                    for row in each(rows)
                ],
                hoverinfo="text",
                row=1,
                col=1,
            )


def _add_marks(
    figure: go.Figure, marks: Sequence[tuple[Any, Any]], styles: dict[str, Style], look: Look
) -> None:
    """Draw revisions and later clusters as lettered days; the page lists the letters."""
    for letter, (row, x) in zip(mark_letters(len(marks)), marks, strict=True):
        if pd.isna(x):
            continue
        colour = styles[row.unit_code].colour if row.unit_code in styles else look.colours.quiet
        figure.add_shape(
            type="line",
            x0=x,
            x1=x,
            y0=0,
            y1=1,
            yref="y domain",
            xref="x",
            line={"color": colour, "width": 1.2},
        )
        figure.add_annotation(
            x=x,
            y=1,
            yref="y domain",
            yanchor="top",
            text=f"<b>{letter}</b>",
            showarrow=False,
            bgcolor=look.colours.paper,
            bordercolor=colour,
            borderpad=3,
            font={"size": 11, "color": colour},
        )


def mark_letters(count: int) -> list[str]:
    """Return the letters of so many marked days.

    >>> mark_letters(2)
    ['A', 'B']
    """
    return [chr(ord("A") + index % 26) for index in range(count)]


def _set_axes(
    figure: go.Figure, series: dict[str, Series], options: Options, *, last_row: int, look: Look
) -> None:
    _ = look.translate
    frames = [one.points[["x", "y"]].dropna() for one in series.values()]
    points = pd.concat(frames) if frames else pd.DataFrame({"x": [], "y": []})
    unit = _("cases (cumulative)") if options.view == "cumulative" else _("new cases per day")
    figure.update_yaxes(title={"text": unit}, row=1, col=1)
    if options.scale == "log":
        top = max(float(points["y"].max()) if len(points) else 1.0, 1.0)
        ticks = [value * 10**power for power in range(6) for value in (1, 3)]
        figure.update_yaxes(
            type="log",
            range=[-0.08, np.log10(top * 1.9)],
            tickvals=ticks,
            ticktext=[number(tick, _) for tick in ticks],
            row=1,
            col=1,
        )
    else:
        figure.update_yaxes(separatethousands=True, row=1, col=1)
    figure.update_xaxes(showticklabels=True, row=1, col=1)
    if options.align == "first_case":
        figure.update_xaxes(title={"text": _("days since the place's first case")}, row=last_row, col=1)
    elif len(points):
        first, end = points["x"].min(), points["x"].max()
        months = pd.date_range(pd.Timestamp(first).normalize().replace(day=1), end, freq="MS")
        long = len(months) > 6
        ticks = (
            list(months) if long else list(pd.date_range(first, end, freq="28D" if look.compact else "14D"))
        )
        words = [month(tick, _) if long else short_day(tick, _) for tick in ticks]
        figure.update_xaxes(
            tickvals=ticks, ticktext=words, tickangle=0, range=[first, end + pd.Timedelta(days=2)]
        )
        figure.update_xaxes(title={"text": _("2020, by date of report")}, row=last_row, col=1)
