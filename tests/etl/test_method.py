from pathlib import Path

from etl.method import method_of, under_present_queries
from etl.snapshot import Snapshot
from etl.store import BUNDLED_DATA
from tests.etl.snapshots import snapshot_of


def test_a_version_keeps_its_frameworks_and_the_digest_of_its_queries(real_snapshot: Snapshot) -> None:
    method = method_of(real_snapshot)
    assert method is not None
    assert method.has_present_queries
    for name in ("public_data", "county_capacity", "six_dimensions"):
        path = BUNDLED_DATA / "frameworks" / f"{name}.toml"
        assert method.frameworks[name] == path.read_text("utf-8")


def test_a_version_from_before_has_no_method(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path / "old.duckdb", "CREATE TABLE unit (unit_code VARCHAR)")
    assert method_of(snapshot) is None
    snapshot.close()


def test_other_queries_are_noticed(tmp_path: Path) -> None:
    snapshot = snapshot_of(
        tmp_path / "old.duckdb",
        "CREATE TABLE method AS SELECT 'queries' AS kind, 'digest' AS name, 'another' AS content",
    )
    method = method_of(snapshot)
    assert method is not None
    assert not method.has_present_queries
    assert method.frameworks == {}
    snapshot.close()


def test_the_same_queries_derive_the_same_cells(real_snapshot: Snapshot) -> None:
    derived = under_present_queries(real_snapshot)
    cells = "SELECT * FROM indicator_cell ORDER BY ALL"
    assert derived.snapshot.frame(cells).equals(real_snapshot.frame(cells))
    assert derived.base == real_snapshot.version
    derived.close()
    assert not derived.folder.exists()
