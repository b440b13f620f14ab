from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.batches import accept, withdraw
from etl.difference import differences
from etl.preview import Preview, preview_file, preview_files, preview_other_state
from etl.snapshot import open_snapshot, published_version
from etl.store import StoreError
from tests.etl.uploads import DOCTORS, RESOURCES, checked_file


@contextmanager
def closing(preview: Preview) -> Iterator[Preview]:
    try:
        yield preview
    finally:
        preview.close()


def tree(store: Path) -> dict[str, int]:
    return {str(path.relative_to(store)): path.stat().st_mtime_ns for path in sorted(store.rglob("*"))}


def test_a_preview_leaves_every_file_of_the_store_alone(store: Path, tmp_path: Path) -> None:
    checked = checked_file(store, tmp_path, DOCTORS)
    before = tree(store)
    with closing(preview_file(store, checked)) as preview:
        assert preview.base == published_version(store)
        assert preview.snapshot.frame(
            "SELECT value FROM resource WHERE batch_id = ?", [preview.batch_id]
        ).to_dict("records") == [{"value": 99999.0}]
    assert tree(store) == before
    assert not preview.folder.exists()


def test_what_is_previewed_is_what_is_accepted(store: Path, tmp_path: Path) -> None:
    checked = checked_file(store, tmp_path, DOCTORS)
    with closing(preview_file(store, checked)) as preview:
        accepted = accept(store, checked, "analyst", previewed=preview.base)
        assert accepted.batch_id == preview.batch_id
        now = open_snapshot(store)
        assert differences(preview.snapshot, now) == {}
        cells = "SELECT * FROM indicator_cell ORDER BY ALL"
        assert preview.snapshot.frame(cells).equals(now.frame(cells))
        now.close()


def test_two_parts_are_previewed_as_they_will_follow_each_other(store: Path, tmp_path: Path) -> None:
    parts = [checked_file(store, tmp_path, text) for text in (DOCTORS, DOCTORS.replace("99999", "88888"))]
    with closing(preview_files(store, parts)) as preview:
        ids = [accept(store, part, "analyst").batch_id for part in parts]
        assert preview.batch_id == ids[0]
        now = open_snapshot(store)
        assert differences(preview.snapshot, now) == {}
        assert (
            88888.0 in now.frame("SELECT value FROM resource WHERE batch_id = ?", [ids[1]])["value"].tolist()
        )
        now.close()


def test_a_batch_can_be_looked_away_and_back(store: Path, tmp_path: Path) -> None:
    checked = checked_file(store, tmp_path, DOCTORS)
    base = published_version(store)
    accepted = accept(store, checked, "analyst")
    with closing(preview_other_state(store, accepted.batch_id)) as without:
        assert (without.base, without.snapshot.version) == (accepted.version, base)
    withdraw(store, accepted.batch_id, "typing error", "analyst")
    with closing(preview_other_state(store, accepted.batch_id)) as again:
        assert again.base == base
        assert len(again.snapshot.frame("SELECT * FROM resource WHERE value = 99999")) == 1


def test_a_file_with_errors_has_no_preview(store: Path, tmp_path: Path) -> None:
    checked = checked_file(store, tmp_path, DOCTORS.replace("99999", "many"))
    with pytest.raises(StoreError, match="mend them first"):
        preview_file(store, checked)


def test_an_unknown_batch_is_named(store: Path) -> None:
    with pytest.raises(StoreError, match="There is no batch 000009-00000000"):
        preview_other_state(store, "000009-00000000")


def test_a_damaged_batch_is_refused(store: Path, tmp_path: Path) -> None:
    accepted = accept(store, checked_file(store, tmp_path, DOCTORS), "analyst")
    (store / "batches" / accepted.batch_id / "table.parquet").write_bytes(b"x")
    with pytest.raises(StoreError, match="give its file again"):
        preview_other_state(store, accepted.batch_id)


def test_a_batch_that_another_rests_on_cannot_be_looked_away(store: Path, tmp_path: Path) -> None:
    place = (
        "unit_code,name_zh,name_en,name_short_zh,level,parent_code,province_code\n"
        "370299,试验区,Test District,试验,county,370200,370000\n"
    )
    first = accept(store, checked_file(store, tmp_path, place, "unit"), "analyst")
    rows = RESOURCES + "370299,hospital_beds,2019,7,beds\n"
    accept(store, checked_file(store, tmp_path, rows), "analyst")
    with pytest.raises(StoreError, match="withdraw that batch first"):
        preview_other_state(store, first.batch_id)
