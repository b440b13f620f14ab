"""A figure with the words that belong to it."""

import textwrap
from dataclasses import dataclass

import plotly.graph_objects as go

from charts.literal import literal

TITLE_SIZE = 17
CAPTION_SIZE = 11


@dataclass(frozen=True)
class Chart:
    """A figure, its title with the unit, the lines beneath it and its text for those who cannot see it.

    Title and captions are plain text, kept apart from the figure so that a narrow screen can wrap them;
    `framed` writes them into the figure for a file that leaves the page.
    """

    figure: go.Figure
    title: str
    captions: tuple[str, ...]
    alt: str


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most `width` Latin letters; a Chinese character counts as two.

    >>> wrapped("一二三四五", 6), wrapped("one two", 4)
    (['一二三', '四五'], ['one', 'two'])
    """
    if not any(ord(character) > 0x2E7F for character in text):
        return textwrap.wrap(text, width) or [""]
    lines, line, used = [], "", 0
    for character in text:
        size = 2 if ord(character) > 0x2E7F else 1
        if used + size > width:
            lines.append(line)
            line, used = "", 0
        line, used = line + character, used + size
    return [*lines, line]


def framed(chart: Chart, width: int = 1200, height: int = 675) -> go.Figure:
    """Return a copy of the figure with title and captions written into it, for a file of a fixed size."""
    figure = go.Figure(chart.figure)
    title = wrapped(chart.title, int(width / (TITLE_SIZE * 0.52)))
    below = [line for text in chart.captions for line in wrapped(text, int(width / (CAPTION_SIZE * 0.52)))]
    bottom = len(below) * CAPTION_SIZE * 1.4 + 60
    figure.update_layout(
        width=width,
        height=height,
        paper_bgcolor="white",
        title={
            "text": "<br>".join(literal(line) for line in title),
            "font": {"size": TITLE_SIZE},
            "x": 0.01,
            "xanchor": "left",
            "yref": "container",
            "y": 0.98,
            "yanchor": "top",
        },
        margin={"t": len(title) * TITLE_SIZE * 1.4 + 50, "b": bottom},
    )
    figure.add_annotation(
        text="<br>".join(literal(line) for line in below),
        xref="paper",
        yref="paper",
        x=0,
        y=0,
        yshift=-(bottom - 10),
        xanchor="left",
        yanchor="bottom",
        align="left",
        showarrow=False,
        font={"size": CAPTION_SIZE},
    )
    return figure
