"""Method: how every number is computed, in the words of the code that computes it."""

import streamlit as st

from locales import translator
from ui.catalogue import indicator_table
from ui.literal import literal
from ui.method import choose_subject, show_formulas
from ui.selection import current_language
from ui.shell import begin, finish

_ = translator(current_language())
page = begin(__file__, _("How the numbers are computed"))

st.subheader(_("Indicators and goalposts"), anchor=False)
st.dataframe(indicator_table(page), hide_index=True, alt=_("Indicators and goalposts"))
st.caption(
    _("Goalposts are proposals, not official norms; an analyst can change them in the framework file.")
)

st.subheader(_("Formulas"), anchor=False)
subject = choose_subject(_)
st.markdown(literal(subject.summary))
st.caption(_("The formulas below are quoted from the code."))
show_formulas(subject, _)
finish(page)
