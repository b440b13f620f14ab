"""Places in a row by score, each with the band its rank moves in under other defensible choices."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.dot_rows import absent, marks, told
from charts.literal import literal
from charts.look import Look, each
from charts.theme import apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 27


@dataclass(frozen=True)
class Ranked:
    """What is ranked: name of the dimension or index, how many places, and who the peers are in words."""

    what: str
    ranked: int
    peers: str


def rank_bands(rows: pd.DataFrame, focus: str, ranked: Ranked, look: Look) -> Chart:
    """Draw one rank with its band per place, the first rank on top.

    `rows` has unit_code, name, score (0-100), rank, low and high (1 = highest of all places); a place without
    a score is named in the caption instead.
    """
    _ = look.translate
    known = rows[rows["score"].notna()].sort_values(["rank", "unit_code"])
    labels = [row_label(row, focus, number(row.score, _)) for row in each(known)]
    figure = go.Figure()
    own = known[known["unit_code"] == focus]
    if len(own):
        band = own.iloc[0]
        figure.add_vrect(
            x0=band["low"] - 0.5,
            x1=band["high"] + 0.5,
            fillcolor=look.colours.focus,
            opacity=0.13,
            line_width=0,
        )
    for chosen, colour, symbol, size in marks(known, focus, look):
        part = known[chosen]
        figure.add_scatter(
            x=part["rank"],
            y=[label for label, keep in zip(labels, chosen, strict=True) if keep],
            mode="markers",
            marker={"size": size, "symbol": symbol, "color": colour},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": part["high"] - part["rank"],
                "arrayminus": part["rank"] - part["low"],
                "color": colour,
                "thickness": 2,
                "width": 4,
            },
            customdata=part["unit_code"].tolist(),
            hovertext=[_hover(row, ranked, _) for row in each(part)],
            hoverinfo="text",
        )
    apply_theme(figure, look.mode, height=max(len(labels), 3) * ROW_HEIGHT + 80)
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], showgrid=True, ticks="")
    figure.update_xaxes(
        title={"text": _("rank among {count} places, 1 = highest score", count=number(ranked.ranked, _))},
        rangemode="tozero",
        tickformat=",d",
        nticks=5 if look.compact else 10,
    )
    say_nothing_known(figure, known, look)
    figure.update_layout(showlegend=False)
    return Chart(
        figure,
        _("{what}: rank with its band, and score (0–100)", what=ranked.what),
        _captions(rows, focus, ranked, _),
        _alt(known, focus, ranked, _),
    )


def say_nothing_known(figure: go.Figure, known: pd.DataFrame, look: Look) -> None:
    """Write into a figure without a row that nothing is assessed, in place of empty axes."""
    if len(known):
        return
    _ = look.translate
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=_("not assessed"),
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        showarrow=False,
        font={"size": 14, "color": look.colours.quiet},
    )


def row_label(row: Any, focus: str, figure: str) -> str:
    """Return the words at the left of a row: the place, the focus place in bold, and a figure."""
    if row.unit_code == focus:
        return f"<b>◆ {literal(row.name)}  {figure}</b>"
    return f"{literal(row.name)}  <b>{figure}</b>"


def against(known: pd.DataFrame, focus: str) -> tuple[int, int, int] | None:
    """Count the places whose band lies wholly ahead of the focus place's, overlaps it, or lies behind.

    None where the focus place has no rank.
    """
    own = known[known["unit_code"] == focus]
    if own.empty or pd.isna(own["low"].iloc[0]):
        return None
    low, high = own["low"].iloc[0], own["high"].iloc[0]
    others = known[(known["unit_code"] != focus) & known["low"].notna()]
    ahead, behind = int((others["high"] < low).sum()), int((others["low"] > high).sum())
    return ahead, len(others) - ahead - behind, behind


def _hover(row: Any, ranked: Ranked, _: Translator) -> str:
    return "<br>".join(
        [
            literal(row.name),
            _("Score: {score} of 100", score=number(row.score, _, 1)),
            _(
                "Rank {rank} of {of}, band {low}–{high}",
                rank=number(row.rank, _),
                of=number(ranked.ranked, _),
                low=number(row.low, _),
                high=number(row.high, _),
            ),
        ]
    )


def _captions(rows: pd.DataFrame, focus: str, ranked: Ranked, _: Translator) -> tuple[str, ...]:
    lines = [
        ranked.peers,
        _(
            "The bold number is the score. The bar holds nine in ten of the ranks under other defensible"
            " weights, scales, means and sampling errors. Where a bar meets the shaded band, that place and"
            " the focus place are level."
        ),
    ]
    blank = absent(rows, "score")
    if blank:
        lines.append(_("Not assessed here, which is not zero: {places}.", places=_(", ").join(blank)))
    return tuple(lines)


def _alt(known: pd.DataFrame, focus: str, ranked: Ranked, _: Translator) -> str:
    def own(place: Any) -> str:
        counts = against(known, focus)
        if counts is None:
            return ""
        return _(
            "{place}: rank {rank}, band {low}–{high}; of those drawn {ahead} ahead, {level} level, {behind}"
            " behind.",
            place=place.name,
            rank=number(place.rank, _),
            low=number(place.low, _),
            high=number(place.high, _),
            ahead=counts[0],
            level=counts[1],
            behind=counts[2],
        )

    return told(
        known,
        focus,
        nothing=_("None of these places is assessed."),
        whole=lambda first, last: _(
            "Dot plot of {count} places by rank in {what}, from {first} ({first_score} of 100) down to {last}"
            " ({last_score} of 100).",
            count=number(len(known), _),
            what=ranked.what,
            first=first.name,
            first_score=number(first.score, _),
            last=last.name,
            last_score=number(last.score, _),
        ),
        own=own,
    )
