"""What is assessed and what must be coded: one cell per indicator, one row per dimension."""

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.gap_words import HATCH
from charts.labelled_rows import BAR_WIDTH, Label, draw_rows, mark_position
from charts.literal import literal
from charts.look import Look, each
from charts.words import number

CELL = 0.9


def coding_map(cells: pd.DataFrame, dimensions: pd.DataFrame, place: str, needed: float, look: Look) -> Chart:
    """Draw the cells of every dimension.

    `cells` has code, name, dimension and state (own, inherited, missing); `dimensions`, by code, has name and
    coverage (0-1); `needed` is the share of a dimension's weight that must be assessed.
    """
    _ = look.translate
    colours = look.colours
    order = {code: row for row, code in enumerate(dimensions.index)}
    placed = cells.assign(column=cells.groupby("dimension").cumcount())
    figure = go.Figure()
    styles = {
        "own": (_("own value"), colours.focus, "", colours.paper),
        "inherited": (_("the city’s value only"), colours.city, HATCH, colours.ink),
        "missing": (_("to be coded"), "rgba(0,0,0,0)", "", colours.ink),
    }
    for state, (name, fill, pattern, ink) in styles.items():
        own = placed[placed["state"] == state]
        if own.empty:
            continue
        figure.add_bar(
            orientation="h",
            base=own["column"],
            x=[CELL] * len(own),
            y=[mark_position(order[code]) for code in own["dimension"]],
            width=BAR_WIDTH * 1.15,
            name=name,
            marker={
                "color": fill,
                "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": colours.paper, "size": 6},
                "line": {"color": colours.quiet if state == "missing" else fill, "width": 1.5},
            },
            text=[code if state != "inherited" else "" for code in own["code"]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 12, "color": ink},
            constraintext="none",
            hovertext=[f"{literal(row.code)} {literal(row.name)}: {name}" for row in each(own)],
            hoverinfo="text",
        )
        if state == "inherited":
            # A number on a hatch is hard to read: the code stands on a plain ground of its own.
            figure.add_scatter(
                x=own["column"] + CELL / 2,
                y=[mark_position(order[code]) for code in own["dimension"]],
                mode="markers+text",
                marker={"symbol": "square", "size": 20, "color": colours.paper},
                text=own["code"],
                textfont={"size": 12, "color": colours.ink},
                hoverinfo="skip",
                showlegend=False,
            )
    labels = [
        Label(
            _(
                "{code} {dimension}: {covered}% assessed, {needed}% needed",
                code=row.Index,
                dimension=row.name,
                covered=number(100 * row.coverage, _),
                needed=number(100 * needed, _),
            )
        )
        for row in each(dimensions)
    ]
    draw_rows(figure, labels, look, below=30)
    widest = int(placed["column"].max()) + 1 if len(placed) else 1
    figure.update_xaxes(range=[-0.05, widest + 0.05], visible=False)
    counts = placed["state"].value_counts()
    return Chart(
        figure,
        _("{place}: which cells of the six dimensions are assessed", place=place),
        (
            _(
                "A dimension has a score once the stated share of its weight is assessed by the place’s"
                " own values. A cell to be coded is not zero, and neither is a value of the city."
            ),
        ),
        _(
            "Of {count} indicators {place} has {own} own values, {inherited} are known for its city only and"
            " {missing} are to be coded.",
            count=len(placed),
            place=place,
            own=int(counts.get("own", 0)),
            inherited=int(counts.get("inherited", 0)),
            missing=int(counts.get("missing", 0)),
        ),
    )
