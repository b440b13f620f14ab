"""Scored values over several periods, where the data hold more than one; where they do not, that is said."""

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.source_trends import Panel, source_trends
from charts.words import heading, in_language
from etl.year_reads import indicator_years
from ui.data import rows
from ui.drawn import drawn
from ui.evidence import source_rows
from ui.figure import show_chart
from ui.standing import Standing

MOST_PANELS = 3


def show_indicator_trends(standing: Standing, codes: list[str]) -> None:
    """Draw the indicators of some places that have several periods, or say that none has."""
    page, _ = standing.page, standing.page.translate
    scored = {one.code: one for one in standing.framework.scored_indicators}
    found = rows(page.data, indicator_years, units=codes, codes=list(scored))
    years = found.groupby("indicator_code")["year"].nunique()
    several = [code for code in scored if years.get(code, 0) > 1][:MOST_PANELS]
    if not several:
        st.caption(
            _(
                "No trend: every scored value of these places has one period only. Doctors and beds over"
                " several years, each source apart, are on the page “{page}”.",
                page=_("Capacity"),
            )
        )
        return
    part = found[found["indicator_code"].isin(several)]
    frame = part.assign(panel=part["indicator_code"], series=part["indicator_code"])
    titles = {
        code: _(
            "{name} ({unit})",
            name=heading(scored[code].name, _),
            unit=in_language(scored[code].unit, _),
        )
        for code in several
    }
    listed = source_rows(page.data, frame["source_id"].tolist(), _).set_index("source_id")["title"]

    def draw() -> Chart:
        names = {code: page.name(code) for code in codes if code in set(frame["unit_code"])}
        return source_trends(
            frame,
            [Panel(code, titles[code]) for code in several],
            focus=standing.unit,
            names=names,
            sources={source: str(listed.get(source, source)) for source in frame["source_id"].unique()},
            title=_("Scored values over several periods, by source"),
            look=page.look,
        )

    table = pd.DataFrame(
        {
            _("Place"): frame["unit_code"].map(page.places["name"]),
            _("Indicator"): frame["indicator_code"].map(titles),
            _("Year"): frame["year"],
            _("Value"): frame["value"].round(3),
            _("Source"): frame["source_id"],
            _("Grade"): frame["grade"],
        }
    )
    chart = drawn((*standing.key, "trends", *codes), draw)
    sources = sorted(set(frame["source_id"]))
    show_chart(
        chart,
        table,
        sources,
        name="trends",
        data=page.data,
        translate=_,
        behind=(standing.unit, several[0]),
    )
