import json

import pytest

from etl.contracts import DATASETS
from etl.findings import FINDING_TEXTS, KEPT_FINDINGS
from tests.etl.conftest import Check, only_finding

HEADER = "unit_code,date,confirmed,recovered,deaths,grade\n"

MISTAKES = [
    ("37020,2020-01-02,1,,,", "unit_code", "code_lost_zero"),
    ("3.702E+05,2020-01-02,1,,,", "unit_code", "code_lost_zero"),
    ("青岛,2020-01-02,1,,,", "unit_code", "code_is_name"),
    ("999999,2020-01-02,1,,,", "unit_code", "reference_unknown"),
    (",2020-01-02,1,,,", "unit_code", "value_missing"),
    (" 370200,2020-01-02,1,,,", "unit_code", "surrounding_space"),
    ("=1+1,2020-01-02,1,,,", "unit_code", "formula"),
    ("37-200,2020-01-02,1,,,", "unit_code", "value_malformed"),
    ("370200,2020/1/2,1,,,", "date", "date_format"),
    ("370200,20200102,1,,,", "date", "date_format"),
    ("370200,2020-02-30,1,,,", "date", "date_impossible"),
    ("370200,43850,1,,,", "date", "date_serial"),
    ("370200,yesterday,1,,,", "date", "value_not_date"),
    ("370200,1920-01-02,1,,,", "date", "value_too_small"),
    ("370200,2999-01-02,1,,,", "date", "date_in_future"),
    ('370200,2020-01-02,"1,234",,,', "confirmed", "thousands_separator"),
    ("370200,2020-01-02,１２,,,", "confirmed", "full_width_digits"),
    ("370200,2020-01-02,12%,,,", "confirmed", "percent_sign"),
    ("370200,2020-01-02,NA,,,", "confirmed", "missing_marker"),
    ("370200,2020-01-02,-3,,,", "confirmed", "value_too_small"),
    ("370200,2020-01-02,3.5,,,", "confirmed", "value_not_whole"),
    ("370200,2020-01-02,abc,,,", "confirmed", "value_not_integer"),
    ("370200,2020-01-02,inf,,,", "confirmed", "value_infinite"),
    ("370200,2020-01-02,99999999999999999999,,,", "confirmed", "value_too_large"),
    ("370200,2020-01-02,,,,", "confirmed", "value_missing"),
    ("370200,2020-01-02,5,4,3,", "confirmed", "outcomes_exceed_confirmed"),
    ("370200,2020-01-02,5,,,Z", "grade", "value_not_allowed"),
    ("370200,2020-01-02,5,,,A\u0007", "grade", "control_character"),
]


@pytest.mark.parametrize(("row", "column", "code"), MISTAKES)
def test_each_mistake_is_named_with_row_column_and_fix(
    check_text: Check, row: str, column: str, code: str
) -> None:
    checked = check_text(HEADER + "110000,2020-01-01,1,0,0,A\n" + row + "\n")
    finding = only_finding(checked)
    assert (finding.code, finding.row, finding.column, finding.severity) == (code, 3, column, "error")
    assert checked.table is None
    for language in ("en", "zh"):
        words = finding.as_dict(language)
        assert words["expected"]
        assert words["fix"]
        assert "{" not in words["expected"] + words["fix"]


def test_all_mistakes_of_one_table_are_named_at_once(check_text: Check) -> None:
    checked = check_text(HEADER + "".join(row + "\n" for row, _column, _code in MISTAKES))
    found = {(finding.row, finding.code) for finding in checked.report.findings}
    wanted = {(number, code) for number, (_row, _column, code) in enumerate(MISTAKES, start=2)}
    assert wanted <= found
    json.dumps([finding.as_dict() for finding in checked.report.findings])


def test_the_mended_table_is_typed(check_text: Check) -> None:
    checked = check_text(HEADER + "370200,2020-01-02,5.0,4,,\n")
    assert checked.table is not None
    row = checked.table.to_pylist()[0]
    assert (row["confirmed"], row["recovered"], row["deaths"]) == (5, 4, None)
    assert (row["observed"], row["source_id"], row["grade"]) == (True, "user_upload", "C")


def test_a_name_of_two_places_is_not_guessed(check_text: Check) -> None:
    fix = only_finding(check_text(HEADER + "Suzhou,2020-01-02,5,,,\n")).as_dict()["fix"]
    assert "320500" not in fix
    assert "341300" not in fix
    assert "370200" in only_finding(check_text(HEADER + "Qingdao,2020-01-02,5,,,\n")).as_dict()["fix"]


def test_a_falling_count_is_a_warning_and_kept(check_text: Check) -> None:
    checked = check_text(HEADER + "370200,2020-01-02,5,,,\n370200,2020-01-03,4,,,\n")
    finding = only_finding(checked)
    assert (finding.code, finding.severity, finding.row) == ("cumulative_falls", "warning", 3)
    assert checked.table is not None
    assert checked.table.num_rows == 2


def test_a_falling_count_is_found_in_any_order_of_the_rows(check_text: Check) -> None:
    rows = ["370200,2020-01-02,5,,,", "370200,2020-01-03,4,,,", "110000,2020-01-02,1,,,"]
    for order in ((2, 0, 1), (0, 1, 2), (1, 2, 0)):
        checked = check_text(HEADER + "\n".join(rows[place] for place in order) + "\n")
        assert only_finding(checked).row == order.index(1) + 2
        assert checked.table is not None
        assert checked.table["confirmed"].to_pylist() == [[5, 4, 1][place] for place in order]


