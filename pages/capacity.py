"""Capacity: people and beds against population and need, with what chance and old counts leave open."""

import streamlit as st

from locales import translator
from ui.capacity import (
    WORKFORCE,
    funnel_chart,
    funnel_rows,
    funnel_table,
    read_workforce,
    scatter_chart,
    scatter_table,
    show_own_figure,
)
from ui.city_resources import (
    RESOURCES,
    read_resources,
    resource_chart,
    resource_table,
    resource_values,
    show_caveats,
)
from ui.compared_cities import cities_control, compared_cities
from ui.comparison import compared
from ui.drawn import drawn
from ui.facts import show_facts
from ui.figure import show_chart
from ui.resource_trends import show_trends
from ui.selection import choose_part, current_language, switch
from ui.shell import begin, finish

_ = translator(current_language())
page = begin(__file__, _("People and beds"))

parts = {
    "staff": _("Health workers and need"),
    "chance": _("Difference or chance?"),
    "beds": _("Doctors, hospitals and beds"),
    "facts": _("Facts found for this place"),
}
part = choose_part("capacity", parts, _)
if part in ("staff", "chance"):
    workforce = read_workforce(page)
    own = {"data": page.data, "translate": _, "behind": (page.focus, WORKFORCE)}
    show_own_figure(page, workforce)
if part == "staff":
    peers = compared(page, workforce.level, page.focus) if page.focus in workforce.table.index else []
    chart = drawn((*page.key, "scatter", *peers), lambda: scatter_chart(page, workforce, peers))
    table = scatter_table(page, workforce)
    show_chart(chart, table, workforce.source_ids, name="workforce", **own)
elif part == "chance":
    kinds = {"sampling": _("Sampling alone"), "overdispersed": _("Sampling and other differences")}
    wide = switch("limits", _("Limits"), kinds, _) == "overdispersed"
    limits = funnel_rows(page, workforce, wide)
    if len(limits):
        chart = drawn((*page.key, "funnel", str(wide)), lambda: funnel_chart(page, limits, wide))
        table = funnel_table(page, limits)
        show_chart(chart, table, workforce.source_ids, name="funnel", **own)
    else:
        st.info(
            _(
                "There is nothing to compare: the place and those of like size have no figure, or its"
                " residents are not known. Choose another place."
            )
        )
elif part == "beds":
    cities = compared_cities(page)
    cities_control(page, cities)
    found = read_resources(page)
    codes = [page.city, *cities]
    values = resource_values(found, codes)
    chart = drawn((*page.key, "resources", *codes), lambda: resource_chart(page, values))
    sources = [str(source) for source in found.loc[found["unit_code"].isin(codes), "source_id"].unique()]
    table = resource_table(page, found, codes)
    of_city = {"data": page.data, "translate": _, "behind": (page.city, RESOURCES[0])}
    show_chart(chart, table, sources, name="resources", **of_city)
    show_caveats(page, values)
    show_trends(page, codes)
else:
    show_facts(page)
finish(page)
