"""Response: how cases ran in the chosen cities, and which dated measures each one took."""

import streamlit as st

from locales import translator
from ui.compared_cities import cities_control, compared_cities
from ui.drawn import drawn
from ui.figure import show_chart
from ui.lags import choose_lag, lag_chart, lag_note, lag_sources, lag_table
from ui.literal import literal
from ui.measures import measure_table, show_explanations
from ui.outbreaks import SOURCES, has_cities, reproduction_chart, reproduction_table
from ui.response_curve import curve_chart, curve_options, curve_table, read_curve
from ui.selection import current_language
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
options, period = curve_options(page)

response = read_curve(page, [page.city, *cities], period)
key = (*page.key, "curve", *response.codes, str(options), str(period))
chart = drawn(key, lambda: curve_chart(page, response, options))
show_chart(chart, curve_table(page, response), response.source_ids, name="curve", data=page.data, translate=_)
show_explanations(page, response)

chosen = response.codes
if has_cities(page):
    chart = drawn((*page.key, "reproduction", *chosen), lambda: reproduction_chart(page, chosen))
    table = reproduction_table(page, chosen)
    show_chart(chart, table, list(SOURCES), name="reproduction", data=page.data, translate=_)

lag = choose_lag(_)
chart = drawn((*page.key, "lag", lag, *chosen), lambda: lag_chart(page, lag, chosen))
show_chart(
    chart,
    lag_table(page, lag),
    lag_sources(page, lag),
    name=f"lag-{lag}",
    data=page.data,
    translate=_,
    behind=(page.city, lag),
)
if lag_note(lag, _):
    st.caption(literal(lag_note(lag, _)))

st.subheader(_("Measures by city"), anchor=False)
measure_table(page, response)
finish(page)
