from pathlib import Path

import pytest

from etl.contracts import DATASETS
from etl.intake import References, intake
from etl.store import sha256
from tests.etl.conftest import Check


def test_the_bytes_and_their_digest_are_kept(check_text: Check) -> None:
    content = b"unit_code,date,confirmed\n370200,2020-01-02,1\n"
    checked = check_text(content)
    assert (checked.content, checked.sha256) == (content, sha256(content))
    assert checked.report.rows == 1


def test_given_source_and_grade_fill_empty_cells_only(tmp_path: Path, references: References) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "unit_code,date,confirmed,source_id\n370200,2020-01-02,1,\n110000,2020-01-02,1,user_upload\n", "utf-8"
    )
    table = intake(path, DATASETS["case_daily"], references, source="census2020", grade="B").table
    assert table is not None
    assert table.column("source_id").to_pylist() == ["census2020", "user_upload"]
    assert table.column("grade").to_pylist() == ["B", "B"]


def test_without_a_source_the_row_says_so(tmp_path: Path, references: References) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit_code,date,confirmed\n370200,2020-01-02,1\n", "utf-8")
    report = intake(path, DATASETS["case_daily"], references).report
    assert {(finding.code, finding.column) for finding in report.findings} == {
        ("value_missing", "source_id"),
        ("value_missing", "grade"),
    }


def test_nothing_is_known_to_refer_to_without_references(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unit_code,date,confirmed\n370200,2020-01-02,1\n", "utf-8")
    report = intake(path, DATASETS["case_daily"], {}, source="user_upload", grade="C").report
    assert {finding.code for finding in report.findings} == {"reference_unknown"}


def test_rows_are_kept_as_text_only_where_there_is_something_to_say(check_text: Check) -> None:
    header = "unit_code,date,confirmed\n"
    assert check_text(header + "370215,2020-02-06,8\n").staged is None
    staged = check_text(header + "370215,2020-02-06,８\n370215,2020-02-07,9\n").staged
    assert staged is not None
    assert staged.rows.select(["file_row", "confirmed"]).to_pylist() == [
        {"file_row": 2, "confirmed": "８"},
        {"file_row": 3, "confirmed": "9"},
    ]
    assert [(finding.row, finding.column) for finding in staged.findings] == [(2, "confirmed")]


def test_the_rows_of_a_large_file_are_not_kept(check_text: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.intake.STAGED_ROWS_KEPT", 5)
    rows = [f"370215,2020-02-{day:02d},{day if day != 15 else 'x'}\n" for day in range(1, 29)]
    assert check_text("unit_code,date,confirmed\n" + "".join(rows)).staged is None
