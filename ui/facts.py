"""Facts that hardly any other place has: listed with source and grade, compared with nothing."""

import pandas as pd
import streamlit as st

from charts.words import is_missing, number
from etl.score_reads import rare_facts
from ui.data import rows
from ui.fact_words import in_words
from ui.page import Page

MOST_PLACES = 20
"""A fact that more places have can be compared and belongs into a chart."""


def show_facts(page: Page) -> None:
    """Draw the single facts of the focus place, and of its city below them."""
    _ = page.translate
    st.header(_("Facts found for this place"), anchor=False)
    st.markdown(
        _(
            "From single reports, mostly of the press. Other places may have as much or more without a report"
            " that was found, so nothing is compared or scored here."
        )
    )
    for code in dict.fromkeys([page.focus, page.city]):
        found = rows(page.data, rare_facts, unit=code, most_places=MOST_PLACES)
        name = page.markdown_name(code)
        if code != page.focus:
            name = _("{city} (the whole city, not the district’s own)", city=name)
        st.markdown(f"**{name}**")
        if found.empty:
            st.caption(_("None was found. That does not mean that there was nothing."))
            continue
        st.dataframe(
            fact_table(page, found),
            hide_index=True,
            alt=_("Facts found for {place}", place=page.name(code)),
            column_config={_("Address"): st.column_config.LinkColumn(_("Address"))},
        )


def fact_table(page: Page, found: pd.DataFrame) -> pd.DataFrame:
    """Return facts under headings in the page's language."""
    _ = page.translate
    zh = _.language == "zh"
    names, unit_words = ("name_zh", "unit_zh") if zh else ("name_en", "unit_en")
    return pd.DataFrame(
        {
            _("Fact"): found[names].fillna(found["code"]),
            _("Value"): [_value(row, page) for row in found.itertuples()],
            _("Unit"): found[unit_words].fillna(""),
            _("Date or year"): found["period"],
            _("Remark"): [in_words(note, _) for note in found["note"]],
            _("Grade"): found["grade"],
            _("Source"): [in_words(reference, _) for reference in found["reference"]],
            _("Address"): found["url"].fillna(""),
        }
    )


def _value(row: object, page: Page) -> str:
    text, value = row.value_text, row.value  # type: ignore[attr-defined]
    if not is_missing(text):
        return in_words(text, page.translate)
    if is_missing(value):
        return "–"
    return number(value, page.translate, 0 if float(value).is_integer() else 2)
