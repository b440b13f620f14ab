"""Where a place stands on each indicator among all places, before and after allowing for its context."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.clicks import behind
from charts.literal import literal
from charts.look import Look, each
from charts.rank_bands import say_nothing_known
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 34


@dataclass(frozen=True)
class Subject:
    """Whose percentiles are drawn and which context is allowed for, in words."""

    place: str
    context: str
    logged: str
    plain: str


def percentiles(rows: pd.DataFrame, subject: Subject, look: Look) -> Chart:
    """Draw two marks per indicator: the percentile of the value, and that of its lead over expectation.

    `rows` has code, unit_code, name, percentile and percentile_adjusted (0-100, higher = higher value),
    fewer_is_better, r_squared and n; an indicator without an own value is named in the caption instead.
    """
    _ = look.translate
    known = rows[rows["percentile"].notna()]
    labels = [
        literal(_("{name} (fewer is better)", name=row.name) if row.fewer_is_better else row.name)
        for row in each(known)
    ]
    figure = go.Figure()
    colours = look.colours
    for row, label in zip(each(known), labels, strict=True):
        figure.add_scatter(
            x=[row.percentile, row.percentile_adjusted],
            y=[label, label],
            mode="lines",
            line={"color": colours.other, "width": 2},
            hoverinfo="skip",
            showlegend=False,
        )
    for column, words, marker in (
        (
            "percentile",
            _("value as measured"),
            {"symbol": "circle-open", "size": 11, "color": colours.quiet, "line": {"width": 2}},
        ),
        (
            "percentile_adjusted",
            _("like for like: lead over what is expected"),
            {"symbol": FOCUS_SYMBOL, "size": 13, "color": colours.focus},
        ),
    ):
        figure.add_scatter(
            x=known[column],
            y=labels,
            mode="markers",
            name=words,
            marker=marker,
            customdata=[behind(row.code, row.unit_code) for row in each(known)],
            hovertext=[_hover(row, column, words, _) for row in each(known)],
            hoverinfo="text",
        )
    figure.add_vline(x=50, line={"color": colours.quiet, "width": 1, "dash": "dot"})
    apply_theme(figure, look.mode, height=max(len(labels), 3) * ROW_HEIGHT + 110)
    figure.update_yaxes(categoryorder="array", categoryarray=labels[::-1], showgrid=True, ticks="")
    figure.update_xaxes(
        range=[-3, 103], title={"text": _("percentile among all places (100 = highest value)")}
    )
    say_nothing_known(figure, known, look)
    return Chart(
        figure,
        _("{place}: indicators before and after allowing for context (percentile)", place=subject.place),
        _captions(rows, subject, _),
        _alt(known, subject, _),
    )


def _hover(row: Any, column: str, words: str, _: Translator) -> str:
    value = getattr(row, column)
    shown = _("cannot be said") if pd.isna(value) else number(value, _)
    return f"{literal(row.name)}<br>{words}<br>{shown}"


def _captions(rows: pd.DataFrame, subject: Subject, _: Translator) -> tuple[str, ...]:
    fitted = rows[rows["r_squared"].notna()]
    models = _("; ").join(
        _(
            "{name}: R² {r_squared}, {n} places",
            name=row.name,
            r_squared=number(row.r_squared, _, 2),
            n=number(row.n, _),
        )
        for row in each(fitted)
    )
    lines = [
        _(
            "Expected is what a linear model says of a place with this {context}. Modelled as logarithm:"
            " {logged}; as measured: {plain}.",
            context=subject.context,
            logged=subject.logged,
            plain=subject.plain,
        ),
        *([models] if models else []),
    ]
    absent = [str(name) for name in rows.loc[rows["percentile"].isna(), "name"]]
    if absent:
        lines.append(_("Not assessed here, which is not zero: {places}.", places=_(", ").join(absent)))
    return tuple(lines)


def _alt(known: pd.DataFrame, subject: Subject, _: Translator) -> str:
    if known.empty:
        return _("No indicator of {place} is assessed.", place=subject.place)
    parts = [
        _(
            "{name}: percentile {raw}, like for like {adjusted}.",
            name=row.name,
            raw=number(row.percentile, _),
            adjusted=_("cannot be said")
            if pd.isna(row.percentile_adjusted)
            else number(row.percentile_adjusted, _),
        )
        for row in each(known)
    ]
    return " ".join([_("Dot plot of {place} by indicator.", place=subject.place), *parts])
