"""What an analyst's file becomes, from bytes to the checked table."""

import datetime
from dataclasses import replace

import openpyxl
import pyarrow as pa
import pytest

from etl.findings import Finding
from etl.intake import References
from etl.reception import Options, Reception, receive
from tests.etl.files import csv_of, parquet_of, text_of, xls_of, xlsx_of, zip_of

CASES = [["城市", "日期", "confirmed", "死亡"], ["北京市", "2020-01-28", 5, 0], ["杭州", "2020-01-28", 7, ""]]
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "big5", "utf-16")


def errors_of(reception: Reception) -> list[tuple[str, int | None, str | None]]:
    findings = reception.intake.report.findings
    return [(each.code, each.row, each.column) for each in findings if each.severity == "error"]


def said(reception: Reception) -> str:
    return " ".join(sentence.text("en") for sentence in reception.understood)


def values(reception: Reception, *columns: str) -> list[tuple[object, ...]]:
    table = reception.intake.table
    assert table is not None, errors_of(reception)
    return [tuple(row[name] for name in columns) for row in table.to_pylist()]


@pytest.fixture(scope="module")
def landed(known: References) -> pa.Table:
    table = receive(csv_of(CASES), "cases.csv", known).intake.table
    assert table is not None
    assert table.select(["unit_code", "confirmed", "deaths"]).to_pylist() == [
        {"unit_code": "110000", "confirmed": 5, "deaths": 0},
        {"unit_code": "330100", "confirmed": 7, "deaths": None},
    ]
    return table


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", ["csv", "tsv", "zip"])
def test_the_same_text_in_any_encoding_lands_identically(
    known: References, landed: pa.Table, encoding: str, form: str
) -> None:
    content = csv_of(CASES, encoding, "\t" if form == "tsv" else ",")
    if form == "zip":
        content = zip_of({"cases.csv": content})
    reception = receive(content, f"cases.{form}", known)
    assert reception.intake.table is not None, errors_of(reception)
    assert reception.intake.table.equals(landed)
    assert reception.understood[0].values["encoding"]


@pytest.mark.parametrize("form", ["xlsx", "xls", "parquet"])
def test_the_same_table_in_any_format_lands_identically(
    known: References, landed: pa.Table, form: str
) -> None:
    header, *rows = [[cell if cell != "" else None for cell in row] for row in CASES]
    dated = [[row[0], datetime.date(2020, 1, 28), *row[2:]] for row in rows]
    content = {
        "xlsx": lambda: xlsx_of([header, *dated]),
        "xls": lambda: xls_of([header, *dated]),
        "parquet": lambda: parquet_of(
            dict(zip(map(str, header), map(list, zip(*dated, strict=True)), strict=True))
        ),
    }[form]()
    table = receive(content, f"cases.{form}", known).intake.table
    assert table is not None
    assert table.equals(landed)


def test_traditional_characters_in_big5_name_the_same_places(known: References) -> None:
    content = "城市,日期,累計確診\n青島市,2020-01-28,5\n廣州,2020-01-28,9\n".encode("big5")
    reception = receive(content, "a.csv", known)
    assert values(reception, "unit_code", "confirmed") == [("370200", 5), ("440100", 9)]
    assert "Big5" in said(reception)


def test_a_text_whose_encoding_stays_in_doubt_is_asked_about(known: References) -> None:
    content = "place,date,confirmed\ncaf\u00e9,2020-01-28,5\n".encode("latin-1")
    assert errors_of(receive(content, "a.csv", known))[0][0] == "encoding_undecided"
    chosen = receive(csv_of(CASES, "gbk"), "a.csv", known, Options(encoding="utf-16-le"))
    assert errors_of(chosen)[0][0] in ("encoding_wrong", "nul_character", "header_missing", "dataset_unclear")


def test_the_bytes_are_kept_as_received(known: References) -> None:
    content = csv_of(CASES, "gbk")
    reception = receive(content, "cases.csv", known)
    assert (reception.intake.content, reception.intake.file_name) == (content, "cases.csv")
    assert reception.intake.report.rows == 2


def test_a_chosen_dataset_is_not_second_guessed(known: References) -> None:
    reception = receive(csv_of(CASES), "cases.csv", known, Options(dataset="measure"))
    assert reception.intake.dataset.name == "measure"
    assert {code for code, _row, _column in errors_of(reception)} == {"column_missing"}


