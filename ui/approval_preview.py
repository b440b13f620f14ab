"""What the data would be if a waiting file were approved: for one file at a time, as it takes a moment."""

from pathlib import Path

import streamlit as st

from etl.contract_types import N_
from etl.pending import recheck
from etl.preview import Preview, preview_file
from etl.progress import Tell
from etl.snapshot import StoreError
from etl.submissions import Submission
from locales import Sentence
from ui.effect_parts import show_effects
from ui.effect_work import previewed
from ui.literal import literal
from ui.page import Page
from ui.upload_flow import newest_data

PREVIEWED = "approvals_previewed"


def _build(store: Path, submission: Submission, tell: Tell) -> Preview:
    tell(Sentence(N_("Checking the file again")))
    return preview_file(store, recheck(store, submission), tell=tell)


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
        seen, effects = previewed(page, data, name, lambda tell: _build(Path(data.store), submission, tell))
    except StoreError as error:
        st.error(literal(error.sentence.text(_.language)))
        return None
    show_effects(page, effects)
    return seen.base


def _choose_preview(name: str) -> None:
    st.session_state[PREVIEWED] = name
