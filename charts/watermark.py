"""The mark on every figure of invented data, which no export leaves behind."""

from dataclasses import replace

import plotly.graph_objects as go

from charts.chart import Chart
from locales import Translator

MARK = "watermark"
OPACITY = 0.22


def watermarked(chart: Chart, translate: Translator) -> Chart:
    """Return a copy of a chart that says in figure, title, caption and alt text that it is sample data."""
    _ = translate
    figure = go.Figure(chart.figure)
    add_mark(figure, _)
    words = _("Sample data: places, documents and figures are invented.")
    return replace(
        chart,
        figure=figure,
        title=_("Sample data: {title}", title=chart.title),
        captions=(words, *chart.captions),
        alt=f"{words} {chart.alt}",
    )


def add_mark(figure: go.Figure, translate: Translator) -> None:
    """Write across a figure that its data are invented, unless it says so already."""
    _ = translate
    if any(note.name == MARK for note in figure.layout.annotations):
        return
    figure.add_annotation(
        text=_("SAMPLE DATA"),
        name=MARK,
        xref="paper",
        yref="paper",
        x=0.5,
        y=0.5,
        showarrow=False,
        textangle=-20,
        opacity=OPACITY,
        font={"size": 54, "color": "#C2410C"},
    )
