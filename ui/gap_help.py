"""How to read a gap, in the place where it is read."""

import streamlit as st

from charts.words import in_language
from ui.gap_lens import Lens
from ui.literal import literal
from ui.page import Page


def show_gap_help(page: Page, lens: Lens) -> None:
    """Draw what a gap means and what it does not; the most important line always, the rest on request."""
    _ = page.translate
    st.caption(_("The score measures reported coordination and resources, not effect. Cases never enter it."))
    with st.expander(_("What a gap means, and what it does not")):
        lines = [
            _(
                "A gap is the difference to a benchmark you chose. Another group or benchmark gives"
                " another gap; both are in the address of this page."
            ),
            _(
                "Scores run from a fixed floor (0) to a fixed target (100), so no score moves when a place"
                " is added. {note}",
                note=literal(in_language(lens.framework.goalposts_note, _)),
            ),
            _(
                "The best and the best quarter are taken indicator by indicator: no single place need be"
                " that good everywhere."
            ),
            _(
                "The place itself is never part of its benchmark, and only indicators that both sides have"
                " are compared."
            ),
            _(
                "Behind, ahead and uncertain say how sure the order is, given sampling error and movable"
                " goalposts. They do not say how much a difference matters."
            ),
            _("Earlier and broader measures score higher. That does not say they were worth their cost."),
            _("A gap says what differs, not why, and not that closing it would have changed the epidemic."),
        ]
        st.markdown("\n".join(f"- {line}" for line in lines))
