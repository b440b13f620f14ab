"""Value against benchmark, indicator by indicator, in native units with the sampling error where known."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts.chart import Chart
from charts.clicks import behind
from charts.gap_words import Sides, certainty, native
from charts.literal import literal
from charts.look import Look, each
from charts.native_rows import NativeAxis, add_marks, draw_native_rows, names
from charts.words import is_missing
from locales import Translator


def dumbbell(rows: pd.DataFrame, sides: Sides, look: Look) -> Chart:
    """Draw one row per indicator.

    `rows` has name, unit, value, benchmark, low and high (95 % limits of the value, NaN = not known), floor
    and target (ends of the scale; floor above target = less is better), gap, probability, and others (values
    of the places of the group by their names).
    """
    _ = look.translate
    known = rows[rows["value"].notna() & rows["benchmark"].notna()]
    figure = go.Figure()
    colours = look.colours
    for row, entry in enumerate(each(known)):
        if entry.others:
            figure.add_scatter(
                x=list(entry.others.values()),
                y=[0] * len(entry.others),
                mode="markers",
                name=_("places of the group"),
                legendgroup="others",
                showlegend=row == 0,
                marker={"symbol": "line-ns", "size": 11, "line": {"width": 1.5, "color": colours.quiet}},
                hovertext=[f"{literal(name)}: {native(value, _)}" for name, value in entry.others.items()],
                hoverinfo="text",
                **names(row),
            )
        figure.add_scatter(
            x=[entry.value, entry.benchmark],
            y=[0, 0],
            mode="lines",
            line={"color": colours.quiet, "width": 3, "dash": "dot" if sides.lent else "solid"},
            hoverinfo="skip",
            showlegend=False,
            **names(row),
        )
        add_marks(
            figure,
            row,
            [entry.benchmark],
            name=sides.benchmark,
            text=native(entry.benchmark, _),
            above=False,
            marker={
                "symbol": "circle",
                "size": 12,
                "color": colours.other,
            },
            look=look,
            click=behind(str(entry.Index), sides.unit),
        )
        add_marks(
            figure,
            row,
            [entry.value],
            name=sides.own,
            text=native(entry.value, _),
            above=True,
            marker={
                "symbol": sides.symbol,
                "size": 15,
                "color": sides.colour(look),
                "line": {"width": 2, "color": sides.colour(look)},
            },
            look=look,
            spread=None if is_missing(entry.low) else (entry.low, entry.high),
            click=behind(str(entry.Index), sides.unit),
        )
    draw_native_rows(figure, [_axis(entry, _) for entry in each(known)], look)
    unknown = known.loc[known["low"].isna(), "name"]
    captions = [*sides.captions(_), _("Further right is better; each row has its own unit.")]
    if len(unknown) < len(known):
        captions.append(_("The bar through a mark is the 95% interval of the sample."))
    if len(unknown):
        captions.append(_("No sampling error is known for {names}.", names=_(", ").join(unknown)))
    absent = rows.loc[rows["value"].isna() | rows["benchmark"].isna(), "name"]
    if len(absent):
        captions.append(_("Not assessed on one of the two sides: {names}.", names=_(", ").join(absent)))
    return Chart(
        figure,
        _("The same gap in the units of each indicator: {own} and “{benchmark}”", **_names(sides)),
        tuple(captions),
        " ".join(_sentence(entry, sides, _) for entry in each(known)) or _("There is no gap to draw."),
    )


def _names(sides: Sides) -> dict[str, str]:
    return {"own": sides.own, "benchmark": sides.benchmark}


def _axis(row: Any, _: Translator) -> NativeAxis:
    values = [row.value, row.benchmark, row.floor, row.target, row.low, row.high, *row.others.values()]
    return NativeAxis(
        f"{row.name} ({row.unit}) · {certainty(row.probability, row.gap, _)}",
        [float(value) for value in values if not is_missing(value)],
        not is_missing(row.floor) and row.floor > row.target,
    )


def _sentence(row: Any, sides: Sides, _: Translator) -> str:
    return _(
        "{indicator}: {own} {value}, {benchmark} {goal} ({unit}), {certainty}.",
        indicator=row.name,
        value=native(row.value, _),
        goal=native(row.benchmark, _),
        unit=row.unit,
        certainty=certainty(row.probability, row.gap, _),
        **_names(sides),
    )
