"""Doctors, hospitals and beds of some cities, each on its own axis."""

from dataclasses import dataclass

import pandas as pd
from plotly.subplots import make_subplots

from charts.chart import Chart
from charts.literal import literal
from charts.look import Look
from charts.theme import apply_theme
from charts.words import number
from locales import Translator

ROW_HEIGHT = 32
HATCH = "/"


@dataclass(frozen=True)
class Resource:
    """One kind of resource: code, name and unit in the page's language."""

    code: str
    name: str
    unit: str


def city_resources(
    values: pd.DataFrame,
    resources: list[Resource],
    *,
    city: str,
    names: dict[str, str],
    inherited: bool,
    look: Look,
) -> Chart:
    """Draw one bar per city and resource; the reader's city on top, hatched where it stands for a district.

    `values` is cities x resource codes, NaN = missing.
    """
    _ = look.translate
    stacked = look.compact
    labels = {code: _label(names[code], code == city, inherited, _) for code in values.index}
    figure = make_subplots(
        rows=len(resources) if stacked else 1,
        cols=1 if stacked else len(resources),
        shared_yaxes=not stacked,
        subplot_titles=[f"{literal(one.name)}<br>{literal(one.unit)}" for one in resources],
        horizontal_spacing=0.04,
        vertical_spacing=0.12,
    )
    for position, one in enumerate(resources, 1):
        column = values[one.code]
        figure.add_bar(
            x=column,
            y=[labels[code] for code in values.index],
            orientation="h",
            marker={
                "color": [look.colours.focus if code == city else look.colours.city for code in values.index],
                "pattern": {"shape": [HATCH if inherited and code == city else "" for code in values.index]},
            },
            text=[_("no value") if pd.isna(value) else number(value, _, 2) for value in column],
            textposition="outside",
            cliponaxis=False,
            customdata=list(values.index),
            hovertext=[literal(names[code]) for code in values.index],
            hoverinfo="text",
            showlegend=False,
            row=position if stacked else 1,
            col=1 if stacked else position,
        )
    panels = len(resources) if stacked else 1
    apply_theme(figure, look.mode, height=panels * (len(values) * ROW_HEIGHT + 70) + 30)
    figure.update_xaxes(showticklabels=False, showgrid=False, showline=False, ticks="")
    for position, one in enumerate(resources, 1):
        # Room for the number behind the longest bar.
        longest = values[one.code].max()
        figure.update_xaxes(
            range=[0, 1.0 if pd.isna(longest) else longest * 1.25],
            row=position if stacked else 1,
            col=1 if stacked else position,
        )
    figure.update_yaxes(
        categoryorder="array", categoryarray=list(labels.values())[::-1], ticks="", showgrid=False
    )
    figure.update_layout(margin={"t": 56}, bargap=0.25)
    figure.update_annotations(font={"size": 13, "color": look.colours.quiet})
    return Chart(
        figure,
        _("Doctors, hospitals and beds of cities per resident"),
        _captions(values, names, city, inherited, _),
        _alt(values, resources, names, city, _),
    )


def _label(name: str, own: bool, inherited: bool, _: Translator) -> str:
    shown = literal(name)
    if not own:
        return shown
    return f"<b>◆ {shown}</b>" + (" " + _("(city)") if inherited else "")


def _captions(
    values: pd.DataFrame, names: dict[str, str], city: str, inherited: bool, _: Translator
) -> tuple[str, ...]:
    lines = [
        _(
            "Counts of the City Statistical Yearbook 2018, which holds data of 2017, over residents of the"
            " 2020 census; a published rate only where the yearbook has none."
        )
    ]
    if inherited:
        lines.append(
            _(
                "Hatched: figures of {city} as a whole. They are not the district’s own and no gap of it.",
                city=names[city],
            )
        )
    absent = [names[str(code)] for code in values.index[values.isna().any(axis=1)]]
    if absent:
        lines.append(_("A value is missing, which is not zero: {places}.", places=_(", ").join(absent)))
    return tuple(lines)


def _alt(
    values: pd.DataFrame, resources: list[Resource], names: dict[str, str], city: str, _: Translator
) -> str:
    text = _("Bars of three resources in {count} cities.", count=number(len(values), _))
    if city not in values.index:
        return text
    own: list[float] = (
        values[[one.code for one in resources]].to_numpy(float)[values.index == city][0].tolist()
    )
    parts = [
        _("{name} {value} {unit}", name=one.name, value=number(value, _, 2), unit=one.unit)
        for one, value in zip(resources, own, strict=True)
        if not pd.isna(value)
    ]
    return text + " " + _("{place}: {parts}.", place=names[city], parts=_(", ").join(parts))
