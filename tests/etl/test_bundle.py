import shutil
from pathlib import Path

import pytest

from etl.bundle import all_files, bundle_digest, bundled_files, load_bundle
from etl.store import BUNDLED_DATA, StoreError


def test_files_that_others_refer_to_come_first() -> None:
    names = [path.name for path in all_files(BUNDLED_DATA)]
    assert names[:3] == ["sources.csv", "unit.csv", "vocabulary.csv"]
    assert [path.name for path in bundled_files(BUNDLED_DATA, "resource")] == [
        "resource.census.parquet",
        "resource.city.csv",
    ]


def test_the_digest_is_of_names_and_bytes_not_of_the_folder(tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(BUNDLED_DATA, copy)
    assert bundle_digest(copy) == bundle_digest()
    (copy / "annotations.csv").rename(copy / "annotations.txt")
    assert bundle_digest(copy) != bundle_digest()


def test_a_bundled_file_that_breaks_its_contract_is_named(tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(BUNDLED_DATA, copy)
    path = copy / "tables" / "measure.csv"
    path.write_text(path.read_text("utf-8").replace("2020-01-28", "2020-13-28", 1), "utf-8")
    with pytest.raises(StoreError, match=r"measure\.csv breaks its contract in row \d+, column start_date"):
        load_bundle(copy)


def test_every_bundled_table_is_checked_without_errors() -> None:
    bundle = load_bundle()
    assert {
        name: checked.report.errors for name, checked in bundle.intakes.items() if checked.report.errors
    } == {}
    assert (
        sum(checked.report.counts["cumulative_falls", "warning"] for checked in bundle.intakes.values()) > 50
    )
