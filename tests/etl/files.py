"""Small files in every format that a reader takes, built in code."""

import csv
import datetime
import io
import struct
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


def xls_of(rows: Rows, sheet: str = "Sheet1", *, from_1904: bool = False) -> bytes:
    """Return a workbook of the old format; dates become date cells."""
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
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


def ods_of(rows: Rows, *, attributes: str = "") -> bytes:
    """Return an OpenDocument spreadsheet of text cells; `attributes` go into its last cell."""
    lines = [[f"<table:table-cell office:value-type='string'{{}}><text:p>{cell}</text:p></table:table-cell>"
              for cell in row] for row in rows]  # fmt: skip
    last = len(lines) - 1
    body = "".join(
        "<table:table-row>"
        + "".join(
            cell.format(f" {attributes}" if (number, place) == (last, len(line) - 1) else "")
            for place, cell in enumerate(line)
        )
        + "</table:table-row>"
        for number, line in enumerate(lines)
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content xmlns:office='{names}:office:1.0'"
        f" xmlns:table='{names}:table:1.0' xmlns:text='{names}:text:1.0' office:version='1.2'>"
        f"<office:body><office:spreadsheet><table:table table:name='Sheet1'>{body}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest:manifest xmlns:manifest='{names}:manifest:1.0'/>",
            "content.xml": content,
        }
    )


def xlsb_of(rows: Rows, *, last: tuple[int, int] | None = None, from_1904: bool = False) -> bytes:
    """Return a workbook of the binary format (MS-XLSB) with one sheet of text and numbers.

    `last` is the row and the column, counted from 0, of one more cell. With `from_1904` the workbook counts
    its days from 1904.
    """
    extent = struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1)
    sheet = _record(129) + _record(148, extent) + _record(145)
    for number, row in enumerate(rows):
        sheet += _record(0, struct.pack("<IIHHHI", number, 0, 300, 0, 0, 0) + b"\x00")
        for place, cell in enumerate(row):
            start = struct.pack("<II", place, 0)
            if isinstance(cell, int | float):
                sheet += _record(5, start + struct.pack("<d", cell))
            else:
                sheet += _record(6, start + _wide(str(cell)))
    if last is not None:
        sheet += _record(0, struct.pack("<IIHHHI", last[0], 0, 300, 0, 0, 0) + b"\x00")
        sheet += _record(6, struct.pack("<II", last[1], 0) + _wide("x"))
    sheet += _record(146) + _record(130)
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sheet1")
    properties = _record(153, struct.pack("<III", 0x10020 | from_1904, 0, 0))
    book = (
        _record(131)
        + properties
        + _record(143)
        + _record(156, bundle)
        + _record(144)
        + _record(157)
        + _record(132)
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = (
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        f"<Relationship Id='rId1' Type='{kind}' Target='worksheets/sheet1.bin'/></Relationships>"
    )
    return zip_of(
        {
            "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _record(kind: int, content: bytes = b"") -> bytes:
    """Return a record: its type and its length in groups of seven bits, then its content."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    length = b""
    while size > 0x7F:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
