"""The brief as it will be, page by page, and its making: figures from the caches of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from etl.snapshot import Snapshot
from exports.brief import MIME_TYPES, brief_bytes, brief_file_name
from exports.brief_content import build_brief
from exports.brief_document import Brief, Bullets, Paragraph, Table
from exports.brief_options import BriefError, BriefOptions
from exports.brief_places import Places
from exports.brief_typst import page_pictures
from exports.problems import ExportError
from exports.scores import OwnFramework
from metrics.assessment import Assessment
from metrics.framework import Framework
from metrics.like_for_like import Expectation
from ui import scoring
from ui.brief_choices import Wanted, format_words
from ui.data import Data, places
from ui.kept import kept
from ui.literal import literal
from ui.page import Page

ASKED, MADE = "brief_asked", "brief_made"
PAGES_IN_A_ROW = 2


@dataclass(frozen=True)
class PageScores:
    """The figures of a brief, taken from what the pages have computed already."""

    data: Data

    @property
    def snapshot(self) -> Snapshot:
        """The data."""
        return self.data.snapshot

    @property
    def own(self) -> Mapping[str, OwnFramework]:
        """The frameworks that were handed in, by code."""
        receipts = {code: one.receipt for code, one in scoring.handed_in().items()}
        return {
            code: OwnFramework(
                found, str(receipts[code]["accepted_by"]), str(receipts[code]["accepted_at"])[:10]
            )
            for code, found in scoring.own_frameworks().items()
        }

    def framework(self, name: str) -> Framework:
        """Return a framework by its code."""
        return scoring.framework(name)

    def assessment(self, name: str, level: str) -> Assessment:
        """Return the assessment of all places of a level."""
        return scoring.assessment(self.data, name, level)

    def expectations(self, name: str, level: str) -> Mapping[str, Expectation]:
        """Return what is expected of each place."""
        return scoring.expectations(self.data, name, level)

    def context(self, level: str) -> pd.DataFrame:
        """Return the context of all places of a level, by code."""
        return scoring.context(self.data, level)

    def units(self, level: str) -> pd.DataFrame:
        """Return the places of a level that are compared, by code."""
        return scoring.units(self.data, level)


@kept(40)
def _brief(_data: Data, store: str, version: str, options: BriefOptions) -> Brief:
    scores = PageScores(_data)
    return build_brief(scores, options, Places(places(_data, options.language)))


def brief_of(page: Page, options: BriefOptions) -> Brief:
    """Return the brief, kept while neither data nor choices change. Raises BriefError."""
    return _brief(page.data, page.data.store, page.data.version, options)


@kept(20)
def _pictures(_brief: Brief, store: str, version: str, options: BriefOptions) -> list[bytes]:
    return page_pictures(_brief)


def show_preview(page: Page, wanted: Wanted) -> None:
    """Draw the pages of the brief as they print, and its words for those who cannot see pictures."""
    _ = page.translate
    try:
        brief = brief_of(page, wanted.options)
        with st.spinner(_("Setting the pages…"), show_time=False):
            pictures = _pictures(brief, page.data.store, page.data.version, wanted.options)
    except (BriefError, ExportError) as error:
        st.error(literal(error.sentence.text(_.language)))
        return
    if brief.watermark:
        st.warning(literal(brief.watermark))
    st.subheader(_("Preview: the pages as they print"), anchor=False)
    told = _(
        "Slides, document and workbook hold the same words and figures, with charts that can be edited."
        " The brief is prepared on the day that it is made, today: {day}.",
        day=brief.prepared,
    )
    st.caption(literal(told))
    in_row = 1 if page.look.compact else PAGES_IN_A_ROW
    for start in range(0, len(pictures), in_row):
        row = pictures[start : start + in_row]
        for number, (column, picture) in enumerate(zip(st.columns(in_row), row, strict=False), start + 1):
            words = _("Page {page} of {pages}", page=number, pages=len(pictures))
            alt = f"{words}. {brief.title}. {' '.join(brief.headline)}"
            column.container(border=True).image(picture, caption=words, width="stretch", alt=alt)
    with st.expander(_("The words of the brief")):
        _show_words(brief)


def _show_words(brief: Brief) -> None:
    """Draw the words and tables; the text between two tables is one element, as many would take long."""
    text = [literal(line) for line in brief.headline]
    for section in brief.sections:
        text.append(f"**{literal(section.heading)}**")
        for block in section.blocks:
            if isinstance(block, Paragraph):
                text.append(literal(block.text))
            elif isinstance(block, Bullets):
                items = "\n".join(f"- {literal(item)}" for item in block.items)
                text.append(f"{literal(block.lead)}\n\n{items}")
            elif isinstance(block, Table):
                st.markdown("\n\n".join([*text, literal(block.caption)]))
                text = []
                frame = pd.DataFrame(
                    [[cell.text for cell in row] for row in block.rows], columns=list(block.columns)
                )
                st.dataframe(frame, hide_index=True, alt=block.caption)
            else:
                text.append(literal(block.alt))
    st.markdown("\n\n".join(text))


def _ask() -> None:
    st.session_state[ASKED] = True


def show_making(page: Page, wanted: Wanted) -> None:
    """Draw the button that makes the file, its progress, and the file once it is made."""
    _ = page.translate
    key = (page.data.store, page.data.version, wanted)
    st.button(_("Make the file"), type="primary", key="make_brief", on_click=_ask)
    # A callback outlives a run that starts anew under the page map; the button's own answer does not.
    if st.session_state.pop(ASKED, False):
        st.session_state.pop(MADE, None)
        words = format_words(_)[wanted.kind]
        with st.status(_("Making: {file}", file=words), expanded=True) as status:
            try:
                st.write(_("Collecting figures and words…"))
                brief = brief_of(page, wanted.options)
                st.write(_("Writing the file…"))
                content = brief_bytes(brief, wanted.kind)
            except (BriefError, ExportError) as error:
                status.update(label=_("No file was made."), state="error")
                st.error(literal(error.sentence.text(_.language)))
                return
            name = brief_file_name(brief, wanted.kind)
            st.session_state[MADE] = (key, name, content)
            status.update(label=_("Made: {file}", file=literal(name)), state="complete", expanded=False)
    made = st.session_state.get(MADE)
    if made is None or made[0] != key:
        return
    _key, name, content = made
    st.download_button(
        _("Download {file}", file=literal(name)),
        content,
        file_name=name,
        mime=MIME_TYPES[wanted.kind],
        on_click="ignore",
        key="download_brief",
        type="primary",
    )
