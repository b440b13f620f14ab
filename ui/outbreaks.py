"""Outcomes of all cities, once per data version, and the reproduction numbers of the chosen ones."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.outcome_words import blank_words
from charts.reproduction import Panel, reproduction
from etl import score_reads
from etl.reads import FIRST_WAVE_END
from metrics.outbreak import SERIAL_INTERVAL_MEAN, SERIAL_INTERVAL_SD, Outbreaks, outbreaks
from ui.data import Data
from ui.kept import kept
from ui.page import Page
from ui.scoring import units

LAST_DAY = pd.Timestamp(2020, 5, 31)
"""Late enough for 28 days without a case after the first wave, too early for the winter."""

SOURCES = ("canghailan",)


@kept(4)
def _outbreaks(_data: Data, store: str, version: str) -> Outbreaks:
    totals = score_reads.case_series(_data.snapshot).loc[:LAST_DAY]
    breaks = score_reads.case_breaks(_data.snapshot)
    revised = breaks[breaks["kind"] == "revision"]
    imported = breaks[breaks["kind"] == "imported_included"].set_index("unit_code")["date"]
    unknown = pd.DataFrame(False, index=totals.index, columns=totals.columns)
    for row in revised.itertuples():
        if row.date in unknown.index and row.unit_code in unknown.columns:
            unknown.loc[row.date, row.unit_code] = True
    counted_on = pd.Timestamp(FIRST_WAVE_END)
    return outbreaks(
        totals,
        units(_data, "prefecture")["population"],
        counted_on if counted_on in totals.index else totals.index[-1],
        unknown=unknown,
        imported_from=imported,
    )


@kept(4)
def _has_cities(_data: Data, store: str, version: str) -> bool:
    return len(units(_data, "prefecture")) > 0 and not score_reads.case_series(_data.snapshot).empty


def has_cities(page: Page) -> bool:
    """Tell whether there are cities with daily cases to compare; say so where there are none."""
    _ = page.translate
    if _has_cities(page.data, page.data.store, page.data.version):
        return True
    st.info(
        _(
            "These data hold no cities with daily cases, so nothing can be compared here. It appears once"
            " such data are uploaded and accepted."
        )
    )
    return False


def city_outbreaks(data: Data) -> Outbreaks:
    """Return outcomes and reproduction numbers of all cities; shared between visits, not to be changed."""
    return _outbreaks(data, data.store, data.version)


def reproduction_rows(page: Page, codes: Sequence[str]) -> pd.DataFrame:
    """Return the windows of the chosen cities."""
    found = city_outbreaks(page.data).reproduction
    return found[found["place"].isin(list(codes))]


def reproduction_chart(page: Page, codes: Sequence[str]) -> Chart:
    """Return the reproduction number of the chosen cities, the first of them the focus place or its city."""
    _ = page.translate
    cities = city_outbreaks(page.data).cities
    rows = reproduction_rows(page, codes)
    known = set(rows.loc[rows["median"].notna(), "place"])
    panels = [
        Panel(
            code,
            page.name(code),
            code == codes[0],
            "" if code in known else _why(cities, code, page),
        )
        for code in codes
    ]
    return reproduction(rows, panels, (SERIAL_INTERVAL_MEAN, SERIAL_INTERVAL_SD), page.look)


def _why(cities: pd.DataFrame, code: str, page: Page) -> str:
    _ = page.translate
    if code not in cities.index:
        return _("no report")
    return blank_words(cities.loc[code, "control_reason"], _)


def reproduction_table(page: Page, codes: Sequence[str]) -> pd.DataFrame:
    """Return the estimates of the chosen cities, blank ones with their reason, under translated headings."""
    _ = page.translate
    words = {
        "": "",
        "window ends by the mean serial interval": _("too soon after the first case"),
        "missing incidence": _("the count of a day within reach is not known or was revised"),
        "too few cases": _("fewer than 11 cases in seven days"),
    }
    rows = reproduction_rows(page, codes)
    return pd.DataFrame(
        {
            _("Code"): rows["place"],
            _("City"): rows["place"].map(page.places["name"]),
            _("Seven days up to"): rows["date"].dt.strftime("%Y-%m-%d"),
            _("Median"): rows["median"].round(3),
            _("95% interval, low"): rows["q025"].round(3),
            _("95% interval, high"): rows["q975"].round(3),
            _("Cases in seven days"): rows["cases"],
            _("Why blank"): rows["reason"].astype(str).map(words),
        }
    )
