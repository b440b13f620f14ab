"""The raw rows behind a figure as one archive, with what a file must say of them."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from exports.bundle import zip_of_tables
from ui.download import source_records
from ui.page import Page
from ui.sandbox import sample_note


def offer_rows(
    page: Page,
    tables: dict[str, pd.DataFrame],
    about: Mapping[str, object],
    source_ids: Sequence[str],
    *,
    name: str,
    part: str,
) -> None:
    """Draw the button that takes the raw rows away.

    `about` is what the metadata say of the figure; `name` tells the figure in the file's name, and `part`
    tells the button from another one of the same figure on the page.
    """
    _ = page.translate
    metadata: dict[str, object] = {
        **about,
        "data_version": page.data.version,
        **sample_note(page.data, _),
        "sources": source_records(page.data, list(source_ids), _),
    }
    st.download_button(
        _("Download the raw rows (CSV and metadata)"),
        lambda: zip_of_tables(tables, metadata, _),
        file_name=f"behind-{name}-{page.data.version}.zip",
        mime="application/zip",
        on_click="ignore",
        key=f"behind_{part}_{name}",
    )
