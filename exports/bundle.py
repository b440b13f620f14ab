"""Zip files to take away: tables, and all that one must know to use and cite them."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from exports.cells import csv_bytes, safe_file_name
from locales import Translator

SAMPLE_COLUMN = "示例数据 sample data"
FIRST_DAY = (2020, 1, 1, 0, 0, 0)
"""Every file in a zip carries this time, so that the same content gives the same bytes."""


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files by name; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()


def data_files(
    tables: Mapping[str, pd.DataFrame], metadata: Mapping[str, Any], translate: Translator
) -> dict[str, bytes]:
    """Return a CSV per table, metadata.json, and in words what they hold, how to cite and under what licence.

    metadata: what is known of the tables; `data_version` and `sources` (records with title, publisher,
    citation, url, doi, licence, grade) are also written out in words, so are `title`, `remarks` and
    `watermark` where given. Where `sample_data` says that they are invented, every row says so too.
    """
    if mark := metadata.get("sample_data"):
        tables = {name: table.assign(**{SAMPLE_COLUMN: mark}) for name, table in tables.items()}
    files = {
        f"{safe_file_name(name, fallback='table')}.csv": csv_bytes(table) for name, table in tables.items()
    }
    listed = list(files)
    files["metadata.json"] = json.dumps(metadata, ensure_ascii=False, indent=2).encode()
    sources: Sequence[Mapping[str, object]] = metadata.get("sources", ())
    files["README.txt"] = _text(_readme(listed, metadata, translate))
    files["CITATION.txt"] = _text(_citation(sources, str(metadata.get("data_version", "")), translate))
    files["LICENCES.txt"] = _text(_licences(sources, translate))
    return files


def zip_of_tables(
    tables: Mapping[str, pd.DataFrame], metadata: Mapping[str, Any], translate: Translator
) -> bytes:
    """Return the files of `data_files` as one zip; the same input gives the same bytes."""
    return zip_files(data_files(tables, metadata, translate))


def _text(lines: Sequence[str]) -> bytes:
    """Return lines as a text file that the plainest editor of a Chinese Windows opens rightly."""
    return ("\ufeff" + "\r\n".join([*lines, ""])).encode()


def _readme(tables: Sequence[str], metadata: Mapping[str, Any], _: Translator) -> list[str]:
    lines = []
    if metadata.get("title"):
        lines += [str(metadata["title"]), ""]
    lines += [str(remark) for remark in metadata.get("remarks", ())]
    if metadata.get("watermark"):
        lines += ["", str(metadata["watermark"])]
    lines += [
        "",
        _(
            "Data: {files}. Text in UTF-8, fields parted by commas, days as year-month-day.",
            files=_(", ").join(tables),
        ),
        _("An empty cell is not known; it is never zero."),
        _("An apostrophe before a text keeps spreadsheets from running it as a formula; drop it."),
        _("metadata.json holds title, remarks, sources and data version for programs."),
        _("Data version {version}", version=str(metadata.get("data_version", ""))),
    ]
    return lines


def _citation(sources: Sequence[Mapping[str, object]], version: str, _: Translator) -> list[str]:
    lines = [
        _("Cite the sources that you use, and the data version {version} of this dashboard:", version=version)
    ]
    for source in sources:
        known = str(source.get("citation") or source.get("title") or "")
        address = f"https://doi.org/{source['doi']}" if source.get("doi") else str(source.get("url") or "")
        lines += ["", f"{known} {address}".strip()]
    return lines


def _licences(sources: Sequence[Mapping[str, object]], _: Translator) -> list[str]:
    lines = [_("The data belong to their sources, each under its own licence:")]
    for source in sources:
        described = _(
            "{title} ({publisher}), grade {grade}. Licence: {licence}",
            title=source.get("title") or "",
            publisher=source.get("publisher") or "",
            grade=source.get("grade") or "",
            licence=source.get("licence") or "",
        )
        lines += ["", described]
    return lines
