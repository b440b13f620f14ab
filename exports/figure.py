"""A figure to take away: in the light theme, with title, unit, peers, source, date and data version in it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from charts.chart import Chart, wrapped
from charts.literal import literal
from charts.theme import LIGHT, in_light
from charts.watermark import add_mark
from charts.words import day
from exports.cells import safe_file_name
from exports.legend import legend_rows
from exports.watermark import SAMPLE
from locales import Sentence, Translator

WIDTH = 1200
SIDE = 20
TITLE_SIZE = 20
SUBTITLE_SIZE = 14
CAPTION_SIZE = 12
LINE = 1.4
LETTER = 0.5
"""A generous mean width of a Latin letter in its size; a Chinese character is two of them."""

LEGEND_ROW = 24
TICKS, TICK_LINE, AXIS_TITLE = 22, 15, 24

STILL = {"displaylogo": False, "displayModeBar": False, "responsive": False}
PAGE_STYLE = (
    "<style>body{margin:0 auto;width:max-content;background:#fff;font:14px sans-serif}"
    ".save{margin:12px 20px}.save button{font:inherit;padding:6px 12px;margin-right:8px}"
    "@media print{.save{display:none}}</style>"
)
SAVE_BUTTON = "<button onclick='Plotly.downloadImage(\"figure\", {options})'>{words}</button>"


@dataclass(frozen=True)
class ExportContext:
    """What a figure says of itself once it has left its page, as plain text in one language.

    sources: title and grade of each. place: whom the figure is about, written under the title where given.
    peers: whom the place is compared with. prepared: the day it was taken. watermark: of `exports.watermark`.
    """

    translate: Translator
    data_version: str
    sources: tuple[str, ...]
    prepared: date
    place: str | None = None
    peers: str | None = None
    watermark: Sentence | None = None


def export_figure(
    chart: Chart, context: ExportContext, *, width: int = WIDTH, height: int | None = None
) -> go.Figure:
    """Return a copy of a chart's figure that stands by itself on white paper.

    width, height: pixels; without a height the figure keeps the one it has on its page and grows by the words
    above and beneath. The layout carries both, so that `figure.layout.height` is the height to render at.
    """
    figure = in_light(chart.figure)
    title = _lines(chart.title, TITLE_SIZE, width)
    subtitle = _lines(context.place, SUBTITLE_SIZE, width) if context.place else []
    below = [line for text in closing_lines(chart, context) for line in _lines(text, CAPTION_SIZE, width)]
    head = round((len(title) * TITLE_SIZE + len(subtitle) * SUBTITLE_SIZE) * LINE) + 22
    foot = round(len(below) * CAPTION_SIZE * LINE) + 22
    rows = legend_rows(figure, width - 2 * SIDE)
    own_top, own_height = figure.layout.margin.t or 0, figure.layout.height or 450
    top = max(own_top + max(rows - 1, 0) * LEGEND_ROW, rows * LEGEND_ROW + 12) + upper_axis_space(figure)
    bottom = axis_space(figure) + foot
    full = height or round(own_height + head + foot + top - max(own_top, rows * LEGEND_ROW))
    right = max(figure.layout.margin.r or 0, SIDE)
    figure.update_layout(
        width=width,
        height=full,
        autosize=False,
        paper_bgcolor=LIGHT.paper,
        plot_bgcolor=LIGHT.paper,
        margin={"l": max(figure.layout.margin.l or 0, SIDE), "r": right, "t": head + top, "b": bottom},
        title=_title(title, subtitle, width, full),
        legend={
            "xref": "container",
            "x": SIDE / width,
            "xanchor": "left",
            "yref": "container",
            "y": 1 - head / full,
            "yanchor": "top",
        },
    )
    figure.add_annotation(
        text="<br>".join(literal(line) for line in below),
        name="closing lines",
        xref="paper",
        x=1,
        xanchor="right",
        xshift=right - SIDE + 2,
        width=width - 2 * SIDE,
        align="left",
        yref="paper",
        y=0,
        yanchor="bottom",
        yshift=8 - bottom,
        showarrow=False,
        font={"size": CAPTION_SIZE, "color": LIGHT.quiet},
    )
    if context.watermark == SAMPLE:
        add_mark(figure, context.translate)
    return figure


def closing_lines(chart: Chart, context: ExportContext) -> tuple[str, ...]:
    """Return what stands beneath a figure: remarks, peers, sources, version and day."""
    _ = context.translate
    lines = list(chart.captions)
    if context.peers:
        lines.append(_("Compared with: {peers}", peers=context.peers))
    if context.watermark is not None:
        lines.append(context.watermark.text(_.language))
    if context.sources:
        lines.append(_("Source: {sources}", sources=_("; ").join(context.sources)))
    lines.append(
        _(
            "Data version {version}. Prepared on {day}.",
            version=context.data_version,
            day=day(context.prepared, _),
        )
    )
    return tuple(lines)


def figure_page(chart: Chart, context: ExportContext, *, name: str = "figure") -> bytes:
    """Return the figure as one web page that opens without a network, its words, sources and version inside.

    Its buttons save a picture named `name`, drawn by the reader's own browser: PNG at twice the size, or SVG.
    The same figure gives the same bytes.
    """
    _ = context.translate
    figure = export_figure(chart, context)
    page = figure.to_html(
        include_plotlyjs=True,
        include_mathjax=False,
        full_html=True,
        div_id="figure",
        config=STILL,
    )
    size = {"width": figure.layout.width, "height": figure.layout.height, "filename": safe_file_name(name)}
    buttons = "".join(
        SAVE_BUTTON.format(options=json.dumps({"format": kind, "scale": scale, **size}), words=words)
        for kind, scale, words in (("png", 2, _("Save as PNG")), ("svg", 1, _("Save as SVG")))
    )
    language = "zh-Hans" if _.language == "zh" else "en"
    head = f"<title>{literal(chart.title)}</title>{PAGE_STYLE}"
    page = str(page).replace("<html>", f'<!DOCTYPE html><html lang="{language}">', 1)
    page = page.replace("</head>", f"{head}</head>", 1)
    # The last one: the library in the page holds the same letters in its own texts.
    start, _end, rest = page.rpartition("</body>")
    return f'{start}<p class="save">{buttons}</p></body>{rest}'.encode()


def axis_space(figure: go.Figure) -> int:
    """Return the pixels that tick labels and titles of the lowest horizontal axes take."""
    space = 8
    for axis in figure.select_xaxes():
        if axis.side == "top" or axis.visible is False or not _is_lowest(figure, axis):
            continue
        needed = 8
        if axis.showticklabels is not False:
            needed += TICKS + (_tick_lines(axis) - 1) * TICK_LINE
        if axis.title.text:
            needed += AXIS_TITLE + 16 * str(axis.title.text).count("<br>")
        space = max(space, needed)
    return space


def upper_axis_space(figure: go.Figure) -> int:
    """Return the pixels that the tick labels of horizontal axes above the figure take."""
    upper = [
        axis for axis in figure.select_xaxes() if axis.side == "top" and axis.showticklabels is not False
    ]
    return max((8 + _tick_lines(axis) * TICK_LINE for axis in upper), default=0)


def _tick_lines(axis: go.layout.XAxis) -> int:
    """Return the lines of the longest tick label."""
    return 1 + max((str(text).count("<br>") for text in axis.ticktext or ()), default=0)


def _is_lowest(figure: go.Figure, axis: go.layout.XAxis) -> bool:
    """Tell whether nothing is drawn beneath an axis."""
    anchor = axis.anchor or "y"
    if anchor == "free":
        return not axis.position
    key = re.sub(r"^y", "yaxis", anchor)
    domain = getattr(figure.layout, key).domain if key in figure.layout else None
    return not domain or domain[0] < 0.02


def _lines(text: str, size: int, width: int) -> list[str]:
    return wrapped(text, int((width - 2 * SIDE) / (size * LETTER)))


def _title(title: Sequence[str], subtitle: Sequence[str], width: int, height: int) -> dict[str, object]:
    text = "<br>".join(f"<b>{literal(line)}</b>" for line in title)
    for line in subtitle:
        text += f'<br><span style="font-size:{SUBTITLE_SIZE}px;color:{LIGHT.quiet}">{literal(line)}</span>'
    return {
        "text": text,
        "font": {"size": TITLE_SIZE, "color": LIGHT.ink},
        "xref": "container",
        "x": SIDE / width,
        "xanchor": "left",
        "yref": "container",
        "y": 1 - 14 / height,
        "yanchor": "top",
        "automargin": True,
    }
