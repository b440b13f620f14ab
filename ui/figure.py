"""A chart on a page: title, figure, captions, sources, and its table with a download beneath."""

import pandas as pd
import streamlit as st

from charts.chart import Chart
from locales import Translator
from ui.data import Data
from ui.download import download_data
from ui.evidence import source_details, source_line
from ui.literal import literal

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def show_chart(
    chart: Chart, table: pd.DataFrame, source_ids: list[str], *, name: str, data: Data, translate: Translator
) -> None:
    """Draw a chart with everything that a reader needs to trust and reuse it.

    `table` holds the rows behind it under headings in the page's language; `name` becomes the file name.
    """
    _ = translate
    st.subheader(literal(chart.title), anchor=False)
    st.plotly_chart(chart.figure, theme=None, config=CONFIG, alt=chart.alt, key=f"chart_{name}")
    if chart.captions:
        st.caption("  \n".join(literal(caption) for caption in chart.captions))
    source_line(data, source_ids, _)
    with st.expander(_("Table, sources and download ({count} rows)", count=len(table))):
        st.dataframe(table, hide_index=True, alt=chart.title)
        source_details(data, source_ids, _)
        download_data(chart, table, source_ids, name=name, data=data, translate=_)
