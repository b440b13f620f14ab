"""Approvals: files that wait for a second person, and the log of who changed what."""

import streamlit as st

from locales import translator
from ui.access import refusal
from ui.approvals import show_submissions
from ui.audit_words import show_log
from ui.literal import literal
from ui.selection import current_language
from ui.shell import begin, finish

_ = translator(current_language())
page = begin(__file__, _("Approvals and log"))
st.markdown(
    _(
        "Where sign-in is set up, a file that somebody uploads does not count until somebody else approves"
        " it. Below stands the log of every change, with who made it and why."
    )
)
refused = refusal("upload")
if refused is not None:
    st.info(literal(refused.text(_.language)))
else:
    st.subheader(_("Waiting for an approver"), anchor=False)
    show_submissions(page)
    st.subheader(_("Who changed what"), anchor=False)
    show_log(page)
finish(page)
