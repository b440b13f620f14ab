import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from etl.batches import accept
from etl.coding_headings import CODING, SHEETS
from etl.coding_plan import coded_indicators
from etl.coding_sheet import CodingSheet, read_coding_sheet
from etl.coding_template import coding_template
from etl.ingest import main as ingest
from etl.ingest import references_of
from etl.intake import References
from etl.pending import approve, submit
from etl.receipts import read_batches
from etl.reception import Options, receive
from etl.snapshot import open_snapshot, publish
from tests.etl.filled_sheet import CITY, COLUMN, WINDOW, filled

DOCUMENT = ("990100", "2020-02-03", "示例通知", "示例卫生健康局；示例公安局")


@pytest.fixture(scope="module")
def built_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheets") / "store-sandbox"
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def places(built_sandbox: Path) -> References:
    snapshot = open_snapshot(built_sandbox)
    references = references_of(snapshot)
    snapshot.close()
    return references


@pytest.fixture
def sandbox(built_sandbox: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_sandbox, tmp_path / "store-sandbox"))


def read(content: bytes, places: References) -> CodingSheet:
    sheet = read_coding_sheet(content, "sheet.xlsx", places)
    assert sheet is not None
    return sheet


def codes(sheet: CodingSheet) -> list[tuple[str, int | None, str | None]]:
    return [(one.code, one.row, one.column) for part in sheet.intakes for one in part.report.findings]


def cells(store: Path) -> pd.DataFrame:
    return (
        open_snapshot(store)
        .frame("SELECT * FROM indicator_cell WHERE unit_code = '990100' AND inherited_from IS NULL")
        .set_index("indicator_code")
    )


def row_of(code: str) -> int:
    return list(coded_indicators()).index(code) + 2


def test_a_full_sheet_passes_and_counts_become_values(places: References) -> None:
    sheet = read(filled(documents=(DOCUMENT,)), places)
    assert codes(sheet) == []
    assert sheet.empty_rows == 0
    assert sheet.codings is not None
    table = sheet.codings.table.to_pandas().set_index("indicator_code")  # type: ignore[union-attr]
    assert len(table) == len(coded_indicators()) == 19
    residents = places["unit"].to_pandas().set_index("unit_code").loc["990100", "population"]
    assert table.loc["A2", ["value", "numerator", "denominator"]].tolist() == [65.0, 13.0, 20.0]
    assert table.loc["C1", "value"] == pytest.approx(3000 * 1000 / residents)
    assert table.loc["F4", "value"] == pytest.approx(120 * 10000 / residents)
    assert table.loc["E4", "value"] == 60.0
    # Shares 1/3, 4/15, 2/15, 2/15, 1/15, 1/15 of 30 tasks; entropy by hand over log 6.
    assert table.loc["C5", "value"] == pytest.approx(90.2495, abs=1e-4)
    assert table.loc["A1", ["value", "value_type", "period"]].tolist() == [
        3.0,
        "ordinal",
        "2020-01-01..2020-06-30",
    ]
    assert table.loc["A1", "source_kind"] == "official_document"
    assert set(table["grade"]) == {"S"}
    assert sheet.documents is not None
    assert sheet.documents.table["issuers"].to_pylist() == [["示例卫生健康局", "示例公安局"]]  # type: ignore[index]


