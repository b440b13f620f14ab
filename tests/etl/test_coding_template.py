import io
from datetime import date

from openpyxl import load_workbook

from etl.coding_headings import CODING, SHEETS
from etl.coding_plan import coded_indicators
from etl.coding_template import coding_template

UNITS = [("990100", "示例市甲", "Sample City A"), ("990200", "示例市乙", "Sample City B")]
WINDOW = (date(2020, 1, 1), date(2020, 3, 31))


def test_it_has_a_row_for_each_place_and_indicator_with_what_is_known_filled_in() -> None:
    book = load_workbook(io.BytesIO(coding_template(UNITS, WINDOW, "甲")))
    assert book.sheetnames == list(SHEETS.values())
    sheet = book[SHEETS["coding"]]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [heading.label for heading in CODING]
    assert all("\n" in str(head) for head in heads)
    assert sheet.max_row == 1 + 2 * len(coded_indicators())
    first = {heading.key: sheet.cell(2, at).value for at, heading in enumerate(CODING, start=1)}
    assert (first["unit_code"], first["indicator_code"], first["coder"]) == ("990100", "A1", "甲")
    assert (first["window_start"], first["window_end"], first["level"]) == ("2020-01-01", "2020-03-31", None)


def test_choices_are_offered_and_levels_explained() -> None:
    sheet = load_workbook(io.BytesIO(coding_template(UNITS, WINDOW)))[SHEETS["coding"]]
    lists = {validation.formula1 for validation in sheet.data_validations.dataValidation}
    assert '"0,1,2,3,4"' in lists
    assert '"A,B,C"' in lists
    assert any("not found" in str(one) for one in lists)
    assert all(len(str(one)) <= 257 for one in lists)
    comment = sheet.cell(2, 5).comment
    assert comment is not None
    assert "党委或政府主要负责人牵头" in comment.text
    assert "no body found" in comment.text


def test_the_rubrics_stand_in_full_in_both_languages() -> None:
    sheet = load_workbook(io.BytesIO(coding_template(UNITS, WINDOW)))[SHEETS["rubrics"]]
    shown = {(row[3].value, row[4].value, row[5].value) for row in sheet.iter_rows(min_row=2)}
    for one in coded_indicators().values():
        for level, words in enumerate(one.levels):
            assert (str(level), words["zh"], words["en"]) in shown


def test_it_can_be_limited_to_some_indicators() -> None:
    sheet = load_workbook(io.BytesIO(coding_template(UNITS[:1], WINDOW, indicators=["A1", "F6"])))
    codes = [row[2].value for row in sheet[SHEETS["coding"]].iter_rows(min_row=2)]
    assert codes == ["A1", "F6"]
    assert sheet[SHEETS["tasks"]].max_row == 1


def test_no_name_becomes_a_formula() -> None:
    book = load_workbook(io.BytesIO(coding_template([("990100", "=1+1", "@x")], WINDOW, "=cmd()")))
    for row in book[SHEETS["coding"]].iter_rows():
        assert all(cell.data_type != "f" for cell in row)
