"""The sandbox: invented places to try things out on, marked on every screen and in every file."""

import streamlit as st

from etl.coding_samples import filled_samples
from locales import Translator
from ui.choices import PAGE_CHOICES, add_notice, chosen, forget, remember
from ui.data import SANDBOX, STORE, Data, sandbox_is_open


def check_store(_: Translator) -> None:
    """Give a notice where the address asks for a store that does not exist."""
    asked = chosen().get(STORE)
    if asked not in (None, SANDBOX):
        forget(STORE)
        add_notice(
            STORE,
            _(
                "The link asks for the data “{name}”, which do not exist. Shown are the real data.",
                name=asked,
            ),
        )


def enter_sandbox() -> None:
    """Go to the sandbox; what was chosen for real places has no meaning there."""
    _forget_places()
    remember(STORE, SANDBOX)


def leave_sandbox() -> None:
    """Go back to the real data."""
    _forget_places()
    forget(STORE)


def _forget_places() -> None:
    for name in ("focus", "version", *PAGE_CHOICES):
        forget(name)


def sandbox_banner(data: Data, _: Translator) -> None:
    """Say on top of every page of a sandbox that nothing on it is real."""
    if not data.is_sample:
        return
    with st.container(border=True):
        st.warning(
            _(
                "**Sandbox: sample data.** Every place, document and figure on this page is invented. Nothing"
                " here enters the real data, and nothing here may be quoted."
            )
        )
        if sandbox_is_open():
            st.button(_("Back to the real data"), key="leave_sandbox", on_click=leave_sandbox)


def sample_note(data: Data, _: Translator) -> dict[str, object]:
    """Return what the metadata of a file of sample data must say; nothing for real data."""
    if not data.is_sample:
        return {}
    return {"sample_data": _("Sample data: places, documents and figures are invented.")}


def show_way_in(data: Data, _: Translator) -> None:
    """Offer the sandbox to whoever wants to try first, and there the two filled sheets to try with."""
    if not data.is_sample:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                _(
                    "**New here?** The sandbox holds invented places, coded documents and two filled sheets"
                    " to try the whole way with. Nothing in it touches the real data."
                ),
                width="stretch",
            )
            st.button(_("Try it in the sandbox"), key="enter_sandbox", on_click=enter_sandbox)
        return
    with st.container(border=True):
        st.markdown(
            _(
                "**Try it:** these are two filled sheets for Sample City A, by two invented coders who differ"
                " in a few cells. Download both, hand them in below one after the other, reconcile, and see"
                " the six dimensions of Sample City A come alive."
            )
        )
        with st.container(horizontal=True):
            for number, path in enumerate(filled_samples(), start=1):
                st.download_button(
                    _("Filled sample sheet {number}", number=number),
                    path.read_bytes,
                    file_name=path.name,
                    mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    on_click="ignore",
                    key=f"sample_sheet_{number}",
                )
