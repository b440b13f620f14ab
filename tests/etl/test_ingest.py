import json
from pathlib import Path

import pytest

from etl.ingest import main
from etl.receipts import read_batches
from etl.snapshot import open_snapshot, published_version
from tests.etl.test_checks import HEADER, MISTAKES

OTHER_NOTATION = (
    "surrounding_space", "date_format", "date_serial", "thousands_separator", "full_width_digits",
    "missing_marker", "code_is_name",
)  # fmt: skip
"""Mistakes of a bundled table that are read, with a warning, where an analyst's file has them."""


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, object]]:
    status = main([*map(str, arguments), "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_errors_are_reported_and_nothing_is_stored(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    refused = [(row, code) for row, _column, code in MISTAKES if code not in OTHER_NOTATION]
    path.write_text(HEADER + "".join(row + "\n" for row, _code in refused), "utf-8")
    before = published_version(store)
    status, result = run(capsys, path, "--dataset", "case_daily", "--store", store, "--accept")
    assert status == 1
    assert list(result) == [
        "dataset", "rows", "errors", "warnings", "accepted", "batch_id", "version", "findings",
        "layout", "sheets", "understood", "set_aside", "questions",
    ]  # fmt: skip
    assert result["errors"] == len(refused)
    findings = result["findings"]
    assert isinstance(findings, list)
    errors = [(finding["row"], finding["code"]) for finding in findings if finding["severity"] == "error"]
    assert errors == [(number, code) for number, (_row, code) in enumerate(refused, start=2)]
    assert list(findings[0]) == ["code", "severity", "row", "column", "value", "expected", "fix"]
    assert published_version(store) == before
    assert read_batches(store) == []


def test_only_accept_stores(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "good.csv"
    path.write_text("unit_code,date,confirmed\n370215,2020-03-02,8\n", "utf-8")
    arguments = (path, "--dataset", "case_daily", "--store", store)
    status, result = run(capsys, *arguments)
    assert (status, result["accepted"], result["batch_id"]) == (0, False, None)
    assert read_batches(store) == []
    status, result = run(capsys, *arguments, "--accept", "--origin", "typed from a bulletin")
    assert (status, result["accepted"]) == (0, True)
    assert result["version"] == open_snapshot(store).version
    assert read_batches(store)[0].receipt["origin"] == "typed from a bulletin"
    status, result = run(capsys, *arguments, "--accept")
    findings = result["findings"]
    assert isinstance(findings, list)
    assert (status, findings[0]["code"], findings[0]["severity"]) == (0, "already_stored", "warning")


def test_source_and_grade_fill_empty_cells(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "good.csv"
    path.write_text("unit_code,date,confirmed,grade\n370215,2020-03-02,8,\n370215,2020-03-03,8,B\n", "utf-8")
    run(capsys, path, "--dataset", "case_daily", "--store", store, "--accept", "--source", "census2020")
    frame = open_snapshot(store).frame(
        "SELECT source_id, grade FROM case_daily WHERE unit_code = '370215' AND date > DATE '2020-03-01'"
        " ORDER BY date"
    )
    assert frame.to_dict("list") == {"source_id": ["census2020"] * 2, "grade": ["C", "B"]}


def test_an_unknown_source_is_an_error(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "good.csv"
    path.write_text("unit_code,date,confirmed\n370215,2020-03-02,8\n", "utf-8")
    status, result = run(capsys, path, "--dataset", "case_daily", "--store", store, "--source", "nobody")
    findings = result["findings"]
    assert isinstance(findings, list)
    assert (status, findings[0]["code"], findings[0]["column"]) == (1, "reference_unknown", "source_id")


def test_findings_speak_chinese(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("unit_code,date,confirmed\n370215,2020-03-02,many\n", "utf-8")
    _status, result = run(capsys, path, "--dataset", "case_daily", "--store", store, "--lang", "zh")
    findings = result["findings"]
    assert isinstance(findings, list)
    assert any("\u4e00" <= character <= "\u9fff" for character in findings[0]["fix"])


def test_wrong_usage_exits_with_two(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["x.csv", "--dataset", "nonsense", "--store", str(store)])
    with pytest.raises(SystemExit, match="2"):
        main(["x.csv", "--dataset", "correction", "--store", str(store)])


def test_a_file_that_is_not_there(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main([str(tmp_path / "no.csv"), "--dataset", "case_daily", "--store", str(store)])
    assert status == 1
    assert "file_missing" in capsys.readouterr().out
