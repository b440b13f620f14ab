"""Days of workbooks that count from 1904: bare numbers mean another day there, in cells and above columns."""

import datetime
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from etl.archives import open_archive
from etl.day_systems import binary_workbook_counts_from_1904, old_workbook_counts_from_1904
from etl.findings import Finding
from etl.intake import References
from etl.reception import receive
from tests.etl.files import with_part, xls_of, xlsb_of, xlsx_of

DAY = datetime.date(2020, 1, 28)
FROM_1900, FROM_1904 = (DAY - datetime.date(1899, 12, 30)).days, (DAY - datetime.date(1904, 1, 1)).days
Rows = list[list[object]]


def mac(book: openpyxl.Workbook) -> None:
    book.epoch = CALENDAR_MAC_1904


def as_xlsx(rows: Rows) -> bytes:
    return xlsx_of(rows, change=mac)


def as_xlsb(rows: Rows) -> bytes:
    return xlsb_of(rows, from_1904=True)


def as_xls(rows: Rows) -> bytes:
    return xls_of(rows, from_1904=True)


@pytest.mark.parametrize(
    ("number", "write"),
    [
        (FROM_1904, as_xlsx), (FROM_1904, as_xlsb), (FROM_1904, as_xls),
        (FROM_1900, xlsx_of), (FROM_1900, xlsb_of), (FROM_1900, xls_of),
    ],
)  # fmt: skip
def test_a_bare_day_number_is_the_day_that_its_workbook_counts(
    known: References, number: int, write: Callable[[Rows], bytes]
) -> None:
    long = receive(write([["城市", "日期", "累计确诊"], ["青岛", number, 3]]), "a", known)
    wide = receive(write([["城市", number, number + 1], ["青岛", 3, 4]]), "累计确诊", known)
    for reception, days in ((long, [DAY]), (wide, [DAY, DAY + datetime.timedelta(1)])):
        assert reception.intake.table is not None, reception.intake.report.findings
        assert reception.intake.table["date"].to_pylist() == days
        said = any("1904" in sentence.text("en") for sentence in reception.understood)
        assert said is (number == FROM_1904)


@pytest.mark.parametrize("book", [b"", b"\x99", b"\x99\x01\xff\xff\xff\xff", b"\x80\x80\x80"])
def test_a_broken_workbook_says_nothing_of_its_days(book: bytes) -> None:
    archive = open_archive(_with_book(book), "a.xlsb")
    assert not isinstance(archive, Finding)
    assert not binary_workbook_counts_from_1904(archive)


def _with_book(book: bytes) -> bytes:
    return with_part(xlsb_of([["a"]], from_1904=True), "xl/workbook.bin", lambda _old: book)


def test_any_other_bytes_are_no_old_workbook_from_1904() -> None:
    assert not old_workbook_counts_from_1904(b"\x22\x00\x02\x00\x00\x00\x0e\x00\x02\x00")
