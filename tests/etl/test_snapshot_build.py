import shutil
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl.bundle import load_bundle
from etl.contracts import DATASETS
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


def cases(folder: Path, confirmed: list[tuple[str, int]]) -> Batch:
    """Return a batch of daily cases of Jimo; later days first, as a file may have them."""
    folder.mkdir(parents=True)
    rows = [
        {"unit_code": "370215", "date": date.fromisoformat(day), "confirmed": count, "observed": True}
        | {"source_id": "user_upload", "grade": "C"}
        for day, count in reversed(confirmed)
    ]
    pq.write_table(pa.Table.from_pylist(rows), folder / "table.parquet")
    receipt = dict.fromkeys(("dataset", "file_name", "sha256", "rows", "accepted_at", "accepted_by"))
    return Batch(folder, receipt | {"dataset": "case_daily"}, "receipt")


def test_of_several_batches_the_latest_wins_and_the_others_are_history(tmp_path: Path) -> None:
    # The name of a store may hold what a pattern for files would read otherwise.
    store = tmp_path / "store [1]*"
    first = cases(store / "000001-aaaaaaaa", [("2020-12-30", 1), ("2020-12-31", 2)])
    second = cases(store / "000002-bbbbbbbb", [("2020-12-31", 3)])
    third = cases(store / "000003-cccccccc", [("2020-12-31", 4), ("2021-01-01", 5)])
    build(tmp_path / "x.duckdb", [first, second, third], load_bundle())
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as con:
        uploaded = "unit_code = '370215' AND batch_id NOT LIKE '000000%'"
        won = f"SELECT date::VARCHAR, confirmed, batch_id FROM case_daily WHERE {uploaded}"
        assert con.execute(won).fetchall() == [
            ("2020-12-30", 1, "000001-aaaaaaaa"),
            ("2020-12-31", 4, "000003-cccccccc"),
            ("2021-01-01", 5, "000003-cccccccc"),
        ]
        lost = f"SELECT confirmed, batch_id, superseded_by FROM case_daily_history WHERE {uploaded}"
        assert con.execute(lost).fetchall() == [
            (3, "000002-bbbbbbbb", "000003-cccccccc"),
            (2, "000001-aaaaaaaa", "000003-cccccccc"),
        ]
        for table in ("case_daily", "resource", "measure"):
            unsorted = (
                f"SELECT count(*) FROM (SELECT unit_code < lag(unit_code) OVER () AS falls FROM {table})"
                " WHERE falls"
            )
            assert con.execute(unsorted).fetchall() == [(0,)], table


def test_a_batch_that_holds_a_key_twice_is_refused(tmp_path: Path) -> None:
    twin = cases(tmp_path / "000001-aaaaaaaa", [("2020-12-31", 1), ("2020-12-31", 2)])
    with pytest.raises(StoreError, match="370215 · 2020-12-31 twice in batch 000001-aaaaaaaa"):
        build(tmp_path / "x.duckdb", [twin], load_bundle())


def test_a_batch_from_before_a_column_was_declared_still_counts(tmp_path: Path) -> None:
    """Facts are immutable: a batch keeps the columns that its contract had when it was accepted."""
    old = [name for name in DATASETS["indicator_value"].column_names if name not in ("issuer", "numerator")]
    row = dict.fromkeys(old)
    row |= {"unit_code": "370215", "indicator_code": "C2", "period": "2020", "value_type": "numeric"}
    row |= {"value": 4.5, "source_id": "user_upload", "grade": "C"}
    folder = tmp_path / "000001-aaaaaaaa"
    folder.mkdir()
    table = pa.Table.from_pylist([row]).select(old)
    pq.write_table(table, folder / "table.parquet")
    receipt = dict.fromkeys(("dataset", "file_name", "sha256", "rows", "accepted_at", "accepted_by"))
    batch = Batch(folder, receipt | {"dataset": "indicator_value"}, "receipt")
    build(tmp_path / "x.duckdb", [batch], load_bundle())
    with duckdb.connect(str(tmp_path / "x.duckdb"), read_only=True) as con:
        found = con.execute(
            "SELECT value, issuer, numerator FROM indicator_value WHERE indicator_code = 'C2'"
        ).fetchall()
        assert found == [(4.5, None, None)]
        # A measured value without a coder counts as it is.
        cell = "SELECT value FROM indicator_cell WHERE unit_code = '370215' AND indicator_code = 'C2'"
        assert con.execute(cell).fetchall() == [(4.5,)]


def test_a_table_that_is_sorted_piece_by_piece_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = cases(tmp_path / "000001-aaaaaaaa", [("2020-12-30", 1), ("2020-12-31", 2)])
    found = []
    for name in ("whole", "pieces"):
        build(tmp_path / f"{name}.duckdb", [batch], load_bundle())
        with duckdb.connect(str(tmp_path / f"{name}.duckdb"), read_only=True) as con:
            tables = [row[0] for row in con.execute("SHOW TABLES").fetchall()]
            found.append({table: con.execute(f"FROM {table}").fetchall() for table in tables})
        monkeypatch.setattr("etl.snapshot_build.SORTED_AT_ONCE", 20_000)
    assert found[0] == found[1]
