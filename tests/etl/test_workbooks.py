import datetime
import subprocess
import sys
import zipfile
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from etl import workbooks
from etl.findings import Finding
from etl.intake import References
from etl.reception import receive
from etl.workbooks import WorkSheet, read_old_workbook, read_open_workbook
from tests.etl.files import xls_of, xlsx_of


def opened(content: bytes) -> list[WorkSheet]:
    sheets = read_open_workbook(content, zipfile.ZipFile(BytesIO(content)), "a.xlsx")
    assert not isinstance(sheets, Finding), sheets
    return sheets


def test_cells_become_text_column_by_column() -> None:
    sheet = opened(xlsx_of([["x", 5, 0.5], [datetime.date(2020, 1, 28), True, None]], "甲"))[0]
    assert (sheet.name, sheet.hidden) == ("甲", False)
    assert sheet.columns == [["x", "2020-01-28"], ["5", "true"], ["0.5", ""]]


def test_merged_cells_fill_the_head_but_only_down_in_the_body() -> None:
    sheet = WorkSheet("s", False, [["a", "", ""], ["", "", ""]], [((0, 0), (0, 1)), ((0, 0), (2, 0))])
    assert sheet.rows(2) == [["a", "a"], ["a", ""]]
    assert sheet.filled_columns() == [["a", "a", "a"], ["", "", ""]]


def test_old_workbooks_are_read_the_same() -> None:
    sheets = read_old_workbook(xls_of([["城市", "日期"], ["青岛", datetime.date(2020, 1, 28)]]), "a.xls")
    assert not isinstance(sheets, Finding)
    assert sheets[0].columns == [["城市", "青岛"], ["日期", "2020-01-28"]]


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, xls_of([["a"]])[:700]])
def test_damaged_workbooks_are_named(content: bytes) -> None:
    finding = read_old_workbook(content, "a.xls")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.row) == ("workbook_damaged", 1)


def test_more_cells_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "CELL_LIMIT", 3)
    finding = read_old_workbook(xls_of([["a", "b"], ["c", "d"]]), "a.xls")
    assert isinstance(finding, Finding)
    assert finding.code == "workbook_too_large"


def test_a_parser_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "SECONDS_LIMIT", 0.0001)
    finding = read_old_workbook(xls_of([["a"]]), "a.xls")
    assert isinstance(finding, Finding)
    assert finding.code == "workbook_too_slow"


def test_the_process_needs_nothing_of_this_package() -> None:
    command = [sys.executable, "-I", str(workbooks.PROCESS), "100"]
    done = subprocess.run(command, input=xlsx_of([["a"]]), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_days_of_a_workbook_that_counts_from_1904_are_read_right(known: References) -> None:
    def from_1904(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.active["B2"] = datetime.date(2020, 1, 28)

    rows = [["城市", "日期", "累计确诊"], ["青岛", None, 3]]
    reception = receive(xlsx_of(rows, change=from_1904), "mac.xlsx", known)
    assert reception.intake.table is not None
    assert reception.intake.table["date"].to_pylist() == [datetime.date(2020, 1, 28)]
    assert any("1904" in sentence.text("en") for sentence in reception.understood)
