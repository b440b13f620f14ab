"""Places in a row by cases per resident, each with the exact interval of its count."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.dot_rows import absent, marks, told
from charts.literal import literal
from charts.look import Look, each
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import day, number, rate
from locales import Translator

ROW_HEIGHT = 26
TICKS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000)


@dataclass(frozen=True)
class OwnCount:
    """A count of the focus place that stands beside the ranking and not in it."""

    name: str
    confirmed: float
    rate: float
    low: float
    high: float
    until: date


def ranking(
    rows: pd.DataFrame, focus: str, own: OwnCount | None, *, until: date, ranked: int, look: Look
) -> Chart:
    """Draw one dot with its interval per place, the highest rate on top.

    `rows` has unit_code, name, confirmed, rate, low, high and rank (1 = highest of `ranked` places); a place
    without a rate is named in the caption instead. `own` is drawn hollow below them.
    """
    _ = look.translate
    known = rows[rows["rate"].notna()].sort_values(["rate", "unit_code"], ascending=[False, True])
    labels = [f"{literal(row.name)}  <b>{row.rank:.0f}</b>" for row in each(known)]
    floor = _floor([*known.loc[known["rate"] > 0, "low"], *([own.low] if own else [])])
    figure = go.Figure()
    for chosen, colour, symbol, size in marks(known, focus, look):
        part = known[chosen]
        centre = part["rate"].clip(lower=floor)
        figure.add_scatter(
            x=centre,
            y=[label for label, keep in zip(labels, chosen, strict=True) if keep],
            mode="markers",
            marker={"size": size, "symbol": symbol, "color": colour},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": part["high"] - centre,
                "arrayminus": centre - part["low"].clip(lower=floor),
                "color": colour,
                "thickness": 2,
                "width": 4,
            },
            customdata=part["unit_code"].tolist(),
            hovertext=[_hover(row, _) for row in each(part)],
            hoverinfo="text",
        )
    if own is not None:
        labels.append(_add_own(figure, own, look))
    apply_theme(figure, look.mode, height=len(labels) * ROW_HEIGHT + 70)
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], showgrid=True, ticks="")
    top = max([*known["high"], *([own.high] if own else []), 1.0])
    figure.update_xaxes(
        type="log",
        range=[np.log10(floor), np.log10(top * 1.25)],
        tickvals=TICKS,
        ticktext=[_tick(value, _) for value in TICKS],
        title={"text": _("per 100,000 residents (log scale)")},
    )
    figure.update_layout(showlegend=False)
    return Chart(
        figure,
        _("Confirmed cases per 100,000 residents up to {day}, with 95% interval", day=day(until, _)),
        _captions(rows, own, ranked, _),
        _alt(known, focus, ranked, _),
    )


def _floor(lows: list[float]) -> float:
    """Return the left end of the axis: a third below the smallest limit, or the smallest tick."""
    positive = [low for low in lows if low > 0]
    return max(min(positive) / 1.5, TICKS[0]) if positive else TICKS[0]


def _tick(value: float, _: Translator) -> str:
    return number(value, _, 2) if value < 0.1 else number(value, _, 1) if value < 1 else number(value, _)


def _hover(row: Any, _: Translator) -> str:
    return "<br>".join(
        [
            literal(row.name),
            _("Confirmed: {count}", count=number(row.confirmed, _)),
            _(
                "Per 100,000 residents: {rate} ({low}–{high})",
                rate=rate(row.rate, _),
                low=rate(row.low, _),
                high=rate(row.high, _),
            ),
        ]
    )


def _add_own(figure: go.Figure, own: OwnCount, look: Look) -> str:
    colour = look.colours.focus
    label = f"{literal(own.name)}  <b>*</b>"
    figure.add_scatter(
        x=[own.rate],
        y=[label],
        mode="markers",
        marker={"size": 13, "symbol": f"{FOCUS_SYMBOL}-open", "color": colour, "line": {"width": 2.5}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [own.high - own.rate],
            "arrayminus": [own.rate - own.low],
            "color": colour,
            "thickness": 2,
            "width": 4,
        },
        hovertext=[literal(own.name)],
        hoverinfo="text",
    )
    return label


def _captions(rows: pd.DataFrame, own: OwnCount | None, ranked: int, _: Translator) -> tuple[str, ...]:
    lines = [
        _(
            "The bold number is the place among {count} cities, 1 = most cases per resident. The bar is the"
            " exact Poisson interval of the count: where two bars overlap widely, the order says little.",
            count=number(ranked, _),
        )
    ]
    if own is not None:
        lines.append(
            _(
                "* {place}: {count} cases up to {day}, from city bulletins by district of the hospital. It is"
                " not ranked, as its count ends on another day and follows another rule.",
                place=own.name,
                count=number(own.confirmed, _),
                day=day(own.until, _),
            )
        )
    blank = absent(rows, "rate")
    if blank:
        lines.append(_("Not available: {places}.", places=_(", ").join(blank)))
    return tuple(lines)


def _alt(known: pd.DataFrame, focus: str, ranked: int, _: Translator) -> str:
    return told(
        known,
        focus,
        nothing=_("No place has a rate."),
        whole=lambda first, last: _(
            "Dot plot of {count} places by cases per 100,000 residents, from {high_place} ({high}) down to"
            " {low_place} ({low}).",
            count=number(len(known), _),
            high_place=first.name,
            high=rate(first.rate, _),
            low_place=last.name,
            low=rate(last.rate, _),
        ),
        own=lambda place: _(
            "{place}: {rate} ({low}–{high}), place {rank} of {ranked}.",
            place=place.name,
            rate=rate(place.rate, _),
            low=rate(place.low, _),
            high=rate(place.high, _),
            rank=number(place.rank, _),
            ranked=number(ranked, _),
        ),
    )
