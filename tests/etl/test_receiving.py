"""Which table of a file is taken, what is said of its header, and what an odd header leads to."""

import openpyxl

from etl import receiving
from etl.intake import SAMPLE_MARK, References
from etl.place_words import TOTAL
from etl.receiving import Receiving
from etl.reception import UNKNOWN, Options, Reception
from etl.recognition import COLUMN_LIMIT
from tests.etl.files import csv_of, xlsx_of, zip_of

HEADER = ["unit_code", "date", "confirmed"]
ROW = ["370200", "2020-01-02", 1]


def received(content: bytes, known: References, options: Options | None = None) -> Reception:
    return Receiving(content, "a", known, options or Options()).run()


def test_the_first_member_that_fits_is_taken(known: References) -> None:
    members = {"notes.txt": "read me\n", "b.csv": csv_of([HEADER, ROW]), "c.csv": csv_of([HEADER, ROW, ROW])}
    reception = received(zip_of(members), known)
    assert reception.sheets == ("notes.txt", "b.csv", "c.csv")
    assert reception.intake.report.rows == 1
    assert received(zip_of(members), known, Options(sheet="c.csv")).intake.report.rows == 2


def test_a_hidden_sheet_is_taken_only_by_choice(known: References) -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = book.create_sheet("hidden")
        for row in (HEADER, ROW):
            page.append(row)
        page.sheet_state = "hidden"

    content = xlsx_of([["城市", "日期", "确诊"], ["青岛", "2020-01-02", 9]], "shown", change)
    assert received(content, known).intake.table["confirmed"].to_pylist() == [9]  # type: ignore[index]
    chosen = received(content, known, Options(sheet="hidden"))
    assert chosen.intake.table["confirmed"].to_pylist() == [1]  # type: ignore[index]


def test_a_header_that_says_nothing_leaves_the_dataset_unknown(known: References) -> None:
    reception = received(csv_of([["天气", "温度"], ["晴", 3]]), known)
    assert reception.intake.dataset is UNKNOWN
    assert [finding.code for finding in reception.intake.report.findings] == ["dataset_unclear"]


def test_a_missing_column_is_named_once_not_in_every_row(known: References) -> None:
    reception = received(csv_of([["unit_code", "date", "deaths"], *[ROW] * 50]), known)
    found = {(finding.code, finding.row) for finding in reception.intake.report.findings}
    assert ("column_missing", 1) in found
    assert not [code for code, _row in found if code == "value_missing"]


def test_too_many_columns_stop_the_reading(known: References) -> None:
    header = HEADER + [f"x{number}" for number in range(COLUMN_LIMIT)]
    findings = received(csv_of([header, ["1"] * len(header)]), known).intake.report.findings
    assert [finding.code for finding in findings] == ["too_many_columns"]


def test_an_unknown_dataset_is_refused(known: References) -> None:
    reception = received(csv_of([HEADER, ROW]), known, Options(dataset="correction"))
    assert [finding.code for finding in reception.intake.report.findings] == ["dataset_unknown"]


def test_files_of_a_sandbox_are_held_to_its_contracts(known: References) -> None:
    reception = received(csv_of([HEADER, ROW]), {**known, SAMPLE_MARK: known["source"]})
    assert reception.intake.sample
    assert reception.intake.table["grade"].to_pylist() == ["S"]  # type: ignore[index]


def test_rows_are_kept_as_they_were_understood(known: References) -> None:
    staged = received(csv_of([HEADER, ROW, ["370200", "2020-01-03", "x"]]), known).intake.staged
    assert staged is not None
    assert staged.rows.select(["file_row", "confirmed"]).to_pylist() == [
        {"file_row": 2, "confirmed": "1"},
        {"file_row": 3, "confirmed": "x"},
    ]


