"""Makes every page run under the page map of the app.

A server that has just started treats the scripts in `pages/` as pages of their own until the app's map has
run once. Someone who opens a link to such a page first would see it without title, menu and settings; then
the map is switched on and the page runs again under it.
"""

from pathlib import Path

import streamlit as st

ROUTED = "routed_by_the_map"


def mark_routed() -> None:
    """Say that the app's page map chose the page that runs now."""
    st.session_state[ROUTED] = True


def require_route(script: str) -> None:
    """Run again under the app's page map unless it chose this page."""
    if st.session_state.pop(ROUTED, False):
        return
    path = Path(script)
    # The default page would answer to the bare address; this one has to keep its own.
    st.navigation([st.Page(_nothing, default=True), st.Page(path, url_path=path.stem)], position="hidden")
    st.rerun()


def _nothing() -> None:
    """Stand in for the default page, which does not run here."""
