"""History: every batch with what it changed, the way back, and the difference of any two versions."""

import streamlit as st

from locales import translator
from ui.history import show_history
from ui.selection import current_language
from ui.shell import begin, finish
from ui.upload_flow import newest_data
from ui.version_difference import show_difference

_ = translator(current_language())
page = begin(__file__, _("History of the data"))
st.header(_("Batches"), anchor=False)
show_history(page, newest_data())
st.header(_("Difference of two versions"), anchor=False)
show_difference(page, newest_data())
finish(page)
