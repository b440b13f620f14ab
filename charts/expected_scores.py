"""Places in a row by how far their score lies from what is expected of a place with their context."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.dot_rows import absent, marks, told
from charts.literal import literal
from charts.look import Look, each
from charts.rank_bands import ROW_HEIGHT, row_label, say_nothing_known
from charts.theme import apply_theme
from charts.words import number
from locales import Translator

LITTLE = 0.2
"""Below this R² the context tells places hardly apart."""


@dataclass(frozen=True)
class Model:
    """What is compared, with which context in words, how well that explains it and for how many places."""

    what: str
    context: str
    r_squared: float
    n: int
    peers: str


def expected_scores(rows: pd.DataFrame, focus: str, model: Model, look: Look) -> Chart:
    """Draw observed score, expected score and prediction interval of each place, the largest lead on top.

    `rows` has unit_code, name, score, expected, low, high (0-100) and difference; a place of which nothing is
    expected is named in the caption instead.
    """
    _ = look.translate
    known = rows[rows["difference"].notna()].sort_values(["difference", "unit_code"], ascending=[False, True])
    labels = [row_label(row, focus, signed(row.difference, _)) for row in each(known)]
    focus_name = literal(" ".join(rows.loc[rows["unit_code"] == focus, "name"]))
    figure = go.Figure()
    colours = look.colours
    expected = known["expected"].clip(0, 100)
    figure.add_scatter(
        x=expected,
        y=labels,
        mode="markers",
        name=_("expected, with 95% prediction interval"),
        marker={"symbol": "line-ns", "size": 14, "line": {"width": 2, "color": colours.quiet}},
        error_x={
            "type": "data",
            "symmetric": False,
            # The model is linear, the score ends at 0 and 100.
            "array": known["high"].clip(0, 100) - expected,
            "arrayminus": expected - known["low"].clip(0, 100),
            "color": colours.other,
            "thickness": 1.5,
            "width": 0,
        },
        hoverinfo="skip",
    )
    for chosen, colour, symbol, size in marks(known, focus, look):
        part = known[chosen]
        figure.add_scatter(
            x=part["score"],
            y=[label for label, keep in zip(labels, chosen, strict=True) if keep],
            mode="markers",
            name=_("observed: peers") if symbol == "circle" else _("observed: {place}", place=focus_name),
            marker={"size": size, "symbol": symbol, "color": colour},
            customdata=part["unit_code"].tolist(),
            hovertext=[_hover(row, _) for row in each(part)],
            hoverinfo="text",
        )
    apply_theme(figure, look.mode, height=max(len(labels), 3) * ROW_HEIGHT + 110)
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], showgrid=True, ticks="")
    figure.update_xaxes(range=[-2, 102], title={"text": _("score, 0–100")})
    say_nothing_known(figure, known, look)
    figure.update_layout(showlegend=True)
    return Chart(
        figure,
        _("{what}: score against what is expected of such a place (0–100)", what=model.what),
        _captions(rows, model, _),
        _alt(known, focus, model, _),
    )


def signed(value: float, translate: Translator, digits: int = 0) -> str:
    """Return a difference with its sign; one that rounds to nothing has none.

    >>> from locales import translator
    >>> [signed(value, translator("en")) for value in (3.6, -3.6, -0.2)]
    ['+4', '−4', '±0']
    """
    written = number(abs(value), translate, digits)
    if not any(figure in written for figure in "123456789"):
        return "±" + written
    return ("+" if value > 0 else "−") + written


def outside(score: float, low: float, high: float) -> int:
    """Return 1 above the prediction interval, -1 below it, 0 within."""
    return int(score > high) - int(score < low)


def _hover(row: Any, _: Translator) -> str:
    return "<br>".join(
        [
            literal(row.name),
            _("Score: {score} of 100", score=number(row.score, _, 1)),
            _(
                "Expected: {expected} ({low}–{high})",
                expected=number(row.expected, _, 1),
                low=number(max(row.low, 0), _, 1),
                high=number(min(row.high, 100), _, 1),
            ),
        ]
    )


def _captions(rows: pd.DataFrame, model: Model, _: Translator) -> tuple[str, ...]:
    lines = [
        model.peers,
        _(
            "Expected is what a linear model says of a place with this {context} (R² {r_squared}, {n} places"
            " with all of them). The bold number is observed minus expected. A place within the interval"
            " does not stand out from places like it.",
            context=model.context,
            r_squared=number(model.r_squared, _, 2),
            n=number(model.n, _),
        ),
    ]
    if model.r_squared < LITTLE:
        lines.append(_("The context explains little of this score, so what is expected hardly differs."))
    blank = absent(rows, "difference")
    if blank:
        lines.append(
            _(
                "No like-for-like figure, as the score or a part of the context is not known: {places}.",
                places=_(", ").join(blank),
            )
        )
    return tuple(lines)


def _alt(known: pd.DataFrame, focus: str, model: Model, _: Translator) -> str:
    return told(
        known,
        focus,
        nothing=_("For none of these places can be said what would be expected."),
        whole=lambda _first, _last: _(
            "Dot plot of {count} places: score in {what} against the score expected of a place with the same"
            " context.",
            count=number(len(known), _),
            what=model.what,
        ),
        own=lambda place: _(
            "{place}: {score}, expected {expected} (95% interval {low}–{high}).",
            place=place.name,
            score=number(place.score, _),
            expected=number(place.expected, _),
            low=number(max(place.low, 0), _),
            high=number(min(place.high, 100), _),
        ),
    )
