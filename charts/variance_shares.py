"""Which choice moves a rank most: first-order and total shares of its variance, with intervals."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.look import Look, each
from charts.theme import apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 54
NOISE_PATTERN = "x"


def source_name(source: str, _: Translator) -> str:
    """Return the words for one source of uncertainty."""
    words = {
        "weights": _("weights (±25%)"),
        "normalisation": _("kind of scale"),
        "aggregation": _("mean across dimensions"),
        "goalposts": _("goalposts (±20% of their distance)"),
        "rubric spacing": _("spacing of levels"),
        "sampling error": _("sampling error"),
    }
    return words.get(source, source)


def variance_shares(indices: pd.DataFrame, outcome: str, look: Look) -> Chart:
    """Draw two bars per source: its share alone, and with all that it does together with others.

    `indices` is the frame of `metrics.uncertainty.sobol_indices`, by source; `outcome` says whose variance.
    """
    _ = look.translate
    rows = indices.sort_values("total", ascending=False)
    names = [source_name(str(source), _) for source in rows.index]
    figure = go.Figure()
    kinds = [
        (_("with the others (total)"), "total", "total", look.colours.other),
        (_("alone (first order)"), "first_order", "first", look.colours.city),
    ]
    for name, column, prefix, colour in kinds:
        centre = rows[column]
        figure.add_bar(
            y=names,
            x=centre,
            name=name,
            orientation="h",
            marker={
                "color": colour,
                "pattern": {"shape": [NOISE_PATTERN if value < 0 else "" for value in centre]},
            },
            error_x={
                "type": "data",
                "symmetric": False,
                "array": (rows[f"{prefix}_high"] - centre).clip(lower=0),
                "arrayminus": (centre - rows[f"{prefix}_low"]).clip(lower=0),
                "color": look.colours.ink,
                "thickness": 1.5,
                "width": 4,
            },
            hovertext=[_hover(row, column, prefix, _) for row in each(rows)],
            hoverinfo="text",
        )
    apply_theme(figure, look.mode, height=len(rows) * ROW_HEIGHT + 110)
    figure.update_yaxes(autorange="reversed", ticks="", showgrid=False)
    figure.update_xaxes(title={"text": _("share of the variance (0 to 1)")})
    figure.update_layout(barmode="group", bargap=0.3, legend={"traceorder": "reversed"})
    return Chart(
        figure,
        _("What moves {outcome}: share of its variance by choice, with 95% interval", outcome=outcome),
        _captions(rows, _),
        _alt(rows, _),
    )


def _hover(row: Any, column: str, prefix: str, _: Translator) -> str:
    return _(
        "{source}: {value} ({low} to {high})",
        source=source_name(str(row.Index), _),
        value=number(getattr(row, column), _, 2),
        low=number(getattr(row, f"{prefix}_low"), _, 2),
        high=number(getattr(row, f"{prefix}_high"), _, 2),
    )


def _captions(rows: pd.DataFrame, _: Translator) -> tuple[str, ...]:
    lines = [
        _(
            "Computed for the default choices. A choice with a large bar decides the rank; where the total is"
            " far above the first order, it acts together with others."
        )
    ]
    noisy = [source_name(str(source), _) for source in rows.index[rows["noise"]]]
    if noisy:
        lines.append(
            _(
                "Negative shares are noise of the estimate, to be read as zero: {sources}.",
                sources=_(", ").join(noisy),
            )
        )
    return tuple(lines)


def _alt(rows: pd.DataFrame, _: Translator) -> str:
    parts = [
        _(
            "{source}: {first} alone, {total} with the others",
            source=source_name(str(row.Index), _),
            first=number(row.first_order, _, 2),
            total=number(row.total, _, 2),
        )
        for row in each(rows)
    ]
    return _("Bars of variance shares. {parts}.", parts=_("; ").join(parts))
