"""Data and method apart: one of them is changed at a time, and the split has to say which it was."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.batches import accept
from etl.bundle import load_bundle
from etl.snapshot import Snapshot, open_snapshot
from etl.snapshot_build import build
from etl.store import BUNDLED_DATA
from tests.etl.snapshots import snapshot_of
from tests.etl.uploads import RESOURCES, checked_file
from ui.version_scores import split_versions

DRAWS = 20
STEP = "score_{part}_step"


@pytest.fixture(scope="module")
def base(built_store: Path) -> Iterator[Snapshot]:
    snapshot = open_snapshot(built_store)
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="module")
def other_method(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The same facts under a county framework whose first goalpost is moved."""
    folder = tmp_path_factory.mktemp("other")
    data = folder / "data"
    shutil.copytree(BUNDLED_DATA, data)
    path = data / "frameworks" / "county_capacity.toml"
    text = path.read_text("utf-8")
    assert "target = 16" in text
    path.write_text(text.replace("target = 16", "target = 20", 1), "utf-8")
    build(folder / "x.duckdb", [], load_bundle(data))
    snapshot = Snapshot(folder / "x.duckdb", "1" * 12)
    yield snapshot
    snapshot.close()


def with_figure(store: Path, folder: Path) -> Snapshot:
    text = RESOURCES.replace("unit\n", "unit,source_id,grade\n")
    text += "370215,sample_employed_health_social_work,2020,100,persons,census2020,A\n"
    accept(store, checked_file(store, folder, text), "analyst")
    return open_snapshot(store)


def test_facts_alone_are_told_to_be_data(store: Path, tmp_path: Path, base: Snapshot) -> None:
    found = split_versions(base, with_figure(store, tmp_path), DRAWS)
    assert (found.kind, found.changed, found.queries) == ("same", (), False)


def test_a_framework_alone_is_told_to_be_method(base: Snapshot, other_method: Snapshot) -> None:
    found = split_versions(base, other_method, DRAWS)
    assert (found.kind, found.changed, found.method_first) == ("split", ("county_capacity",), True)
    table = found.steps["county_capacity", "county"]
    assert (table["score_first_step"].abs() > 0).sum() > 1000
    assert (table["score_second_step"].abs().fillna(0) == 0).all()


def test_both_add_up_and_the_data_touch_one_place(
    store: Path, tmp_path: Path, base: Snapshot, other_method: Snapshot
) -> None:
    after = with_figure(store, tmp_path)
    found = split_versions(other_method, after, DRAWS)
    table = found.steps["county_capacity", "county"].set_index("unit_code")
    moved = table.index[table["score_second_step"].abs() > 1e-9]
    assert moved.tolist() == ["370215"]
    whole = table["score_after"] - table["score_before"]
    assert (table["score_first_step"] + table["score_second_step"] - whole).abs().max() < 1e-9


def test_a_version_without_its_method_cannot_be_split(tmp_path: Path, base: Snapshot) -> None:
    old = snapshot_of(tmp_path / "old.duckdb", "CREATE TABLE unit (unit_code VARCHAR)")
    assert split_versions(old, base, DRAWS).kind == "unknown"
    old.close()


def test_other_queries_are_the_method_of_the_version_that_has_them(tmp_path: Path, base: Snapshot) -> None:
    """An older version's values came from other queries: its facts are derived anew by those of today."""
    copy = tmp_path / "old.duckdb"
    shutil.copy(base.path, copy)
    with duckdb.connect(str(copy)) as con:
        con.execute("UPDATE method SET content = 'older' WHERE kind = 'queries'")
        con.execute("UPDATE indicator_cell SET value = value + 1 WHERE indicator_code = 'F9'")
    old = Snapshot(copy, "2" * 12)
    found = split_versions(old, base, DRAWS)
    assert (found.kind, found.queries, found.method_first) == ("split", True, True)
    table = found.steps["county_capacity", "county"]
    assert (table["score_first_step"] < 0).sum() > 1000
    assert (table["score_second_step"].abs().fillna(0) == 0).all()
    back = split_versions(base, old, DRAWS)
    assert back.method_first is False
    table = back.steps["county_capacity", "county"]
    assert (table["score_first_step"].abs().fillna(0) == 0).all()
    old.close()
