"""Rows of a horizontal figure with the words above each mark, so that long names need no side margin."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from charts.literal import literal
from charts.look import Look
from charts.notes import Notes
from charts.theme import apply_theme

ROW_HEIGHT = 44
LABEL_SHIFT = 0.36
MARK_SHIFT = 0.08
BAR_WIDTH = 0.42


@dataclass(frozen=True)
class Label:
    """The words above one row; a heading has no mark of its own and stands bold."""

    text: str
    heading: bool = False


def mark_position(row: int) -> float:
    """Return where the mark of a row lies on the vertical axis; rows count from the top.

    >>> mark_position(2)
    -2.08
    """
    return -row - MARK_SHIFT


def draw_rows(figure: go.Figure, labels: Sequence[Label], look: Look, *, below: int = 60) -> None:
    """Give a figure its theme, one line per row, the words above it and the height that this needs."""
    apply_theme(figure, look.mode, height=len(labels) * ROW_HEIGHT + below + 40)
    notes = Notes()
    for row, label in enumerate(labels):
        shift = 0.0 if label.heading else LABEL_SHIFT
        text = literal(label.text)
        notes.annotate(
            x=0,
            xref="paper",
            xanchor="left",
            y=-row + shift,
            yref="y",
            text=f"<b>{text}</b>" if label.heading else text,
            showarrow=False,
            # Lines of the grid must not strike the words through.
            bgcolor=look.colours.paper,
            borderpad=0,
            font={"size": 14 if label.heading else 12, "color": look.colours.ink},
        )
    notes.write(figure)
    figure.update_yaxes(
        range=[-len(labels) + 0.45, 0.62], showticklabels=False, showgrid=False, showline=False, ticks=""
    )
    figure.update_layout(bargap=0, barmode="overlay", margin={"l": 4, "r": 8, "t": 12, "b": 8})
