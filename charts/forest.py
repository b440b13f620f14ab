"""How scores go with outcomes: one correlation with its interval a row, the plain baselines among them."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.outcome_words import outcome_words
from charts.theme import apply_theme
from charts.words import is_missing, number
from locales import Translator
from metrics.validity import BASELINE, BEYOND, SCORE

ROW_HEIGHT = 25
HEADING_GAP = 1.5
SYMBOLS = {SCORE: "square", BASELINE: "circle-open", BEYOND: "square-open"}


def forest(rows: pd.DataFrame, names: Mapping[str, str], look: Look) -> Chart:
    """Draw every row of `metrics.validity.validity`, grouped by outcome.

    `names` gives the words for each score and baseline. What could not be computed stays a row without mark.
    """
    _ = look.translate
    labels, positions, headings = _layout(rows, names, look)
    placed = rows.assign(y=positions)
    figure = go.Figure()
    for kind, legend in _legend(_).items():
        part = placed[(placed["kind"] == kind) & placed["coefficient"].notna()]
        colour = look.colours.quiet if kind == BASELINE else look.colours.city
        figure.add_scatter(
            x=part["coefficient"],
            y=part["y"],
            mode="markers",
            name=legend,
            marker={"symbol": SYMBOLS[kind], "size": 10, "color": colour, "line": {"width": 2}},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": part["high"] - part["coefficient"],
                "arrayminus": part["coefficient"] - part["low"],
                "color": colour,
                "thickness": 2,
                "width": 4,
            },
            hovertext=[
                f"{literal(_row_name(row, names, _))}<br>"
                + _value(row.coefficient, row.low, row.high, row.n, _)
                for row in each(part)
            ],
            hoverinfo="text",
        )
    lowest = float(placed["y"].min()) if len(placed) else 0.0
    apply_theme(figure, look.mode, height=int(-lowest * ROW_HEIGHT) + 150)
    figure.add_vline(x=0, line={"color": look.colours.quiet, "width": 1.5})
    for outcome, y in headings.items():
        figure.add_annotation(
            x=-1,
            xanchor="left",
            y=y,
            text=f"<b>{literal(outcome_words(outcome, _).name)}</b>",
            showarrow=False,
            font={"size": 13, "color": look.colours.ink},
            bgcolor=look.colours.paper,
        )
    figure.update_yaxes(
        range=[lowest - 0.8, 0.6], tickvals=list(positions), ticktext=labels, ticks="", showgrid=False
    )
    figure.update_xaxes(
        range=[-1.02, 1.02],
        tickvals=[-1, -0.5, 0, 0.5, 1],
        title={"text": _("rank correlation (−1 to 1)")},
        ticktext=[number(tick, _, 1) for tick in (-1, -0.5, 0, 0.5, 1)],
    )
    return Chart(
        figure,
        _("Rank correlation of scores and plain facts with outcomes of cities, with 95% interval"),
        _captions(rows, _),
        _alt(rows, names, _),
    )


def _layout(
    rows: pd.DataFrame, names: Mapping[str, str], look: Look
) -> tuple[list[str], list[float], dict[str, float]]:
    """Return label and height of every row, and the height of each outcome's heading."""
    labels, positions, headings = [], [], {}
    y = 0.0
    for outcome, part in rows.groupby("outcome", sort=False):
        headings[str(outcome)] = y
        y -= 1
        for row in each(part):
            labels.append(_label(row, names, look))
            positions.append(y)
            y -= 1
        y -= HEADING_GAP - 1
    return labels, positions, headings


def _label(row: object, names: Mapping[str, str], look: Look) -> str:
    _ = look.translate
    beyond = row.kind == BEYOND  # type: ignore[attr-defined]
    name = "↳ " + _("plain facts held equal") if beyond else literal(_row_name(row, names, _))
    count = number(row.n, _)  # type: ignore[attr-defined]
    if is_missing(row.coefficient):  # type: ignore[attr-defined]
        return name + " " + _("(not assessed, n = {count})", count=count)
    return name if look.compact else name + " " + _("(n = {count})", count=count)


def _row_name(row: object, names: Mapping[str, str], _: Translator) -> str:
    name = names[row.name]  # type: ignore[attr-defined]
    if row.kind == BEYOND:  # type: ignore[attr-defined]
        return _("{name}, beyond the plain facts", name=name)
    return name


def _value(coefficient: float, low: float, high: float, count: int, _: Translator) -> str:
    return _(
        "{value} ({low} to {high}), {count} cities",
        value=number(coefficient, _, 2),
        low=number(low, _, 2),
        high=number(high, _, 2),
        count=number(count, _),
    )


def _legend(_: Translator) -> dict[str, str]:
    return {
        SCORE: _("score"),
        BEYOND: _("score, the plain facts held equal"),
        BASELINE: _("plain fact"),
    }


def _captions(rows: pd.DataFrame, _: Translator) -> tuple[str, ...]:
    intervals = int(rows.loc[rows["kind"] != BASELINE, "coefficient"].notna().sum())
    return (
        _(
            "An interval that crosses 0 tells no direction. Of {count} intervals of scores one in twenty"
            " would miss 0 by chance alone.",
            count=number(intervals, _),
        ),
        _(
            "Spearman's rank correlation; interval after Bonett and Wright 2000. Left of 0: where the score"
            " is higher there were fewer cases, slower growth or fewer days. Plain facts (people arriving"
            " from Wuhan, residents, GDP per head) are compared over all cities that have them."
        ),
    )


def _alt(rows: pd.DataFrame, names: Mapping[str, str], _: Translator) -> str:
    known = rows[rows["coefficient"].notna() & (rows["kind"] != BASELINE)]
    if known.empty:
        return _("No association could be computed.")
    parts = [
        _(
            "{name} with {outcome}: {value}.",
            name=_row_name(row, names, _),
            outcome=outcome_words(row.outcome, _).name,
            value=_value(row.coefficient, row.low, row.high, row.n, _),
        )
        for row in each(known)
    ]
    return _("Forest plot. {rows}", rows=" ".join(parts))
