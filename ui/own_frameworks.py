"""Frameworks of one's own, handed in as a file."""

import streamlit as st

from ui.page import Page


def show_frameworks(page: Page) -> None:
    """Say how a framework of one's own is written."""
    _ = page.translate
    st.info(_("A framework of one’s own is a TOML file; `docs/FRAMEWORKS.md` explains every field."))
