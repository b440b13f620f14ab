"""The archive holds figures, data and method, and a receipt that every file answers to."""

import hashlib
import io
import json
import zipfile

import pandas as pd
import pytest

from etl.snapshot import Snapshot
from exports.brief_zip import chart_table, table_frame, zip_bytes
from tests.exports.briefs import ALASHAN, JIMO, QINGDAO, brief_of


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("unit", "language"), [(JIMO, "zh"), (ALASHAN, "en")])
def test_the_receipt_names_every_file_with_its_hash(
    real_snapshot: Snapshot, unit: str, language: str
) -> None:
    brief = brief_of(real_snapshot, unit, language)
    files = files_of(zip_bytes(brief))
    receipt = json.loads(files.pop("receipt.json"))
    assert set(receipt["files"]) == set(files)
    for name, content in files.items():
        assert receipt["files"][name] == {
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
        }
    assert receipt["data_version"] == real_snapshot.version
    assert receipt["options"]["unit"] == unit
    assert receipt["options"]["prepared"] == "2026-11-24"
    figures = {name for name in files if name.startswith("figures/")}
    assert len(figures) == 3 * len(brief.charts)
    assert {"method.md", "sources.json", "brief.pdf", "brief.html"} <= set(files)


def test_data_come_unrounded_and_open_in_a_chinese_spreadsheet(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, QINGDAO, "zh")
    files = files_of(zip_bytes(brief))
    name = next(name for name in files if name.startswith("data/table") and "gaps" in name)
    assert files[name].startswith(b"\xef\xbb\xbf")
    table = next(table for table in brief.tables if table.key == "gaps")
    read = pd.read_csv(io.BytesIO(files[name]), encoding="utf-8-sig")
    assert read.shape == (len(table.rows), len(table.columns))
    assert read.iloc[:, 2].tolist() == pytest.approx([row[2].value for row in table.rows], rel=1e-12)


def test_tables_and_charts_become_frames_of_their_size(real_snapshot: Snapshot) -> None:
    brief = brief_of(real_snapshot, QINGDAO, "en", length="full")
    for chart in brief.charts:
        assert len(chart_table(chart)) == len(chart.categories)
    for table in brief.tables:
        assert table_frame(table).shape == (len(table.rows), len(table.columns))


def test_the_same_brief_gives_the_same_bytes(real_snapshot: Snapshot) -> None:
    assert zip_bytes(brief_of(real_snapshot)) == zip_bytes(brief_of(real_snapshot))
