"""Staff of health and social work: the place's own figure, its place among others, and what chance allows."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.funnel import funnel
from charts.words import number
from charts.workforce_scatter import REACH, Marked, Role, workforce_scatter
from etl.score_reads import own_values
from metrics.funnel import count_funnel
from metrics.normalise import percentile_rank
from metrics.peers import by_rule
from ui.data import rows
from ui.page import Page
from ui.scoring import context, units

WORKFORCE = "F7"
LIKE_SIZE = (0.5, 2.0)
"""Residents of places of like size, as factors of the own number."""


@dataclass(frozen=True)
class Workforce:
    """Staff per 1,000 residents and share over 60 of all places of the focus's level, and of its city.

    `table` has value, standard_error and share_over_60 by code; `city` is the row of the city of a county.
    """

    level: str
    table: pd.DataFrame
    city: pd.Series | None
    source_ids: list[str]


def read_workforce(page: Page) -> Workforce:
    """Read the workforce of all places of the focus's level."""
    level = str(page.place["level"])
    found, table = _level_table(page, level)
    city = None
    if level == "county" and page.city != page.focus:
        cities = _level_table(page, "prefecture")[1]
        city = cities.loc[page.city] if page.city in cities.index else None
    return Workforce(level, table, city, [str(source) for source in found["source_id"].unique()])


def _level_table(page: Page, level: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    found = rows(page.data, own_values, level=level, indicators=[WORKFORCE])
    table = units(page.data, level)[["population", "level"]]
    table = table.join(found.set_index("unit_code")[["value", "standard_error", "period", "grade"]])
    return found, table.join(context(page.data, level)["share_over_60"])


def show_own_figure(page: Page, workforce: Workforce) -> None:
    """Draw the place's own figure with its sampling error and percentile, or say that there is none."""
    _ = page.translate
    place = page.markdown_name(page.focus)
    own = workforce.table.loc[page.focus] if page.focus in workforce.table.index else None
    if own is None or np.isnan(own["value"]):
        st.info(
            _(
                "{place} has no figure of its own: not assessed, which is not zero. The census table has no"
                " count for it, or it is a development zone and no unit of its own.",
                place=place,
            )
        )
        return
    # A place alone, or among its equals, has no percentile.
    differ = workforce.table["value"].nunique() > 1
    share = percentile_rank(workforce.table["value"])[page.focus] * 100 if differ else np.nan
    columns = st.columns(3, border=True)
    columns[0].metric(_("Staff of health and social work per 1,000 residents"), number(own["value"], _, 2))
    columns[0].caption(_("{place}, census 2020, long form", place=place))
    low, high = (own["value"] + side * REACH * own["standard_error"] for side in (-1, 1))
    columns[1].metric(
        _("95% interval of sampling"), _("{low} to {high}", low=number(low, _, 2), high=number(high, _, 2))
    )
    columns[1].caption(_("1.96 standard errors; one resident in ten was asked"))
    columns[2].metric(_("Percentile"), number(share, _) if differ else "–")
    known = number(workforce.table["value"].notna().sum(), _)
    columns[2].caption(
        _("share of {count} counties with a lower figure, %", count=known)
        if workforce.level == "county"
        else _("share of {count} cities with a lower figure, %", count=known)
    )


def scatter_chart(page: Page, workforce: Workforce, peers: list[str]) -> Chart:
    """Return the scatter of staff by share over 60 with the focus, its city and its peers marked."""
    known = workforce.table.dropna(subset=["value", "share_over_60"])
    wanted: dict[str, Role] = dict.fromkeys([code for code in peers if code in known.index], "peer")
    marked = [
        _marked(page, code, role, known.loc[code]) for code, role in wanted.items() if code != page.focus
    ]
    if workforce.city is not None:
        marked.append(_marked(page, page.city, "city", workforce.city))
    if page.focus in known.index:
        marked.append(_marked(page, page.focus, "focus", known.loc[page.focus]))
    others = known.drop(index=[*wanted, page.focus], errors="ignore")
    return workforce_scatter(others, marked, missing=len(workforce.table) - len(known), look=page.look)


def _marked(page: Page, code: str, role: Role, own: pd.Series) -> Marked:
    name = str(page.places.loc[code, "short"])
    numbers = (float(own[column]) for column in ("share_over_60", "value", "standard_error"))
    return Marked(name, role, *numbers, code)


def scatter_table(page: Page, workforce: Workforce) -> pd.DataFrame:
    """Return all places of the scatter under headings in the page's language."""
    _ = page.translate
    table = workforce.table
    return pd.DataFrame(
        {
            _("Code"): table.index,
            _("Place"): page.places["name"].reindex(table.index),
            _("Staff per 1,000 residents"): table["value"].round(3),
            _("Standard error"): table["standard_error"].round(3),
            _("Residents over 60, %"): table["share_over_60"].round(2),
            _("Residents, census 2020"): table["population"].astype("Int64"),
            _("Grade"): table["grade"],
        }
    )


def funnel_rows(page: Page, workforce: Workforce, overdispersed: bool) -> pd.DataFrame:
    """Return rates and limits of the place and of those with half to twice its residents."""
    table = workforce.table
    if page.focus not in table.index or pd.isna(table.loc[page.focus, "population"]):
        return count_funnel([], [])
    alike = [page.focus, *by_rule(table, page.focus, population_band=LIKE_SIZE)]
    own = table.loc[alike].dropna(subset=["value", "standard_error"])
    return count_funnel(own["value"], own["standard_error"], overdispersed=overdispersed)


def funnel_chart(page: Page, limits: pd.DataFrame, overdispersed: bool) -> Chart:
    """Return the funnel with the focus marked."""
    name = str(page.places.loc[page.focus, "short"])
    return funnel(limits, focus=page.focus, name=name, overdispersed=overdispersed, look=page.look)


def funnel_table(page: Page, limits: pd.DataFrame) -> pd.DataFrame:
    """Return rates and limits under headings in the page's language."""
    _ = page.translate
    return pd.DataFrame(
        {
            _("Code"): limits.index,
            _("Place"): page.places["name"].reindex(limits.index),
            _("Staff per 1,000 residents"): limits["rate"].round(3),
            _("Standard error at this size"): limits["error"].round(3),
            _("95% limit, low"): limits["low_95"].round(3),
            _("95% limit, high"): limits["high_95"].round(3),
            _("99.8% limit, low"): limits["low_99.8"].round(3),
            _("99.8% limit, high"): limits["high_99.8"].round(3),
            _("Outside the wider limits"): limits["outside"].map({True: _("yes"), False: _("no")}),
        }
    )
