"""Behind the number, from any page: a dialog for one place and one score or indicator, read when opened."""

import streamlit as st

from locales import Translator
from ui.behind import DEFAULT_INDICATOR, indicator_name, indicators, show_behind
from ui.behind_button import behind_button
from ui.behind_cases import case_figures, show_cases
from ui.behind_score import score_name, scored_codes, show_score
from ui.page import Page

UNIT_KEY, FIGURE_KEY = "behind_place", "behind_figure"


def behind_tool(page: Page) -> None:
    """Draw the button beside the title that opens the dialog for the focus place."""
    behind_button(page.focus, DEFAULT_INDICATOR, "tool", page.translate)


def figures(_: Translator) -> dict[str, str]:
    """Return all scores, indicators and figures of cases by code with their names."""
    named = {code: score_name(code, _) for code in scored_codes("six_dimensions")}
    return named | {code: indicator_name(code, _) for code in indicators()} | case_figures(_)


def open_behind(page: Page, unit: str, figure: str) -> None:
    """Open the dialog; what is chosen inside it runs the dialog alone."""
    _ = page.translate
    known = figures(_)
    st.session_state[UNIT_KEY] = unit if unit in page.places.index else page.focus
    st.session_state[FIGURE_KEY] = figure if figure in known else DEFAULT_INDICATOR

    def panel() -> None:
        names = page.places["name"].to_dict()
        left, right = st.columns(2)
        place = left.selectbox(
            _("Place"), list(names), format_func=names.__getitem__, filter_mode="contains", key=UNIT_KEY
        )
        chosen = right.selectbox(
            _("Score or indicator"),
            list(known),
            format_func=known.__getitem__,
            filter_mode="contains",
            key=FIGURE_KEY,
        )
        if chosen in indicators():
            show_behind(page, place, chosen, part="dialog")
        elif chosen in case_figures(_):
            show_cases(page, place, chosen)
        else:
            show_score(page, place, chosen)

    st.dialog(_("Behind the number"), width="large")(panel)()
