"""How long cities took: the distribution over all cities, and the chosen ones beneath it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import is_missing, number, short_day
from locales import Translator

HISTOGRAM_HEIGHT = 190
LANE_HEIGHT = 28
CENSORED_STEP = {False: 0.12, True: 0.32}
"""Share of the axis, by width, between the days and what was not seen in time, which is off their scale."""


@dataclass(frozen=True)
class Lane:
    """One chosen city: its name, whether it is the focus or its city, whether a district borrows it."""

    code: str
    name: str
    is_focus: bool
    inherited: bool


def lag_distribution(
    rows: pd.DataFrame, lanes: Sequence[Lane], *, name: str, since: str, look: Look
) -> Chart:
    """Draw the number of cities by lag with a mark for each chosen city on a line of its own.

    `rows` has unit_code, value (days), censored, window_end and missing_reason of one indicator. A city
    without the measure by the end of its source's window is counted apart. `name` and `since` are the name of
    the lag and the day it is counted from, in the page's language.
    """
    _ = look.translate
    dated = rows[rows["value"].notna() & ~rows["censored"]]
    censored = rows[rows["value"].notna() & rows["censored"]]
    counts = dated["value"].value_counts().sort_index()
    none_by = censored["window_end"].value_counts().sort_index()
    width = _bar_width(counts)
    low, high = (float(counts.index.min()), float(counts.index.max())) if len(counts) else (0.0, 1.0)
    step = CENSORED_STEP[look.compact] * max(high - low, 5)
    places = {window: high + (index + 1) * step for index, window in enumerate(none_by.index)}
    lane_height = max(len(lanes), 1) * LANE_HEIGHT
    total = HISTOGRAM_HEIGHT + lane_height
    figure = make_subplots(
        rows=2,
        cols=1,
        shared_xaxes=True,
        vertical_spacing=10 / total,
        row_heights=[HISTOGRAM_HEIGHT, lane_height],
    )
    _add_bars(figure, dated["value"], censored["window_end"].map(places), width, look)
    for number_of, lane in enumerate(lanes):
        own = rows[rows["unit_code"] == lane.code]
        _add_lane(figure, own, lane, level=len(lanes) - number_of, places=places, look=look)
    apply_theme(figure, look.mode, height=total + 90)
    _set_axes(figure, counts, places, lanes, look)
    return Chart(
        figure,
        _("{name}: days since {since}, by number of cities", name=name, since=since),
        _captions(rows, lanes, _),
        _alt(dated["value"], censored, rows, lanes, _),
    )


def _bar_width(counts: pd.Series) -> float:
    span = float(counts.index.max() - counts.index.min()) if len(counts) else 1.0
    return 1.0 if span <= 40 else 2.0


def _add_bars(figure: go.Figure, days: pd.Series, off_scale: pd.Series, width: float, look: Look) -> None:
    _ = look.translate
    shown = ((days // width) * width).value_counts().sort_index()
    centre = shown.index + (width - 1) / 2
    figure.add_bar(
        x=centre,
        y=shown,
        width=width * 0.92,
        marker={"color": look.colours.other},
        hovertext=[
            _("{days} days: {count} cities", days=_span(float(start), width, _), count=number(count, _))
            for start, count in zip(shown.index, shown, strict=True)
        ],
        hoverinfo="text",
        row=1,
        col=1,
    )
    beyond = off_scale.value_counts().sort_index()
    figure.add_bar(
        x=beyond.index,
        y=beyond,
        width=width * 0.92,
        marker={
            "color": look.colours.paper,
            "line": {"color": look.colours.quiet, "width": 1.5},
            "pattern": {"shape": "/", "fgcolor": look.colours.quiet},
        },
        text=[number(count, _) for count in beyond],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
        row=1,
        col=1,
    )


def _span(start: float, width: float, _: Translator) -> str:
    if width == 1:
        return number(start, _)
    return f"{number(start, _)}–{number(start + width - 1, _)}"


def _add_lane(
    figure: go.Figure,
    own: pd.DataFrame,
    lane: Lane,
    *,
    level: int,
    places: dict[pd.Timestamp, float],
    look: Look,
) -> None:
    _ = look.translate
    colour = look.colours.focus if lane.is_focus else look.colours.city
    row = own.iloc[0] if len(own) else None
    if row is None or is_missing(row["value"]):
        figure.add_annotation(
            x=0,
            xref="x2 domain",
            xanchor="left",
            y=level,
            yref="y2",
            text=literal(_why_blank(row, _)),
            showarrow=False,
            font={"size": 12, "color": look.colours.quiet},
        )
        return
    x = places[row["window_end"]] if row["censored"] else row["value"]
    symbol = FOCUS_SYMBOL if lane.is_focus else "circle"
    figure.add_scatter(
        x=[x],
        y=[level],
        mode="markers+text",
        text=["" if row["censored"] else " " + number(row["value"], _)],
        textposition="middle right",
        textfont={"color": colour, "size": 12},
        cliponaxis=False,
        marker={
            "symbol": f"{symbol}-open" if lane.inherited else symbol,
            "size": 13 if lane.is_focus else 10,
            "color": colour,
            "line": {"width": 2.5 if lane.inherited else 0, "color": colour},
        },
        customdata=[lane.code],
        hovertext=[f"{literal(lane.name)}<br>{_value_words(row, _)}"],
        hoverinfo="text",
        row=2,
        col=1,
    )


def _why_blank(row: pd.Series | None, _: Translator) -> str:
    if row is not None and row["missing_reason"] == "not_applicable":
        return _("not applicable: hardly exposed")
    return _("not assessed: no source")


def _value_words(row: pd.Series, _: Translator) -> str:
    if row["censored"]:
        return _("none by {day}", day=short_day(row["window_end"], _))
    return _("{days} days", days=number(row["value"], _))


def _set_axes(
    figure: go.Figure,
    counts: pd.Series,
    places: dict[pd.Timestamp, float],
    lanes: Sequence[Lane],
    look: Look,
) -> None:
    _ = look.translate
    low = float(counts.index.min()) if len(counts) else 0.0
    high = float(counts.index.max()) if len(counts) else 1.0
    step = 5 if high - low <= 40 else 10
    if look.compact:
        step *= 2
    ticks = [float(tick) for tick in range(int(low // step) * step, int(high) + 1, step) if tick >= low]
    words = [number(tick, _) for tick in ticks]
    for window, x in places.items():
        ticks.append(x)
        words.append(_("none by<br>{day}", day=short_day(window, _)))
    right = max([high, *places.values()])
    margin = (right - low) * 0.05 + 1
    figure.update_xaxes(range=[low - margin, right + margin], showgrid=False, tickangle=0)
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=words,
        title={"text": _("days; negative: before it")},
        row=2,
    )
    figure.update_xaxes(showticklabels=False, ticks="", row=1)
    figure.update_yaxes(title={"text": _("cities")}, rangemode="tozero", row=1)
    figure.update_yaxes(
        range=[0.4, max(len(lanes), 1) + 0.6],
        tickvals=list(range(len(lanes), 0, -1)),
        ticktext=[_label(lane) for lane in lanes],
        ticks="outside",
        ticklen=6,
        tickcolor="rgba(0,0,0,0)",
        row=2,
    )
    figure.update_layout(showlegend=False, bargap=0)


def _label(lane: Lane) -> str:
    return f"<b>{literal(lane.name)}</b>" if lane.is_focus else literal(lane.name)


def _captions(rows: pd.DataFrame, lanes: Sequence[Lane], _: Translator) -> tuple[str, ...]:
    exempt = int((rows["missing_reason"] == "not_applicable").sum())
    lines = [
        _(
            "Hatched: cities without the measure by the end of the source's window. They are not missing; how"
            " much later they took it, if ever, is not known. Not drawn: {exempt} cities with fewer than 5"
            " cases by 10 February 2020, to which the lag does not apply, and cities that no source records.",
            exempt=number(exempt, _),
        )
    ]
    borrowed = [lane.name for lane in lanes if lane.inherited]
    if borrowed:
        lines.append(
            _(
                "The hollow mark is the value of {place}: the sources record measures of cities, not of their"
                " districts.",
                place=borrowed[0],
            )
        )
    return tuple(lines)


def _alt(
    days: pd.Series, censored: pd.DataFrame, rows: pd.DataFrame, lanes: Sequence[Lane], _: Translator
) -> str:
    if days.empty and censored.empty:
        return _("No city has this lag.")
    parts = []
    if len(days):
        parts.append(
            _(
                "Histogram of {count} cities: half took {median} days or fewer, from {low} to {high}.",
                count=number(len(days), _),
                median=number(days.median(), _),
                low=number(days.min(), _),
                high=number(days.max(), _),
            )
        )
    parts.append(_("{count} cities had not taken the measure in time.", count=number(len(censored), _)))
    for lane in lanes:
        own = rows[rows["unit_code"] == lane.code]
        row = own.iloc[0] if len(own) else None
        words = _why_blank(row, _) if row is None or is_missing(row["value"]) else _value_words(row, _)
        parts.append(_("{place}: {items}", place=lane.name, items=words) + ".")
    return " ".join(parts)
