"""Doctors and beds of cities over several years, each source apart, or the sentence that there are none."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.source_trends import Panel, source_trends
from etl.year_reads import resource_years
from locales import Translator
from ui.data import rows
from ui.drawn import drawn
from ui.figure import show_chart
from ui.page import Page
from ui.scoring import units


@dataclass(frozen=True)
class Series:
    """One series of a panel: what the source calls it, and whether it is a count or already a rate."""

    panel: str
    resource: str
    is_rate: bool


SERIES = (
    Series("doctors", "licensed_doctors_aggregator", False),
    Series("doctors", "licensed_doctors", False),
    Series("doctors", "doctors_per_1000", True),
    Series("beds", "beds_all_institutions", False),
    Series("beds", "hospital_beds", False),
    Series("beds", "beds_per_1000", True),
)
SOURCES = ("aggregator2018", "yearbook2018", "kang2021", "press")
"""In the order of the years that they begin with."""


def source_words(source: str, _: Translator) -> str:
    """Return a source of these figures in a few words, as a legend has room for."""
    return {
        "aggregator2018": _("aggregated tables (grade C)"),
        "yearbook2018": _("City Statistical Yearbook 2018 (grade A)"),
        "kang2021": _("Kang et al. 2021 (grade B, year inferred)"),
        "press": _("single reports (grade C)"),
    }.get(source, source)


def panels(_: Translator) -> list[Panel]:
    """Return what is followed over the years."""
    return [
        Panel("doctors", _("Doctors per 1,000 residents")),
        Panel("beds", _("Beds per 1,000 residents")),
    ]


def trend_rows(page: Page, codes: list[str]) -> pd.DataFrame:
    """Return the figures of some cities by series, source and year, counts divided by residents of 2020."""
    names = [one.resource for one in SERIES]
    found = rows(page.data, resource_years, units=codes, codes=names)
    by_code = {one.resource: one for one in SERIES}
    residents = units(page.data, "prefecture")["population"]
    per_thousand = found["value"] * 1000 / found["unit_code"].map(residents)
    is_rate = found["resource_code"].map(lambda code: by_code[code].is_rate).astype(bool)
    return found.assign(
        panel=[by_code[code].panel for code in found["resource_code"]],
        series=found["resource_code"],
        count=found["value"].where(~is_rate),
        value=found["value"].where(is_rate, per_thousand),
    ).dropna(subset=["value"])


def show_trends(page: Page, codes: list[str]) -> None:
    """Draw the figures over the years, or say that no source holds more than one year."""
    _ = page.translate
    found = trend_rows(page, codes)
    if found["year"].nunique() < 2:
        st.info(
            _(
                "No source holds these cities' doctors or beds for more than one year, so there is no course"
                " over time to show. Choose other cities to compare."
            )
        )
        return

    def draw() -> Chart:
        known = set(found["source_id"])
        listed = [*SOURCES, *sorted(known - set(SOURCES))]
        sources = {source: source_words(source, _) for source in listed if source in known}
        with_figures = set(found["unit_code"])
        names = {code: str(page.places.loc[code, "short"]) for code in codes if code in with_figures}
        return source_trends(
            found,
            panels(_),
            focus=page.city,
            names=names,
            sources=sources,
            title=_("Doctors and beds over the years, by source"),
            look=page.look,
        )

    chart = drawn((*page.key, "trends", *codes), draw)
    show_chart(
        chart,
        trend_table(page, found),
        sorted(set(found["source_id"])),
        name="trends",
        data=page.data,
        translate=_,
    )


def trend_table(page: Page, found: pd.DataFrame) -> pd.DataFrame:
    """Return the figures under headings in the page's language, as counted and per resident."""
    _ = page.translate
    titles = {panel.code: panel.title for panel in panels(_)}
    listed = found.sort_values(["panel", "unit_code", "source_id", "year"])
    return pd.DataFrame(
        {
            _("City"): listed["unit_code"].map(page.places["name"]),
            _("Figure"): listed["panel"].map(titles),
            _("Year"): listed["year"],
            _("Per 1,000 residents"): listed["value"].round(3),
            _("Count"): listed["count"],
            _("Source"): [source_words(str(source), _) for source in listed["source_id"]],
            _("Grade"): listed["grade"],
        }
    )
