"""Colours, fonts and layout of every figure, on screen and in exports, in light and dark.

The palette is Okabe and Ito's, which stays apart for colour-blind readers; every colour comes with its own
marker and dash so that a grey print says the same.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go
import plotly.io

# Plotly copies its own look into every new figure, half of what drawing costs; `apply_theme` would remove it.
plotly.io.templates.default = "none"

Mode = Literal["light", "dark"]

FONTS = (
    "'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', 'Liberation Sans', 'PingFang SC', "
    "'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
)
FOCUS_SYMBOL = "diamond"
SYMBOLS = ("circle", "square", "triangle-up", "cross", "star", "hexagon", "bowtie")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")


@dataclass(frozen=True)
class Palette:
    """The colours of one mode."""

    ink: str
    quiet: str
    grid: str
    paper: str
    focus: str
    city: str
    peers: tuple[str, ...]
    other: str
    scale: tuple[str, str]
    """From the lowest to the highest value of a quantity; ink is readable on all of it."""


LIGHT = Palette(
    ink="#1F2A33",
    quiet="#55626C",
    grid="#DDE2E4",
    paper="#FFFFFF",
    focus="#C2410C",
    city="#0B5D66",
    peers=("#0072B2", "#00795A", "#8A4F7D", "#6B5B00", "#3A7CA5", "#55626C"),
    other="#8B979F",
    scale=("#F3F7F7", "#52A0A9"),
)
DARK = Palette(
    ink="#E8EDEF",
    quiet="#A9B6BD",
    grid="#34424B",
    paper="#131C22",
    focus="#FF9157",
    city="#5CC8CF",
    peers=("#6CB8F0", "#4FC79B", "#D99BC8", "#E2CC57", "#93C3DF", "#A9B6BD"),
    other="#7C8A93",
    scale=("#1A252C", "#28717A"),
)
PALETTES: dict[Mode, Palette] = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True)
class Style:
    """How one series is drawn: colour, marker, dash and width together."""

    colour: str
    symbol: str
    dash: str
    width: float


def focus_style(mode: Mode) -> Style:
    """Return the look of the place the reader stands for, the same in every figure."""
    return Style(PALETTES[mode].focus, FOCUS_SYMBOL, "solid", 3.5)


def peer_style(mode: Mode, position: int) -> Style:
    """Return the look of the compared place at a position; looks repeat after seven."""
    colours = PALETTES[mode].peers
    return Style(
        colours[position % len(colours)],
        SYMBOLS[position % len(SYMBOLS)],
        DASHES[(position + 1) % len(DASHES)],
        2.0,
    )


def apply_theme(figure: go.Figure, mode: Mode, *, height: int) -> go.Figure:
    """Give a figure the shared look and return it; the paper stays transparent for the page behind it."""
    colours = PALETTES[mode]
    axis = {
        "gridcolor": colours.grid,
        "linecolor": colours.quiet,
        "tickcolor": colours.quiet,
        "zeroline": False,
        "title": {"font": {"size": 13, "color": colours.quiet}, "standoff": 8},
        "tickfont": {"size": 12, "color": colours.ink},
        "automargin": True,
        "fixedrange": True,
    }
    layout = {
        "template": "none",
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONTS, "size": 13, "color": colours.ink},
        "colorway": list(colours.peers),
        "hoverlabel": {
            "bgcolor": colours.paper,
            "bordercolor": colours.quiet,
            "font": {"family": FONTS, "size": 13, "color": colours.ink},
            "align": "left",
        },
        "legend": {
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.0,
            "xanchor": "left",
            "x": 0,
            "font": {"size": 13, "color": colours.ink},
            "itemclick": False,
            "itemdoubleclick": False,
            "title": {"text": ""},
        },
        "dragmode": False,
    }
    # Plotly's own updates walk the figure once per property, ten times as long as setting a merged layout.
    before = figure.layout.to_plotly_json()
    axes = {"xaxis", "yaxis", *(name for name in before if name.startswith(("xaxis", "yaxis")))}
    figure.layout = _merged(before, {**layout, **dict.fromkeys(axes, axis)})
    return figure


def _merged(before: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return nested properties with some of them changed."""
    merged = dict(before)
    for name, value in changes.items():
        inner = before.get(name)
        merged[name] = _merged(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return merged


def in_light(figure: go.Figure) -> go.Figure:
    """Return a copy of a figure in the colours of the light mode, whichever mode it was drawn in."""
    pairs = dict(zip(_listed(DARK), _listed(LIGHT), strict=True))
    written = re.sub(
        "|".join(pairs), lambda found: pairs[found[0].upper()], figure.to_json(), flags=re.IGNORECASE
    )
    return go.Figure(json.loads(written))


def _listed(palette: Palette) -> list[str]:
    """Return every colour of a palette in one order."""
    return [
        *(
            palette.ink,
            palette.quiet,
            palette.grid,
            palette.paper,
            palette.focus,
            palette.city,
            palette.other,
        ),
        *(*palette.peers, *palette.scale),
    ]
