from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.contracts import CASE_DAILY
from etl.findings import Report
from etl.staging import stage
from tests.etl.conftest import Check, only_finding

HEADER = "unit_code,date,confirmed\n"


def staged(path: Path) -> list[tuple[object, ...]]:
    report = Report("case_daily")
    with duckdb.connect(":memory:") as con:
        assert stage(con, path, CASE_DAILY, report) is not None, report.findings
        return con.execute("SELECT file_row, unit_code, confirmed FROM staging ORDER BY 1").fetchall()


def test_codes_keep_leading_zeros_and_a_city_called_na_survives(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + "010000,2020-01-01,NA\n", "utf-8")
    assert staged(path) == [(2, "010000", "NA")]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + '1,"a\n\nb",1\n\n2,b,2,9\n3,c,3\n', "utf-8")
    assert staged(path) == [(2, "1", "1"), (5, "3", "3")]


def test_blank_rows_count_and_quoted_blank_lines_do_not(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADER + "\n\n1,a,1\n", "utf-8")
    assert staged(path) == [(4, "1", "1")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_make_no_difference(tmp_path: Path, end: str, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((mark + HEADER + "110000,2020-01-01,5\n").replace("\n", end).encode())
    assert staged(path) == [(2, "110000", "5")]


def test_a_file_name_with_a_pattern_reads_only_itself(tmp_path: Path) -> None:
    (tmp_path / "ab.csv").write_text(HEADER + "2,2,2\n", "utf-8")
    path = tmp_path / "a*.csv"
    path.write_text(HEADER + "1,1,1\n", "utf-8")
    assert staged(path) == [(2, "1", "1")]


def test_parquet_keeps_text_and_dates(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    dates = pa.array([0], pa.timestamp("ns"))
    pq.write_table(pa.table({"unit_code": ["010000"], "date": dates, "confirmed": [7]}), path)
    assert staged(path) == [(2, "010000", "7")]


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"", "file_empty", None),
        (b"PK\x03\x04rest", "file_is_archive", None),
        (b"\x1f\x8b\x08rest", "file_is_archive", None),
        (b"\x89PNG\r\n", "file_not_table", None),
        (b"%PDF-1.7", "file_not_table", None),
        (b"\xd0\xcf\x11\xe0rest", "file_not_table", None),
        (b"12345678DUCKrest", "file_not_table", None),
        (b"PAR1 cut off", "parquet_damaged", None),
        (HEADER.encode("utf-16"), "encoding_not_utf8", 1),
        (HEADER.encode() + "青岛,1,1\n".encode("gb18030"), "encoding_not_utf8", 2),
        (HEADER.encode() + b"370200,2020-01-01,\x00\n", "nul_character", 2),
        (b"unit_code;date;confirmed\n1;2;3\n", "wrong_delimiter", 1),
        (b"\n\n", "header_missing", 1),
        (HEADER.encode(), "rows_missing", 1),
        (HEADER.encode() + b"370200,2020-01-01\n", "row_too_short", 2),
        (HEADER.encode() + b"370200,2020-01-01,1,2\n", "row_too_long", 2),
        (HEADER.encode() + b'370200,"2020-01-01,1\n', "quote_open", 2),
        (",".join(f"c{n}" for n in range(1001)).encode() + b"\n", "too_many_columns", 1),
    ],
)
def test_what_is_no_table_is_named(check_text: Check, content: bytes, code: str, row: int | None) -> None:
    checked = check_text(content)
    finding = only_finding(checked)
    assert (finding.code, finding.row, finding.severity) == (code, row, "error")
    assert checked.table is None


def test_the_encoding_is_named(check_text: Check) -> None:
    checked = check_text((HEADER + "青岛,1,1\n").encode("gb18030"))
    assert "GB18030" in only_finding(checked).as_dict()["fix"]


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    report = Report("case_daily")
    with duckdb.connect(":memory:") as con:
        assert stage(con, tmp_path / "no.csv", CASE_DAILY, report) is None
        assert stage(con, tmp_path, CASE_DAILY, report) is None
    assert [finding.code for finding in report.findings] == ["file_missing", "file_missing"]


def test_duplicate_and_unknown_columns_are_named(check_text: Check) -> None:
    checked = check_text("unit_code,date,confirmed,confirmed,weather\n370200,2020-01-01,1,2,3\n")
    found = [(finding.code, finding.severity, finding.column) for finding in checked.report.findings]
    assert found == [("header_duplicate", "error", "confirmed"), ("column_unknown", "warning", "weather")]


def test_nested_parquet_is_refused(tmp_path: Path, check_text: Check) -> None:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"unit_code": [["370200"]], "date": ["2020-01-01"], "confirmed": [1]}), sink)
    finding = only_finding(check_text(sink.getvalue().to_pybytes(), name="a.parquet"))
    assert (finding.code, finding.column) == ("parquet_nested", "unit_code")
