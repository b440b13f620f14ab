"""Evidence: what every number rests on, down to the raw rows, and what is known to be wrong with it."""

import streamlit as st

from locales import translator
from ui.behind import behind_the_number, choose_indicator
from ui.catalogue import (
    annotation_table,
    batch_table,
    correction_table,
    coverage_chart,
    coverage_sources,
    coverage_table,
    source_catalogue,
)
from ui.drawn import drawn
from ui.figure import show_chart
from ui.selection import current_language
from ui.shell import begin, finish

_ = translator(current_language())
page = begin(__file__, _("What the numbers rest on"))

indicator = choose_indicator(_)
behind_the_number(page, page.focus, indicator)

show_chart(
    drawn((*page.key, "coverage"), lambda: coverage_chart(page)),
    coverage_table(page),
    coverage_sources(page),
    name="coverage",
    data=page.data,
    translate=_,
)

st.subheader(_("Sources"), anchor=False)
source_catalogue(page)

for title, table in (
    (_("Counts corrected here"), correction_table(page)),
    (_("Remarks on the data"), annotation_table(page)),
    (_("Batches in the store"), batch_table(page)),
):
    st.subheader(title, anchor=False)
    if table.empty:
        st.caption(_("None."))
    else:
        st.dataframe(table, hide_index=True, alt=title)
st.page_link("pages/history.py", label=_("See every batch and what it changed"))
finish(page)
