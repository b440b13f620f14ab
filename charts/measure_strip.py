"""The strip beneath the curve: one row per measure, one mark per place on the day it began."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd
import plotly.graph_objects as go

from charts.literal import literal
from charts.look import Look, each
from charts.notes import Notes
from charts.theme import Style
from charts.words import day

LABEL_HEIGHT = 20
LANE_HEIGHT = 13


class Named(Protocol):
    """A place with a code and a name."""

    @property
    def code(self) -> str:
        """Code of the place."""

    @property
    def name(self) -> str:
        """Name of the place."""


def dated(measures: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have a start date."""
    return measures[measures["start_date"].notna()]


def strip_height(measures: pd.DataFrame, places: int) -> int:
    """Return the height in pixels that the strip needs, 0 without any dated measure."""
    return dated(measures)["measure_code"].nunique() * (LABEL_HEIGHT + places * LANE_HEIGHT)


def add_measures(
    figure: go.Figure,
    measures: pd.DataFrame,
    *,
    places: Sequence[Named],
    styles: Mapping[str, Style],
    positions: Mapping[str, pd.Series],
    look: Look,
) -> None:
    """Draw the strip into the second row; labels stand on lines of their own, so that no mark meets them."""
    _ = look.translate
    rows = dated(measures)
    order = rows.groupby("measure_code")["start_date"].min().sort_values().index
    row_height = LABEL_HEIGHT + len(places) * LANE_HEIGHT
    top = len(order) * row_height
    names = rows.drop_duplicates("measure_code").set_index("measure_code")["name"]
    lanes: dict[str, list[float]] = {}
    notes = Notes()
    for index, code in enumerate(order):
        start = top - index * row_height
        lanes[code] = [start - LABEL_HEIGHT - (lane + 0.5) * LANE_HEIGHT for lane in range(len(places))]
        notes.annotate(
            x=0,
            xref="x2 domain",
            xanchor="left",
            y=start - LABEL_HEIGHT / 2,
            yref="y2",
            text=literal(names[code]),
            showarrow=False,
            font={"size": 12, "color": look.colours.quiet},
        )
    for lane, place in enumerate(places):
        own = rows[rows["unit_code"] == place.code]
        style = styles[place.code]
        figure.add_scatter(
            x=positions[place.code].reindex(own.index),
            y=[lanes[code][lane] for code in own["measure_code"]],
            mode="markers",
            name=literal(place.name),
            legendgroup=place.code,
            showlegend=False,
            marker={"symbol": style.symbol, "size": 9, "color": style.colour},
            customdata=[place.code] * len(own),
            hovertext=[
                f"{literal(place.name)}<br>{literal(row.name)}<br>{day(row.start_date, _)}"
                for row in each(own)
            ],
            hoverinfo="text",
            row=2,
            col=1,
        )
    figure.update_yaxes(
        range=[0, top], showticklabels=False, showgrid=False, showline=False, ticks="", row=2, col=1
    )
    for index in range(len(order) + 1):
        notes.draw(
            type="line",
            x0=0,
            x1=1,
            xref="x2 domain",
            y0=top - index * row_height,
            y1=top - index * row_height,
            yref="y2",
            line={"color": look.colours.grid, "width": 1},
        )
    notes.write(figure)
