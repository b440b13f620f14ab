"""Upload: from a file that exists to facts that count, in four visible steps."""

import streamlit as st

from locales import translator
from ui.selection import current_language
from ui.shell import begin, finish
from ui.upload_flow import newest_data
from ui.upload_steps import show_upload
from ui.upload_templates import show_templates

_ = translator(current_language())
page = begin(__file__, _("Upload data"))
show_upload(page)
st.divider()
with st.expander(_("Templates and contracts: what each table must look like")):
    show_templates(page, newest_data())
finish(page)
