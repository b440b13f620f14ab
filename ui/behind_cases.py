"""Behind case counts and reproduction numbers: how they come about, and the counts as reported."""

from datetime import date

import streamlit as st

from etl.reads import corrections, daily_cases
from locales import Translator
from metrics.outbreak import SERIAL_INTERVAL_MEAN, SERIAL_INTERVAL_SD
from ui.data import rows
from ui.evidence import source_details
from ui.literal import literal
from ui.page import Page
from ui.raw_download import offer_rows
from ui.raw_words import readable, table_name

CASES, REPRODUCTION = "cases", "reproduction"
SINCE, UNTIL = date(2019, 12, 1), date(2020, 12, 31)


def case_figures(_: Translator) -> dict[str, str]:
    """Return what is shown here by code with its name."""
    return {CASES: _("Case counts"), REPRODUCTION: _("Reproduction number")}


def show_cases(page: Page, unit: str, figure: str) -> None:
    """Draw how the figure comes about and the daily counts of a place that it rests on, with their source."""
    _ = page.translate
    st.markdown("\n".join(f"- {line}" for line in (*_lines(figure, _), _version(page))))
    found = rows(page.data, daily_cases, units=[unit], since=SINCE, until=UNTIL)
    if found.empty:
        st.info(
            _(
                "No source here has daily counts of {place}. That is not zero cases: choose its city above.",
                place=page.markdown_name(unit),
            )
        )
        return
    st.markdown(_("**Raw rows it was made of**, as the sources recorded them:"))
    tables = {"case_daily": found}
    corrected = rows(page.data, corrections, units=[unit])
    if len(corrected):
        tables["correction"] = corrected
    st.caption(_("{table} ({count} rows)", table=table_name("case_daily", _), count=len(found)))
    st.dataframe(readable(found, {}, _), hide_index=True, alt=table_name("case_daily", _))
    if len(corrected):
        # Each reason stands in words beneath the curve and on the page of the evidence.
        st.caption(_("Counts corrected here ({count})", count=len(corrected)))
    listed = sorted({str(source) for source in found["source_id"].dropna()})
    source_details(page.data, listed, _)
    about = {"place": unit, "figure": figure}
    offer_rows(page, tables, about, listed, name=f"{unit}-{figure}", part="dialog")


def _version(page: Page) -> str:
    return page.translate("Data version {version}", version=page.data.version)


def _lines(figure: str, _: Translator) -> list[str]:
    counted = _(
        "Definition: confirmed cases as the source reported them, cumulative by day of report. A day without"
        " a report carries the last count forward and is marked; new cases are the difference of two days."
    )
    if figure == CASES:
        return [counted]
    return [
        _(
            "Definition: how many people one case infects on average, over the seven days up to each day;"
            " above 1 an outbreak grows."
        ),
        literal(
            _(
                "Formula: a gamma distribution with shape 1 + cases of the window and rate 1/5 + sum over the"
                " window of earlier cases, weighted by a serial interval of {mean} days on average (standard"
                " deviation {deviation}). Drawn are its median and the quantiles of 2.5% and 97.5% (Cori et"
                " al. 2013).",
                mean=SERIAL_INTERVAL_MEAN,
                deviation=SERIAL_INTERVAL_SD,
            )
        ),
        _("Blank where the seven days have fewer than 11 cases, or a count within reach was revised."),
        counted,
    ]