def test_titles_merged_headers_dates_and_remarks_of_a_workbook(known: References) -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = book.create_sheet("二月")
        for row in (
            ["2020年疫情统计"],
            ["省份", "城市", "日期", "累计"],
            [None, None, None, "确诊", "死亡"],
            ["山东省", "青岛", datetime.date(2020, 2, 1), 5, 0],
            [None, "济南", 43862, "７", None],
            [None, "烟台", "2月3日", "#N/A", "x"],
            ["注：来自通报"],
        ):
            page.append(row)
        for cells in ("A1:E1", "D2:E2", "A2:A3", "B2:B3", "C2:C3", "A4:A6"):
            page.merge_cells(cells)
        page["D6"].data_type = "e"
        hidden = book.create_sheet("底稿")
        hidden.append(["城市"])
        hidden.sheet_state = "hidden"

    content = xlsx_of([["说明"]], "封面", change)
    reception = receive(content, "疫情.xlsx", known)
    assert reception.sheets == ("封面", "二月", "底稿")
    found = [finding for finding in reception.intake.report.findings if finding.severity == "error"]
    assert [(each.code, each.row, each.column, each.sheet) for each in found] == [
        ("error_cell", 6, "累计 确诊", "二月"),
        ("value_not_integer", 6, "累计 死亡", "二月"),
    ]
    assert [(reason.text("en"), rows) for reason, rows in reception.set_aside] == [
        ("remarks under the table", 1)
    ]
    assert "rows 2 and 3" in said(reception)
    assert "底稿" in said(reception)


def test_a_sheet_can_be_chosen_and_an_unknown_one_is_named(known: References) -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = book.create_sheet("second")
        for row in [["unit_code", "date", "confirmed"], ["370200", "2020-01-02", 3]]:
            page.append(row)

    content = xlsx_of([["unit_code", "date", "confirmed"], ["370200", "2020-01-02", 1]], "first", change)
    assert values(receive(content, "a.xlsx", known), "confirmed") == [(1,)]
    assert values(receive(content, "a.xlsx", known, Options(sheet="second")), "confirmed") == [(3,)]
    assert errors_of(receive(content, "a.xlsx", known, Options(sheet="third")))[0][0] == "sheet_unknown"


def test_a_name_of_several_places_is_asked_about_and_answered(known: References) -> None:
    content = csv_of([["地区", "日期", "确诊"], ["鼓楼区", "2020-01-28", 5], ["青岛", "2020-01-28", 5]])
    reception = receive(content, "a.csv", known)
    assert [(each.written, each.rows, each.first_row) for each in reception.questions] == [("鼓楼区", 1, 2)]
    assert "320106" in reception.questions[0].candidates
    assert errors_of(reception) == [("unit_ambiguous", 2, "地区")]
    answered = receive(content, "a.csv", known, Options(names={"鼓楼区": "320106"}))
    assert values(answered, "unit_code") == [("320106",), ("370200",)]
    left_out = receive(content, "a.csv", known, Options(names={"鼓楼区": ""}))
    assert values(left_out, "unit_code") == [("370200",)]
    assert sum(rows for _reason, rows in left_out.set_aside) == 1


def test_the_parent_settles_a_shared_name(known: References) -> None:
    content = csv_of([["省份", "城市", "区县", "日期", "确诊"], ["江苏", "徐州", "鼓楼区", "2020-01-28", 5]])
    assert values(receive(content, "a.csv", known), "unit_code") == [("320302",)]


def test_days_across_become_rows_and_findings_keep_their_cells(known: References) -> None:
    rows = [["城市", "1/22/2020", "1/23/2020"], ["青岛", 1, 2], ["济南", "", "x"]]
    reception = receive(csv_of(rows), "累计确诊.csv", known)
    assert errors_of(reception) == [("value_not_integer", 3, "1/23/2020")]
    rows[2] = ["济南", "", 4]
    mended = receive(csv_of(rows), "累计确诊.csv", known)
    assert values(mended, "unit_code", "date", "confirmed") == [
        ("370200", datetime.date(2020, 1, 22), 1),
        ("370200", datetime.date(2020, 1, 23), 2),
        ("370100", datetime.date(2020, 1, 23), 4),
    ]


