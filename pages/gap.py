"""Gaps: what separates the place from a benchmark, how sure that is, and what closing it would take."""

import streamlit as st

from locales import translator
from ui.coding_needs import show_coding_needs
from ui.gap_effort import show_effort
from ui.gap_figures import (
    headline,
    show_like_for_like,
    show_native,
    show_obstacles,
    show_priorities,
    show_waterfall,
)
from ui.gap_help import show_gap_help
from ui.gap_lens import choose_lens
from ui.practice_cards import show_practice
from ui.selection import choose_part, current_language
from ui.shell import begin, finish

_ = translator(current_language())
page = begin(__file__, _("Gaps"))

lens = choose_lens(page)
if lens is not None:
    if lens.name == "six":
        show_coding_needs(page, lens)
    if lens.dimensions:
        st.markdown(headline(page, lens))
        show_gap_help(page, lens)
        parts = {
            "size": _("What the gap is made of"),
            "first": _("What to look at first"),
            "target": _("What a target would take"),
            "practice": _("Who does best"),
        }
        part = choose_part("gap", parts, _)
        if part == "size":
            left, right = st.columns(2, gap="large")
            with left:
                show_waterfall(page, lens)
            with right:
                show_native(page, lens)
            show_like_for_like(page, lens)
        elif part == "first":
            left, right = st.columns(2, gap="large")
            with left:
                show_priorities(page, lens)
            with right:
                show_obstacles(page, lens)
        elif part == "target":
            show_effort(page, lens)
        else:
            show_practice(page, lens)
    elif lens.name != "six":
        st.info(
            _(
                "{place} has too few figures for a score here, or the benchmark has none to compare. That"
                " is not assessed, not zero. Choose another benchmark or lens.",
                place=page.markdown_name(lens.unit),
            )
        )
finish(page)
