"""Files that must never be stored, in every format, each with a finding that it must lead to."""

import datetime
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import openpyxl
import pyarrow as pa

from etl.reception import Options
from tests.etl.files import csv_of, ods_of, parquet_of, with_part, xls_of, xlsb_of, xlsx_of, zip_of

HEADER = ["unit_code", "date", "confirmed", "recovered", "deaths", "note"]
GOOD = ["370200", "2020-01-28", "5", "1", "0", ""]
ZH = ["城市", "日期", "累计确诊", "死亡"]


@dataclass(frozen=True)
class BadFile:
    """A file, what is chosen for it, and the code of the finding that it must lead to."""

    name: str
    content: bytes
    code: str
    options: Options = field(default_factory=Options)


def cells() -> Iterator[tuple[str, int, str, str]]:
    """Name, column, bad value and code of a mistake in one cell."""
    yield from [
        ("short_code", 0, "37020", "code_lost_zero"),
        ("code_as_number", 0, "3.702E+05", "code_lost_zero"),
        ("unknown_code", 0, "999999", "reference_unknown"),
        ("broken_code", 0, "37-200", "value_malformed"),
        ("no_code", 0, "", "value_missing"),
        ("unknown_place", 0, "火星市", "unit_unknown"),
        ("shared_name", 0, "鼓楼区", "unit_ambiguous"),
        ("formula_as_code", 0, "=1+1", "formula"),
        ("two_days", 1, "1/2/2020", "date_format"),
        ("no_such_day", 1, "2020-02-30", "date_impossible"),
        ("day_in_words", 1, "yesterday", "value_not_date"),
        ("long_ago", 1, "1920-01-28", "value_too_small"),
        ("to_come", 1, "2999-01-28", "date_in_future"),
        ("day_and_hour", 1, "2020-01-28 10:30", "date_format"),
        ("no_day", 1, "", "value_missing"),
        ("negative", 2, "-3", "value_too_small"),
        ("half_a_case", 2, "3.5", "value_not_whole"),
        ("words", 2, "many", "value_not_integer"),
        ("infinite", 2, "inf", "value_infinite"),
        ("too_many", 2, "99999999999999999999", "value_too_large"),
        ("percent_of_nothing", 2, "12%", "percent_sign"),
        ("broken_thousands", 2, "1,23", "value_not_integer"),
        ("dash", 2, "-", "missing_marker"),
        ("none", 2, "无", "missing_marker"),
        ("stroke", 2, "/", "missing_marker"),
        ("dots", 2, "……", "missing_marker"),
        ("not_reported", 2, "未报告", "missing_marker"),
        ("former_name", 0, "胶南市", "unit_unknown"),
        ("former_code", 0, "370282", "unit_unknown"),
        ("former_city", 0, "莱芜", "unit_ambiguous"),
        ("no_count", 2, "", "value_missing"),
        ("formula_error", 2, "#DIV/0!", "error_cell"),
        ("not_available", 2, "#N/A", "error_cell"),
        ("fewer_cases_than_deaths", 4, "50", "outcomes_exceed_confirmed"),
        ("control_character", 0, "370200\u0007", "control_character"),
    ]


def mistaken(column: int, value: str) -> list[list[str]]:
    bad = list(GOOD)
    bad[1] = "2020-01-29"
    bad[column] = value
    return [HEADER, GOOD, bad]


def bad_cells() -> Iterator[BadFile]:
    for name, column, value, code in cells():
        yield BadFile(f"{name}.csv", csv_of(mistaken(column, value)), code)
    for name, column, value, code in cells():
        if "\u0007" not in value and not value.startswith("="):
            yield BadFile(f"{name}.xlsx", xlsx_of(mistaken(column, value)), code)


