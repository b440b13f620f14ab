import shutil
from pathlib import Path

import pytest

from etl.bundle import load_bundle
from etl.receipts import Batch
from etl.snapshot_build import build, content_version
from etl.store import BUNDLED_DATA, StoreError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(BUNDLED_DATA, copy)
    return copy


def test_two_rows_of_one_key_in_the_bundle_are_refused(tmp_path: Path, data: Path) -> None:
    shutil.copy(data / "tables" / "unit.csv", data / "tables" / "unit.again.csv")
    with pytest.raises(StoreError, match="twice"):
        build(tmp_path / "x.duckdb", [], load_bundle(data))


def test_a_reference_to_nothing_is_refused(tmp_path: Path, data: Path) -> None:
    bundle = load_bundle(data)
    del bundle.tables["source"]
    with pytest.raises(StoreError, match="withdraw that batch first"):
        build(tmp_path / "x.duckdb", [], bundle)
    bundle.tables.clear()


def test_the_version_depends_on_the_bundled_bytes_and_the_receipts(data: Path) -> None:
    version = content_version([], data)
    assert version == content_version([], BUNDLED_DATA)
    batch = Batch(Path("000001-aaaaaaaa"), {}, "receipt")
    other = Batch(Path("000001-aaaaaaaa"), {}, "another receipt")
    assert len({version, content_version([batch], data), content_version([other], data)}) == 3
    with (data / "sources.csv").open("a", encoding="utf-8") as handle:
        handle.write("\n")
    assert content_version([], data) != version
