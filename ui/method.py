"""The method in words: a summary of each subject, and the formulas as the code documents them."""

import streamlit as st

from exports.docstrings import documented
from exports.subjects import Subject, subjects
from locales import Translator
from ui.choices import pick, widget
from ui.literal import literal


def choose_subject(_: Translator) -> Subject:
    """Draw the choice of a subject and return it."""
    known = {subject.module: subject for subject in subjects(_)}
    default = next(iter(known))
    chosen = pick(
        "module",
        default,
        lambda code: code in known,
        lambda code: _(
            "The link asks for the method “{value}”, which does not exist. Shown instead: {shown}.",
            value=code,
            shown=known[default].title,
        ),
    )
    st.selectbox(
        _("Subject"),
        list(known),
        format_func=lambda code: known[code].title,
        filter_mode="contains",
        **widget("module", _.language, chosen, str),
    )
    return known[chosen]


def show_formulas(subject: Subject, _: Translator) -> None:
    """Draw the formulas of a subject, word for word as the code documents them."""
    found = documented(subject.module)
    if not found:
        st.caption(_("No formula of its own: it puts others together."))
    for one in found:
        with st.container(border=True):
            st.markdown(f"**{literal(one.name)}**")
            st.markdown(literal(_(one.what)))
            st.code(one.formula, language=None, wrap_lines=True)
            if one.source:
                st.caption(_("Source: {sources}", sources=literal(one.source)))
