from pathlib import Path

from etl.coding_samples import filled_samples
from etl.coding_sheet import read_coding_sheet
from etl.ingest import references_of
from etl.snapshot import open_snapshot, publish


def test_the_filled_sheets_of_the_sandbox_can_be_handed_in(tmp_path: Path) -> None:
    store = tmp_path / "store-sandbox"
    publish(store)
    snapshot = open_snapshot(store)
    references = references_of(snapshot)
    snapshot.close()
    files = filled_samples()
    assert len(files) == 2
    coders = set()
    for path in files:
        sheet = read_coding_sheet(path.read_bytes(), path.name, references)
        assert sheet is not None
        assert sheet.errors == 0
        assert sheet.codings is not None
        table = sheet.codings.table
        assert table is not None
        assert table.num_rows == 19
        assert set(table["unit_code"].to_pylist()) == {"990100"}
        coders |= set(table["coder"].to_pylist())
        assert all("示例" in name for name in table["reference"].to_pylist())
    assert len(coders) == 2
