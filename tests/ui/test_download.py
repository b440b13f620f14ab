import io
import json
import zipfile

import pandas as pd
import pytest

from ui.download import csv_bytes, defused, zip_bytes


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "\t=1",
        "\r=1",
        " =1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "|x",
        "%x",
        "\n=1",
    ],
)
def test_no_cell_begins_with_what_a_spreadsheet_runs(cell: str) -> None:
    assert str(defused(cell)).startswith("'")


@pytest.mark.parametrize("cell", ["-3.5", "+4", "1e5", "即墨区", "370215", "", "a=b", -2, None])
def test_numbers_and_words_stay(cell: object) -> None:
    assert defused(cell) is cell


def test_a_csv_opens_rightly_in_a_chinese_spreadsheet_and_keeps_codes() -> None:
    table = pd.DataFrame({"=代码": ["010001"], "日期": pd.to_datetime(["2020-02-06"]), "例": [-8]})
    text = csv_bytes(table)
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").splitlines() == ["'=代码,日期,例", "010001,2020-02-06,-8"]


def test_the_zip_holds_data_and_metadata_and_is_the_same_every_time() -> None:
    table = pd.DataFrame({"a": [1]})
    content = zip_bytes(table, {"data_version": "abc", "title": "题"})
    assert content == zip_bytes(table, {"data_version": "abc", "title": "题"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["data.csv", "metadata.json"]
        assert json.loads(archive.read("metadata.json"))["title"] == "题"
