"""Coupling, height and coordination of two dimensions, by two models, for some places."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look, each
from charts.theme import FOCUS_SYMBOL, apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 28
PANELS = ("C", "T", "D")
MODELS = ("standard", "wang")


def coordination_chart(rows: pd.DataFrame, focus: str, *, dimensions: tuple[str, str], look: Look) -> Chart:
    """Draw C, T and D side by side, each on 0 to 1; one mark per place and model.

    `rows` has unit_code, name, T, C_standard, D_standard, C_wang, D_wang, NaN where a dimension is
    missing; `dimensions` are the names of the two.
    """
    _ = look.translate
    known = rows[rows["T"].notna()].sort_values(["D_standard", "unit_code"], ascending=[False, True])
    labels = {row.unit_code: _label(row, focus) for row in each(known)}
    stacked = look.compact
    figure = make_subplots(
        rows=3 if stacked else 1,
        cols=1 if stacked else 3,
        shared_yaxes=not stacked,
        subplot_titles=[_("C, coupling"), _("T, height"), _("D, coordination")],
        horizontal_spacing=0.04,
        vertical_spacing=0.1,
    )
    for number_of, panel in enumerate(PANELS, 1):
        place = {"row": number_of if stacked else 1, "col": 1 if stacked else number_of}
        for model in MODELS[: 1 if panel == "T" else 2]:
            _add_panel(figure, known, panel, model, labels=labels, focus=focus, place=place, look=look)
    panels = 3 if stacked else 1
    apply_theme(figure, look.mode, height=panels * (len(known) * ROW_HEIGHT + 60) + 60)
    figure.update_xaxes(range=[0, 1.03], dtick=0.25)
    figure.update_yaxes(categoryorder="array", categoryarray=list(labels.values())[::-1], ticks="")
    figure.update_layout(margin={"t": 64}, legend={"y": 1, "yref": "container", "yanchor": "top"})
    figure.update_annotations(font={"size": 13, "color": look.colours.quiet})
    first, second = dimensions
    return Chart(
        figure,
        _("Coordination of “{first}” and “{second}” (0 to 1)", first=first, second=second),
        _captions(rows, _),
        _alt(known, focus, _),
    )


def _label(row: Any, focus: str) -> str:
    name = literal(row.name)
    return f"<b>◆ {name}</b>" if row.unit_code == focus else name


def _add_panel(
    figure: go.Figure,
    known: pd.DataFrame,
    panel: str,
    model: str,
    *,
    labels: dict[str, str],
    focus: str,
    place: dict[str, int],
    look: Look,
) -> None:
    _ = look.translate
    colours = look.colours
    column = panel if panel == "T" else f"{panel}_{model}"
    name = _("standard model") if model == "standard" else _("Wang model")
    own = known["unit_code"] == focus
    shape = {"standard": "circle", "wang": "square-open"}[model]
    focus_shape = FOCUS_SYMBOL if model == "standard" else f"{FOCUS_SYMBOL}-open"
    figure.add_scatter(
        x=known[column],
        y=[labels[code] for code in known["unit_code"]],
        mode="markers",
        name=name,
        legendgroup=model,
        showlegend=panel == "C",
        marker={
            "symbol": [focus_shape if is_own else shape for is_own in own],
            "size": [13 if is_own else 9 for is_own in own],
            "color": [colours.focus if is_own else colours.city for is_own in own],
            "line": {"width": 2},
        },
        customdata=known["unit_code"].tolist(),
        hovertext=[
            _(
                "{place}, {model}: {panel} = {value}",
                place=literal(row.name),
                model=name,
                panel=panel,
                value=number(getattr(row, column), _, 2),
            )
            for row in each(known)
        ],
        hoverinfo="text",
        **place,
    )


def _captions(rows: pd.DataFrame, _: Translator) -> tuple[str, ...]:
    lines = [
        _(
            "C only says whether the two dimensions are equally high: two scores of 5 have C = 1. It is"
            " therefore never shown alone: T is the height, and D = √(C × T) is high only where both"
            " dimensions are high and alike. The order is that of D by the standard model."
        )
    ]
    zero = rows.loc[(rows["C_standard"] == 0) | (rows["T"] == 0), "name"]
    if len(zero):
        lines.append(
            _(
                "A dimension scored 0 makes C and D zero, however high the other: {places}.",
                places=_joined(zero, _),
            )
        )
    absent = rows.loc[rows["T"].isna(), "name"]
    if len(absent):
        lines.append(_("Not computed, as a dimension is not assessed: {places}.", places=_joined(absent, _)))
    return tuple(lines)


def _joined(names: pd.Series, _: Translator) -> str:
    return _(", ").join(str(name) for name in names)


def _alt(known: pd.DataFrame, focus: str, _: Translator) -> str:
    if known.empty:
        return _("No place is assessed in both dimensions.")
    text = _("Three panels with coupling, height and coordination of {count} places.", count=len(known))
    for row in each(known[known["unit_code"] == focus]):
        text += " " + _(
            "{place}: T {height}, D {degree} by the standard model and {other} by the Wang model.",
            place=row.name,
            height=number(row.T, _, 2),
            degree=number(row.D_standard, _, 2),
            other=number(row.D_wang, _, 2),
        )
    return text
