"""The sandbox and the real data never mix, whichever way somebody tries."""

import csv
import shutil
from pathlib import Path

import pytest

from etl.batches import accept
from etl.contracts import DATASETS
from etl.ingest import main as ingest
from etl.ingest import references_of
from etl.intake import Intake, intake
from etl.receipts import read_batches
from etl.snapshot import open_snapshot, publish, published_version
from etl.snapshot_build import SAMPLE_PREFIX
from etl.store import SAMPLE_DATA, StoreError, default_store, is_sandbox, sandbox_store

CASES = "unit_code,date,confirmed{more}\n{unit},2020-04-05,900{grade}\n"


@pytest.fixture(scope="module")
def built_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sandbox") / "store-sandbox"
    publish(folder)
    return folder


@pytest.fixture
def sandbox(built_sandbox: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_sandbox, tmp_path / "store-sandbox"))


def checked_for(store: Path, folder: Path, unit: str, grade: str | None = None) -> Intake:
    more, cell = (",grade", f",{grade}") if grade else ("", "")
    path = folder / "cases.csv"
    path.write_text(CASES.format(unit=unit, more=more, grade=cell), "utf-8")
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    return intake(path, DATASETS["case_daily"], references, source="user_upload", grade="C")


def test_the_sandbox_lies_beside_the_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESPONSE_STORE", str(tmp_path / "facts"))
    assert sandbox_store() == tmp_path.resolve() / "facts-sandbox"
    assert not is_sandbox(default_store())
    monkeypatch.setenv("RESPONSE_STORE", str(tmp_path / "facts-sandbox"))
    assert sandbox_store() == default_store()


def test_a_sandbox_holds_sample_rows_on_invented_places_only(built_sandbox: Path) -> None:
    snapshot = open_snapshot(built_sandbox)
    assert snapshot.is_sample
    assert snapshot.version.startswith(SAMPLE_PREFIX)
    for table in ("unit", "source", "case_daily", "measure", "resource", "indicator_value", "document"):
        grades = snapshot.frame(f"SELECT DISTINCT grade FROM {table}")["grade"].tolist()
        assert grades == ["S"], table
    names = snapshot.frame("SELECT unit_code, name_zh, name_en FROM unit")
    assert names["unit_code"].str.startswith("99").all()
    assert names["name_zh"].str.startswith("示例").all()
    assert names["name_en"].str.startswith("Sample").all()


def test_no_real_place_is_among_the_samples(real_snapshot: object) -> None:
    with (SAMPLE_DATA / "tables" / "unit.csv").open(encoding="utf-8") as handle:
        samples = list(csv.DictReader(handle))
    real = real_snapshot.frame("SELECT unit_code, name_zh, name_en FROM unit")  # type: ignore[attr-defined]
    for column in real.columns:
        assert not set(real[column]) & {row[column] for row in samples}
    assert not real_snapshot.is_sample  # type: ignore[attr-defined]


def test_a_file_in_the_sandbox_becomes_sample_rows(sandbox: Path, tmp_path: Path) -> None:
    checked = checked_for(sandbox, tmp_path, "990100")
    assert checked.table is not None
    assert checked.table["grade"].to_pylist() == ["S"]
    accepted = accept(sandbox, checked, "newcomer")
    assert accepted.version.startswith(SAMPLE_PREFIX)
    assert open_snapshot(sandbox).frame("SELECT max(confirmed) AS n FROM case_daily")["n"].item() == 900


@pytest.mark.parametrize("grade", ["A", "B", "C"])
def test_the_sandbox_refuses_rows_that_claim_to_be_real(sandbox: Path, tmp_path: Path, grade: str) -> None:
    checked = checked_for(sandbox, tmp_path, "990100", grade)
    assert [(finding.code, finding.column) for finding in checked.report.findings] == [
        ("value_not_allowed", "grade")
    ]


def test_the_sandbox_refuses_real_places(sandbox: Path, tmp_path: Path) -> None:
    checked = checked_for(sandbox, tmp_path, "370215")
    assert [finding.code for finding in checked.report.findings] == ["reference_unknown"]


def test_the_real_data_refuse_sample_rows_and_sample_places(store: Path, tmp_path: Path) -> None:
    assert [finding.code for finding in checked_for(store, tmp_path, "370215", "S").report.findings] == [
        "value_not_allowed"
    ]
    assert [finding.code for finding in checked_for(store, tmp_path, "990100").report.findings] == [
        "reference_unknown"
    ]


def test_what_was_checked_for_one_store_is_refused_by_the_other(
    store: Path, sandbox: Path, tmp_path: Path
) -> None:
    before = published_version(store), published_version(sandbox)
    with pytest.raises(StoreError, match="sample rows"):
        accept(store, checked_for(sandbox, tmp_path, "990100"), "newcomer")
    with pytest.raises(StoreError, match="real rows"):
        accept(sandbox, checked_for(store, tmp_path, "370215"), "newcomer")
    assert (published_version(store), published_version(sandbox)) == before


def test_a_batch_carried_over_by_hand_does_not_count(store: Path, sandbox: Path, tmp_path: Path) -> None:
    before = open_snapshot(store).version
    accepted = accept(sandbox, checked_for(sandbox, tmp_path, "990100"), "newcomer")
    shutil.copytree(sandbox / "batches" / accepted.batch_id, store / "batches" / accepted.batch_id)
    shutil.copy(sandbox / "current", store / "current")
    assert [batch.status for batch in read_batches(store)] == ["damaged"]
    opened = open_snapshot(store)
    assert (opened.version, opened.is_sample) == (before, False)


def test_a_sandbox_renamed_to_a_store_shows_the_real_data(sandbox: Path, tmp_path: Path) -> None:
    accept(sandbox, checked_for(sandbox, tmp_path, "990100"), "newcomer")
    renamed = sandbox.rename(tmp_path / "renamed")
    opened = open_snapshot(renamed)
    assert not opened.is_sample
    assert opened.frame("SELECT count(*) AS n FROM unit WHERE unit_code LIKE '99%'")["n"].item() == 0


def test_the_command_line_takes_a_file_into_the_sandbox(
    sandbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(CASES.format(unit="990100", more="", grade=""), "utf-8")
    assert ingest([str(path), "--dataset", "case_daily", "--store", str(sandbox), "--accept"]) == 0
    assert SAMPLE_PREFIX in capsys.readouterr().out
