"""Which dialog the reader has just asked for: kept until the page has run to its end, then opened once."""

import streamlit as st

REQUEST = "dialog_request"


def ask(kind: str, *values: str) -> None:
    """Note what to open; meant as the callback of a button, so that the dialog is read only when opened."""
    st.session_state[REQUEST] = (kind, *values)


def asked() -> tuple[str, ...] | None:
    """Return what was asked for since the last run and forget it."""
    request: tuple[str, ...] | None = st.session_state.pop(REQUEST, None)
    return request
