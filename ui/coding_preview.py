"""What a filled coding sheet would change, before it is accepted: the same effects as on the upload page."""

from pathlib import Path

import streamlit as st

from etl.coding_sheet import CodingSheet
from etl.preview import preview_files
from etl.snapshot import StoreError
from ui.data import Data
from ui.effect_parts import show_effects
from ui.effect_work import previewed
from ui.literal import literal
from ui.page import Page


def show_preview(page: Page, newest: Data, sheet: CodingSheet) -> str | None:
    """Draw everything that the sheet would change; return the version that it was compared with.

    None if it does not fit the data. The first of two sheets moves no score: a cell needs two coders.
    """
    _ = page.translate
    try:
        seen, effects = previewed(
            page,
            newest,
            sheet.intakes[0].sha256,
            lambda tell: preview_files(Path(newest.store), sheet.intakes, tell=tell),
        )
    except StoreError as error:
        st.error(literal(error.sentence.text(_.language)))
        return None
    st.subheader(_("What the sheet would change"), anchor=False)
    st.caption(
        _(
            "Nothing is stored yet. A cell has a value once two coders agree on it, so the first of two"
            " sheets moves no score."
        )
    )
    show_effects(page, effects)
    return seen.base
