"""Validity: whether the scores go with what happened, beside what plain facts already say."""

import streamlit as st

from locales import translator
from ui.compared_cities import cities_control, compared_cities
from ui.drawn import drawn
from ui.figure import show_chart
from ui.literal import literal
from ui.outbreaks import has_cities
from ui.selection import choose_part, current_language
from ui.shell import begin, finish
from ui.validity import (
    SOURCES,
    choose_pair,
    findings,
    forest_chart,
    forest_table,
    pair_chart,
    pair_table,
    show_framework,
    show_limits,
)

_ = translator(current_language())
page = begin(__file__, _("Do the scores go with what happened?"))
if has_cities(page):
    parts = {"all": _("All dimensions and outcomes"), "pair": _("One dimension and one outcome")}
    part = choose_part("validity", parts, _)
    show_framework(_)
    shown = {"data": page.data, "translate": _}
    if part == "all":
        st.markdown("\n".join(f"- {literal(sentence)}" for sentence in findings(page)))
        show_limits(_)
        chart = drawn((*page.key, "forest"), lambda: forest_chart(page))
        show_chart(chart, forest_table(page), list(SOURCES), name="forest", **shown)
    else:
        show_limits(_)
        cities = compared_cities(page)
        dimension, outcome = choose_pair(_)
        cities_control(page, cities)
        chart = drawn(
            (*page.key, "pair", dimension, outcome, *cities),
            lambda: pair_chart(page, dimension, outcome, cities),
        )
        table = pair_table(page, dimension, outcome)
        name, behind = f"pair-{dimension}-{outcome}", (page.city, dimension)
        show_chart(chart, table, list(SOURCES), name=name, behind=behind, **shown)
finish(page)
