"""The part of the overview about the first wave: key figures, map and ranking of cases."""

from typing import cast

import streamlit as st

from charts.bubble_map import Size
from etl.reads import FIRST_WAVE_END
from ui.drawn import drawn
from ui.figure import show_chart
from ui.first_wave import city_totals, map_chart, own_count, ranking_chart, table
from ui.key_figures import headline, show_key_figures
from ui.page import Page
from ui.selection import switch


def show_first_wave(page: Page) -> None:
    """Draw what the first wave was, in numbers and figures with their sources."""
    _ = page.translate
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
            "Why 29 February 2020: on 1 March the case source lists the first case imported from abroad."
            " From then on imported cases are part of the city counts in Guangdong and Sichuan but not"
            " elsewhere, so later totals do not compare."
        )
    )
