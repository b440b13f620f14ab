"""The dashboard: which pages there are and in which language; everything else lies in pages and ui."""

import streamlit as st

from locales import translator
from ui.address_lookup import forbid_address_lookup
from ui.old_widgets import forget_old_widgets
from ui.routing import mark_routed
from ui.run_figures import counted
from ui.selection import current_language
from ui.sign_in import bring_back_after_sign_in
from ui.sign_out_address import end_sign_ins_at_logout

forbid_address_lookup()
end_sign_ins_at_logout()
forget_old_widgets()
_ = translator(current_language())
st.set_page_config(page_title=_("Collaborative epidemic response"), layout="wide")
page = st.navigation(
    [
        st.Page("pages/overview.py", title=_("Overview"), default=True),
        st.Page("pages/benchmark.py", title=_("Benchmark"), url_path="benchmark"),
        st.Page("pages/gap.py", title=_("Gaps"), url_path="gap"),
        st.Page("pages/response.py", title=_("Response"), url_path="response"),
        st.Page("pages/capacity.py", title=_("Capacity"), url_path="capacity"),
        st.Page("pages/robustness.py", title=_("Robustness"), url_path="robustness"),
        st.Page("pages/validity.py", title=_("Validity"), url_path="validity"),
        st.Page("pages/brief.py", title=_("Brief"), url_path="brief"),
        st.Page("pages/coding.py", title=_("Coding"), url_path="coding"),
        st.Page("pages/evidence.py", title=_("Evidence"), url_path="evidence"),
        st.Page("pages/method.py", title=_("Method"), url_path="method"),
        st.Page("pages/upload.py", title=_("Upload"), url_path="upload"),
        st.Page("pages/history.py", title=_("History"), url_path="history"),
        st.Page("pages/approvals.py", title=_("Approvals"), url_path="approvals"),
    ],
    position="top",
)
mark_routed()
if not page.url_path:
    bring_back_after_sign_in()
with counted(page.url_path or "overview"):
    page.run()
