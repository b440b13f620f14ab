"""The case series of one place before and after an upload."""

from math import ceil

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look
from charts.theme import apply_theme
from charts.words import day, number, short_day

MOST_TICKS, MOST_TICKS_PHONE = 6, 3


def before_after_series(before: pd.DataFrame, after: pd.DataFrame, place: str, look: Look) -> Chart:
    """Draw cumulative confirmed cases by day, dashed as they are, solid as they would be.

    `before` and `after` have date and confirmed; either may be empty.
    """
    _ = look.translate
    figure = go.Figure()
    colours = look.colours
    for rows, name, colour, dash, width in (
        (after, _("after"), colours.focus, "solid", 3),
        (before, _("before"), colours.city, "dash", 2),
    ):
        if rows.empty:
            continue
        figure.add_scatter(
            x=rows["date"],
            y=rows["confirmed"],
            mode="lines+markers" if len(rows) < 40 else "lines",
            name=name,
            line={"color": colour, "dash": dash, "width": width},
            marker={"size": 6},
            hovertext=[
                f"{name}, {day(when, _)}: {number(count, _)}"
                for when, count in zip(rows["date"], rows["confirmed"], strict=True)
            ],
            hoverinfo="text",
        )
    apply_theme(figure, look.mode, height=340)
    figure.update_yaxes(title={"text": _("confirmed cases, cumulative")}, rangemode="tozero")
    _name_days(figure, pd.concat([before["date"], after["date"]]), look)
    figure.update_layout(showlegend=True)
    changed = _changed_days(before, after)
    last = after if len(after) else before
    return Chart(
        figure,
        _("Confirmed cases in {place} before and after (cumulative)", place=place),
        (_.plural("{count} day differs.", "{count} days differ.", changed),),
        _(
            "Cumulative cases of {place}: {count} days differ; the last count is {total}.",
            place=literal(place),
            count=changed,
            total=number(float(last["confirmed"].iloc[-1]), _) if len(last) else _("none"),
        ),
    )


def _name_days(figure: go.Figure, days: pd.Series, look: Look) -> None:
    """Write the days of the axis in the reader's language, which Plotly writes in English."""
    if days.empty:
        return
    _ = look.translate
    first, last = days.min(), days.max()
    step = max(1, ceil((last - first).days / (MOST_TICKS_PHONE if look.compact else MOST_TICKS)))
    ticks = list(pd.date_range(first, last, freq=f"{step}D"))
    several_years = first.year != last.year
    words = [day(tick, _) if several_years else short_day(tick, _) for tick in ticks]
    title = _("date of report") if several_years else _("{year}, by date of report", year=first.year)
    figure.update_xaxes(tickvals=ticks, ticktext=words, tickangle=0, title={"text": title})


def _changed_days(before: pd.DataFrame, after: pd.DataFrame) -> int:
    both = before[["date", "confirmed"]].merge(
        after[["date", "confirmed"]], on="date", how="outer", suffixes=("_before", "_after")
    )
    same = both["confirmed_before"] == both["confirmed_after"]
    return int((~same).sum())
