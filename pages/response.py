"""Response: how cases ran in the chosen cities, and which dated measures each one took."""

import streamlit as st

from locales import translator
from ui.behind_cases import CASES, REPRODUCTION
from ui.compared_cities import cities_control, compared_cities
from ui.drawn import drawn
from ui.figure import show_chart
from ui.lags import choose_lag, lag_chart, lag_note, lag_sources, lag_table
from ui.literal import literal
from ui.measures import show_explanations, show_measures
from ui.outbreaks import SOURCES, has_cities, reproduction_chart, reproduction_table
from ui.response_curve import curve_chart, curve_options, curve_table, read_curve
from ui.selection import choose_part, current_language
from ui.shell import begin, finish

_ = translator(current_language())
page = begin(__file__, _("Cases and measures"))

cities = compared_cities(page)
if page.focus != page.city:
    st.info(
        _(
            "{place} has no daily series of its own. The curve is that of its city, {city}; the measures too"
            " are recorded for the city.",
            place=page.markdown_name(page.focus),
            city=page.markdown_name(page.city),
        )
    )
cities_control(page, cities)
parts = {
    "curve": _("Cases and measures"),
    "reproduction": _("Reproduction number"),
    "lags": _("How soon measures came"),
    "measures": _("List of measures"),
}
part = choose_part("response", parts, _)
codes = [page.city, *cities]
shown = {"data": page.data, "translate": _}
if part == "curve":
    options, period = curve_options(page)
    response = read_curve(page, codes, period)
    key = (*page.key, "curve", *response.codes, str(options), str(period))
    chart = drawn(key, lambda: curve_chart(page, response, options))
    table, sources = curve_table(page, response), response.source_ids
    show_chart(chart, table, sources, name="curve", behind=(page.city, CASES), **shown)
    show_explanations(page, response)
elif part == "reproduction":
    if has_cities(page):
        chart = drawn((*page.key, "reproduction", *codes), lambda: reproduction_chart(page, codes))
        table = reproduction_table(page, codes)
        behind = (page.city, REPRODUCTION)
        show_chart(chart, table, list(SOURCES), name="reproduction", behind=behind, **shown)
elif part == "lags":
    lag = choose_lag(_)
    chart = drawn((*page.key, "lag", lag, *codes), lambda: lag_chart(page, lag, codes))
    table, sources = lag_table(page, lag), lag_sources(page, lag)
    show_chart(chart, table, sources, name=f"lag-{lag}", behind=(page.city, lag), **shown)
    if lag_note(lag, _):
        st.caption(literal(lag_note(lag, _)))
else:
    show_measures(page, codes)
finish(page)
