"""Coding: from documents to levels, by two people, and from levels to the scores of the six dimensions."""

import streamlit as st

from locales import translator
from ui.coding_agreement import show_agreement, show_reconciliation
from ui.coding_download import show_template
from ui.coding_state import choose_coded_framework, codings, show_open_cells, show_steps
from ui.coding_upload import show_upload
from ui.issuance import show_issuance
from ui.own_frameworks import show_frameworks
from ui.sandbox import show_way_in
from ui.selection import choose_part, current_language
from ui.shell import begin, finish

_ = translator(current_language())
page = begin(__file__, _("Coding"))
parts = {
    "sheet": _("Coding sheet"),
    "agreement": _("Agreement of coders"),
    "network": _("Joint issuance"),
    "framework": _("Own framework"),
}
part = choose_part("coding", parts, _)
if part == "sheet":
    if codings(page).empty:
        st.info(_("Nothing has been coded in these data yet, so no place has a score on the six dimensions."))
    show_steps(page)
    show_way_in(page.data, _)
    st.subheader(_("Take the sheet"), anchor=False)
    framework = choose_coded_framework(_)
    show_template(page, framework)
    st.subheader(_("Hand a filled sheet in"), anchor=False)
    show_upload(page)
    show_open_cells(page, framework)
elif part == "agreement":
    show_agreement(page)
    st.subheader(_("Cells to reconcile"), anchor=False)
    show_reconciliation(page)
elif part == "network":
    show_issuance(page)
else:
    show_frameworks(page)
finish(page)
