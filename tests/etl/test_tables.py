import gzip

import pyarrow as pa
import pytest

from etl.findings import Finding
from etl.tables import ParquetTable, Script, SheetTable, Table, TextTable, tables_of
from tests.etl.files import csv_of, ods_of, parquet_of, xls_of, xlsb_of, xlsx_of, zip_of

ROWS = [["unit_code", "date"], ["370200", "2020-01-02"]]


def found(content: bytes, name: str = "a") -> list[Table | Finding]:
    return list(tables_of(content, name, Script()))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (csv_of(ROWS), TextTable), (xlsx_of(ROWS), SheetTable), (xls_of(ROWS), SheetTable),
        (parquet_of({"unit_code": ["370200"], "date": ["2020-01-02"]}), ParquetTable),
        (zip_of({"a.csv": csv_of(ROWS)}), TextTable), (gzip.compress(csv_of(ROWS)), TextTable),
        (ods_of(ROWS), SheetTable), (xlsb_of(ROWS), SheetTable),
    ],
)  # fmt: skip
def test_bytes_tell_the_format_whatever_the_name_says(content: bytes, kind: type) -> None:
    table = found(content, "picture.png")[0]
    assert isinstance(table, kind)
    assert list(table.head[0]) == ROWS[0]


def test_every_member_and_sheet_is_a_table() -> None:
    members = found(
        zip_of({"a.csv": csv_of(ROWS), "b.tsv": csv_of(ROWS, delimiter="\t"), "c.csv": b"\xff\xff"})
    )
    assert [table.sheet for table in members] == ["a.csv", "b.tsv", "c.csv"]
    assert isinstance(members[2], Finding)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"), (b"\x89PNG\r\n", "file_not_table"), (b"\x1f\x8b\x08", "archive_damaged"),
        (gzip.compress(b"PK\x03\x04"), "file_is_archive"), (gzip.compress(b""), "file_empty"),
        (b"PK\x03\x04rest", "archive_damaged"), (b"PAR1rest", "parquet_damaged"),
        (b"\xd0\xcf\x11\xe0rest", "workbook_damaged"), (zip_of({"a.doc": "x"}), "archive_without_table"),
        (xlsx_of([]), "workbook_empty"), (b"a\x00b", "nul_character"),
        (parquet_of({"a": pa.array([[1]])}), "parquet_nested"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_named_with_a_row(content: bytes, code: str) -> None:
    finding = found(content)[0]
    assert isinstance(finding, Finding)
    assert (finding.code, finding.row) == (code, 1)
