"""From a place's score to the benchmark's, one bar per indicator; the bars add up to the gap exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.clicks import behind
from charts.gap_words import Sides, filled, gap_words, signed
from charts.labelled_rows import BAR_WIDTH, Label, draw_rows, mark_position
from charts.literal import literal
from charts.look import Look, each
from charts.words import number
from locales import Translator


@dataclass(frozen=True)
class Panel:
    """One score taken apart: `parts` has by code name and contribution (points; positive = behind)."""

    name: str
    score: float
    benchmark: float
    parts: pd.DataFrame


@dataclass(frozen=True)
class _Bar:
    row: int
    kind: str
    start: float
    length: float
    text: str
    code: str = ""


def waterfall(panels: Sequence[Panel], sides: Sides, look: Look) -> Chart:
    """Draw every panel beneath the other: own score, its parts, the benchmark's score."""
    _ = look.translate
    labels, bars = _rows(panels, sides, _)
    figure = go.Figure()
    for kind, name, colour, pattern in _kinds(sides, look):
        own = [bar for bar in bars if bar.kind == kind]
        if not own:
            continue
        figure.add_bar(
            orientation="h",
            y=[mark_position(bar.row) for bar in own],
            base=[bar.start for bar in own],
            x=[bar.length for bar in own],
            width=BAR_WIDTH,
            name=literal(name),
            marker=filled(colour, pattern, look),
            customdata=[behind(bar.code, sides.unit) if bar.code else "" for bar in own],
            hovertext=[f"{literal(labels[bar.row].text)}<br>{bar.text}" for bar in own],
            hoverinfo="text",
        )
    figure.add_scatter(
        x=[max(bar.start, bar.start + bar.length) for bar in bars],
        y=[mark_position(bar.row) for bar in bars],
        text=[f" <b>{bar.text}</b>" for bar in bars],
        mode="text",
        textposition="middle right",
        textfont={"size": 13, "color": look.colours.ink},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    draw_rows(figure, labels, look)
    figure.update_xaxes(range=[0, 116], tickvals=[0, 25, 50, 75, 100], title={"text": _("score, 0–100")})
    return Chart(
        figure,
        _("How the gap to “{benchmark}” adds up (points)", benchmark=sides.benchmark),
        (
            *sides.captions(_),
            _(
                "Read from top to bottom: + is what the place lacks against the benchmark, − is what it"
                " has more. The bars add up to the gap exactly. Above its target an indicator gains no"
                " more points."
            ),
        ),
        " ".join(_sentence(panel, sides, _) for panel in panels) or _("There is no gap to draw."),
    )


def _kinds(sides: Sides, look: Look) -> list[tuple[str, str, str, str]]:
    _ = look.translate
    colours = look.colours
    return [
        ("own", sides.own, sides.colour(look), sides.pattern),
        ("behind", _("behind"), colours.peers[0], sides.pattern),
        ("ahead", _("ahead"), colours.peers[1], sides.pattern),
        ("benchmark", sides.benchmark, colours.other, ""),
    ]


def _rows(panels: Sequence[Panel], sides: Sides, _: Translator) -> tuple[list[Label], list[_Bar]]:
    labels: list[Label] = []
    bars: list[_Bar] = []

    def add(label: str, kind: str, ends: tuple[float, float], text: str, code: str = "") -> None:
        bars.append(_Bar(len(labels), kind, *ends, text, code))
        labels.append(Label(label))

    for panel in panels:
        gap = gap_words(panel.benchmark - panel.score, _)
        labels.append(Label(_("{dimension}: {gap}", dimension=panel.name, gap=gap), heading=True))
        add(sides.own, "own", (0.0, panel.score), number(panel.score, _, 1))
        reached = panel.score
        for part in each(panel.parts.sort_values("contribution", ascending=False, kind="stable")):
            kind = "ahead" if part.contribution < 0 else "behind"
            told = signed(part.contribution, _)
            add(part.name, kind, (reached, part.contribution), told, str(part.Index))
            reached += part.contribution
        add(sides.benchmark, "benchmark", (0.0, panel.benchmark), number(panel.benchmark, _, 1))
    return labels, bars


def _sentence(panel: Panel, sides: Sides, _: Translator) -> str:
    parts = panel.parts.sort_values("contribution", ascending=False, kind="stable")
    return _(
        "{dimension}: {own} has {score} points, {benchmark} {goal}, {gap}, made of {parts}.",
        dimension=panel.name,
        own=sides.own,
        score=number(panel.score, _, 1),
        benchmark=sides.benchmark,
        goal=number(panel.benchmark, _, 1),
        gap=gap_words(panel.benchmark - panel.score, _),
        parts=_(", ").join(f"{part.name} {signed(part.contribution, _)}" for part in each(parts)),
    )
