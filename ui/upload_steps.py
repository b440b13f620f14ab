"""The four steps of an upload in their order: choose, check, preview, accept."""

from collections.abc import Callable

import streamlit as st

from ui.access import refusal
from ui.data import Data
from ui.literal import literal
from ui.page import Page
from ui.upload_accept import STORING, accept_form, finish_storing, show_done, show_outcome, show_preview
from ui.upload_check import check, offer_copies, show_findings, show_stored, show_understood
from ui.upload_choose import choose_dataset, choose_file, choose_sheet, choose_source
from ui.upload_flow import Flow, content_of, discard, flow, newest_data
from ui.upload_names import ask_names, recall, show_recalled
from ui.work import is_going


def show_upload(page: Page) -> None:
    """Draw the steps, each as soon as the one before it is done."""
    _ = page.translate
    refused = refusal("upload")
    if refused is not None:
        st.info(
            _(
                "{reason} You can still choose a file, have it checked and see what it would change.",
                reason=literal(refused.text(_.language)),
            )
        )
    show_outcome(page)
    line = st.empty()

    def reached(done: int) -> None:
        with line.container():
            show_line(page, done)

    reached(_steps(page, newest_data(), flow(), reached))


def show_line(page: Page, done: int) -> None:
    """Draw the four steps in one line: those done, the present one, those to come."""
    _ = page.translate
    names = (_("Choose"), _("Check"), _("Preview"), _("Accept"))
    words = []
    for place, name in enumerate(names, start=1):
        text = f"{place} {name}"
        if place <= done:
            text = _("{step} (done)", step=text)
        words.append(f"**{text}**" if place == done + 1 else text)
    st.markdown("  →  ".join(words))


def _steps(page: Page, data: Data, current: Flow, reached: Callable[[int], None]) -> int:
    """Draw what can be drawn and return how many steps are done; `reached` is told before each takes time."""
    _ = page.translate
    st.header(_("1 Choose"), anchor=False)
    choose_file(page)
    content = content_of(current)
    if current.digest and content is None:
        st.warning(_("The file is not kept any more: choose it again."))
        discard()
        return 0
    if content is None:
        _later(page, _("Choose a file first."), 2)
        return 0
    choose_dataset(page)
    sheets = st.container()
    lacking = choose_source(page, data)

    st.header(_("2 Check"), anchor=False)
    reached(1)
    reception = check(page, data, current, content)
    if recall(data, current, reception):
        reception = check(page, data, current, content)
    with sheets:
        choose_sheet(page, reception.sheets)
    show_understood(page, reception)
    show_recalled(page, data, current)
    if current.accepted:
        show_done(page, current)
        return 4
    stored = show_stored(page, reception)
    if is_going(STORING) and stored:
        finish_storing(page, current)
    ask_names(page, data, current, reception)
    show_findings(page, data, reception, current)
    offer_copies(page, data, reception, current)
    if lacking:
        st.info(lacking)
    if reception.intake.table is None or lacking or stored:
        reasons = (
            (stored, _("The file is stored already.")),
            (
                reception.intake.table is None,
                _("Mend the errors first: a file with one error is not stored at all."),
            ),
            (bool(lacking), _("Choose the source first.")),
        )
        _later(page, next(reason for holds, reason in reasons if holds), 3)
        return 1

    st.header(_("3 Preview"), anchor=False)
    reached(2)
    seen = show_preview(page, data, current, reception)
    if seen is None:
        _later(page, _("The file does not fit the data."), 4)
        return 2

    st.header(_("4 Accept"), anchor=False)
    if is_going(STORING):
        reached(3)
        finish_storing(page, current)
    accept_form(page, reception, seen)
    return 3


def _later(page: Page, reason: str, first: int) -> None:
    """Draw the steps that cannot be taken yet, with the reason."""
    _ = page.translate
    titles = (_("2 Check"), _("3 Preview"), _("4 Accept"))
    for title in titles[first - 2 :]:
        st.header(title, anchor=False)
        st.caption(reason)
