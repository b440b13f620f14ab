"""Where a number comes from, in words: grade, source, day."""

import pandas as pd
import streamlit as st

from etl import reads
from locales import Translator
from ui.data import Data, rows
from ui.literal import literal


def grade_words(grade: object, _: Translator) -> str:
    """Return what a grade means."""
    words = {
        "A": _("grade A, official primary source"),
        "B": _("grade B, peer-reviewed or official secondary source"),
        "C": _("grade C, press, repost or aggregator"),
        "S": _("grade S, sample data, no real measurement"),
    }
    return words.get(str(grade), _("not graded"))


def source_rows(data: Data, source_ids: list[str]) -> pd.DataFrame:
    """Return title, publisher, licence and address of some sources, each once."""
    wanted = sorted({str(source) for source in source_ids if not pd.isna(source)})
    return rows(data, reads.sources, source_ids=wanted)


def source_line(data: Data, source_ids: list[str], _: Translator) -> None:
    """Draw the line that names the sources of a chart with grade and licence."""
    found = source_rows(data, source_ids)
    parts = []
    for source in found.itertuples():
        link = source.url if not pd.isna(source.url) else None
        if link is None and not pd.isna(source.doi):
            link = f"https://doi.org/{source.doi}"
        title = f"[{literal(source.title)}](<{link}>)" if link else literal(source.title)
        parts.append(
            _(
                "{title} ({publisher}; {grade}; licence: {licence})",
                title=title,
                publisher=literal(source.publisher),
                grade=grade_words(source.grade, _),
                licence=literal(source.licence),
            )
        )
    if parts:
        st.caption(_("Source: {sources}", sources=_("; ").join(parts)))


def source_titles(data: Data, source_ids: list[str], _: Translator) -> str:
    """Return the titles of some sources as Markdown."""
    return _("; ").join(literal(title) for title in source_rows(data, source_ids)["title"])