def test_parsers_that_run_out_of_memory_end_in_a_report(known: References, monkeypatch: object) -> None:
    def exhausted(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(receiving, "recognise", exhausted)  # type: ignore[attr-defined]
    findings = received(csv_of([HEADER, ROW]), known).intake.report.findings
    assert [(finding.code, finding.row, finding.column) for finding in findings] == [
        ("file_not_understood", 1, "#1")
    ]


MUNICIPAL = [
    ["2020年山东省疫情统计表", None, None, None, None, None],
    ["序号", "城市", "日期", "累计", None, None],
    [None, None, None, "确诊", "治愈", "死亡"],
    [1, "青岛市", "1月25日", "5例", "0例", "0例"],
    [2, "济南市", "2020.1.25", "７", 1, 0],
    ["合计", None, None, 12, 1, 0],
    ["注：本表为测试", None, None, None, None, None],
]


def test_a_printed_table_with_title_merged_headings_totals_and_remark_is_read(known: References) -> None:
    def merge(book: openpyxl.Workbook) -> None:
        for cells in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "A6:C6"):
            book.active.merge_cells(cells)

    reception = received(xlsx_of(MUNICIPAL, change=merge), known)
    assert reception.intake.table is not None, reception.intake.report.findings
    assert reception.intake.table["confirmed"].to_pylist() == [5, 7]
    assert {reason.message: rows for reason, rows in reception.set_aside} == {receiving.REMARKS: 1, TOTAL: 1}


def test_headings_that_are_repeated_on_each_page_are_set_aside(known: References) -> None:
    rows = [HEADER, ROW, [], HEADER, ["370100", "2020-01-02", 2]]
    reception = received(xlsx_of(rows), known)
    assert reception.intake.table is not None, reception.intake.report.findings
    assert reception.intake.table["confirmed"].to_pylist() == [1, 2]
    assert [(reason.message, rows) for reason, rows in reception.set_aside] == [(receiving.HEADINGS, 1)]


def test_a_total_with_a_place_stays_and_one_without_any_word_is_an_error(known: References) -> None:
    rows = [["类别", "地区", "日期", "确诊"], ["合计", "青岛", "2020-01-02", 2], ["", "", "2020-01-02", 2]]
    reception = received(csv_of(rows), known)
    assert not [rows for _reason, rows in reception.set_aside]
    assert [(one.code, one.row) for one in reception.intake.report.findings if one.severity == "error"] == [
        ("value_missing", 3)
    ]


def test_tables_of_other_sheets_are_named_and_not_silently_left(known: References) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for name, head in (("济南", HEADER), ("天气", ["天气", "温度", "风力"])):
            for row in (head, ["370100", "2020-01-02", 2]):
                book[name].append(row) if name in book else book.create_sheet(name).append(row)

    content = xlsx_of([HEADER, ROW], "青岛", change)
    left = [one for one in received(content, known).intake.report.findings if one.code == "tables_left"]
    assert [(one.severity, one.value, one.values["sheet"]) for one in left] == [("warning", "济南", "青岛")]
    chosen = received(content, known, Options(sheet="济南")).intake.report.findings
    assert not [one for one in chosen if one.code == "tables_left"]


def test_rows_of_delimiters_alone_are_no_rows(known: References) -> None:
    content = b"unit_code,date,confirmed,,\n370200,2020-01-02,1,,\n,,,,\n370100,2020-01-03,x,,\n,,,,\n"
    reception = received(content, known)
    errors = [(one.code, one.row) for one in reception.intake.report.findings if one.severity == "error"]
    assert errors == [("value_not_integer", 4)]
    assert reception.intake.report.rows == 2


def test_issuers_between_chinese_commas_are_several(known: References) -> None:
    rows = [
        ["文号", "标题", "发文机关", "印发日期", "地区"],
        ["1", "测试", "甲局、乙局", "2020-01-25", "即墨区"],
        ["2", "测试", "甲局； 乙局，丙局", "2020-01-26", "即墨区"],
    ]
    reception = received(xlsx_of(rows), known)
    assert reception.intake.table is not None, reception.intake.report.findings
    assert reception.intake.table["issuers"].to_pylist() == [["甲局", "乙局"], ["甲局", "乙局", "丙局"]]
    assert reception.intake.report.counts["notation_read", "warning"] == 2


def test_a_word_that_is_no_code_is_answered_with_the_nearest_name_not_with_a_form(known: References) -> None:
    rows = [["城市", "措施", "开始日期", "状态"], ["青岛市", "小区封闭式管理", "2020-02-05", "已实施"]]
    found = received(xlsx_of(rows), known, Options(dataset="measure")).intake.report.findings
    named = [one for one in found if one.code == "code_unknown"]
    assert [one.values["suggestion"] for one in named] == ["closed_management_of_communities"]
