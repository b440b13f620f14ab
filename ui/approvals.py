"""The files that wait for an approver: what each is, and the buttons to approve, reject or take back."""

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from etl.contract_types import N_
from etl.pending import recheck, same_person
from etl.snapshot import StoreError
from etl.submissions import STATUS_WORDS, Submission, read_submissions
from exports.cells import safe_file_name
from locales import Language, Sentence, Translator
from ui import writing
from ui.access import refusal, visitor
from ui.approval_preview import show_what_it_would_change
from ui.audit_words import told_at
from ui.data import served_store
from ui.literal import literal
from ui.raw_words import column_names, table_name
from ui.shell import Page

OUTCOME = "approvals_outcome"
SHOWN_DECIDED = 200


def show_submissions(page: Page) -> None:
    """Draw what waits, each with what may be decided on it, and below what was decided."""
    _ = page.translate
    _show_outcome(_)
    submissions = read_submissions(served_store())
    waiting = [one for one in submissions if one.status == "waiting"]
    if not waiting:
        st.caption(_("No file waits for an approver."))
    for submission in waiting:
        _show_waiting(page, submission)
    settled = [one for one in submissions if one.status != "waiting"][::-1][:SHOWN_DECIDED]
    if settled:
        st.subheader(_("Decided"), anchor=False)
        st.dataframe(_settled_table(settled, _), hide_index=True, alt=_("Decided"))


def _show_outcome(_: Translator) -> None:
    kind, sentence = st.session_state.pop(OUTCOME, (None, None))
    if kind is not None:
        (st.success if kind == "done" else st.error)(literal(sentence.text(_.language)))


def _show_waiting(page: Page, submission: Submission) -> None:
    _ = page.translate
    content = submission.content
    with st.container(border=True):
        st.markdown(f"**{literal(content['file_name'])}**")
        # Plain text: Markdown would make a link of the address.
        st.text(
            _(
                "{table} · {rows} · given by {author} at {time}",
                table=table_name(str(content["dataset"]), _),
                rows=_.plural("{count} row", "{count} rows", int(content["rows"])),
                author=submission.author,
                time=told_at(str(content["at"])),
            )
        )
        for label, name in ((_("Where it comes from"), "origin"), (_("Why it was given"), "reason")):
            if content.get(name):
                st.markdown(f"**{label}**  {literal(content[name])}")
        _show_findings(page, submission)
        st.download_button(
            _("Download the file as received"),
            submission.received_file.read_bytes,
            file_name=safe_file_name(str(content["file_name"])),
            mime="application/octet-stream",
            on_click="ignore",
            key=f"received_{submission.submission_id}",
        )
        _show_decision(submission, show_what_it_would_change(page, submission), _)


@st.cache_data(max_entries=50, show_spinner=False)
def _findings(store: str, version: str, name: str, language: Language, _submission: Submission) -> list[Any]:
    """Return what the check says of a waiting file now, in the page's language."""
    report = recheck(Path(store), _submission).report
    return [finding.as_dict(language) for finding in report.findings]


def _show_findings(page: Page, submission: Submission) -> None:
    _ = page.translate
    name = submission.submission_id
    with st.spinner(_("Checking the file …")):
        findings = _findings(str(served_store()), page.data.version, name, _.language, submission)
    if not findings:
        st.caption(_("The check found nothing to remark."))
        return
    with st.expander(_.plural("{count} remark of the check", "{count} remarks of the check", len(findings))):
        columns = column_names(_)
        table = pd.DataFrame(
            {
                _("Row"): [finding["row"] for finding in findings],
                _("Column"): [columns.get(finding["column"], finding["column"]) for finding in findings],
                _("Value"): [finding["value"] for finding in findings],
                _("Should be"): [finding["expected"] for finding in findings],
                _("What to do"): [finding["fix"] for finding in findings],
            }
        )
        st.dataframe(table, hide_index=True, alt=_("Remarks of the check"))


def _show_decision(submission: Submission, previewed: str | None, _: Translator) -> None:
    own = same_person(submission.author, visitor().name)
    refused = refusal("upload" if own else "approve")
    if refused is not None:
        st.info(literal(refused.text(_.language)))
        return
    name = submission.submission_id
    if own:
        st.info(_("You gave this file yourself: somebody else has to approve it."))
    reason = st.text_input(_("Reason"), key=f"reason_{name}", max_chars=500)
    with st.container(horizontal=True):
        if not own and st.button(_("Approve"), key=f"approve_{name}", type="primary"):
            with st.spinner(_("Checking again and publishing …")):
                _approve(name, reason, previewed)
            st.rerun()
        if st.button(_("Take back") if own else _("Reject"), key=f"reject_{name}"):
            _reject(name, reason)
            st.rerun()


def _approve(name: str, reason: str, previewed: str | None) -> None:
    try:
        accepted = writing.approve(name, reason, previewed=previewed)
    except StoreError as error:
        st.session_state[OUTCOME] = ("failed", error.sentence)
        return
    words = N_("Approved: the file is batch {batch}, and the data have version {version}.")
    values = {"batch": accepted.batch_id, "version": accepted.version}
    st.session_state[OUTCOME] = ("done", Sentence(words, values))


def _reject(name: str, reason: str) -> None:
    try:
        writing.reject(name, reason)
    except StoreError as error:
        st.session_state[OUTCOME] = ("failed", error.sentence)
        return
    kept = Sentence(N_("The file was not taken over; it is kept with the reason."))
    st.session_state[OUTCOME] = ("done", kept)


def _settled_table(submissions: list[Submission], _: Translator) -> pd.DataFrame:
    decisions = [one.decision or {} for one in submissions]
    return pd.DataFrame(
        {
            _("File"): [one.content.get("file_name", one.submission_id) for one in submissions],
            _("Given by"): [one.author for one in submissions],
            _("Became"): [_(STATUS_WORDS[one.status]) for one in submissions],
            _("Batch"): [one.batch_id or "" for one in submissions],
            _("Decided by"): [decision.get("by", "") for decision in decisions],
            _("Decided at"): [told_at(str(decision.get("at", ""))) for decision in decisions],
            _("Reason"): [decision.get("reason", "") for decision in decisions],
        }
    )
