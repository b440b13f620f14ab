"""Up to five places side by side on every scored indicator."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.clicks import behind
from charts.heatmap import Column
from charts.literal import literal
from charts.look import Look
from charts.rank_bands import say_nothing_known
from charts.theme import Style, apply_theme, focus_style, peer_style
from charts.words import is_missing, number
from locales import Translator

ROW_HEIGHT = 36
LANE = 0.14


def profile(
    scores: pd.DataFrame,
    names: Sequence[str],
    columns: Sequence[Column],
    *,
    focus: str,
    median: pd.Series,
    caption: str,
    look: Look,
) -> Chart:
    """Draw one row per figure and one mark per place, each place on a lane of its own.

    `scores` (0-100, NaN = not assessed), places as rows; `median` of all peers by code, the focus place left
    out.
    """
    _ = look.translate
    known = [
        one
        for one in columns
        if scores[one.code].notna().any() or not is_missing(median.get(one.code, float("nan")))
    ]
    absent = [one.name for one in columns if one not in known]
    columns = known
    figure = go.Figure()
    rows = list(range(len(columns)))
    figure.add_scatter(
        x=[median.get(column.code) for column in columns],
        y=rows,
        mode="markers",
        name=_("median of the peers"),
        marker={"symbol": "line-ns", "size": 26, "line": {"width": 2, "color": look.colours.quiet}},
        hoverinfo="skip",
    )
    others = [code for code in scores.index if code != focus]
    styles = {code: peer_style(look.mode, place) for place, code in enumerate(others)}
    styles[focus] = focus_style(look.mode)
    middle = (len(scores) - 1) / 2
    for lane, (code, name) in enumerate(zip(scores.index, names, strict=True)):
        values = [scores.loc[code, column.code] for column in columns]
        figure.add_scatter(
            x=values,
            y=[row + (lane - middle) * LANE for row in rows],
            mode="markers",
            name=f"<b>{literal(name)}</b>" if code == focus else literal(name),
            marker=_marker(styles[code], focus=code == focus),
            customdata=[behind(column.code, str(code)) for column in columns],
            hovertext=[
                "<br>".join([literal(name), literal(column.name), _score(value, _)])
                for column, value in zip(columns, values, strict=True)
            ],
            hoverinfo="text",
        )
    apply_theme(figure, look.mode, height=max(len(rows), 3) * ROW_HEIGHT + (150 if look.compact else 100))
    figure.update_yaxes(
        tickvals=rows,
        ticktext=[
            f"<b>{literal(column.name)}</b>" if column.is_dimension else literal(column.name)
            for column in columns
        ],
        range=[len(rows) - 0.5, -0.5],
        showgrid=True,
        ticks="",
    )
    figure.update_xaxes(range=[-3, 103], title={"text": _("score, 0–100")})
    say_nothing_known(figure, scores[[column.code for column in columns]].T, look)
    lines = [caption]
    if absent:
        lines.append(
            _("Not assessed for any of these places, so without a row: {names}.", names=_(", ").join(absent))
        )
    return Chart(
        figure, _("Profiles side by side (score, 0–100)"), tuple(lines), _alt(scores, names, columns, _)
    )


def _marker(style: Style, *, focus: bool) -> dict[str, object]:
    return {"symbol": style.symbol, "size": 13 if focus else 10, "color": style.colour}


def _score(value: float, _: Translator) -> str:
    return _("not assessed") if is_missing(value) else _("{score} of 100", score=number(value, _, 1))


def _alt(scores: pd.DataFrame, names: Sequence[str], columns: Sequence[Column], _: Translator) -> str:
    whole = [column for column in columns if column.is_dimension] or list(columns)
    parts = [
        _(
            "{place}: {scores}.",
            place=name,
            scores=_(", ").join(
                _("{what} {score}", what=column.name, score=_score(scores.loc[code, column.code], _))
                for column in whole
            ),
        )
        for code, name in zip(scores.index, names, strict=True)
    ]
    return " ".join([_("Dot plot of profiles."), *parts])
