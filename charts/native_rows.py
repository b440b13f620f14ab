"""One small axis per indicator, each in its own unit, so that no unit is bent to fit another."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from charts.gap_words import native
from charts.literal import literal
from charts.look import Look
from charts.notes import Notes
from charts.theme import apply_theme

HEADING_LINE = 18
HEADING_HEIGHT = 31
AXIS_HEIGHT = 50
TICK_HEIGHT = 23
MARGIN = 0.09


@dataclass(frozen=True)
class NativeAxis:
    """The axis of one indicator: its heading, a second line, the values to hold; less may be better."""

    heading: str
    values: Sequence[float]
    less_is_better: bool = False
    detail: str = ""

    @property
    def span(self) -> tuple[float, float]:
        """Ends of the axis with room for the numbers at the outer marks; the better end is on the right."""
        low, high = min(self.values), max(self.values)
        room = (high - low or abs(high) or 1.0) * MARGIN
        ends = (low - room, high + room)
        return ends[::-1] if self.less_is_better else ends


def names(row: int) -> dict[str, str]:
    """Return the axes that a trace of a row belongs to."""
    suffix = "" if row == 0 else str(row + 1)
    return {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}


def draw_native_rows(figure: go.Figure, axes: Sequence[NativeAxis], look: Look) -> None:
    """Give a figure its theme and one pair of axes per row."""
    count = max(len(axes), 1)
    top = HEADING_HEIGHT + (HEADING_LINE if any(axis.detail for axis in axes) else 0)
    height = top + AXIS_HEIGHT + TICK_HEIGHT
    apply_theme(figure, look.mode, height=count * height + 60)
    colours, headings = look.colours, Notes()
    for row, axis in enumerate(axes):
        suffix = "" if row == 0 else str(row + 1)
        low, high = axis.span
        step = (max(axis.values) - min(axis.values)) / 2
        ticks = [min(axis.values) + step * part for part in range(3)]
        figure.layout[f"xaxis{suffix}"] = {
            "domain": [0, 1],
            "anchor": f"y{suffix}",
            "range": [low, high],
            "tickvals": ticks,
            "ticktext": [native(value, look.translate) for value in ticks],
            "ticks": "outside",
            "tickcolor": colours.quiet,
            "showline": True,
            "linecolor": colours.quiet,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "tickfont": {"size": 11, "color": colours.quiet},
        }
        figure.layout[f"yaxis{suffix}"] = {
            "domain": [
                1 - (row + (top + AXIS_HEIGHT) / height) / count,
                1 - (row + top / height) / count,
            ],
            "anchor": f"x{suffix}",
            "range": [-1, 1],
            "visible": False,
            "fixedrange": True,
        }
        headings.annotate(
            x=0,
            y=1 - (row + 0.02) / count,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            text="<br>".join(literal(line) for line in (axis.heading, axis.detail) if line),
            align="left",
            showarrow=False,
            font={"size": 12, "color": colours.ink},
        )
    headings.write(figure)
    figure.update_layout(margin={"l": 12, "r": 20, "t": 12, "b": 4})


def add_marks(
    figure: go.Figure,
    row: int,
    values: Sequence[float],
    *,
    name: str,
    text: str,
    above: bool,
    marker: dict[str, object],
    look: Look,
    spread: tuple[float, float] | None = None,
    click: str = "",
) -> None:
    """Draw one mark with its number above or beneath it, and its 95 % limits where they are known."""
    error = None
    if spread is not None:
        low, high = spread
        error = {
            "type": "data",
            "symmetric": False,
            "array": [high - values[0]],
            "arrayminus": [values[0] - low],
            "color": marker["color"],
            "thickness": 2,
            "width": 5,
        }
    figure.add_scatter(
        x=list(values),
        y=[0.0] * len(values),
        mode="markers+text",
        name=literal(name),
        legendgroup=name,
        showlegend=row == 0,
        marker=marker,
        error_x=error,
        text=[f"<b>{literal(text)}</b>"],
        textposition="top center" if above else "bottom center",
        textfont={"size": 12, "color": look.colours.ink},
        customdata=[click] * len(values),
        hovertext=[f"{literal(name)}: {literal(text)}"],
        hoverinfo="text",
        cliponaxis=False,
        **names(row),
    )
