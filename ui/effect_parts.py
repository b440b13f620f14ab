"""Everything in which two states of the data differ, drawn: facts, series, scores, gaps, coverage."""

import streamlit as st

from ui.effect_facts import show_facts
from ui.effect_scores import show_coverage, show_gaps, show_scores
from ui.effect_series import show_series
from ui.effects import Effects
from ui.page import Page


def show_effects(page: Page, effects: Effects) -> None:
    """Draw everything that differs between two states of the data, the facts first."""
    _ = page.translate
    if not effects.tables:
        st.info(_("The facts are the same on both sides: nothing would change."))
        return
    show_facts(page, effects)
    show_series(page, effects)
    show_scores(page, effects)
    show_gaps(page, effects)
    show_coverage(page, effects)