def test_counts_and_days_across_under_a_shared_day(known: References) -> None:
    rows = [["城市", "2月1日", "", "2月2日", ""], ["", "确诊", "死亡", "确诊", "死亡"], ["青岛", 5, 0, 6, 1]]
    found = values(receive(csv_of(rows), "2020年.csv", known), "date", "confirmed", "deaths")
    assert found == [(datetime.date(2020, 2, 1), 5, 0), (datetime.date(2020, 2, 2), 6, 1)]
    unknown_year = receive(csv_of(rows), "cases.csv", known)
    assert "day_unclear" in {code for code, _row, _column in errors_of(unknown_year)}


def test_new_cases_are_summed_up_only_if_no_day_is_missing(known: References) -> None:
    rows = [["城市", "日期", "新增确诊"], *[["青岛", f"2020-01-2{day}", day] for day in (1, 2, 3)]]
    complete = receive(csv_of(rows), "a.csv", known)
    assert values(complete, "confirmed") == [(1,), (3,), (6,)]
    assert "summed up" in said(complete)
    del rows[2]
    assert errors_of(receive(csv_of(rows), "a.csv", known)) == [("new_counts_gap", 3, "日期")]


def test_numbers_that_fall_under_days_are_not_guessed_to_be_cumulative(known: References) -> None:
    rows = [["城市", "2020-01-22", "2020-01-23", "2020-01-24"], ["青岛", 3, 1, 0]]
    assert errors_of(receive(csv_of(rows), "a.csv", known))[0][0] == "counts_unclear"
    new = receive(csv_of(rows), "新增确诊.csv", known)
    assert values(new, "confirmed") == [(3,), (4,), (4,)]


def test_another_notation_is_read_and_said(known: References) -> None:
    rows = [["城市", "日期", "确诊", "死亡"], ["青岛", "２０２０年1月28日", "1,234", "3例"]]
    reception = receive(csv_of(rows), "a.csv", known)
    assert values(reception, "date", "confirmed", "deaths") == [(datetime.date(2020, 1, 28), 1234, 3)]
    warned = {(each.code, each.column) for each in reception.intake.report.findings}
    assert warned == {("notation_read", "日期"), ("notation_read", "确诊"), ("notation_read", "死亡")}


def test_what_could_be_two_days_is_refused(known: References) -> None:
    rows = [["城市", "日期", "确诊"], ["青岛", "1/2/2020", 5]]
    assert errors_of(receive(csv_of(rows), "a.csv", known)) == [("date_format", 2, "日期")]


def test_findings_speak_both_languages_without_open_places(known: References) -> None:
    rows = [["城市", "日期", "确诊"], ["火星", "1/2/2020", "五"], ["鼓楼区", "2020-01-01", "１"]]
    reception = receive(csv_of(rows, "gbk"), "a.csv", known)
    for language in ("zh", "en"):
        sentences = [each.text(language) for each in reception.understood]  # type: ignore[arg-type]
        for finding in reception.intake.report.findings:
            words = finding.as_dict(language)  # type: ignore[arg-type]
            sentences += [words["expected"], words["fix"]]
        assert not [text for text in sentences if "{" in text or not text]


def test_a_finding_of_the_whole_file_points_at_its_first_cell(known: References) -> None:
    finding = receive(b"", "a.csv", known).intake.report.findings[0]
    assert isinstance(finding, Finding)
    assert (finding.code, finding.row, finding.column) == ("file_empty", 1, "#1")


def test_source_and_grade_fill_what_the_file_leaves_open(known: References) -> None:
    rows = [
        ["unit_code", "date", "confirmed", "grade"],
        ["370200", "2020-01-02", 1, ""],
        ["370200", "2020-01-03", 1, "B"],
    ]
    reception = receive(csv_of(rows), "a.csv", known, Options(source="press", grade="A"))
    assert values(reception, "source_id", "grade") == [("press", "A"), ("press", "B")]


def test_text_of_is_what_the_readers_are_given() -> None:
    assert text_of([["a", "b,c"]]) == 'a,"b,c"\n'
    assert replace(Options(), dataset="unit").dataset == "unit"