def test_a_duplicate_names_the_other_row(check_text: Check) -> None:
    checked = check_text(HEADER + "370200,2020-01-02,5,,,\n110000,2020-01-02,5,,,\n370200,2020-01-02,6,,,\n")
    finding = only_finding(checked)
    assert (finding.code, finding.row) == ("key_duplicate", 4)
    assert "Row 2" in finding.as_dict()["fix"]


def test_all_findings_are_counted_and_a_thousand_kept(check_text: Check) -> None:
    rows = "".join(f"370200,2020-01-02,x{number},,,\n" for number in range(3000))
    report = check_text(HEADER + rows).report
    assert report.errors == 3000
    assert len(report.findings) == KEPT_FINDINGS
    assert report.findings[0].row == 2


@pytest.mark.parametrize(
    ("dataset", "content", "code"),
    [
        (
            "measure",
            "unit_code,measure_code,status\n370200,suspend_bus,implemented\n",
            "implemented_without_date",
        ),
        (
            "measure",
            "unit_code,measure_code,status,window_end,start_date\n"
            "370200,suspend_bus,not_implemented,2020-02-19,2020-01-01\n",
            "censored_with_date",
        ),
        (
            "measure",
            "unit_code,measure_code,status\n370200,suspend_bus,not_implemented\n",
            "censored_without_window",
        ),
        (
            "measure",
            "unit_code,measure_code,status,start_date,end_date\n"
            "370200,suspend_bus,implemented,2020-02-02,2020-02-01\n",
            "end_before_start",
        ),
        (
            "measure",
            "unit_code,measure_code,status,start_date\n370200,bus,implemented,2020-02-02\n",
            "code_unknown",
        ),
        (
            "resource",
            "unit_code,resource_code,year,value,unit\n370200,suspend_bus,2020,1,beds\n",
            "code_unknown",
        ),
        (
            "resource",
            "unit_code,resource_code,year,value,unit,sample_size\n370200,sample_doctors,2020,9,persons,5\n",
            "count_exceeds_sample",
        ),
        (
            "resource",
            "unit_code,resource_code,year,value,unit\n370200,hospital_beds,2020,101,percent\n",
            "share_above_hundred",
        ),
        (
            "indicator_value",
            "unit_code,indicator_code,period,value_type,value,missing_reason\n370215,A1,2020,ordinal,2,withheld\n",
            "value_and_reason",
        ),
        (
            "indicator_value",
            "unit_code,indicator_code,period,value_type,value\n370215,A1,2020,ordinal,\n",
            "neither_value_nor_reason",
        ),
        (
            "indicator_value",
            "unit_code,indicator_code,period,value_type,value\n370215,A1,2020,ordinal,2.5\n",
            "ordinal_level",
        ),
        (
            "indicator_value",
            "unit_code,indicator_code,period,value_type,value_text\n370215,A1,2020,numeric,many\n",
            "number_without_value",
        ),
        (
            "indicator_value",
            "unit_code,indicator_code,period,value_type,value_text\n370215,A1,2020,date,soon\n",
            "value_text_not_date",
        ),
        ("source", "source_id,title,publisher,licence,url\nours,T,P,L,ftp:x\n", "value_malformed"),
        (
            "unit",
            "unit_code,name_zh,name_en,name_short_zh,level,province_code,lon\n370216,某,X,某,county,370200,300\n",
            "value_too_large",
        ),
    ],
)
def test_rules_of_the_other_datasets(check_text: Check, dataset: str, content: str, code: str) -> None:
    assert only_finding(check_text(content, dataset)).code == code


def test_a_unit_may_refer_to_a_unit_of_the_same_file(check_text: Check) -> None:
    rows = "990000,甲省,A,甲,province,990000,\n990100,甲市,B,甲,prefecture,990000,990000\n"
    header = "unit_code,name_zh,name_en,name_short_zh,level,province_code,parent_code\n"
    assert check_text(header + rows, "unit").table is not None


def test_issuers_become_a_list(check_text: Check) -> None:
    header = "document_id,unit_code,issued_on,title,issuers\n"
    table = check_text(header + "d1,370215,2020-02-01,T,卫健局； 公安局;\n", "document").table
    assert table is not None
    assert table.to_pylist()[0]["issuers"] == ["卫健局", "公安局"]


def test_hostile_text_stays_text(check_text: Check) -> None:
    name = "'); DROP TABLE unit; --"
    finding = only_finding(check_text(HEADER + f'"{name}",2020-01-02,5,,,\n'))
    assert finding.value == name


def test_every_code_of_a_rule_has_its_own_texts() -> None:
    codes = [rule.code for dataset in DATASETS.values() for rule in dataset.rules]
    assert not set(codes) & set(FINDING_TEXTS)


def test_contracts_name_each_column_once_and_refer_to_what_exists() -> None:
    for dataset in DATASETS.values():
        names = dataset.column_names
        assert len(set(names)) == len(names)
        assert set(dataset.key) <= set(names)
        assert {rule.column for rule in dataset.rules} <= set(names)
        for column in dataset.columns:
            if column.references:
                table, key = column.references
                assert key in DATASETS[table].column_names
