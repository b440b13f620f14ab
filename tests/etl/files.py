"""Small files in every format that a reader takes, built in code."""

import csv
import datetime
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import xlwt

Rows = Sequence[Sequence[object]]


def text_of(rows: Rows, delimiter: str = ",") -> str:
    """Return rows as delimited text; a cell that holds a delimiter or a quotation mark is quoted."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return target.getvalue()


def csv_of(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    return text_of(rows, delimiter).encode(encoding)


def xlsx_of(
    rows: Rows, sheet: str = "Sheet1", change: Callable[[openpyxl.Workbook], None] | None = None
) -> bytes:
    """Return a workbook with one sheet of rows; `change` may do the rest."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    if change is not None:
        change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xls_of(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """Return a workbook of the old format; dates become date cells."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    day = xlwt.XFStyle()
    day.num_format_str = "YYYY-MM-DD"
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime.date):
                page.write(row, column, cell, day)
            elif cell is not None:
                page.write(row, column, cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def zip_of(members: Mapping[str, bytes | str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def parquet_of(columns: Mapping[str, object]) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(dict(columns)), sink)
    return bytes(sink.getvalue().to_pybytes())


def with_part(workbook: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member.filename, change(content) if member.filename == part else content)
    return target.getvalue()
