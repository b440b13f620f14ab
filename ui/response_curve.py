"""What the response page reads and draws: the curve of the chosen cities with their measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.curve import Input, Line, curve
from charts.curve_series import Align, Options, Scale, View
from etl.reads import annotations, corrections, daily_cases, measures
from ui.data import rows
from ui.page import Page
from ui.selection import dropdown, switch

SINCE = date(2019, 12, 1)
PERIODS = {"first": date(2020, 3, 15), "all": date(2020, 12, 31)}
FIRST_DRAWN = date(2020, 1, 15)
"""Before this day only Wuhan has cases; a calendar axis starts here so that the wave fills it."""


@dataclass(frozen=True)
class Response:
    """The rows of the chosen cities, the first of them the focus place or its city."""

    codes: list[str]
    until: date
    cases: pd.DataFrame
    measures: pd.DataFrame
    annotations: pd.DataFrame
    corrections: pd.DataFrame
    bulletins: pd.DataFrame | None

    @property
    def source_ids(self) -> list[str]:
        """Sources of everything drawn."""
        frames = [self.cases, self.measures, *([self.bulletins] if self.bulletins is not None else [])]
        return [str(source) for frame in frames for source in frame["source_id"].dropna().unique()]

    @property
    def marks(self) -> pd.DataFrame:
        """Revisions and later clusters with a day, in the order of the days."""
        dated = self.annotations[self.annotations["start_date"].notna()]
        own = dated[dated["kind"].isin(["revision", "cluster"]) & ~dated["from_province"]]
        return own.sort_values(["start_date", "unit_code"]).reset_index(drop=True)


def curve_options(page: Page) -> tuple[Options, date]:
    """Draw the switches of the curve, the period among those of the bar, and return what is chosen."""
    _ = page.translate
    periods = {"first": _("To 15 March 2020"), "all": _("All of 2020")}
    with page.slot(190):
        period = dropdown("period", _("Period"), periods, _)
    with st.container(horizontal=True, gap="small"):
        view = switch("view", _("Count"), {"cumulative": _("Cumulative"), "new": _("New per day")}, _)
        scales = {"log": _("Logarithmic"), "linear": _("Linear")}
        if view == "new":
            # Most days have no new case, which a logarithmic scale cannot draw.
            scales = dict(reversed(scales.items()))
        scale = switch("scale", _("Scale"), scales, _)
        align = switch(
            "align",
            _("Aligned by"),
            {"date": _("Calendar date"), "first_case": _("Days since first case")},
            _,
        )
    return Options(cast("View", view), cast("Align", align), cast("Scale", scale)), PERIODS[period]


def read_curve(page: Page, codes: Sequence[str], until: date) -> Response:
    """Read everything that the response page shows of these cities."""
    units = list(codes)
    bulletins = None
    if page.focus != page.city:
        own = rows(page.data, daily_cases, units=[page.focus], since=SINCE, until=until)
        bulletins = None if own.empty else own
    return Response(
        units,
        until,
        rows(page.data, daily_cases, units=units, since=SINCE, until=until),
        rows(page.data, measures, units=units),
        rows(page.data, annotations, units=units),
        rows(page.data, corrections, units=units),
        bulletins,
    )


def curve_chart(page: Page, response: Response, options: Options) -> Chart:
    """Return the curve with the measure strip."""
    _ = page.translate
    included = response.annotations.query("kind == 'imported_included'")["unit_code"].unique()
    lines = [
        Line(code, page.name(code), code == response.codes[0], code in included) for code in response.codes
    ]
    words = "name_zh" if _.language == "zh" else "name_en"
    cases = response.cases
    if options.align == "date":
        cases = cases[cases["date"] >= pd.Timestamp(FIRST_DRAWN)]
    until = pd.Timestamp(response.until)
    marks = response.marks
    taken = response.measures[response.measures["list"] == "measure"]
    return curve(
        Input(
            cases,
            taken.assign(name=taken[words]),
            marks[marks["start_date"] <= until],
            response.bulletins,
            page.name(page.focus),
        ),
        lines,
        options,
        page.look,
    )


def curve_table(page: Page, response: Response) -> pd.DataFrame:
    """Return the rows behind the curve under headings in the page's language."""
    _ = page.translate
    parts = [response.cases, *([response.bulletins] if response.bulletins is not None else [])]
    frame = pd.concat(parts)
    return pd.DataFrame(
        {
            _("Code"): frame["unit_code"],
            _("City"): frame["unit_code"].map(page.places["name"]),
            _("Date"): frame["date"].dt.strftime("%Y-%m-%d"),
            _("Confirmed"): frame["confirmed"],
            _("Deaths"): frame["deaths"],
            _("Own report that day"): frame["observed"].map({True: _("yes"), False: _("carried forward")}),
            _("Grade"): frame["grade"],
            _("Source"): frame["source_id"],
        }
    )
