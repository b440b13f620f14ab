"""Where a number comes from, in words: grade, source, day."""

import pandas as pd
import streamlit as st

from charts.grade_words import grade_words
from charts.source_words import source_words
from etl.reads import sources
from locales import Language, Translator
from ui.data import Data, rows
from ui.kept import kept
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
    line, _details = _words_of(data, source_ids, _)
    if line:
        st.caption(line)


def source_details(data: Data, source_ids: list[str], _: Translator) -> None:
    """Draw publisher, licence and meaning of the grade of each source."""
    _line, details = _words_of(data, source_ids, _)
    st.caption(details)


def _words_of(data: Data, source_ids: list[str], _: Translator) -> tuple[str, str]:
    """Return what is said of some sources in one line, and in one line each."""
    wanted = tuple(sorted({str(source) for source in source_ids if not pd.isna(source)}))
    return _source_words(data.store, data.version, _.language, wanted, data, _)


@kept(200)
def _source_words(
    store: str, version: str, language: Language, wanted: tuple[str, ...], _data: Data, _words: Translator
) -> tuple[str, str]:
    _ = _words
    found = list(source_rows(_data, list(wanted), _).itertuples())
    named = [_("{title} (grade {grade})", title=_linked(one), grade=one.grade) for one in found]
    details = [
        _(
            "{title}: {publisher}. Licence: {licence}. {grade}",
            title=_linked(source),
            publisher=literal(source_words(source.publisher, _)),
            licence=literal(source.licence),
            grade=grade_words(source.grade, _),
        )
        for source in found
    ]
    line = _("Source: {sources}", sources=_("; ").join(named)) if named else ""
    return line, "\n".join(f"- {one}" for one in details)


def source_titles(data: Data, source_ids: list[str], _: Translator) -> str:
    """Return the titles of some sources as Markdown."""
    return _("; ").join(literal(title) for title in source_rows(data, source_ids, _)["title"])
