"""Hand a filled coding sheet in: the report, what it holds, and the explicit button that stores it."""

import streamlit as st

from etl.coding_sheet import CodingSheet, read_coding_sheet
from etl.ingest import references_of
from etl.pending import Submitted
from etl.progress import silent
from etl.reception import Options
from etl.snapshot import StoreError
from locales import Sentence, Translator
from ui import writing
from ui.access import refusal
from ui.coding_preview import show_preview
from ui.data import Data, open_data
from ui.findings_table import findings_table
from ui.literal import literal
from ui.page import Page
from ui.raw_words import table_name

OUTCOME = "coding_outcome"
MEGABYTES = 10


def show_upload(page: Page) -> None:
    """Draw the way in for a filled sheet."""
    _ = page.translate
    tell_outcome(_)
    refused = refusal("upload")
    if refused is not None:
        st.info(literal(refused.text(_.language)))
        return
    given = st.file_uploader(
        _("A filled coding sheet (XLSX, up to {size} MB)", size=MEGABYTES),
        type=["xlsx"],
        max_upload_size=MEGABYTES,
        key=f"coding_file_{st.session_state.get('coding_files', 0)}",
    )
    if given is None:
        foreign_words_note(_)
        return
    content = given.getvalue()
    newest = open_data()
    sheet = _checked(newest.store, newest.version, content, given.name, newest)
    if sheet is None:
        st.error(
            _(
                "“{file}” is no coding sheet: it has no sheet of the template. Download the template above"
                " and fill that in.",
                file=literal(given.name),
            )
        )
        return
    _report(sheet, _)
    if not sheet.errors:
        base = show_preview(page, newest, sheet)
        if base is not None:
            _acceptance(sheet, base, _)


@st.cache_data(max_entries=8, show_spinner=False)
def _checked(store: str, version: str, content: bytes, name: str, _data: Data) -> CodingSheet | None:
    return read_coding_sheet(content, name, references_of(_data.snapshot))


def _report(sheet: CodingSheet, _: Translator) -> None:
    counts = [
        _("{table}: {rows}", table=table_name(one.dataset.name, _), rows=_rows(one.report.rows, _))
        for one in sheet.intakes
    ]
    st.markdown("\n".join(f"- {literal(line)}" for line in counts))
    if sheet.empty_rows:
        st.caption(_("Rows left open: {count}.", count=sheet.empty_rows))
    findings = [finding for one in sheet.intakes for finding in one.report.findings]
    if sheet.errors:
        st.error(
            _.plural(
                "{count} error: nothing is stored. Mend the sheet and upload it again.",
                "{count} errors: nothing is stored. Mend the sheet and upload it again.",
                sheet.errors,
            )
        )
    else:
        st.success(_("No errors. Accept the sheet to store it."))
    if findings:
        st.dataframe(findings_table(findings, _), hide_index=True, alt=_("Findings"))


def _rows(count: int, _: Translator) -> str:
    return _.plural("{count} row", "{count} rows", count)


def _acceptance(sheet: CodingSheet, base: str, _: Translator) -> None:
    with st.form("coding_accept", border=True):
        origin = st.text_input(_("Where it comes from"), max_chars=300, key="coding_origin")
        reason = st.text_input(_("Why it was given"), max_chars=300, key="coding_reason")
        if st.form_submit_button(_("Accept the sheet"), type="primary", key="coding_submit"):
            _accept(sheet, base, origin, reason)
            st.rerun()


def _accept(sheet: CodingSheet, base: str, origin: str, reason: str) -> None:
    """Store both parts, each whole or not at all; giving the sheet again stores only what is missing.

    The first part is held to what was previewed against `base`; the second follows it.
    """
    kept: list[str] = []
    waits = False
    try:
        for number, part in enumerate(sheet.intakes):
            options, seen = Options(dataset=part.dataset.name), None if number else base
            stored = writing.upload(part, options, origin, reason, previewed=seen)(silent)
            waits = waits or isinstance(stored, Submitted)
            name = stored.submission_id if isinstance(stored, Submitted) else stored.batch_id
            kept.append(str(name))
    except StoreError as error:
        st.session_state[OUTCOME] = ("error", error.sentence)
        return
    st.session_state["coding_files"] = st.session_state.get("coding_files", 0) + 1
    st.session_state[OUTCOME] = ("waits" if waits else "done", Sentence(", ".join(kept)))


def foreign_words_note(_: Translator) -> None:
    """Say to who reads Chinese why there is English in the field; it cannot be put in other words."""
    if _.language != "en":
        st.caption(_("The words inside this field are the browser component’s own and stay English."))


def tell_outcome(_: Translator) -> None:
    """Say once what came of the last change."""
    kind, sentence = st.session_state.pop(OUTCOME, (None, None))
    if kind == "error":
        st.error(literal(sentence.text(_.language)))
    elif kind == "waits":
        st.info(_("Kept for an approver: {batches}.", batches=literal(sentence.message)))
    elif kind == "done":
        st.success(_("Stored: {batches}. The pages now use these values.", batches=literal(sentence.message)))
