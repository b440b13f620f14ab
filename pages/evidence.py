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
from ui.selection import choose_part, current_language
from ui.shell import begin, finish

_ = translator(current_language())
page = begin(__file__, _("What the numbers rest on"))

parts = {
    "behind": _("Behind the number"),
    "coverage": _("Coverage"),
    "sources": _("Sources"),
    "corrections": _("Corrections and remarks"),
    "batches": _("Batches"),
}
part = choose_part("evidence", parts, _)
tables = {
    "corrections": {
        _("Counts corrected here"): correction_table,
        _("Remarks on the data"): annotation_table,
    },
    "batches": {_("Batches in the store"): batch_table},
}
if part == "behind":
    behind_the_number(page, page.focus, choose_indicator(_))
elif part == "coverage":
    chart = drawn((*page.key, "coverage"), lambda: coverage_chart(page))
    shown = {"data": page.data, "translate": _}
    show_chart(chart, coverage_table(page), coverage_sources(page), name="coverage", **shown)
elif part == "sources":
    source_catalogue(page)
for title, read in tables.get(part, {}).items():
    table = read(page)
    st.subheader(title, anchor=False)
    if table.empty:
        st.caption(_("None."))
    else:
        st.dataframe(table, hide_index=True, alt=title)
if part == "batches":
    st.page_link("pages/history.py", label=_("See every batch and what it changed"))
finish(page)
