"""Overview: where the place stands, the cities on two axes, then the first wave and its sources."""

from typing import cast

import streamlit as st

from charts.bubble_map import Size
from etl.reads import FIRST_WAVE_END
from locales import translator
from ui import two_axes
from ui.drawn import drawn
from ui.figure import show_chart
from ui.first_wave import city_totals, map_chart, own_count, ranking_chart, table
from ui.key_figures import headline, show_key_figures
from ui.place_card import card_headline, cards, show_not_assessed, show_scores
from ui.scoring import score_sources
from ui.selection import current_language, switch
from ui.shell import begin, finish
from ui.widest_gaps import show_widest_gaps

_ = translator(current_language())
page = begin(__file__, _("Where the place stands"))

found = cards(page)
st.markdown(card_headline(page, found))
show_scores(page, found)
st.caption(
    _(
        "A score measures reported coordination and resources against fixed goalposts. It does not measure"
        " effect, and it says nothing of how many people fell ill."
    )
)
for card in found:
    show_widest_gaps(page, card)
show_not_assessed(page, found)

cities = two_axes.scored_cities(page)
show_chart(
    drawn((*page.key, "two_axes"), lambda: two_axes.two_axis_chart(page, cities)),
    two_axes.two_axis_table(page, cities),
    score_sources(page.data, two_axes.FRAMEWORK, two_axes.LEVEL),
    name="two-axes",
    data=page.data,
    translate=_,
)

st.header(_("The first wave"), anchor=False)
st.markdown(headline(page))
show_key_figures(page)

totals = city_totals(page)
listed = table(page, totals)
sources = [*totals["source_id"].dropna().unique(), str(page.place["source_id"])]

left, right = st.columns([3, 2], gap="large")
with left:
    sizes = {"cases": _("Number of cases"), "rate": _("Per 100,000 residents")}
    size = cast("Size", switch("size", _("Bubble size"), sizes, _))
    show_chart(
        drawn((*page.key, "map", size), lambda: map_chart(page, totals, size)),
        listed,
        sources,
        name=f"map-{size}",
        data=page.data,
        translate=_,
    )
with right:
    own = own_count(page, FIRST_WAVE_END)
    show_chart(
        drawn((*page.key, "ranking"), lambda: ranking_chart(page, totals, own)),
        listed,
        sources,
        name="ranking",
        data=page.data,
        translate=_,
    )
st.caption(
    _(
        "Why 29 February 2020: on 1 March the case source lists the first case imported from abroad. From"
        " then on imported cases are part of the city counts in Guangdong and Sichuan but not elsewhere, so"
        " later totals do not compare."
    )
)
finish(page)
