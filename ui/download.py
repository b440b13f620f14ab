"""Take the rows behind a chart away: a zip of the table and of what one must know about it."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pandas as pd
import streamlit as st

from charts.chart import Chart, framed
from locales import Translator
from ui.data import Data
from ui.evidence import source_rows
from ui.sandbox import sample_note

FORMULA_START = re.compile(r"^[\s\u200b\ufeff]*[=+\-@＝＋－＠|%]|^[\t\r\n]")
SAMPLE_COLUMN = "示例数据 sample data"
PLAIN_NUMBER = re.compile(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")


def defused(value: object) -> object:
    """Return a cell that no spreadsheet runs as a formula; numbers stay numbers.

    >>> defused("=1+1"), defused("-3.5"), defused(-3.5), defused("Jimo")
    ("'=1+1", '-3.5', -3.5, 'Jimo')
    """
    if isinstance(value, str) and FORMULA_START.match(value) and not PLAIN_NUMBER.match(value):
        return "'" + value
    return value


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as CSV that opens rightly in a Chinese spreadsheet: UTF-8 with a byte order mark."""
    safe = table.copy()
    for column in safe.columns:
        if pd.api.types.is_datetime64_any_dtype(safe[column]):
            safe[column] = safe[column].dt.strftime("%Y-%m-%d")
        elif not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(defused)
    safe.columns = pd.Index([defused(str(column)) for column in safe.columns])
    return ("\ufeff" + safe.to_csv(index=False, lineterminator="\r\n")).encode()


def zip_bytes(table: pd.DataFrame, metadata: dict[str, object]) -> bytes:
    """Return a zip of data.csv and metadata.json; the same input gives the same bytes."""
    return zip_of_tables({"data": table}, metadata)


def zip_of_tables(tables: dict[str, pd.DataFrame], metadata: dict[str, object]) -> bytes:
    """Return a zip with a CSV file per table and metadata.json; the same input gives the same bytes.

    Where the metadata say that the data are invented, every row says so too.
    """
    buffer = io.BytesIO()
    if mark := metadata.get("sample_data"):
        tables = {name: table.assign(**{SAMPLE_COLUMN: mark}) for name, table in tables.items()}
    files = {f"{name}.csv": csv_bytes(table) for name, table in tables.items()}
    files["metadata.json"] = json.dumps(metadata, ensure_ascii=False, indent=2).encode()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def metadata_of(chart: Chart, data: Data, source_ids: list[str], _: Translator) -> dict[str, object]:
    """Return title, remarks, sources with their licences, and the data version of a chart."""
    return {
        "title": chart.title,
        "remarks": list(chart.captions),
        "language": _.language,
        "data_version": data.version,
        **sample_note(data, _),
        "sources": source_records(data, source_ids, _),
    }


def source_records(data: Data, source_ids: list[str], _: Translator) -> list[dict[str, object]]:
    """Return what a file must say about its sources, one record each."""
    sources = source_rows(data, source_ids, _)
    wanted = [
        "source_id",
        "title",
        "publisher",
        "citation",
        "url",
        "doi",
        "licence",
        "accessed",
        "grade",
        "note",
    ]
    listed = sources[wanted].astype(object).where(sources[wanted].notna(), None)
    return [{str(name): value for name, value in record.items()} for record in listed.to_dict("records")]


def figure_page(chart: Chart, data: Data, source_ids: list[str], _: Translator) -> bytes:
    """Return the figure as one web page that opens without a network, its words, sources and version inside.

    The camera in its corner saves a picture at twice the size.
    """
    titles = _("; ").join(source_rows(data, source_ids, _)["title"])
    below = (
        *chart.captions,
        _("Source: {sources}", sources=titles),
        _("Data version {version}", version=data.version),
    )
    page = framed(replace(chart, captions=below)).to_html(
        include_plotlyjs=True,
        full_html=True,
        config={
            "displaylogo": False,
            "displayModeBar": True,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "figure"},
        },
    )
    return str(page).encode()


def download_data(
    chart: Chart, table: pd.DataFrame, source_ids: list[str], *, name: str, data: Data, translate: Translator
) -> None:
    """Draw the buttons that hand over table, metadata and figure; each file is made only when asked for."""
    _ = translate
    metadata = metadata_of(chart, data, source_ids, _)

    def content() -> bytes:
        return zip_bytes(table, metadata)

    st.download_button(
        _("Download data (CSV and metadata)"),
        content,
        file_name=f"{name}-{data.version}.zip",
        mime="application/zip",
        on_click="ignore",
        key=f"download_{name}",
    )
    st.download_button(
        _("Download figure (web page with picture button)"),
        lambda: figure_page(chart, data, source_ids, _),
        file_name=f"{name}-{data.version}.html",
        mime="text/html",
        on_click="ignore",
        key=f"figure_{name}",
    )
