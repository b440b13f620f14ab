"""The places that a view sets beside the reader's own: chosen cities, or districts alike or nearby."""

import pandas as pd
import streamlit as st

from metrics.peers import nearest
from ui.compared_cities import cities_control, compared_cities
from ui.framework_choice import Level
from ui.scoring import context, units
from ui.selection import switch
from ui.shell import Page

MOST_COUNTIES = 9
"""With the focus place ten, as many as a table of pairs can hold."""

ALIKE_BY = ("urban_share", "share_over_60", "log_population")


def compared(page: Page, level: Level, unit: str | None) -> list[str]:
    """Draw the choice of places to compare with and return their codes, without `unit`; none without it."""
    _ = page.translate
    if level == "prefecture":
        cities = [code for code in compared_cities(page) if code != unit]
        cities_control(page, cities)
        return cities
    if unit is None:
        return []
    options = {
        "city": _("Districts and counties of the same city"),
        "alike": _("Most alike counties"),
    }
    rule = switch("comparison", _("Compared with"), options, _)
    if rule == "alike":
        st.caption(_("Most alike in urban share, share over 60 and number of residents, anywhere in China."))
    return counties_beside(units(page.data, "county"), context(page.data, "county"), unit, rule)


def counties_beside(known: pd.DataFrame, features: pd.DataFrame, unit: str, rule: str) -> list[str]:
    """Return at most nine counties: those of the same city, or those most alike anywhere.

    A city with more districts than that gives those most alike. A county without context has none alike.
    """
    siblings = [
        str(code)
        for code in known.index[known["parent_code"] == known.loc[unit, "parent_code"]]
        if code != unit
    ]
    if rule == "city" and len(siblings) <= MOST_COUNTIES:
        return siblings
    if unit not in features.index:
        return siblings[:MOST_COUNTIES]
    among = features.loc[features.index.isin([unit, *siblings])] if rule == "city" else features
    return [str(code) for code in nearest(among, unit, ALIKE_BY, k=MOST_COUNTIES).frame["unit_code"]]
