"""The way back from a report: the copy is opened again, mended, given again and accepted."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl.annotated import annotated_copy, corrected_template, file_rows, plain
from etl.batches import accept
from etl.file_grid import Grid, file_grid
from etl.intake import References
from etl.reception import Options
from etl.snapshot import Snapshot
from tests.etl.receptions import BROKEN, HEADER, csv_file, received, references, xlsx_file

FIRST, SECOND = BROKEN[1], BROKEN[2]


@pytest.fixture(scope="module")
def known(real_snapshot: Snapshot) -> References:
    return references(real_snapshot)


def copy_of(content: bytes, name: str, known: References, language: str) -> tuple[str, bytes]:
    checked = received(content, known, name).intake
    grid = file_grid(content, name, known, Options())
    assert grid is not None
    copy = annotated_copy(checked, grid, language)  # type: ignore[arg-type]
    return copy.file_name, copy.content()


@pytest.mark.parametrize(("language", "word"), [("zh", "应为"), ("en", "expected")])
def test_a_workbook_is_coloured_mended_and_accepted(
    store: Path, known: References, language: str, word: str
) -> None:
    name, content = copy_of(xlsx_file([HEADER, *BROKEN]), "资源.xlsx", known, language)
    assert name.endswith(".xlsx")
    book = load_workbook(io.BytesIO(content))
    sheet = book["表一"]
    for cell in (sheet["D3"], sheet["D4"]):
        assert word in cell.comment.text
        assert cell.fill.start_color.rgb.endswith("F8D7CD")
    assert sheet["D2"].comment is None
    assert sheet["D4"].data_type == "s"
    listed = book.worksheets[1]
    assert {row[1].value for row in listed.iter_rows(min_row=2)} >= {"3", "4"}
    sheet["D3"], sheet["D4"] = 7, 8
    buffer = io.BytesIO()
    book.save(buffer)
    again = received(buffer.getvalue(), known, name).intake
    assert again.report.errors == 0, [finding.as_dict() for finding in again.report.findings]
    assert accept(store, again, "analyst").new


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_gets_one_more_column_is_mended_and_accepted(
    store: Path, known: References, language: str
) -> None:
    name, content = copy_of(csv_file([HEADER, *BROKEN]), "resources.csv", known, language)
    assert name.endswith(".csv")
    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows[0]) == len(HEADER) + 1
    assert rows[1] == [*BROKEN[0], ""]
    assert rows[2][-1].startswith("value")
    assert rows[3][3] == "'=1+1"
    mended = text.replace("not many", "7").replace("'=1+1", "8").encode()
    again = received(mended, known, name).intake
    assert again.report.errors == 0, [finding.as_dict() for finding in again.report.findings]
    assert accept(store, again, "analyst").new


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_corrected_template_carries_out_spellings_and_marks_the_rest(
    store: Path, known: References, language: str
) -> None:
    rows = [HEADER, ["青岛市", "licensed_doctors", "2019", " ９９９ ", "persons"], FIRST]
    checked = received(csv_file(rows), known).intake
    corrected = corrected_template(checked, known, language)  # type: ignore[arg-type]
    assert corrected is not None
    book = load_workbook(io.BytesIO(corrected.content()))
    sheet = book.worksheets[0]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=4, max_col=5)]
    assert cells[0][:1] == ["370200"]
    assert float(cells[0][3]) == 999
    assert sheet["D4"].comment is not None
    assert sheet["D3"].comment is None
    sheet["D4"] = 7
    buffer = io.BytesIO()
    book.save(buffer)
    again = received(buffer.getvalue(), known, corrected.file_name).intake
    assert again.dataset.name == "resource"
    assert again.report.errors == 0, [finding.as_dict() for finding in again.report.findings]
    assert again.table is not None
    assert sorted(again.table["value"].to_pylist()) == [7, 999]


@pytest.mark.parametrize("row", ["370200,hospital_beds,2019", "370200,hospital_beds,2019,7,beds,more"])
def test_a_ragged_row_stays_an_error_until_it_is_mended(known: References, row: str) -> None:
    content = csv_file([HEADER, BROKEN[0]]) + f"{row}\n".encode()
    name, copy = copy_of(content, "a.csv", known, "en")
    again = received(copy, known, name).intake
    assert {finding.row for finding in again.report.findings if finding.severity == "error"} == {3}


def test_a_clean_file_has_no_corrected_template(known: References) -> None:
    checked = received(csv_file([HEADER, BROKEN[0]]), known).intake
    assert corrected_template(checked, known, "en") is None


def test_the_neighbours_of_a_row_keep_their_numbers(known: References) -> None:
    grid = file_grid(csv_file([HEADER, *BROKEN]), "a.csv", known, Options())
    assert grid is not None
    near = file_rows(grid, 3, 1)
    assert near.index.tolist() == [2, 3, 4]
    assert near.loc[3].tolist() == FIRST
    assert file_rows(grid, 99, 1).empty


@pytest.mark.parametrize("text", ["=1", "＝1", "+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "-2+3", "|x"])
def test_no_cell_of_a_text_runs_as_a_formula(text: str) -> None:
    assert plain(text) == "'" + text


def test_a_formula_in_a_workbook_becomes_its_stored_result(known: References) -> None:
    book = load_workbook(io.BytesIO(xlsx_file([HEADER, *BROKEN])))
    book["表一"]["D2"] = '=HYPERLINK("http://example.org","x")'
    buffer = io.BytesIO()
    book.save(buffer)
    _name, content = copy_of(buffer.getvalue(), "a.xlsx", known, "en")
    cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_parquet_file_gets_a_workbook(known: References) -> None:
    from tests.etl.test_file_grid import parquet_file

    name, content = copy_of(parquet_file([HEADER, *BROKEN]), "a.parquet", known, "en")
    assert name == "a-checked.xlsx"
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["D3"].comment is not None
    assert sheet["D4"].data_type == "s"
    assert SECOND[3] == sheet["D4"].value


def test_rows_of_a_file_stand_under_labels_that_differ() -> None:
    labels = ("城市", "#3", "", "日期", "日期")
    grid = Grid("text", [list(labels), ["青岛", "1", "2", "2020-01-25", "x"]], 1, labels)
    assert list(file_rows(grid, 2, 0).columns) == ["城市", "#3", "#3*", "日期", "#5"]
