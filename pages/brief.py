"""Brief: what a leader is handed, composed here, seen page by page, and made on request."""

import streamlit as st

from locales import translator
from ui.brief_choices import choose_brief
from ui.brief_preview import show_making, show_preview
from ui.selection import current_language
from ui.shell import begin, finish

_ = translator(current_language())
page = begin(__file__, _("Brief"))

st.markdown(
    _(
        "A brief on one place to put in front of a leader: its standing with rank band, its gaps, what would"
        " help, what is not assessed, and the sources. Every word and figure comes from the data shown here."
    )
)
wanted = choose_brief(page)
show_making(page, wanted)
show_preview(page, wanted)
finish(page)
