"""What holds a place back: the points each indicator loses against its target, and their share."""

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.clicks import behind
from charts.gap_words import Sides, filled
from charts.labelled_rows import BAR_WIDTH, Label, draw_rows, mark_position
from charts.look import Look, each
from charts.words import number


def obstacles(rows: pd.DataFrame, sides: Sides, look: Look) -> Chart:
    """Draw one bar per indicator, the widest on top within its group.

    `rows` has name, group (name of the dimension or whole), deficit (points) and obstacle (percent).
    """
    _ = look.translate
    known = rows[rows["deficit"].notna()]
    labels: list[Label] = []
    positions, lengths, texts, clicks = [], [], [], []
    for group, part in known.groupby("group", sort=False):
        labels.append(Label(str(group), heading=True))
        for entry in each(part.sort_values("deficit", ascending=False, kind="stable")):
            positions.append(mark_position(len(labels)))
            lengths.append(entry.deficit)
            clicks.append(behind(str(entry.Index), sides.unit))
            texts.append(
                _(
                    "{points} points · {share}%",
                    points=number(entry.deficit, _, 1),
                    share=number(entry.obstacle, _),
                )
            )
            labels.append(Label(entry.name))
    figure = go.Figure()
    colour = sides.colour(look)
    figure.add_bar(
        orientation="h",
        x=lengths,
        y=positions,
        width=BAR_WIDTH,
        text=[f" <b>{text}</b>" for text in texts],
        textposition="outside",
        textfont={"size": 12, "color": look.colours.ink},
        cliponaxis=False,
        marker=filled(colour, sides.pattern, look),
        customdata=clicks,
        hovertext=texts,
        hoverinfo="text",
    )
    draw_rows(figure, labels, look)
    figure.update_xaxes(
        range=[0, max([*lengths, 1.0]) * 1.75], rangemode="tozero", title={"text": _("points lost")}, nticks=5
    )
    figure.update_layout(showlegend=False)
    return Chart(
        figure,
        _("What holds {place} back: points lost to the targets and obstacle degree (%)", place=sides.own),
        (
            *sides.captions(_),
            _(
                "The bar is the loss in points against 100 on everything; the percentage is its share of"
                " all that is lost. A share says nothing of size: a place that lacks little also has one"
                " obstacle of 100%."
            ),
        ),
        " ".join(
            _(
                "{indicator}: {points} points lost, {share}% of the loss.",
                indicator=entry.name,
                points=number(entry.deficit, _, 1),
                share=number(entry.obstacle, _),
            )
            for entry in each(known.sort_values("deficit", ascending=False))
        )
        or _("There is no gap to draw."),
    )
