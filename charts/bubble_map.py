"""Cities as bubbles where they lie, without tiles or borders: area shows cases or cases per resident."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.notes import Notes
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import day, number, rate
from locales import Translator

Size = Literal["cases", "rate"]

LATITUDE_STRETCH = 1.22
"""1 / cos(35 degrees): the height of a degree of latitude for one of longitude in the middle of the map."""

LARGEST_DIAMETER = 46.0
LARGEST_COMPACT = 26.0
SMALLEST_DIAMETER = 2.5
CAPS: dict[Size, float] = {"cases": 2_000, "rate": 50}
LEGEND_STEPS: dict[Size, tuple[float, ...]] = {"cases": (10, 200, 2_000), "rate": (0.5, 5, 50)}
LEGEND_PLACES = ((76.0, 22.4), (82.0, 22.4), (90.0, 22.4))


@dataclass(frozen=True)
class Marked:
    """A place that is marked and named on the map."""

    code: str
    name: str
    lon: float
    lat: float
    role: Literal["focus", "city", "named"]
    shift: tuple[int, int]


def diameters(values: pd.Series, cap: float, largest: float = LARGEST_DIAMETER) -> NDArray[np.float64]:
    """Return bubble diameters in pixels: areas proportional to the values, up to the cap at `largest`."""
    share = np.sqrt(np.clip(values.to_numpy(float), 0, cap) / cap)
    diameter: NDArray[np.float64] = np.maximum(share * largest, SMALLEST_DIAMETER)
    return diameter


def bubble_map(
    cities: pd.DataFrame,
    marked: list[Marked],
    size: Size,
    look: Look,
) -> Chart:
    """Draw one bubble per city.

    `cities` has name, lon, lat, confirmed, rate and date; rows without a count are left out and counted in
    the caption. `marked` places get a mark of their own and their name.
    """
    _ = look.translate
    known = cities[cities["confirmed"].notna() & cities["lon"].notna()].copy()
    column = "confirmed" if size == "cases" else "rate"
    known = known[known[column].notna()]
    some = known[known["confirmed"] > 0].sort_values(column, ascending=False)
    none = known[known["confirmed"] == 0]
    figure = go.Figure()
    largest = LARGEST_COMPACT if look.compact else LARGEST_DIAMETER
    _add_bubbles(figure, some, none, size, look=look, largest=largest)
    _add_size_legend(figure, size, look, largest)
    _add_marked(figure, marked, look)
    apply_theme(figure, look.mode, height=268 if look.compact else 480)
    figure.update_xaxes(range=[72, 139], dtick=10, tick0=80, ticksuffix="°E", showline=False, ticks="")
    figure.update_yaxes(
        range=[16.5, 54.5],
        dtick=10,
        tick0=20,
        ticksuffix="°N",
        scaleanchor="x",
        scaleratio=LATITUDE_STRETCH,
        constrain="domain",
        constraintoward="top",
        showline=False,
        ticks="",
    )
    figure.update_xaxes(constrain="domain")
    figure.update_layout(showlegend=False, hovermode="closest")
    until = day(cities["date"].max(), _)
    titles = {
        "cases": _("Confirmed cases up to {day}, by city (bubble area: number of cases)", day=until),
        "rate": _("Confirmed cases per 100,000 residents up to {day}, by city (bubble area)", day=until),
    }
    return Chart(figure, titles[size], _captions(cities, known, some, size, _), _alt(some, size, _))


def _add_bubbles(
    figure: go.Figure, some: pd.DataFrame, none: pd.DataFrame, size: Size, *, look: Look, largest: float
) -> None:
    colours, _ = look.colours, look.translate
    column = "confirmed" if size == "cases" else "rate"
    figure.add_scatter(
        x=none["lon"],
        y=none["lat"],
        mode="markers",
        marker={"size": 5, "symbol": "x-thin", "line": {"color": colours.other, "width": 1}},
        customdata=none["unit_code"].tolist(),
        hovertext=[_hover(row, _) for row in each(none)],
        hoverinfo="text",
    )
    figure.add_scatter(
        x=some["lon"],
        y=some["lat"],
        mode="markers",
        marker={
            "size": diameters(some[column], CAPS[size], largest),
            "color": colours.city,
            "opacity": 0.5,
            "line": {"color": colours.paper, "width": 0.8},
        },
        customdata=some["unit_code"].tolist(),
        hovertext=[_hover(row, _) for row in each(some)],
        hoverinfo="text",
    )


def _hover(row: Any, _: Translator) -> str:
    confirmed, per_head = row.confirmed, row.rate
    lines = [
        literal(row.name),
        _("Confirmed: {count}", count=number(confirmed, _)),
    ]
    if not pd.isna(per_head):
        lines.append(_("Per 100,000 residents: {rate}", rate=rate(per_head, _)))
    return "<br>".join(lines)


def _add_size_legend(figure: go.Figure, size: Size, look: Look, largest: float) -> None:
    colours, _ = look.colours, look.translate
    steps = LEGEND_STEPS[size]
    labels = [rate(step, _) if size == "rate" else number(step, _) for step in steps]
    labels[-1] = "≥ " + labels[-1]
    figure.add_scatter(
        x=[place[0] for place in LEGEND_PLACES],
        y=[place[1] for place in LEGEND_PLACES],
        mode="markers",
        marker={
            "size": diameters(pd.Series(steps), CAPS[size], largest),
            "color": "rgba(0,0,0,0)",
            "line": {"color": colours.quiet, "width": 1.2},
        },
        hoverinfo="skip",
    )
    notes = Notes()
    for (lon, lat), label in zip(LEGEND_PLACES, labels, strict=True):
        notes.annotate(
            x=lon, y=lat - 3.6, text=label, showarrow=False, font={"size": 11, "color": colours.quiet}
        )
    notes.write(figure)


def _add_marked(figure: go.Figure, marked: list[Marked], look: Look) -> None:
    colours, notes = look.colours, Notes()
    for place in marked:
        focus = place.role == "focus"
        colour = {"focus": colours.focus, "city": colours.ink, "named": colours.quiet}[place.role]
        if place.role != "named":
            figure.add_scatter(
                x=[place.lon],
                y=[place.lat],
                mode="markers",
                marker={
                    "size": 12 if focus else 9,
                    "symbol": FOCUS_SYMBOL if focus else "circle-open",
                    "color": colour,
                    "line": {"color": colours.paper if focus else colour, "width": 1.5},
                },
                hovertext=[literal(place.name)],
                hoverinfo="text",
            )
        notes.annotate(
            x=place.lon,
            y=place.lat,
            ax=place.shift[0],
            ay=place.shift[1],
            text=f"<b>{literal(place.name)}</b>" if focus else literal(place.name),
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=colour,
            font={"size": 13 if focus else 12, "color": colour},
            bgcolor=colours.paper if place.role == "named" else None,
            xanchor={1: "left", 0: "center", -1: "right"}[int(np.sign(place.shift[0]))],
        )
    notes.write(figure)


def _captions(
    cities: pd.DataFrame, known: pd.DataFrame, some: pd.DataFrame, size: Size, _: Translator
) -> tuple[str, ...]:
    column = "confirmed" if size == "cases" else "rate"
    capped = some[some[column] > CAPS[size]]
    lines = [
        _(
            "Each bubble lies at the middle of its city; borders are not drawn. A thin cross marks a city"
            " without a reported case: {none} of {all}.",
            all=number(len(known), _),
            none=number((known["confirmed"] == 0).sum(), _),
        )
    ]
    if len(capped):
        shown = rate if size == "rate" else number
        listed = [
            _("{place} ({value})", place=name, value=shown(value, _))
            for name, value in zip(capped["name"].head(4), capped[column].head(4), strict=True)
        ]
        lines.append(
            _(
                "Bubbles grow up to {cap}; {count} cities lie above and are drawn at that size, first of all"
                " {places}.",
                cap=shown(CAPS[size], _),
                count=number(len(capped), _),
                places=_(", ").join(listed),
            )
        )
    if len(known) < len(cities):
        lines.append(
            _.plural(
                "Not drawn, as no count is available: {count} city.",
                "Not drawn, as no count is available: {count} cities.",
                len(cities) - len(known),
            )
        )
    return tuple(lines)


def _alt(some: pd.DataFrame, size: Size, _: Translator) -> str:
    column = "confirmed" if size == "cases" else "rate"
    shown = rate if size == "rate" else number
    highest = [
        _("{place} ({value})", place=name, value=shown(value, _))
        for name, value in zip(some["name"].head(5), some[column].head(5), strict=True)
    ]
    return _(
        "Map of {count} cities that reported cases. The highest values: {places}.",
        count=number(len(some), _),
        places=_(", ").join(highest),
    )