@pytest.mark.parametrize(
    ("code", "cell", "finding", "key"),
    [
        ("A1", {"level": 5}, "ordinal_level", "level"),
        ("A1", {"level": "high"}, "value_not_number", "level"),
        ("A1", {"excerpt": ""}, "level_without_evidence", "excerpt"),
        ("A1", {"reference": ""}, "level_without_evidence", "excerpt"),
        ("A1", {"excerpt": "长" * 201}, "value_too_long", "excerpt"),
        ("A1", {"excerpt": "@SUM(1)"}, "formula", "excerpt"),
        ("A1", {"numerator": 3}, "level_expected", "numerator"),
        ("A1", {"coder": ""}, "coder_missing", "coder"),
        ("A1", {"coder": "Reconciled"}, "coder_reserved", "coder"),
        ("A1", {"confidence": "D"}, "value_not_allowed", "confidence"),
        ("A1", {"source_kind": "rumour"}, "value_not_allowed", "source_kind"),
        ("A1", {"missing_reason": "查找未果 looked for not found"}, "value_and_reason", "missing_reason"),
        ("A1", {"window_end": ""}, "window_not_days", "window_end"),
        ("A1", {"window_end": "2019-06-30"}, "window_reversed", "window_end"),
        ("A1", {"document_date": "2020-02-31"}, "date_impossible", "document_date"),
        ("A1", {"unit_code": "370215"}, "reference_unknown", "unit_code"),
        ("A1", {"indicator_code": "B2"}, "indicator_not_coded", "indicator_code"),
        ("C1", {"level": 2}, "count_expected", "level"),
        ("C1", {"numerator": 99_000_000}, "count_above_total", "numerator"),
        ("C1", {"numerator": 1.5}, "count_not_whole", "numerator"),
        ("C1", {"excerpt": ""}, "count_without_evidence", "excerpt"),
        ("E4", {"numerator": 4, "denominator": 9}, "too_few_cases", "denominator"),
        ("E4", {"numerator": 30}, "count_above_total", "numerator"),
        ("A2", {"numerator": 3}, "counted_twice", "numerator"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_heading(
    places: References, code: str, cell: dict[str, object], finding: str, key: str
) -> None:
    found = codes(read(filled({code: cell}), places))
    assert [(name, row) for name, row, _column in found] == [(finding, row_of(code))]
    label = found[0][2] or ""
    assert label.startswith(next(one.zh for one in CODING if one.key == key))


def test_every_error_of_a_sheet_is_told_at_once(places: References) -> None:
    wrong = {"A1": {"level": 7}, "A4": {"coder": ""}, "C1": {"numerator": -1}, "E4": {"denominator": 8}}
    found = codes(read(filled(wrong), places))
    assert {row for _code, row, _column in found} == {row_of(code) for code in wrong}


def test_an_error_stores_nothing_of_the_sheet(places: References) -> None:
    sheet = read(filled({"A1": {"level": 9}}), places)
    assert sheet.errors == 1
    assert sheet.codings is not None
    assert sheet.codings.table is None


def test_open_rows_are_left_out_and_an_empty_sheet_says_what_to_do(places: References) -> None:
    sheet = read(filled(only=("A1", "B5")), places)
    assert (codes(sheet), sheet.empty_rows) == ([], 17)
    empty = read(coding_template([CITY], WINDOW), places)
    assert [code for code, *_rest in codes(empty)] == ["sheet_empty"]


def test_a_missing_value_needs_only_its_reason(places: References) -> None:
    answer = {"level": "", "missing_reason": "查找未果 looked for not found", "excerpt": "", "reference": ""}
    sheet = read(filled({"A1": answer}, only=("A1",)), places)
    assert codes(sheet) == []
    assert sheet.codings is not None
    assert sheet.codings.table["missing_reason"].to_pylist() == ["not_found"]  # type: ignore[index]


@pytest.mark.parametrize("language", [0, 1])
def test_headings_in_one_language_are_understood(places: References, language: int) -> None:
    book = load_workbook(io.BytesIO(filled(only=("A1",))))
    sheet = book[SHEETS["coding"]]
    for column in range(1, len(COLUMN) + 1):
        cell = sheet.cell(1, column)
        cell.value = str(cell.value).split("\n")[language]
    buffer = io.BytesIO()
    book.save(buffer)
    assert codes(read(buffer.getvalue(), places)) == []


def test_a_lost_column_is_named(places: References) -> None:
    book = load_workbook(io.BytesIO(filled(only=("A1",))))
    book[SHEETS["coding"]].delete_cols(COLUMN["excerpt"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert ("sheet_column_missing", 1) in {
        (code, row) for code, row, _column in codes(read(buffer.getvalue(), places))
    }


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"unit_code,date\n"])
def test_other_files_are_no_coding_sheets(places: References, content: bytes) -> None:
    assert read_coding_sheet(content, "x", places) is None


def test_two_coders_wait_agree_and_differ(sandbox: Path, places: References) -> None:
    first = read(filled(only=("A1", "A4", "C1")), places)
    accept(sandbox, first.intakes[0], "one")
    found = cells(sandbox)
    assert found.loc[["A1", "A4", "C1"], "missing_reason"].tolist() == ["coded_once"] * 3
    other = {"A4": {"level": 1}, "C1": {"numerator": 3001}}
    second = read(filled(other, only=("A1", "A4", "C1"), coder="示例编码员二"), places)
    accept(sandbox, second.intakes[0], "two")
    found = cells(sandbox)
    assert found.loc["A1", "value"] == 3
    assert found.loc[["A4", "C1"], "missing_reason"].tolist() == ["coders_differ"] * 2
    assert found.loc[["A4", "C1"], "value"].isna().all()
    assert sorted(found.loc["A4", "levels"]) == [1, 3]
    assert found.loc["A1", "coders"] == 2


def test_documents_become_the_share_of_joint_issuance(sandbox: Path, places: References) -> None:
    documents = tuple(
        ("990100", f"2020-03-0{day}", f"示例通知{day}", "示例局甲；示例局乙" if day < 3 else "示例局甲")
        for day in range(1, 5)
    )
    before = open_snapshot(sandbox).frame(
        "SELECT count(*) AS n, count(*) FILTER (len(issuers) > 1) AS joint FROM document"
        " WHERE unit_code = '990100'"
    )
    sheet = read(filled(only=("A1",), documents=documents), places)
    for part in sheet.intakes:
        accept(sandbox, part, "one")
    share = 100 * (before["joint"].item() + 2) / (before["n"].item() + 4)
    assert cells(sandbox).loc["A3", "value"] == pytest.approx(share)


def test_the_same_documents_in_the_other_sheet_are_the_same(places: References) -> None:
    one = read(filled(documents=(DOCUMENT,)), places).documents
    two = read(filled(documents=(DOCUMENT,), coder="乙"), places).documents
    assert one is not None
    assert two is not None
    assert one.table["document_id"].to_pylist() == two.table["document_id"].to_pylist()  # type: ignore[index]


def test_the_front_door_of_all_files_knows_a_coding_sheet(places: References) -> None:
    content = filled(documents=(DOCUMENT,))
    codings = receive(content, "sheet.xlsx", places)
    assert (codings.layout, codings.intake.dataset.name) == ("coding_sheet", "indicator_value")
    assert codings.intake.content == content
    documents = receive(content, "sheet.xlsx", places, Options(dataset="document"))
    assert documents.intake.dataset.name == "document"
    assert [count for _why, count in documents.set_aside] == [19]


def test_a_sheet_that_waited_for_an_approver_is_read_again(sandbox: Path, places: References) -> None:
    content = filled(documents=(DOCUMENT,))
    for part in read(content, places).intakes:
        options = Options(dataset=part.dataset.name)
        waiting = submit(sandbox, part, "analyst@example.org", options).submission_id
        assert waiting is not None
        approve(sandbox, waiting, "approver@example.org")
    assert sorted(str(batch.receipt["dataset"]) for batch in read_batches(sandbox)) == [
        "document",
        "indicator_value",
    ]
    assert cells(sandbox).loc["A1", "missing_reason"] == "coded_once"


def test_the_command_line_takes_a_filled_sheet(
    sandbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(filled())
    arguments = [str(path), "--dataset", "indicator_value", "--store", str(sandbox), "--accept"]
    assert ingest(arguments) == 0, capsys.readouterr().out
    assert len(read_batches(sandbox)) == 1
