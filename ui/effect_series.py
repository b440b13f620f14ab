"""The case counts in which two states of the data differ, drawn as a series and as maps."""

from datetime import date

import pandas as pd
import streamlit as st

from charts.before_after_map import before_after_map
from charts.before_after_series import before_after_series
from charts.chart import Chart
from etl.contracts import FIRST_DAY
from etl.reads import FIRST_WAVE_END, daily_cases, totals
from ui.drawn import drawn
from ui.effect_facts import place_names
from ui.effects import Effects
from ui.figure import CONFIG
from ui.literal import literal
from ui.page import Page


def show_series(page: Page, effects: Effects) -> None:
    """Draw the case series of the places concerned before and after, and both maps of case counts."""
    _ = page.translate
    if "case_daily" not in effects.tables:
        return
    names = place_names(page, effects)
    units = [code for code in effects.tables["case_daily"].units if code in names]
    if not units:
        return
    st.subheader(_("Case series before and after"), anchor=False)
    unit = units[0]
    if len(units) > 1:
        unit = st.selectbox(
            _("Place of the series"),
            units,
            units.index(_first_shown(page, effects, units)),
            format_func=names.__getitem__,
            key=f"effects_series_{'_'.join(effects.key)}",
        )
    spans = [_days(effects, unit, side) for side in ("before", "after")]
    key = (*page.key, *effects.key, unit)
    chart = drawn((*key, "series"), lambda: before_after_series(*spans, names[unit], page.look))
    show_figure(effects, chart, "series")
    if any(
        str(page.places.loc[code, "level"]) == "prefecture" for code in units if code in page.places.index
    ):
        chart = drawn((*key, "cases-map"), lambda: _case_map(page, effects))
        show_figure(effects, chart, "cases-map")


def _first_shown(page: Page, effects: Effects, units: list[str]) -> str:
    """Return the place in focus if its cases differ, else the one with most days of other counts."""
    if page.focus in units:
        return page.focus
    changes = effects.tables["case_daily"].changes
    moved = changes.loc[changes["column_name"].eq("confirmed"), "unit_code"].value_counts()
    return next((code for code in moved.index if code in units), units[0])


def _days(effects: Effects, unit: str, side: str) -> pd.DataFrame:
    data = effects.before if side == "before" else effects.after
    ends = date.fromisoformat(FIRST_DAY), date.max
    return daily_cases(data.snapshot, [unit], *ends)


def _case_map(page: Page, effects: Effects) -> Chart:
    _ = page.translate
    names = place_names(page, effects)
    before, after = (
        totals(one.snapshot, FIRST_WAVE_END).set_index("unit_code") for one in (effects.before, effects.after)
    )
    places = pd.DataFrame(
        {
            "name": [names.get(unit, unit) for unit in after.index],
            "lon": after["lon"],
            "lat": after["lat"],
            "before": before["confirmed"].reindex(after.index).astype(float),
            "after": after["confirmed"].astype(float),
            "touched": after.index.isin(effects.tables["case_daily"].units),
        },
        index=after.index,
    )
    return before_after_map(places, _("Confirmed cases up to 29 February 2020"), _("cases"), page.look)


def show_figure(effects: Effects, chart: Chart, name: str) -> None:
    """Draw a figure of something that is not published, so without sources and files to take away."""
    st.markdown(f"**{literal(chart.title)}**")
    st.plotly_chart(
        chart.figure,
        theme=None,
        config=CONFIG,
        alt=chart.alt,
        key=f"effect_{name}_{'_'.join(effects.key)}",
    )
    st.caption("  \n".join(literal(caption) for caption in chart.captions))
