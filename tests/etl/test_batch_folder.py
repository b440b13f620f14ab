import json
from pathlib import Path

import duckdb
import pytest

from etl.batch_folder import (
    candidate,
    coming,
    holding,
    next_batch_id,
    packed,
    receipt_of,
    write_parts,
)
from etl.batches import accept
from etl.bundle import load_bundle
from etl.receipts import active, read_batches
from etl.snapshot import published_version
from etl.snapshot_build import build
from etl.store import StoreError, sha256_file
from tests.etl.uploads import DOCTORS, checked_file


def test_a_folder_holds_bytes_rows_and_a_receipt(store: Path, tmp_path: Path) -> None:
    checked = checked_file(store, tmp_path, DOCTORS)
    folder = tmp_path / "batch"
    receipt = receipt_of("000001-aaaaaaaa", checked, by="analyst", origin="paper", reason="first count")
    write_parts(folder, checked, receipt, packed(checked.table))
    assert (folder / "received").read_bytes() == checked.content
    receipt = json.loads((folder / "receipt.json").read_text("utf-8"))
    assert (receipt["accepted_by"], receipt["reason"], receipt["origin"]) == (
        "analyst",
        "first count",
        "paper",
    )
    later = candidate(folder, store / "batches" / "000001-aaaaaaaa")
    assert later.table_file == folder / "table.parquet"
    assert later.files_of("resource") == [folder / "table.parquet"]
    assert later.files_of("source") == []


def test_the_number_of_a_batch_follows_the_last(store: Path, tmp_path: Path) -> None:
    checked = checked_file(store, tmp_path, DOCTORS)
    assert next_batch_id([], checked) == f"000001-{checked.sha256[:8]}"
    accept(store, checked, "analyst")
    assert next_batch_id(read_batches(store), checked) == f"000002-{checked.sha256[:8]}"


def test_bytes_that_are_stored_are_recognised_for_their_dataset(store: Path, tmp_path: Path) -> None:
    checked = checked_file(store, tmp_path, DOCTORS)
    assert holding(active(read_batches(store)), checked) is None
    accepted = accept(store, checked, "analyst")
    found = holding(active(read_batches(store)), checked)
    assert found is not None
    assert found.batch_id == accepted.batch_id


def test_a_preview_that_is_out_of_date_is_told_and_nothing_is_stored(store: Path, tmp_path: Path) -> None:
    """Two analysts at once: the second looks at a preview that the first has made untrue."""
    seen = published_version(store)
    first = checked_file(store, tmp_path, DOCTORS)
    second = checked_file(store, tmp_path, DOCTORS.replace("99999", "88888"))
    assert accept(store, first, "one", previewed=seen).new
    with pytest.raises(StoreError, match="The data have changed since the preview"):
        accept(store, second, "other", previewed=seen)
    assert len(read_batches(store)) == 1
    assert accept(store, second, "other", previewed=published_version(store)).new
    assert len(read_batches(store)) == 2


def test_a_batch_that_is_in_memory_makes_the_snapshot_that_its_folder_makes(
    store: Path, tmp_path: Path
) -> None:
    checked = checked_file(store, tmp_path, DOCTORS)
    final = store / "batches" / "000001-aaaaaaaa"
    receipt = receipt_of(final.name, checked, by="analyst")
    write_parts(tmp_path / "batch", checked, receipt, packed(checked.table))
    stored = candidate(tmp_path / "batch", final)
    assert {**receipt, "table_sha256": sha256_file(stored.table_file)} == stored.receipt
    dumps = []
    for number, batch in enumerate((coming(final, receipt, checked), stored)):
        path = tmp_path / f"{number}.duckdb"
        build(path, [batch], load_bundle())
        with duckdb.connect(str(path), read_only=True) as con:
            names = [row[0] for row in con.execute("SHOW TABLES").fetchall()]
            dumps.append({name: con.execute(f"FROM {name}").fetchall() for name in names})
    assert dumps[0] == dumps[1]
    assert any("000001-aaaaaaaa" in row for row in dumps[0]["resource"])
