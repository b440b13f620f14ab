"""What the data would be if a waiting file were approved: for one file at a time, as it takes a moment."""

from pathlib import Path

import streamlit as st

from etl.pending import recheck
from etl.preview import Preview, preview_file
from etl.snapshot import StoreError
from etl.submissions import Submission
from ui.effect_parts import show_effects
from ui.literal import literal
from ui.page import Page
from ui.upload_accept import preview_effects
from ui.upload_flow import newest_data

PREVIEWED = "approvals_previewed"


@st.cache_resource(max_entries=3, show_spinner=False)
def _preview(store: str, version: str, name: str, _submission: Submission) -> Preview:
    return preview_file(Path(store), recheck(Path(store), _submission))


def show_what_it_would_change(page: Page, submission: Submission) -> str | None:
    """Draw what approving would change once it is asked for, and return the version it was compared with."""
    _ = page.translate
    name = submission.submission_id
    if st.session_state.get(PREVIEWED) != name:
        st.button(
            _("Show what it would change"), key=f"preview_{name}", on_click=_choose_preview, args=(name,)
        )
        return None
    data = newest_data()
    try:
        with st.spinner(_("Working out what would change …")):
            seen = _preview(data.store, data.version, name, submission)
            effects = preview_effects(data, seen)
    except StoreError as error:
        st.error(literal(error.sentence.text(_.language)))
        return None
    show_effects(page, effects)
    return seen.base


def _choose_preview(name: str) -> None:
    st.session_state[PREVIEWED] = name
