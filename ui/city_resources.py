"""Doctors, hospitals and beds of the city and those compared, with what is doubtful about them."""

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.city_resources import Resource, city_resources
from charts.words import in_language, number
from etl.score_reads import facts, own_values
from ui.data import rows
from ui.page import Page
from ui.scoring import framework

RESOURCES = ("F1", "F2", "F3")
SECOND_SOURCE = "kang2021"
SECOND_FIGURES = {"F1": "doctors_per_1000", "F3": "beds_per_1000"}


def read_resources(page: Page) -> pd.DataFrame:
    """Return the latest own values of doctors, hospitals and beds of all cities, one row a value."""
    return rows(page.data, own_values, level="prefecture", indicators=list(RESOURCES))


def resource_values(found: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return cities x resources, NaN where there is no value."""
    wide = found.pivot(index="unit_code", columns="indicator_code", values="value")
    return wide.reindex(index=codes, columns=list(RESOURCES))


def resource_chart(page: Page, values: pd.DataFrame) -> Chart:
    """Return the bars of the cities, the focus place's city first."""
    _ = page.translate
    known = {one.code: one for one in framework("public_data").indicators}
    resources = [
        Resource(code, in_language(known[code].name, _), in_language(known[code].unit, _))
        for code in RESOURCES
    ]
    names = {str(code): str(page.places.loc[code, "short"]) for code in values.index}
    inherited = page.city != page.focus
    return city_resources(values, resources, city=page.city, names=names, inherited=inherited, look=page.look)


def resource_table(page: Page, found: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return every shown value with year, source and grade under headings in the page's language."""
    _ = page.translate
    names = {one.code: one for one in framework("public_data").indicators}
    shown = found[found["unit_code"].isin(codes)]
    return pd.DataFrame(
        {
            _("City"): shown["unit_code"].map(page.places["name"]),
            _("Indicator"): [in_language(names[code].name, _) for code in shown["indicator_code"]],
            _("Value"): shown["value"].round(3),
            _("Unit"): [in_language(names[code].unit, _) for code in shown["indicator_code"]],
            _("Year of the count"): shown["period"],
            _("Grade"): shown["grade"],
            _("Source"): shown["source_id"],
        }
    )


def show_caveats(page: Page, values: pd.DataFrame) -> None:
    """List what is known to be doubtful about these figures, with the second source where it differs."""
    _ = page.translate
    lines = [
        _(
            "The yearbook of 2018 holds counts of 2017, two years before the epidemic. Residents are those of"
            " the 2020 census, so a city that grew in between has a lower rate here than it had then."
        )
    ]
    lines += _second_figures(page, values)
    st.markdown("\n".join(f"- {line}" for line in lines))


def _second_figures(page: Page, values: pd.DataFrame) -> list[str]:
    _ = page.translate
    second = rows(
        page.data, facts, unit=page.city, source=SECOND_SOURCE, codes=list(SECOND_FIGURES.values())
    ).set_index("resource_code")
    names = {one.code: one for one in framework("public_data").indicators}
    lines = []
    for code, resource in SECOND_FIGURES.items():
        if (
            resource not in second.index
            or page.city not in values.index
            or pd.isna(values.loc[page.city, code])
        ):
            continue
        lines.append(
            _(
                "{city}, {indicator}: {value} by the yearbook, {other} by Kang et al. 2021 (grade B), whose"
                " year is inferred as {year} and whose units are mislabelled at the source; not scored.",
                city=page.markdown_name(page.city),
                indicator=in_language(names[code].name, _),
                value=number(float(values.loc[page.city, code]), _, 2),
                other=number(float(second.loc[resource, "value"]), _, 2),
                year=second.loc[resource, "year"],
            )
        )
    return lines
