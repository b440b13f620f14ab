"""Steps 3 and 4 of an upload: what the file would change, then the explicit acceptance with who and why."""

from pathlib import Path

import streamlit as st

from etl.batches import Accepted
from etl.contract_types import N_
from etl.pending import Submitted
from etl.preview import Preview, preview_file
from etl.reception import Reception
from etl.snapshot import StoreError
from locales import Sentence
from ui import writing
from ui.access import needs_approval, refusal, visitor
from ui.data import Data
from ui.effect_parts import show_effects
from ui.effect_work import previewed
from ui.literal import literal
from ui.page import Page
from ui.upload_flow import Flow, flow, kept_widget, options_of, preview_key
from ui.work import begin, finish, is_going

OUTCOME = "upload_outcome"
STORING = "upload_storing"


def show_preview(page: Page, data: Data, current: Flow, reception: Reception) -> Preview | None:
    """Draw everything that the file would change; return the preview, None if the file does not fit."""
    _ = page.translate
    try:
        seen, effects = previewed(
            page,
            data,
            preview_key(current),
            lambda tell: preview_file(Path(data.store), reception.intake, tell=tell),
        )
    except StoreError as error:
        st.error(literal(error.sentence.text(_.language)))
        return None
    st.markdown(
        _(
            "Nothing is stored yet. This is what would differ from the published data, version {version},"
            " computed by the same code as every page.",
            version=data.version,
        )
    )
    show_effects(page, effects)
    return seen


def accept_form(page: Page, reception: Reception, seen: Preview) -> None:
    """Draw who and why, and the button that stores the file."""
    _ = page.translate
    refused = refusal("upload")
    if refused is not None:
        st.info(literal(refused.text(_.language)))
        return
    current, who = flow(), visitor()
    if who.signed_in:
        st.markdown(_("Recorded as {name}.", name=literal(who.name)))
    else:
        st.text_input(_("Your name (required)"), max_chars=80, **kept_widget("by", _.language))
    st.text_input(
        _("Why this file is taken over (required)"), max_chars=500, **kept_widget("reason", _.language)
    )
    missing = not current.reason.strip() or not (who.signed_in or current.by.strip())
    if missing:
        st.caption(_("Name and reason are kept with the batch; fill in both to go on."))
    words = (
        _("Give {rows} rows to an approver", rows=f"{reception.intake.report.rows:,}")
        if needs_approval()
        else _("Accept {rows} rows into the data", rows=f"{reception.intake.report.rows:,}")
    )
    st.button(
        words,
        type="primary",
        disabled=missing,
        key="upload_accept",
        on_click=_accept,
        args=(reception, seen.base),
    )


def _accept(reception: Reception, base: str) -> None:
    """Begin to store the file; pressing again while that goes on, or when it is done, begins nothing."""
    current = flow()
    if is_going(STORING) or current.accepted:
        return
    origin = " · ".join(part for part in (current.title, current.url) if part)
    try:
        store_it = writing.upload(
            reception.intake, options_of(current), origin, current.reason, by=current.by, previewed=base
        )
    except StoreError as error:
        st.session_state[OUTCOME] = ("failed", error.sentence)
        return
    begin(STORING, (current.digest, base), store_it)


def finish_storing(page: Page, current: Flow) -> None:
    """Show where the storing stands until it is done, and draw the page again with what came of it."""
    try:
        result = finish(STORING, page.translate)
    except StoreError as error:
        st.session_state[OUTCOME] = ("failed", error.sentence)
    else:
        _take_result(current, result)
    st.rerun()


def _take_result(current: Flow, result: Accepted | Submitted) -> None:
    if isinstance(result, Accepted):
        words = (
            N_("Accepted: the file is batch {batch}, and the data have version {version}.")
            if result.new
            else N_("Nothing was stored again: batch {batch} holds the same bytes.")
        )
        values = {"batch": result.batch_id, "version": result.version}
        st.session_state[OUTCOME] = ("done", Sentence(words, values))
        current.accepted = {"batch": result.batch_id}
        return
    words = (
        N_("The file waits for an approver as {submission}: see the page of approvals.")
        if result.submission_id
        else N_("Nothing was stored again: batch {batch} holds the same bytes.")
    )
    values = {"submission": result.submission_id or "", "batch": result.batch_id or ""}
    st.session_state[OUTCOME] = ("done", Sentence(words, values))
    current.accepted = {"submission": result.submission_id or "", "batch": result.batch_id or ""}


def show_outcome(page: Page) -> None:
    """Say what came of the last press of the button."""
    _ = page.translate
    kind, sentence = st.session_state.pop(OUTCOME, (None, None))
    if kind is not None:
        (st.success if kind == "done" else st.error)(literal(sentence.text(_.language)))


def show_done(page: Page, current: Flow) -> None:
    """Draw where to go after a file was stored."""
    _ = page.translate
    batch = current.accepted.get("batch")
    with st.container(horizontal=True, vertical_alignment="center"):
        if batch:
            st.page_link("pages/history.py", label=_("See the batch and its effect in the history"))
        else:
            st.page_link("pages/approvals.py", label=_("See the files that wait"))
