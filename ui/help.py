"""Help in place: what a page is for, how to read scores and bands, the terms, and a tour of one minute."""

import streamlit as st

from ui.choices import remember
from ui.dialogs import ask
from ui.help_words import METHODS, SCORE_METHODS, about, glossary, reading_rules, tour
from ui.method import subjects
from ui.page import Page

KIND = "help"
METHOD_PAGE = "pages/method.py"


def help_tool(page: Page, name: str) -> None:
    """Draw the button beside the title that opens the help of the page called `name`."""
    _ = page.translate
    st.button(_("How to read"), key="help_tool", type="tertiary", on_click=ask, args=(KIND, name))


def open_help(page: Page, name: str) -> None:
    """Open the help: this page and its methods, the terms, the tour."""
    _ = page.translate

    def panel() -> None:
        parts = {
            _("How to read"): lambda: _reading(page, name),
            _("Terms"): lambda: _terms(page),
            _("One-minute tour"): lambda: _tour(page),
        }
        part = st.radio(
            _("Help"), list(parts), horizontal=True, label_visibility="collapsed", key="help_part"
        )
        parts[part]()

    st.dialog(_("Help"), width="large")(panel)()


def _reading(page: Page, name: str) -> None:
    _ = page.translate
    if about(name, _):
        st.markdown(f"**{about(name, _)}**")
    st.markdown("\n".join(f"- {line}" for line in reading_rules(_)))
    titles = {subject.module: subject.title for subject in subjects(_)}
    st.markdown(_("Formulas and sources on the method page:"))
    with st.container(horizontal=True, gap="small"):
        for module in METHODS.get(name, SCORE_METHODS):
            if st.button(titles[module], key=f"help_method_{module}"):
                remember("module", module)
                st.switch_page(METHOD_PAGE)


def _terms(page: Page) -> None:
    _ = page.translate
    st.dataframe(
        {
            _("Term"): [term for term, _other, _meaning in glossary(_)],
            _("In the other language"): [other for _term, other, _meaning in glossary(_)],
            _("Meaning"): [meaning for _term, _other, meaning in glossary(_)],
        },
        hide_index=True,
        alt=_("Glossary of the terms used here"),
    )


def _tour(page: Page) -> None:
    for number, (script, part, title, what) in enumerate(tour(page.translate), 1):
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(f"**{number}. {title}**", key=f"tour_{number}", type="tertiary"):
                remember(script, part)
                st.switch_page(f"pages/{script}.py")
            st.markdown(what, width="stretch")
