from pathlib import Path

import pytest

from etl.receipts import Batch, active, read_batches


def test_no_folder_means_no_batches(tmp_path: Path) -> None:
    assert read_batches(tmp_path / "nothing") == []


@pytest.mark.parametrize("receipt", ["", "[]", "null", "{}", '{"dataset": "nonsense"}', "\x00"])
def test_an_unreadable_receipt_is_a_damaged_batch(tmp_path: Path, receipt: str) -> None:
    folder = tmp_path / "batches" / "000001-aaaaaaaa"
    folder.mkdir(parents=True)
    (folder / "receipt.json").write_text(receipt, "utf-8")
    (tmp_path / "batches" / ".unfinished").mkdir()
    batches = read_batches(tmp_path)
    assert [(batch.batch_id, batch.status) for batch in batches] == [("000001-aaaaaaaa", "damaged")]
    assert active(batches) == []


def test_the_last_event_counts() -> None:
    folder = Path("000007-aaaaaaaa")
    assert Batch(folder, {}, "").status == "accepted"
    assert Batch(folder, {}, "", ({"event": "withdrawn"},)).status == "withdrawn"
    assert Batch(folder, {}, "", ({"event": "withdrawn"}, {"event": "restored"})).status == "accepted"
    assert Batch(folder, {}, "").sequence == 7
