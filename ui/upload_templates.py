"""The templates of every dataset to take away, and the contract of each in words."""

import pandas as pd
import streamlit as st

from etl.contract_words import column_words, rule_words
from etl.contracts import DATASETS, UPLOADABLE
from etl.templates import CSV, XLSX, template_csv, template_workbook
from locales import Language
from ui.data import Data
from ui.page import Page
from ui.upload_flow import references


def show_templates(page: Page, data: Data) -> None:
    """Draw the choice of a dataset, its contract in words, and its templates in both languages."""
    _ = page.translate
    names = {name: _(DATASETS[name].meaning) for name in UPLOADABLE}
    chosen = st.selectbox(
        _("Template for"), list(names), format_func=names.__getitem__, key=f"upload_template_{_.language}"
    )
    dataset = DATASETS[chosen]
    known = references(data)
    languages: tuple[tuple[Language, str], ...] = (("zh", _("in Chinese")), ("en", _("in English")))
    with st.container(horizontal=True):
        for language, words in languages:
            st.download_button(
                _("Excel template, {language}", language=words),
                lambda language=language: template_workbook(dataset, language, known),
                file_name=f"{chosen}-{language}.xlsx",
                mime=XLSX,
                on_click="ignore",
                key=f"template_xlsx_{language}",
            )
            st.download_button(
                _("CSV template, {language}", language=words),
                lambda language=language: template_csv(dataset, language),
                file_name=f"{chosen}-{language}.csv",
                mime=CSV,
                on_click="ignore",
                key=f"template_csv_{language}",
            )
    told = column_words(dataset, _.language)
    st.dataframe(
        pd.DataFrame(
            {
                _("Column"): [one.name for one in told],
                _("Meaning"): [one.meaning for one in told],
                _("To be filled"): [_("required") if one.required else _("may be empty") for one in told],
                _("Kind of value"): [one.kind for one in told],
                _("Allowed"): [one.allowed for one in told],
            }
        ),
        hide_index=True,
        alt=names[chosen],
    )
    st.markdown("\n".join(f"- {sentence}" for sentence in rule_words(dataset, _.language)))
