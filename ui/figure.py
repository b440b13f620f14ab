"""A chart on a page: title, figure, captions, sources, and its table with a download beneath."""

import pandas as pd
import streamlit as st

from charts.chart import Chart
from charts.clicks import CELL_MARK
from charts.watermark import watermarked
from locales import Translator
from ui.behind_button import KIND, show_title
from ui.choices import remember
from ui.data import Data
from ui.dialogs import ask
from ui.evidence import source_details, source_line
from ui.literal import literal
from ui.take_away import take_away

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}

CLICKS = "clicks"


def show_chart(
    chart: Chart,
    table: pd.DataFrame,
    source_ids: list[str],
    *,
    name: str,
    data: Data,
    translate: Translator,
    behind: tuple[str, str] | None = None,
    peers: str | None = None,
) -> None:
    """Draw a chart with everything that a reader needs to trust and reuse it.

    `table` holds the rows behind it under headings in the page's language; `name` becomes the file name;
    `behind` is the place and the score or indicator whose origin a button beside the title opens;
    `peers` says in a file whom the place is compared with, where the chart does not say it itself.
    """
    _ = translate
    if data.is_sample:
        chart = watermarked(chart, _)
    show_title(chart.title, behind, name, _)
    _draw(chart, name)
    if chart.captions:
        st.caption("  \n".join(literal(caption) for caption in chart.captions))
    source_line(data, source_ids, _)
    with st.expander(_("Table and sources ({count} rows)", count=len(table))):
        st.dataframe(table, hide_index=True, alt=chart.title)
        source_details(data, source_ids, _)
    take_away(chart, table, source_ids, name=name, data=data, translate=_, peers=peers)


def _draw(chart: Chart, name: str) -> None:
    """Draw the figure; a click on a mark makes its place the focus, one on a cell opens what lies behind."""
    # A new key after each click, as the figure would otherwise keep showing the old mark as selected.
    key = f"chart_{name}_{st.session_state.get(CLICKS, 0)}"
    shared = {"theme": None, "config": CONFIG, "alt": chart.alt, "key": key}
    if not any(trace.customdata is not None for trace in chart.figure.data):
        st.plotly_chart(chart.figure, **shared)
        return

    def take() -> None:
        points = st.session_state[key]["selection"]["points"]
        code = points[0].get("customdata") if points else None
        code = code[0] if isinstance(code, list) and code else code
        if isinstance(code, str) and code:
            place, mark, figure = code.partition(CELL_MARK)
            if mark:
                ask(KIND, place, figure)
            else:
                remember("focus", place)
            st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1

    st.plotly_chart(chart.figure, on_select=take, selection_mode="points", **shared)
