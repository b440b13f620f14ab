"""Two maps side by side: a quantity of all places before and after an upload, the touched places ringed."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts.bubble_map import LATITUDE_STRETCH
from charts.chart import Chart
from charts.literal import literal
from charts.look import Look
from charts.theme import apply_theme
from charts.words import number

SIDES = ("before", "after")


@dataclass(frozen=True)
class Scale:
    """The ends of the colours, the same on both maps, and the unit."""

    low: float
    high: float
    unit: str


def before_after_map(places: pd.DataFrame, what: str, unit: str, look: Look) -> Chart:
    """Draw every place twice, coloured by its value, grey where it has none.

    `places` has name, lon, lat, before and after (NaN = no value) and touched (bool): rows of the upload
    concern it. `what` names the quantity, `unit` its unit.
    """
    _ = look.translate
    known = places[places["lon"].notna() & places["lat"].notna()]
    titles = {"before": _("before"), "after": _("after")}
    stacked = look.compact
    figure = make_subplots(
        rows=2 if stacked else 1,
        cols=1 if stacked else 2,
        subplot_titles=[titles[side] for side in SIDES],
        horizontal_spacing=0.04,
        vertical_spacing=0.12,
    )
    values = pd.concat([known[side] for side in SIDES]).dropna()
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    for position, side in enumerate(SIDES):
        cell = {"row": position + 1 if stacked else 1, "col": 1 if stacked else position + 1}
        scale = Scale(low, high if high > low else low + 1, unit)
        _add_side(figure, known, side, scale, look=look, cell=cell)
    apply_theme(figure, look.mode, height=620 if stacked else 420)
    figure.update_annotations(font={"size": 13, "color": look.colours.quiet})
    shared = {"showline": False, "ticks": "", "constrain": "domain"}
    figure.update_xaxes(range=[72, 139], dtick=20, tick0=80, ticksuffix="°E", **shared)
    figure.update_yaxes(range=[16.5, 54.5], dtick=10, tick0=20, ticksuffix="°N", **shared)
    for position in range(2):
        axis = "" if position == 0 else "2"
        figure.update_layout({f"yaxis{axis}": {"scaleanchor": f"x{axis}", "scaleratio": LATITUDE_STRETCH}})
    figure.update_layout(showlegend=False, margin={"t": 36})
    gained = int((known["before"].isna() & known["after"].notna()).sum())
    lost = int((known["before"].notna() & known["after"].isna()).sum())
    touched = int(known["touched"].sum())
    return Chart(
        figure,
        _("{what} before and after ({unit})", what=what, unit=unit),
        (
            _("Ringed: places that the rows concern. Grey: no value. Places are drawn by their coordinates."),
            _("{count} places gain a value, {lost} lose theirs.", count=gained, lost=lost),
        ),
        _(
            "Two maps of {what}: {before} places have a value before, {after} after; the rows concern"
            " {touched}.",
            what=what,
            before=int(known["before"].notna().sum()),
            after=int(known["after"].notna().sum()),
            touched=touched,
        ),
    )


def _add_side(
    figure: go.Figure,
    known: pd.DataFrame,
    side: str,
    scale: Scale,
    *,
    look: Look,
    cell: dict[str, int],
) -> None:
    _, colours = look.translate, look.colours
    blank, valued = known[known[side].isna()], known[known[side].notna()]
    figure.add_scatter(
        x=blank["lon"],
        y=blank["lat"],
        mode="markers",
        marker={"size": 4, "color": colours.grid},
        hovertext=[_("{place}: no value", place=literal(name)) for name in blank["name"]],
        hoverinfo="text",
        **cell,
    )
    figure.add_scatter(
        x=valued["lon"],
        y=valued["lat"],
        mode="markers",
        marker={
            "size": 8,
            "color": valued[side],
            "cmin": scale.low,
            "cmax": scale.high,
            "colorscale": [[0, colours.scale[0]], [1, colours.city]],
            "line": {"width": 0.5, "color": colours.quiet},
            "showscale": side == "after",
            "colorbar": {
                "thickness": 10,
                "len": 0.8,
                "title": {"text": literal(scale.unit)},
                "outlinewidth": 0,
            },
        },
        hovertext=[
            f"{literal(name)}: {number(value, _, 1)}"
            for name, value in zip(valued["name"], valued[side], strict=True)
        ],
        hoverinfo="text",
        **cell,
    )
    ringed = known[known["touched"]]
    figure.add_scatter(
        x=ringed["lon"],
        y=ringed["lat"],
        mode="markers",
        marker={"size": 15, "symbol": "circle-open", "color": colours.focus, "line": {"width": 2}},
        hoverinfo="skip",
        **cell,
    )
