"""Overview: where the place stands, the cities on two axes, then the first wave and its sources."""

import streamlit as st

from locales import translator
from ui import two_axes
from ui.drawn import drawn
from ui.figure import show_chart
from ui.first_wave_part import show_first_wave
from ui.outbreaks import has_cities
from ui.place_card import cards, choose_peers, show_headline, show_not_assessed, show_scores
from ui.scoring import score_sources
from ui.selection import choose_part, current_language
from ui.shell import begin, finish
from ui.widest_gaps import show_widest_gaps

_ = translator(current_language())
page = begin(__file__, _("Where the place stands"))

cities_known = has_cities(page)
part = "standing"
if cities_known:
    parts = {"standing": _("Standing and gaps"), "wave": _("The first wave")}
    part = choose_part("overview", parts, _)
if part == "standing":
    found = cards(page)
    choose_peers(page, found)
    show_headline(page, found)
    show_scores(page, found)
    st.caption(
        _(
            "A score measures reported coordination and resources against fixed goalposts. It does not"
            " measure effect, and it says nothing of how many people fell ill."
        )
    )
    left, right = st.columns(2, gap="large")
    with left:
        for card in found:
            show_widest_gaps(page, card)
        show_not_assessed(page, found)
    with right:
        if cities_known:
            cities = two_axes.scored_cities(page)
            show_chart(
                drawn((*page.key, "two_axes"), lambda: two_axes.two_axis_chart(page, cities)),
                two_axes.two_axis_table(page, cities),
                score_sources(page.data, two_axes.FRAMEWORK, two_axes.LEVEL),
                name="two-axes",
                data=page.data,
                translate=_,
                behind=(page.city, two_axes.UPWARDS),
            )
else:
    show_first_wave(page)
finish(page)
