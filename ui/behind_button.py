"""The button beside a figure that opens what lies behind its numbers."""

import streamlit as st

from locales import Translator
from ui.dialogs import ask
from ui.literal import literal

KIND = "behind"


def behind_button(unit: str, figure: str, name: str, _: Translator) -> None:
    """Draw the button for a place and the code of an indicator, a dimension or "index"."""
    st.button(
        _("Behind the number") + " ›",
        key=f"behind_{name}",
        type="tertiary",
        on_click=ask,
        args=(KIND, unit, figure),
    )


def show_title(title: str, behind: tuple[str, str] | None, name: str, _: Translator) -> None:
    """Draw the title of a figure and, where it shows scores or indicators, the button beside it."""
    if behind is None:
        st.subheader(literal(title), anchor=False)
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.subheader(literal(title), anchor=False, width="content")
        behind_button(*behind, name, _)
