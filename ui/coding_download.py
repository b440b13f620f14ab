"""The coding sheet to take away: for which places, which window, by whom."""

from datetime import date

import streamlit as st

from etl.coding_plan import own_plan, six_dimensions
from etl.coding_template import coding_template
from ui.page import Page
from ui.scoring import handed_in, units

MOST_PLACES = 20
FIRST, LAST = date(2020, 1, 1), date(2020, 6, 30)
EARLIEST, LATEST = date(2019, 12, 1), date(2024, 12, 31)


def show_template(page: Page, name: str) -> None:
    """Draw the choices and the button that hands over the workbook of a framework."""
    _ = page.translate
    names = page.places["name"].to_dict()
    known = [code for level in ("county", "prefecture") for code in units(page.data, level).index]
    own = [page.focus] if page.focus in known else []
    with st.container(border=True):
        picked = st.multiselect(
            _("Places to code (up to {count})", count=MOST_PLACES),
            known,
            own,
            format_func=names.__getitem__,
            max_selections=MOST_PLACES,
            placeholder=_("Type a name"),
            select_all=False,
            key=f"coding_places_{page.data.store}_{page.focus}_{_.language}",
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            coder = st.text_input(_("Coder"), max_chars=60, key="coding_coder", width=260)
            start = st.date_input(
                _("Window from"), FIRST, EARLIEST, LATEST, key="coding_from", width=180, format="YYYY-MM-DD"
            )
            end = st.date_input(
                _("Window to"), LAST, EARLIEST, LATEST, key="coding_to", width=180, format="YYYY-MM-DD"
            )
        st.caption(_("Both coders need the same window, or their rows will not be compared."))
        if not picked or end < start:
            st.info(_("Choose at least one place.") if not picked else _("The window ends before it begins."))
            return
        handed = handed_in().get(name)
        plan = six_dimensions() if handed is None else own_plan(handed.file.read_bytes())
        own = "" if handed is None else f"{name}-"
        listed = [
            (code, str(page.places.loc[code, "name_zh"]), str(page.places.loc[code, "name_en"]))
            for code in picked
        ]
        st.download_button(
            _("Download the coding sheet (XLSX)"),
            lambda: coding_template(listed, (start, end), coder.strip(), plan=plan),
            file_name=f"coding-{own}{'-'.join(picked[:3])}{_sample(page)}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
            key="coding_template",
        )


def _sample(page: Page) -> str:
    return "-sample" if page.data.is_sample else ""
