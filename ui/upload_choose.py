"""Step 1 of an upload: the file, what it holds, and where it comes from."""

import streamlit as st

from charts.grade_words import grade_words
from charts.source_words import source_words
from etl import score_reads
from etl.contracts import DATASETS, GRADES, UPLOADABLE
from etl.findings import Report
from etl.new_source import check_source
from locales import Translator
from ui.data import Data, rows
from ui.evidence import in_page_language
from ui.finding_words import finding_sentence
from ui.literal import literal
from ui.page import Page
from ui.upload_flow import NEW, ROWS_NAME_IT, Flow, begin_with, discard, flow, kept_widget, references

UPLOADER = "upload_uploader"
SIZES = ((1024**2, "MB"), (1024, "KB"))


def choose_file(page: Page) -> None:
    """Draw the field that takes a file, or the file that was taken."""
    _ = page.translate
    current = flow()
    if not current.digest:
        key = f"{UPLOADER}_{st.session_state.get(UPLOADER, 0)}"

        def take() -> None:
            given = st.session_state[key]
            if given is not None:
                begin_with(given.name, given.getvalue())
                # The field would keep the bytes in memory and hand them over again at every run.
                st.session_state[UPLOADER] = st.session_state.get(UPLOADER, 0) + 1

        st.file_uploader(
            _(
                "Table: CSV, Excel, Parquet, or a ZIP archive of such a file, up to {size} MB",
                size=st.get_option("server.maxUploadSize"),
            ),
            key=key,
            on_change=take,
        )
        if _.language == "zh":
            st.caption(_("The words inside this field are the browser component’s own and stay English."))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{literal(current.file_name)}**", width="content")
        st.caption(_("SHA-256 {digest}", digest=current.digest[:12] + "…"), width="content")
        st.button(_("Choose another file"), on_click=discard, key="upload_discard")


def choose_dataset(page: Page) -> None:
    """Draw the choice of what the file holds."""
    _ = page.translate
    names = {"": _("Detect from the file"), **{name: _(DATASETS[name].meaning) for name in UPLOADABLE}}
    st.selectbox(
        _("What the file holds"),
        list(names),
        format_func=names.__getitem__,
        **kept_widget("dataset", _.language),
    )


def choose_sheet(page: Page, sheets: tuple[str, ...]) -> None:
    """Draw the choice of a sheet or member where a file has several."""
    _ = page.translate
    if len(sheets) < 2:
        return
    st.selectbox(
        _("Sheet or file inside"),
        ["", *sheets],
        format_func=lambda name: name or _("The first that fits"),
        **kept_widget("sheet", _.language),
    )


def choose_source(page: Page, data: Data) -> str | None:
    """Draw the choice of the source and return why the file cannot go on, None if it can."""
    _ = page.translate
    current = flow()
    found = in_page_language(rows(data, score_reads.whole_table, name="source"), _)
    known = found[found["source_id"] != "user_upload"].set_index("source_id")
    titles = {
        "": _("Please choose"),
        NEW: _("A source that is not listed yet"),
        ROWS_NAME_IT: _("Every row names its source"),
        **known["title"].to_dict(),
    }

    def take_grade() -> None:
        if current.source in known.index:
            current.grade = str(known.loc[current.source, "grade"])

    left, right = st.columns([3, 1])
    with left:
        st.selectbox(
            _("Where the figures come from (required)"),
            list(titles),
            format_func=titles.__getitem__,
            **kept_widget("source", _.language, also=take_grade),
        )
    with right:
        current.grade = current.grade or "C"
        st.selectbox(
            _("Grade of the figures"),
            GRADES,
            help="  \n".join(grade_words(grade, _) for grade in GRADES),
            **kept_widget("grade", _.language),
        )
    if current.source == "":
        return _("Choose the source of the figures: without source and licence nothing is taken over.")
    if current.source == NEW:
        return _enter_source(page, data, current)
    if current.source in known.index:
        licence = known.loc[current.source, "licence"]
        publisher = source_words(known.loc[current.source, "publisher"], _)
        words = _("{publisher}. Licence: {licence}", publisher=literal(publisher), licence=literal(licence))
        st.caption(words)
    return None


def _enter_source(page: Page, data: Data, current: Flow) -> str | None:
    _ = page.translate
    first, second = st.columns(2)
    with first:
        st.text_input(_("Title (required)"), max_chars=300, **kept_widget("title", _.language))
        st.text_input(
            _("Licence or terms of use (required)"), max_chars=300, **kept_widget("licence", _.language)
        )
    with second:
        st.text_input(_("Publisher (required)"), max_chars=200, **kept_widget("publisher", _.language))
        st.text_input(_("Address, if there is one"), max_chars=2000, **kept_widget("url", _.language))
    if not all(text.strip() for text in (current.title, current.publisher, current.licence)):
        return _("Fill in title, publisher and licence of the source: they are shown beside every figure.")
    row, report = check_source(current.new_source, references(data))
    if row is None:
        return _said(report, _)
    if current.new_source.source_id in references(data)["source"]["source_id"].to_pylist():
        return _("This source is listed already: choose it from the list.")
    return None


def _said(report: Report, _: Translator) -> str:
    return " ".join(finding_sentence(finding, _) for finding in report.findings)
