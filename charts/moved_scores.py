"""Scores before and after an upload, one row a place: hollow mark before, full mark after."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.theme import apply_theme
from charts.words import number

ROW_HEIGHT = 34
MOST_ROWS = 15


def moved_scores(rows: pd.DataFrame, what: str, look: Look) -> Chart:
    """Draw the places whose own score differs, the largest move on top.

    `rows` has name, score_before and score_after (0-100, NaN = not assessed), rank_before and rank_after;
    `what` names the score. Places beyond the fifteenth are counted in the caption.
    """
    _ = look.translate
    size = (rows["score_after"] - rows["score_before"]).abs().fillna(np.inf)
    shown = rows.assign(size=size).sort_values(["size", "name"], ascending=[False, True]).head(MOST_ROWS)
    labels = [literal(name) for name in shown["name"]]
    figure = go.Figure()
    for row, label in zip(each(shown), labels, strict=True):
        if not np.isnan(row.score_before) and not np.isnan(row.score_after):
            figure.add_scatter(
                x=[row.score_before, row.score_after],
                y=[label, label],
                mode="lines",
                line={"color": look.colours.other, "width": 2},
                hoverinfo="skip",
                showlegend=False,
            )
    for side, symbol, name in (("before", "circle-open", _("before")), ("after", "circle", _("after"))):
        figure.add_scatter(
            x=shown[f"score_{side}"],
            y=labels,
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": 12, "color": look.colours.city, "line": {"width": 2}},
            hovertext=[
                f"{label}: {number(value, _, 1)}"
                for label, value in zip(labels, shown[f"score_{side}"], strict=True)
            ],
            hoverinfo="text",
        )
    apply_theme(figure, look.mode, height=max(len(labels), 2) * ROW_HEIGHT + 110)
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], ticks="")
    figure.update_xaxes(range=[-2, 102], title={"text": _("score, 0–100")})
    left = len(rows) - len(shown)
    captions = [_("A place without a hollow mark had no score before; without a full one it has none after.")]
    if left:
        captions.append(
            _.plural("{count} more place is in the table.", "{count} more places are in the table.", left)
        )
    first = shown.iloc[0]
    return Chart(
        figure,
        _("{what}: scores before and after (0–100)", what=what),
        tuple(captions),
        _(
            "{count} scores of {what} differ; the largest move is that of {place}, from {before} to {after}.",
            count=len(rows),
            what=what,
            place=first["name"],
            before=_("none") if np.isnan(first["score_before"]) else number(first["score_before"], _, 1),
            after=_("none") if np.isnan(first["score_after"]) else number(first["score_after"], _, 1),
        ),
    )