def bad_text() -> Iterator[BadFile]:
    good = csv_of([HEADER, GOOD])
    yield BadFile("empty.csv", b"", "file_empty")
    yield BadFile("blank.csv", b"\n\n\n", "header_missing")
    yield BadFile("only_a_header.csv", csv_of([HEADER]), "rows_missing")
    yield BadFile("short_row.csv", good + b"370200,2020-01-29\n", "row_too_short")
    yield BadFile("long_row.csv", good + b"370200,2020-01-29,1,0,0,,7\n", "row_too_long")
    yield BadFile("open_quote.csv", good + b'370200,2020-01-29,"1,0,0,\n', "quote_open")
    yield BadFile(
        "huge_row.csv", good + b'370200,2020-01-29,1,0,0,"' + b"x" * 2_100_000 + b'"\n', "row_oversized"
    )
    yield BadFile("twice.csv", csv_of([[*HEADER, "confirmed"], [*GOOD, "5"]]), "header_duplicate")
    yield BadFile("same_key.csv", csv_of([HEADER, GOOD, GOOD]), "key_duplicate")
    yield BadFile(
        "lost_column.csv", csv_of([["unit_code", "date", "deaths"], [*GOOD[:2], "0"]]), "column_missing"
    )
    yield BadFile("other_table.csv", csv_of([["天气", "温度"], ["晴", 3]]), "dataset_unclear")
    yield BadFile(
        "wide.csv", csv_of([[f"x{n}" for n in range(6000)]]), "too_many_columns", Options("case_daily")
    )
    yield BadFile("latin1.csv", "place,date\ncaf\u00e9,1\n".encode("latin-1"), "encoding_undecided")
    yield BadFile("torn_utf8.csv", good + "青岛".encode()[:-1] + b",1\n", "encoding_undecided")
    yield BadFile("nul.csv", good + b"370200,2020-01-29,\x00,0,0,\n", "nul_character")
    yield BadFile("random.bin", zlib.compress(bytes(range(256)) * 4)[2:], "encoding_undecided")
    yield BadFile("wrong_choice.csv", csv_of([ZH]), "encoding_wrong", Options(encoding="big5"))
    yield BadFile("strange_choice.csv", good, "encoding_unknown", Options(encoding="klingon"))
    yield BadFile(
        "gap.csv",
        csv_of([["城市", "日期", "新增确诊"], ["青岛", "2020-01-21", 1], ["青岛", "2020-01-25", 2]]),
        "new_counts_gap",
    )
    yield BadFile(
        "falling.csv", csv_of([["城市", "2020-01-21", "2020-01-22"], ["青岛", 9, 1]]), "counts_unclear"
    )
    yield BadFile(
        "places_across.csv", csv_of([["日期", "即墨区", "市南区"], ["2020-01-25", 1, 2]]), "places_across"
    )
    yield BadFile("no_year.csv", csv_of([["城市", "1月21日", "1月22日"], ["青岛", 1, 2]]), "day_unclear")
    yield BadFile("two_orders.csv", csv_of([["城市", "1/2/2020", "2/2/2020"], ["青岛", 1, 2]]), "day_unclear")
    yield BadFile("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "file_not_table")
    yield BadFile("document.csv", b"%PDF-1.7\n" + b"x" * 64, "file_not_table")
    yield BadFile("database.csv", b"\x00" * 8 + b"DUCK" + b"\x00" * 64, "file_not_table")
    yield BadFile("torn.csv.gz", b"\x1f\x8b\x08" + b"\x00" * 64, "archive_damaged")
    yield BadFile("bomb.csv.gz", gzip.compress(b"0" * 64_000_000, 1), "archive_ratio")
    yield BadFile("packed_twice.csv.gz", gzip.compress(gzip.compress(good)), "file_is_archive")
    yield BadFile(
        "contradiction.csv",
        csv_of([["代码", "城市", "日期", "确诊"], ["370200", "济南市", "2020-01-21", 1]]),
        "code_contradicts_name",
    )
    yield BadFile(
        "measures.csv",
        csv_of([["unit_code", "measure_code", "status"], ["370200", "no_such", "implemented"]]),
        "code_unknown",
    )
    yield BadFile("no_dataset.csv", good, "dataset_unknown", Options("weather"))
    yield BadFile(
        "semicolons.csv",
        csv_of(
            [["城市", "指标", "年份", "数值", "单位"], ["青岛", "hospital_beds", 2018, "1,5", "张"]],
            delimiter=";",
        ),
        "value_not_number",
    )


def bad_workbooks() -> Iterator[BadFile]:
    rows = [ZH, ["青岛", datetime.date(2020, 1, 28), 5, 0]]
    good = xlsx_of(rows)

    def error(book: openpyxl.Workbook) -> None:
        page = book.active
        assert page is not None
        page["C3"].value, page["C3"].data_type = "#REF!", "e"
        page["A3"], page["B3"] = "济南", datetime.date(2020, 1, 28)

    entity = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    yield BadFile("empty.xlsx", xlsx_of([]), "workbook_empty")
    yield BadFile("header_only.xlsx", xlsx_of([ZH]), "rows_missing")
    yield BadFile("error_cell.xlsx", xlsx_of(rows, change=error), "error_cell")
    yield BadFile("soon.xlsx", xlsx_of([*rows, ["济南", "soon", 1, 0]]), "value_not_date")
    yield BadFile("place_of_no_name.xlsx", xlsx_of([*rows, ["火星", "2020-01-29", 1, 0]]), "unit_unknown")
    yield BadFile("truncated.xlsx", good[: len(good) // 2], "archive_damaged")
    yield BadFile(
        "torn.xlsx", with_part(good, "xl/worksheets/sheet1.xml", lambda xml: xml[:200]), "workbook_damaged"
    )
    yield BadFile(
        "entity.xlsx", with_part(good, "xl/workbook.xml", lambda xml: entity + xml), "workbook_entity"
    )
    yield BadFile(
        "far_cell.xlsx",
        with_part(good, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="D2"', b'r="XFD1048576"')),
        "workbook_too_large",
    )
    yield BadFile(
        "bomb.xlsx", with_part(good, "xl/styles.xml", lambda xml: xml + b" " * 40_000_000), "archive_ratio"
    )
    yield BadFile("far_cell.xlsb", xlsb_of(rows, last=(1_048_575, 16_383)), "workbook_damaged")
    yield BadFile("place_of_no_name.xlsb", xlsb_of([*rows, ["火星", "2020-01-29", 1, 0]]), "unit_unknown")
    repeated = "table:number-columns-repeated='2000000000'"
    yield BadFile("far_cell.ods", ods_of(rows, attributes=repeated), "too_many_columns")
    yield BadFile("place_of_no_name.ods", ods_of([*rows, ["火星", "2020-01-29", 1, 0]]), "unit_unknown")
    yield BadFile(
        "entity.ods", with_part(ods_of(rows), "content.xml", lambda xml: entity + xml), "workbook_entity"
    )
    yield BadFile("sheet.xlsx", good, "sheet_unknown", Options(sheet="二月"))
    yield BadFile(
        "word.xlsx",
        zip_of({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        "archive_without_table",
    )
    yield BadFile("words.xls", xls_of([*rows, ["济南", "soon", 1, 0]]), "value_not_date")
    yield BadFile("header_only.xls", xls_of([ZH]), "rows_missing")
    yield BadFile("unknown_place.xls", xls_of([*rows, ["火星", "2020-01-29", 1, 0]]), "unit_unknown")
    yield BadFile("truncated.xls", xls_of(rows)[:900], "workbook_damaged")
    yield BadFile("noise.xls", b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 8, "workbook_damaged")


def bad_archives() -> Iterator[BadFile]:
    good = csv_of([HEADER, GOOD])
    locked = bytearray(zip_of({"a.csv": good}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    lying = bytearray(zip_of({"a.csv": good * 100}))
    directory = lying.index(b"PK\x01\x02")
    lying[directory + 24 : directory + 28] = (9).to_bytes(4, "little")
    yield BadFile("escape.zip", zip_of({"../../a.csv": good}), "archive_path")
    yield BadFile("absolute.zip", zip_of({"/etc/a.csv": good}), "archive_path")
    yield BadFile("drive.zip", zip_of({"C:\\a.csv": good}), "archive_path")
    yield BadFile("bomb.zip", zip_of({"a.csv": b"0" * 60_000_000}), "archive_ratio")
    yield BadFile("crowd.zip", zip_of({f"{n}.csv": "" for n in range(1001)}), "archive_members")
    yield BadFile("locked.zip", bytes(locked), "archive_encrypted")
    yield BadFile("lying.zip", bytes(lying), "archive_damaged")
    yield BadFile("truncated.zip", zip_of({"a.csv": good})[:60], "archive_damaged")
    yield BadFile("no_table.zip", zip_of({"a.docx": "x"}), "archive_without_table")
    yield BadFile("nested.zip", zip_of({"a.zip": zip_of({"a.csv": good})}), "archive_without_table")
    yield BadFile("bad_cell.zip", zip_of({"a.csv": csv_of(mistaken(2, "many"))}), "value_not_integer")
    yield BadFile("empty_member.zip", zip_of({"a.csv": ""}), "header_missing")
    yield BadFile("latin1.zip", zip_of({"a.csv": "caf\u00e9,1\n".encode("latin-1")}), "encoding_undecided")


def bad_parquet() -> Iterator[BadFile]:
    good = {"unit_code": ["370200"], "date": ["2020-01-28"], "confirmed": [5]}
    whole = parquet_of(good)
    yield BadFile("truncated.parquet", whole[: len(whole) // 2], "parquet_damaged")
    yield BadFile("footer.parquet", whole[:-12] + b"\xff" * 8 + b"PAR1", "parquet_damaged")
    yield BadFile("magic.parquet", b"PAR1", "parquet_damaged")
    yield BadFile("nested.parquet", parquet_of({**good, "more": [[1]]}), "parquet_nested")
    yield BadFile(
        "no_rows.parquet", parquet_of({name: pa.array([], pa.string()) for name in good}), "rows_missing"
    )
    yield BadFile("half.parquet", parquet_of({**good, "confirmed": [2.5]}), "value_not_whole")
    yield BadFile(
        "no_column.parquet", parquet_of({"unit_code": ["370200"], "date": ["2020-01-28"]}), "column_missing"
    )
    yield BadFile("unknown.parquet", parquet_of({**good, "unit_code": ["999999"]}), "reference_unknown")
    bytes_column = pa.array([b"\xff\xfe"], pa.binary())
    yield BadFile("bytes.parquet", parquet_of({**good, "confirmed": bytes_column}), "parquet_damaged")


def bad_files() -> list[BadFile]:
    """Return the whole corpus."""
    return [*bad_cells(), *bad_text(), *bad_workbooks(), *bad_archives(), *bad_parquet()]
