import io
import zipfile

from etl.coding_cells import open_workbook, read_rows
from etl.coding_headings import CODING, SHEETS
from etl.findings import Report
from tests.etl.filled_sheet import filled


def test_rows_keep_the_number_that_the_spreadsheet_shows() -> None:
    book = open_workbook(filled(only=("A4",)))
    assert book is not None
    report = Report("indicator_value")
    rows = read_rows(book, "coding", CODING, report)
    assert report.errors == 0
    assert {row.get("indicator_code"): row.number for row in rows}["A4"] == 4
    assert [row.get("level") for row in rows if row.get("level")] == ["3"]


def test_a_zip_that_unpacks_to_more_than_memory_is_not_opened() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 210_000_000)
    assert open_workbook(buffer.getvalue()) is None


def test_a_sheet_that_is_not_there_has_no_rows() -> None:
    book = open_workbook(filled(only=("A4",)))
    assert book is not None
    assert SHEETS["coding"] in book.sheet_names
    assert read_rows(book, "documents", CODING[:1], Report("document")) == []
