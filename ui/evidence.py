"""Where a number comes from, in words: grade, source, day."""

import pandas as pd
import streamlit as st

from charts.grade_words import grade_words
from charts.source_words import source_words
from etl.reads import sources
from locales import Translator
from ui.data import Data, rows
from ui.literal import literal


def source_rows(data: Data, source_ids: list[str], _: Translator) -> pd.DataFrame:
    """Return title, publisher, licence, note and address of some sources, each once, in the page's language.

    A source without a Chinese title keeps its own on a Chinese page.
    """
    wanted = sorted({str(source) for source in source_ids if not pd.isna(source)})
    return in_page_language(rows(data, sources, source_ids=wanted), _)


def in_page_language(found: pd.DataFrame, _: Translator) -> pd.DataFrame:
    """Return rows of sources with title, licence and note in the page's language, where they have them."""
    if _.language == "zh":
        for column in ("title", "licence", "note"):
            found[column] = found[f"{column}_zh"].fillna(found[column])
    return found


def _linked(source: object) -> str:
    title, url, doi = source.title, source.url, source.doi  # type: ignore[attr-defined]
    address = url if not pd.isna(url) else None if pd.isna(doi) else f"https://doi.org/{doi}"
    return f"[{literal(title)}](<{address}>)" if address else literal(title)


def source_line(data: Data, source_ids: list[str], _: Translator) -> None:
    """Draw the line that names the sources of a chart, each with its grade."""
    parts = [
        _("{title} (grade {grade})", title=_linked(source), grade=source.grade)
        for source in source_rows(data, source_ids, _).itertuples()
    ]
    if parts:
        st.caption(_("Source: {sources}", sources=_("; ").join(parts)))


def source_details(data: Data, source_ids: list[str], _: Translator) -> None:
    """Draw publisher, licence and meaning of the grade of each source."""
    lines = [
        _(
            "{title}: {publisher}. Licence: {licence}. {grade}",
            title=_linked(source),
            publisher=literal(source_words(source.publisher, _)),
            licence=literal(source.licence),
            grade=grade_words(source.grade, _),
        )
        for source in source_rows(data, source_ids, _).itertuples()
    ]
    st.caption("\n".join(f"- {line}" for line in lines))


def source_titles(data: Data, source_ids: list[str], _: Translator) -> str:
    """Return the titles of some sources as Markdown."""
    return _("; ").join(literal(title) for title in source_rows(data, source_ids, _)["title"])
