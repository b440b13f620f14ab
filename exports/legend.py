"""How much room a legend will take, which Plotly only knows once it has drawn it."""

import math

import plotly.graph_objects as go

from charts.chart import text_width

LETTER_SIZE = 13
LETTER = 0.55
SYMBOL_AND_GAP = 48


def legend_rows(figure: go.Figure, width: float) -> int:
    """Return the rows of the horizontal legend in `width` pixels; 0 where there is none.

    Plotly writes the entries one behind the other where they fit one row, else in columns of equal width.
    """
    names = legend_names(figure)
    if not names:
        return 0
    widths = [text_width(name) * LETTER_SIZE * LETTER + SYMBOL_AND_GAP for name in names]
    if sum(widths) <= width:
        return 1
    columns = max(int(width // max(widths)), 1)
    return math.ceil(len(names) / columns)


def legend_names(figure: go.Figure) -> list[str]:
    """Return the entries of the legend."""
    shown = figure.layout.showlegend
    if shown is False:
        return []
    listed = [trace for trace in figure.data if trace.showlegend is not False and trace.type != "heatmap"]
    # Of one trace alone Plotly makes a legend only where it is told to.
    if len(listed) < 2 and not shown and not any(trace.showlegend for trace in listed):
        return []
    return [str(trace.name or "") for trace in listed]
